package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"khobao/index/bleveindex/segment"
)

// matcher finds the documents of one segment that an expr matches. Bitmaps it
// gives may be shared: they must not be changed.
type matcher struct {
	ctx     context.Context
	layout  layout
	part    *part
	own     *segment.Segment // when the segment is of our own format
	lists   map[fieldTerm]*segment.List
	dicts   []segmentapi.TermDictionary // by text field, when first asked for
	terms   map[fieldTerm]*roaring.Bitmap
	words   map[*textExpr]*roaring.Bitmap
	phrases map[*textExpr][]phraseHits
}

type fieldTerm struct {
	field int
	term  string
}

func newMatcher(ctx context.Context, l layout, p *part) *matcher {
	return &matcher{
		ctx: ctx, layout: l, part: p,
		own:     segment.Of(p.segment),
		lists:   map[fieldTerm]*segment.List{},
		dicts:   make([]segmentapi.TermDictionary, len(l.texts)),
		terms:   map[fieldTerm]*roaring.Bitmap{},
		words:   map[*textExpr]*roaring.Bitmap{},
		phrases: map[*textExpr][]phraseHits{},
	}
}

// match gives the documents of within that e matches.
func (m *matcher) match(e expr, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if err := m.ctx.Err(); err != nil {
		return nil, err
	}
	switch e := e.(type) {
	case allExpr:
		return within, nil
	case noneExpr:
		return roaring.New(), nil
	case *textExpr:
		if len(e.slots) > 1 {
			return m.phrase(e, within)
		}
		docs, err := m.word(e)
		if err != nil {
			return nil, err
		}
		return roaring.And(docs, within), nil
	case keywordExpr:
		return roaring.And(m.part.columns.With(e.keyword, e.values), within), nil
	case periodExpr:
		return roaring.And(m.part.columns.Between(e.from, e.to), within), nil
	case notExpr:
		docs, err := m.match(e.node, within)
		if err != nil {
			return nil, err
		}
		return roaring.AndNot(within, docs), nil
	case andExpr:
		return m.and(e.nodes, within)
	case orExpr:
		return m.or(e.nodes, within)
	case *readingsExpr:
		return m.or(e.nodes, within)
	case *scopeExpr:
		return m.scope(e, within)
	}
	return nil, fmt.Errorf("search: no way to match %T", e)
}

// and takes words and filters first, the rarest leading, then what has to look
// at positions, for the documents that are left.
func (m *matcher) and(nodes []expr, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	var cheap []*roaring.Bitmap
	var dear []expr
	for _, n := range nodes {
		var docs *roaring.Bitmap
		switch n := n.(type) {
		case *textExpr:
			if len(n.slots) > 1 {
				dear = append(dear, n)
				continue
			}
			var err error
			if docs, err = m.word(n); err != nil {
				return nil, err
			}
		case keywordExpr:
			docs = m.part.columns.With(n.keyword, n.values)
		default:
			dear = append(dear, n)
			continue
		}
		cheap = append(cheap, docs)
	}
	slices.SortFunc(cheap, func(a, b *roaring.Bitmap) int { return cmp.Compare(a.GetCardinality(), b.GetCardinality()) })
	left := within
	for _, docs := range cheap {
		if left = roaring.And(docs, left); left.IsEmpty() {
			return left, nil
		}
	}
	for _, n := range dear {
		var err error
		if left, err = m.match(n, left); err != nil || left.IsEmpty() {
			return left, err
		}
	}
	return left, nil
}

func (m *matcher) or(nodes []expr, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	found := make([]*roaring.Bitmap, len(nodes))
	for i, n := range nodes {
		var err error
		if found[i], err = m.match(n, within); err != nil {
			return nil, err
		}
	}
	return union(found), nil
}

// word gives all documents that have a word in any of its fields.
func (m *matcher) word(e *textExpr) (*roaring.Bitmap, error) {
	if docs := m.words[e]; docs != nil {
		return docs, nil
	}
	docs, err := m.slot(e.slots[0], e.fields)
	if err != nil {
		return nil, err
	}
	m.words[e] = docs
	return docs, nil
}

// slot gives the documents that have any of a slot's terms in any of the fields.
func (m *matcher) slot(s slot, fields []int) (*roaring.Bitmap, error) {
	if m.own != nil && len(s.terms) > 1 {
		return m.anyOwn(s.terms, fields)
	}
	found := make([]*roaring.Bitmap, 0, len(fields)*len(s.terms))
	for _, f := range fields {
		for i, t := range s.terms {
			if i%64 == 63 && m.ctx.Err() != nil {
				return nil, m.ctx.Err()
			}
			docs, err := m.term(f, t)
			if err != nil {
				return nil, err
			}
			if !docs.IsEmpty() {
				found = append(found, docs)
			}
		}
	}
	return union(found), nil
}

func union(docs []*roaring.Bitmap) *roaring.Bitmap {
	switch len(docs) {
	case 0:
		return roaring.New()
	case 1:
		return docs[0]
	}
	return roaring.FastOr(docs...)
}

// term gives the documents that have a term in one text field, deleted ones included.
func (m *matcher) term(f int, term string) (*roaring.Bitmap, error) {
	key := fieldTerm{f, term}
	if docs := m.terms[key]; docs != nil {
		return docs, nil
	}
	docs, err := m.read(f, term)
	if err != nil {
		return nil, fmt.Errorf("read postings of %q: %w", term, err)
	}
	m.terms[key] = docs
	return docs, nil
}

func (m *matcher) read(f int, term string) (*roaring.Bitmap, error) {
	if m.own != nil {
		l, err := m.list(f, term)
		if err != nil {
			return nil, err
		}
		return documentsOf(l)
	}
	list, err := m.postings(f, term)
	if err != nil {
		return nil, err
	}
	return bitmapOf(list)
}

func (m *matcher) postings(f int, term string) (segmentapi.PostingsList, error) {
	if m.dicts[f] == nil {
		dict, err := m.part.segment.Dictionary(m.layout.texts[f].Name)
		if err != nil {
			return nil, fmt.Errorf("open dictionary of %s: %w", m.layout.texts[f].Name, err)
		}
		m.dicts[f] = dict
	}
	list, err := m.dicts[f].PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, fmt.Errorf("look up %q: %w", term, err)
	}
	return list, nil
}

// bitmapOf gives the documents of a postings list, without decoding where the
// segment keeps them as a bitmap.
func bitmapOf(list segmentapi.PostingsList) (*roaring.Bitmap, error) {
	it := list.Iterator(false, false, false, nil)
	if o, ok := it.(segmentapi.OptimizablePostingsIterator); ok {
		if doc, ok := o.DocNum1Hit(); ok {
			return roaring.BitmapOf(uint32(doc)), nil
		}
		if docs := o.ActualBitmap(); docs != nil {
			return docs, nil
		}
	}
	docs := roaring.New()
	for {
		p, err := it.Next()
		if err != nil {
			return nil, err
		}
		if p == nil {
			return docs, nil
		}
		docs.Add(uint32(p.Number()))
	}
}
