package bleveindex

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"

	bleveapi "github.com/blevesearch/bleve_index_api"

	"khobao/index"
	"khobao/index/bleveindex/columns"
	"khobao/index/bleveindex/segment"
	"khobao/index/vi"
)

const (
	// partGap parts two captions, so that no phrase reaches from one into the next.
	partGap = 100
	// maxTerm bounds a term in bytes, and maxValue a value of a keyword field:
	// what is longer is no word and no name, and would only swell the dictionary.
	maxTerm  = 256
	maxValue = 1024
	// maxInterned bounds the terms an analyser remembers.
	maxInterned = 1 << 18
)

// analyser turns articles into documents. It belongs to one goroutine.
type analyser struct {
	layout  layout
	flat    *flatBatch // nil for documents in bleve's form
	tokens  vi.Tokenizer
	known   map[string]*term
	hints   [vi.Hints]hinted // some of known, where the tokens' hints lead
	met     []*term          // distinct terms of the field at hand
	places  []occurrence     // of the field at hand
	scratch []byte
}

type term struct {
	text   string
	count  int        // in the field at hand
	first  int        // its first place in the sorted locations
	batch  *flatBatch // in which number holds
	number uint32
}

// hinted is a term where a hint leads.
type hinted struct {
	text string
	term *term
}

// flatBatch numbers the terms of one batch for segments of our own format.
type flatBatch struct {
	mu    sync.Mutex
	terms *segment.Terms
}

func (b *flatBatch) number(t *term) uint32 {
	if t.batch != b {
		b.mu.Lock()
		t.batch, t.number = b, b.terms.Number([]byte(t.text))
		b.mu.Unlock()
	}
	return t.number
}

type occurrence struct {
	term     *term
	position int
}

func newAnalyser(l layout) *analyser {
	return &analyser{layout: l, known: map[string]*term{}}
}

// document analyses an article.
func (a *analyser) document(art *index.Article) *document {
	d := &document{id: art.ID, fields: make([]*field, 0, len(a.layout.texts)+len(a.layout.keywords)+3)}
	minute := columns.Minute(art.Published.Time)
	d.fields = append(d.fields, idField(art.ID))
	lengths := make([]int, len(a.layout.texts))
	for i, f := range a.layout.texts {
		texts := f.Of(art)
		for _, t := range texts {
			d.size += len(t)
		}
		if tf := a.text(f.Name, texts); tf != nil {
			lengths[i] = tf.length
			d.fields = append(d.fields, tf)
		}
	}
	for _, f := range a.layout.keywords {
		var values []string
		for _, v := range f.Of(art) {
			if v = strings.TrimSpace(strings.ToValidUTF8(v, "")); v != "" && len(v) <= maxValue {
				values = append(values, v)
			}
		}
		if len(values) > 0 {
			d.fields = append(d.fields, keywordField(f.Name, values))
		}
	}
	if figures := figureTerms(art); len(figures) > 0 {
		d.fields = append(d.fields, keywordField(columns.FigureField, figures))
	}
	row := columns.AppendRow(nil, minute, lengths, art.Arrival)
	d.fields = append(d.fields, uniqueField(columns.RowField, bleveapi.IndexField, string(row)))
	if a.flat != nil {
		d.flat = a.flatten(d.fields, minute)
		d.fields = nil
	}
	return d
}

// text analyses a text field given in parts.
func (a *analyser) text(name string, parts []string) *field {
	a.met, a.places = a.met[:0], a.places[:0]
	position, length := 0, 0
	for i, part := range parts {
		if i > 0 {
			position += partGap
		}
		a.tokens.Reset(part)
		for first := true; a.tokens.Next(); first = false {
			position++
			length++
			switch brk := a.tokens.Break(); {
			case first || brk == vi.ParagraphBreak:
				a.mark(paragraphMark, position)
				a.mark(sentenceMark, position)
			case brk == vi.SentenceBreak:
				a.mark(sentenceMark, position)
			}
			hint, term := a.tokens.Hint()
			a.add(a.tokens.Term(), a.tokens.Folded(), position, hint, term)
			for p := range a.tokens.NumParts() {
				part := a.tokens.Part(p)
				a.add(part.Term, part.Folded, position, 0, "")
			}
		}
	}
	if length == 0 {
		return nil
	}
	f := &field{name: name, options: textOptions, length: length}
	if a.flat != nil {
		f.tokens = a.numbered()
	} else {
		f.terms = a.frequencies()
	}
	a.forget()
	return f
}

