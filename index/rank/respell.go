package rank

import (
	"strings"

	"khobao/index/query"
	"khobao/index/vi"
)

// respelling puts the words of rows in the place of those typed.
type respelling struct {
	left    []spelled // of the leaves to come
	typed   string    // the query
	text    strings.Builder
	end     int // of what text has of typed
	changed bool
}

// respell gives a tree with the words of its rows as they were meant, and a part of
// the query as it would be typed so.
func respell(n query.Node, rows []row, typed string, at query.Span) (out query.Node, as string, changed bool) {
	r := respelling{typed: typed, end: at.Start}
	for _, row := range rows {
		r.left = append(r.left, row.words...)
	}
	out = r.node(n)
	r.text.WriteString(typed[r.end:at.End])
	return out, r.text.String(), r.changed
}

// node visits the leaves in the order of leaves.
func (r *respelling) node(n query.Node) query.Node {
	switch t := n.(type) {
	case query.Word, query.Phrase:
		return r.leaf(n)
	case query.Readings:
		switch inner := r.node(t.Typed).(type) {
		case query.Readings:
			t.Typed, t.Readings = inner.Typed, append(append([]query.Reading{}, inner.Readings...), t.Readings...)
		default:
			t.Typed = inner
		}
		return t
	case query.Scope:
		t.Node = r.node(t.Node)
		return t
	case query.Field:
		if fieldMask(t.Name) != 0 {
			t.Node = r.node(t.Node)
		}
		return t
	case query.And:
		return query.And{Nodes: r.nodes(t.Nodes)}
	case query.Or:
		return query.Or{Nodes: r.nodes(t.Nodes)}
	}
	return n
}

func (r *respelling) nodes(nodes []query.Node) []query.Node {
	out := make([]query.Node, len(nodes))
	for i, n := range nodes {
		out[i] = r.node(n)
	}
	return out
}

// leaf gives a word or a phrase as it was meant.
func (r *respelling) leaf(n query.Node) query.Node {
	own := r.left[:len(plainTokens(n))]
	r.left = r.left[len(own):]
	ways := waysOf(own)
	if len(ways) == 0 {
		return n
	}
	at := query.SpanOf(n)
	as := func(text string, at query.Span) query.Node {
		if len(own) == 1 {
			return query.Word{Text: text, Exact: true, Span: at}
		}
		return query.Phrase{Text: text, Exact: true, Span: at}
	}
	if r.changed = true; r.end <= at.Start {
		r.text.WriteString(r.typed[r.end:at.Start] + ways[0].text)
		r.end = at.End
	}
	out := query.Readings{Typed: as(ways[0].text, at)}
	for i, w := range ways {
		if i > 0 {
			out.Readings = append(out.Readings, query.Reading{Node: as(w.text, query.Span{}), Kind: RestoredKind, Weight: w.share})
		}
		if other, ok := vi.IY(w.text); ok {
			out.Readings = append(out.Readings, query.Reading{Node: as(other, query.Span{}), Kind: SoundKind, Weight: soundWeight * w.share})
		}
	}
	if len(out.Readings) == 0 {
		return out.Typed
	}
	return out
}

// way is a leaf in other spellings.
type way struct {
	text  string
	share float64 // beside the likeliest
}

// waysOf gives those that the tokens of a leaf may have been meant for, the likeliest
// first; none where one of them stays as typed.
func waysOf(own []spelled) []way {
	ways, changed := []way{{share: 1}}, false
	for i := range own {
		terms, shares := own[i].meant()
		switch {
		case len(terms) > 0:
			changed = true
		case own[i].folded != "":
			return nil
		default:
			terms, shares = own[i].terms, []float64{1}
		}
		var more []way
		for k, term := range terms {
			for _, w := range ways {
				if len(more) < maxReadings {
					more = append(more, way{strings.TrimSpace(w.text + " " + term), w.share * shares[k]})
				}
			}
		}
		ways = more
	}
	if !changed {
		return nil
	}
	return ways
}
