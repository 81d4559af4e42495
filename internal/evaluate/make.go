package evaluate

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"khobao/index/vi"
	"khobao/internal/failure"
)

// The kinds of topics that can be made.
const (
	KnownItem = "known-item" // a lead (or a title) whose article is indexed without it
	Compounds = "compounds"  // two compounds of a title whose article is indexed without it
)

// Makes lists them.
var Makes = []string{KnownItem, Compounds}

// minKnown is how many syllables a lead or title must have to know an article by,
// and minBody how many its article must have besides.
const (
	minKnown = 6
	minBody  = 60
)

// Make makes at most count topics of one kind out of docs. The same seed gives the
// same topics. field is what known items are made of.
func Make(kind, field string, docs []Document, count int, seed uint64) (Topics, error) {
	out := Topics{Without: field}
	if kind == Compounds {
		out.Without = FieldTitle
	}
	lexicon := vi.NewLexicon()
	rng := rand.New(rand.NewPCG(seed, 0))
	seen := map[string]bool{}
	for _, i := range rng.Perm(len(docs)) {
		if len(out.Topics) == count {
			break
		}
		d := &docs[i]
		if len(d.Keys) == 0 || seen[d.Article.ID] || len(vi.Tokens(d.Article.Body)) < minBody {
			continue
		}
		text := d.Article.Title
		switch {
		case kind == Compounds:
			text = twoCompounds(lexicon, text, rng)
		case field == FieldLead:
			text = d.Article.Lead
		}
		if kind == KnownItem && len(vi.Tokens(text)) < minKnown {
			continue
		}
		if text = strings.Join(strings.Fields(text), " "); text == "" {
			continue
		}
		seen[d.Article.ID] = true
		out.Topics = append(out.Topics, Topic{ID: fmt.Sprintf("%s-%d", kind, len(out.Topics)+1), Text: text, Relevant: d.Keys[:1]})
	}
	if len(out.Topics) == 0 {
		return out, failure.Newf(failure.Usage, kind, "no document has a %s to make topics of", out.Without)
	}
	return out, nil
}

// twoCompounds picks two compounds of a title that do not stand side by side, in
// their order; "" when there are none.
func twoCompounds(l *vi.Lexicon, title string, rng *rand.Rand) string {
	tokens := vi.Tokens(title)
	var found []vi.Word
	for _, w := range l.Words(tokens, nil) {
		if w.Kind == vi.Compound {
			found = append(found, w)
		}
	}
	var pairs [][2]vi.Word
	for i, a := range found {
		for _, b := range found[i+1:] {
			if b.First > a.End {
				pairs = append(pairs, [2]vi.Word{a, b})
			}
		}
	}
	if len(pairs) == 0 {
		return ""
	}
	pair := pairs[rng.IntN(len(pairs))]
	return wordText(tokens, pair[0]) + " " + wordText(tokens, pair[1])
}

func wordText(tokens []vi.Token, w vi.Word) string {
	var terms []string
	for _, t := range tokens[w.First:w.End] {
		terms = append(terms, t.Term)
	}
	return strings.Join(terms, " ")
}
