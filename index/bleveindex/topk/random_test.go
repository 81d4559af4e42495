package topk

import (
	"fmt"
	"math/rand/v2"

	bleve "github.com/blevesearch/bleve_index_api"

	"khobao/index/bleveindex/segment"
)

// flat is a document of flat tokens for tests.
type flat struct {
	id     string
	tokens *segment.Tokens
}

func (d *flat) ID() string                                 { return d.id }
func (d *flat) Size() int                                  { return 0 }
func (d *flat) VisitFields(bleve.FieldVisitor)             {}
func (d *flat) VisitComposite(bleve.CompositeFieldVisitor) {}
func (d *flat) HasComposite() bool                         { return false }
func (d *flat) NumPlainTextBytes() uint64                  { return 0 }
func (d *flat) AddIDField()                                {}
func (d *flat) StoredFieldsBytes() uint64                  { return 0 }
func (d *flat) Indexed() bool                              { return true }
func (d *flat) FlatTokens() *segment.Tokens                { return d.tokens }

// text is a random document: fields of words.
type text struct {
	id     string
	minute uint32
	fields map[string][]string
}

var fieldNames = []string{"body", "title"}

func randomTexts(r *rand.Rand, from, n int) []text {
	texts := make([]text, n)
	for i := range texts {
		texts[i] = text{id: fmt.Sprintf("d%06d", from+i), minute: uint32(r.IntN(n/4 + 1)), fields: map[string][]string{}}
		for _, f := range fieldNames {
			longest := 90
			if f == "title" {
				longest = 8
			}
			var words []string
			for range r.IntN(longest) {
				words = append(words, word(r))
			}
			texts[i].fields[f] = words
		}
	}
	return texts
}

func word(r *rand.Rand) string { return fmt.Sprint("t", int(r.ExpFloat64()*12)) }

func buildTexts(texts []text) (*segment.Segment, error) {
	terms := segment.NewTerms()
	docs := make([]bleve.Document, len(texts))
	for i, d := range texts {
		t := &segment.Tokens{Terms: terms, Minute: d.minute}
		for _, f := range fieldNames {
			ft := segment.FieldTokens{Name: f, Freqs: true, Positions: true}
			for _, w := range d.fields[f] {
				ft.Terms = append(ft.Terms, terms.Number([]byte(w)))
			}
			t.Fields = append(t.Fields, ft)
		}
		docs[i] = &flat{d.id, t}
	}
	s, _, err := segment.Plugin{}.New(docs)
	if err != nil {
		return nil, err
	}
	return s.(*segment.Segment), nil
}
