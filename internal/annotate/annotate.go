package annotate

import (
	"fmt"
	"sync"

	"khobao/index"
	"khobao/index/vi"
)

// Annotator finds mentions and figures. It is safe for concurrent use.
type Annotator struct {
	units   *gazetteer
	abbr    *vi.Abbreviations
	lexicon *vi.Lexicon
	agency  phrases           // heads of agencies and their domains
	person  phrases           // titles
	measure phrases           // units of figures
	forms   func() []nameForm // of the units, made when first asked for
	starts  map[string]starts // of the first words of all tables
}

// New loads the tables. The error names a damaged one.
func New() (*Annotator, error) {
	units, err := loadGazetteer()
	if err != nil {
		return nil, fmt.Errorf("load the gazetteer: %w", err)
	}
	a := &Annotator{
		units: units, abbr: vi.Default(), lexicon: vi.NewLexicon(),
		agency: newPhrases(agencyTable, agencyPhrases), person: newPhrases(personTable, personTitles), measure: newPhrases(measureTable, measurePhrases),
		forms: sync.OnceValue(units.nameForms),
	}
	a.starts = startsOf(units, a.agency, a.person, a.measure, placeHeadWords, domainPhrases, landPhrases)
	return a, nil
}

// Annotate fills Places, Agencies, People and Figures from the title, lead and
// body, in that order and by place in each. What they held is replaced; nothing
// else is changed. The same article always gets the same mentions.
func (a *Annotator) Annotate(art *index.Article) { a.Reader().Annotate(art) }

// Reader annotates one article after another in the same memory. It belongs to
// one goroutine.
type Reader struct {
	*Annotator
	tokens vi.Tokenizer
	toks   []vi.Token // of the texts of the article, one behind the other
	used   []use
	starts []starts
	hinted [vi.Hints]struct { // starts of terms, where the tokens' hints lead
		term   string
		starts starts
	}
}

// Reader gives a new reader.
func (a *Annotator) Reader() *Reader { return &Reader{Annotator: a} }

// Tokens are the tokens of an article's texts, for whoever reads them next.
type Tokens struct{ Title, Lead, Body []vi.Token }

// Annotate does what the Annotator's does. The tokens it read come back; they
// hold until the next call.
func (a *Reader) Annotate(art *index.Article) Tokens {
	art.Places, art.Agencies, art.People, art.Figures = nil, nil, nil, nil
	a.toks, a.used, a.starts = a.toks[:0], a.used[:0], a.starts[:0]
	texts := make([]text, 0, 3)
	for _, f := range [...]struct{ name, s string }{{"title", art.Title}, {"lead", art.Lead}, {"body", art.Body}} {
		if f.s != "" {
			texts = append(texts, a.newText(f.name, f.s))
		}
	}
	for i := range texts {
		a.figures(&texts[i], art)
	}
	w := &walk{Annotator: a.Annotator, art: art, texts: texts}
	w.sport = sport(texts)
	w.places()
	w.agencies()
	w.givePlaces()
	w.people()
	var read Tokens
	for i := range texts {
		switch texts[i].field {
		case "title":
			read.Title = texts[i].toks
		case "lead":
			read.Lead = texts[i].toks
		default:
			read.Body = texts[i].toks
		}
	}
	return read
}

// walk is one article being read.
type walk struct {
	*Annotator
	art   *index.Article
	texts []text
	sys   system         // the division of the country the article speaks of
	found []placeSpan    // places in order of text
	near  map[int32]bool // districts and provinces of the article
	sport bool           // the article tells of matches, in which places are teams
	known []agencySpan   // agencies in order of text
}
