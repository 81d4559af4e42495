package rank

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// ValueKind is the kind of index.Expansion of a value of a field that was typed by
// its beginning: nguon:vnexpress is vnexpress.net.
const ValueKind = "value"

// maxValues is the number of values from which a beginning says too little.
const maxValues = 3

// value reads what no article has in a counted field as the values that begin with
// it and go on with another word.
func (e *expander) value(ctx context.Context, n query.Field) (query.Node, error) {
	var text string
	switch v := n.Node.(type) {
	case query.Word:
		if v.Exact || v.Prefix {
			return n, nil
		}
		text = v.Text
	case query.Phrase:
		if v.Exact || v.Slop > 0 {
			return n, nil
		}
		text = v.Text
	}
	if f, ok := index.FieldNamed(n.Name); text == "" || !ok || !f.Facet {
		return n, nil
	}
	found, err := e.s.count(ctx, n)
	if err != nil || found > 0 {
		return n, err
	}
	begun := query.Field{Name: n.Name, Node: query.Word{Text: text, Prefix: true}}
	res, err := e.s.Engine.Search(ctx, index.Request{Query: begun, Size: -1, Facets: []string{n.Name}})
	if err != nil {
		return n, fmt.Errorf("values that begin with %q: %w", text, err)
	}
	var proposals []Proposal
	for _, c := range res.Facets[n.Name] {
		if goesOn(c.Value, text) {
			proposals = append(proposals, Proposal{
				Node: query.Phrase{Text: c.Value, Exact: true}, As: c.Value, Kind: ValueKind, Count: c.Count, Weight: 1,
			})
		}
	}
	if len(proposals) == 0 || len(proposals) > maxValues {
		return n, nil
	}
	readings, err := e.readings(ctx, n, proposals)
	if len(readings) > 0 {
		n.Node = query.Readings{Typed: n.Node, Readings: readings}
	}
	return n, err
}

// goesOn reports whether a value begins with a text in any spelling and goes on with
// another word.
func goesOn(value, text string) bool {
	rest, ok := strings.CutPrefix(vi.Fold(vi.Normalize(value)), vi.Fold(vi.Normalize(text)))
	next, _ := utf8.DecodeRuneInString(rest)
	return ok && rest != "" && !unicode.IsLetter(next) && !unicode.IsDigit(next)
}