// numbered hands the field's terms over as numbers, in the order of the text.
func (a *analyser) numbered() *segment.FieldTokens {
	n := len(a.places)
	both := make([]uint32, 2*n)
	t := &segment.FieldTokens{Freqs: true, Positions: true, Terms: both[:n:n], At: both[n:]}
	for i, o := range a.places {
		t.Terms[i], t.At[i] = a.flat.number(o.term), uint32(o.position)
	}
	return t
}

// flatten gives a document's fields as numbers.
func (a *analyser) flatten(fields []*field, minute uint32) *segment.Tokens {
	t := &segment.Tokens{Terms: a.flat.terms, Minute: minute}
	for _, f := range fields {
		switch {
		case f.name == idName:
		case f.tokens != nil:
			f.tokens.Name, f.tokens.Length = f.name, f.length
			t.Fields = append(t.Fields, *f.tokens)
		default:
			ft := segment.FieldTokens{Name: f.name}
			for value := range f.terms {
				ft.Terms = append(ft.Terms, a.flat.number(a.term([]byte(value))))
			}
			t.Fields = append(t.Fields, ft)
		}
	}
	return t
}

func (a *analyser) mark(mark string, position int) {
	a.scratch = append(a.scratch[:0], mark...)
	a.place(a.term(a.scratch), position)
}

func (a *analyser) add(accented, folded []byte, position int, hint uint16, same string) {
	if len(accented) == 0 || len(accented) > maxTerm {
		return
	}
	a.place(a.hinted(accented, hint, same), position)
	if a.flat == nil && hasLetters(accented) { // our own format unites spellings when asked, see unions.go
		a.scratch = append(append(a.scratch[:0], foldedMark...), folded...)
		a.place(a.term(a.scratch), position)
	}
}

func (a *analyser) place(t *term, position int) {
	if t.count == 0 {
		a.met = append(a.met, t)
	}
	t.count++
	a.places = append(a.places, occurrence{t, position})
}

// hinted is term for one that may stand where a hint leads; same is the string the
// tokenizer has of it, which is compared without a look at its letters.
func (a *analyser) hinted(text []byte, hint uint16, same string) *term {
	if hint == 0 {
		return a.term(text)
	}
	h := &a.hints[hint]
	if h.term == nil || h.text != same {
		h.text, h.term = same, a.term(text)
	}
	return h.term
}

func (a *analyser) term(text []byte) *term {
	t := a.known[string(text)]
	if t == nil {
		t = &term{text: string(text)}
		a.known[t.text] = t
	}
	return t
}

// forget makes ready for the next field.
func (a *analyser) forget() {
	for _, t := range a.met {
		t.count = 0
	}
	if len(a.known) > maxInterned {
		clear(a.known)
		clear(a.hints[:])
	}
}

// frequencies hands the field's terms over in the form scorch reads, from a few
// large allocations.
func (a *analyser) frequencies() bleveapi.TokenFrequencies {
	var (
		freqs     = make([]bleveapi.TokenFreq, len(a.met))
		locations = make([]bleveapi.TokenLocation, len(a.places))
		pointers  = make([]*bleveapi.TokenLocation, len(a.places))
		terms     = make(bleveapi.TokenFrequencies, len(a.met))
		next      int
	)
	for i, t := range a.met {
		freqs[i].SetFrequency(t.count)
		freqs[i].Locations = pointers[next : next+t.count : next+t.count]
		terms[t.text] = &freqs[i]
		t.first = next
		next += t.count
	}
	for i, o := range a.places {
		locations[i].Position = o.position
		pointers[o.term.first] = &locations[i]
		o.term.first++
	}
	return terms
}

// analyse turns articles into documents on all cores, for our own format of
// segments when flat.
func analyse(ctx context.Context, pool *sync.Pool, articles []*index.Article, flat bool) ([]*document, error) {
	var batch *flatBatch
	if flat {
		batch = &flatBatch{terms: segment.NewTerms()}
	}
	docs := make([]*document, len(articles))
	workers := min(runtime.GOMAXPROCS(0), len(articles))
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			a := pool.Get().(*analyser)
			a.flat = batch
			errs[w] = guarded("analyse article", func() error {
				for i := w; i < len(articles); i += workers {
					if ctx.Err() != nil {
						return ctx.Err()
					}
					docs[i] = a.document(articles[i])
				}
				return nil
			})
			if errs[w] == nil { // after a panic its counts may be off
				pool.Put(a)
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("analyse batch: %w", err)
		}
	}
	return docs, nil
}
