package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"khobao/index"
	"khobao/index/bleveindex/columns"
)

// filters are the filters of one request and the facets it counts.
type filters struct {
	from, to uint32
	fields   []fieldFilter
	facets   []facet
}

// fieldFilter is what is asked of one keyword field.
type fieldFilter struct {
	keyword int
	include []uint32
	exclude []uint32
	narrow  bool // include holds, even when empty
	counted bool // a facet leaves this filter out
}

type facet struct {
	name    string
	keyword int
	filter  int // of its own field, in filters.fields, or -1
	counts  []int
}

func newFilters(v *view, r index.Request) (*filters, error) {
	set := v.generation.columns
	f := &filters{from: columns.NoDate, to: columns.NoDate}
	if !r.From.IsZero() {
		f.from = columns.MinuteAtOrAfter(r.From)
	}
	if !r.To.IsZero() {
		f.to = columns.MinuteAtOrAfter(r.To)
	}
	for _, asked := range r.Filters {
		keyword := set.Keyword(asked.Field)
		if keyword < 0 {
			return nil, fmt.Errorf("search: no field %q to filter by", asked.Field)
		}
		i := slices.IndexFunc(f.fields, func(ff fieldFilter) bool { return ff.keyword == keyword })
		if i < 0 {
			i = len(f.fields)
			f.fields = append(f.fields, fieldFilter{keyword: keyword})
		}
		values := set.Values[keyword].Match(asked.Value)
		if asked.Exclude {
			f.fields[i].exclude = append(f.fields[i].exclude, values...)
		} else {
			f.fields[i].include = append(f.fields[i].include, values...)
			f.fields[i].narrow = true
		}
	}
	for _, name := range r.Facets {
		field, ok := index.FieldNamed(name)
		if !ok || !field.Facet {
			return nil, fmt.Errorf("search: %q is no facet", name)
		}
		keyword := set.Keyword(field.Name)
		own := slices.IndexFunc(f.fields, func(ff fieldFilter) bool { return ff.keyword == keyword })
		if own >= 0 {
			f.fields[own].counted = true
		}
		f.facets = append(f.facets, facet{name: field.Name, keyword: keyword, filter: own})
	}
	return f, nil
}

// fixedIn gives the documents of a segment that pass what no facet leaves out.
func (f *filters) fixedIn(p *part) *roaring.Bitmap {
	docs := p.live
	if f.from != columns.NoDate || f.to != columns.NoDate {
		docs = roaring.And(docs, p.columns.Between(f.from, f.to))
	}
	for i := range f.fields {
		if !f.fields[i].counted {
			docs = f.fields[i].apply(p, docs)
		}
	}
	return docs
}

func (ff *fieldFilter) apply(p *part, docs *roaring.Bitmap) *roaring.Bitmap {
	if ff.narrow {
		docs = roaring.And(docs, p.columns.With(ff.keyword, ff.include))
	}
	if len(ff.exclude) > 0 {
		docs = roaring.AndNot(docs, p.columns.With(ff.keyword, ff.exclude))
	}
	return docs
}

// apply gives the documents of docs, which passed fixedIn, that pass every
// filter, and counts the facets.
func (f *filters) apply(ctx context.Context, p *part, docs *roaring.Bitmap) (*roaring.Bitmap, error) {
	passed := f.without(p, docs, -1)
	for i := range f.facets {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		fc := &f.facets[i]
		base := passed
		if fc.filter >= 0 {
			base = f.without(p, docs, fc.filter)
		}
		fc.counts = p.columns.Count(fc.keyword, base, fc.counts)
	}
	return passed, nil
}

// without applies the counted filters but one.
func (f *filters) without(p *part, docs *roaring.Bitmap, left int) *roaring.Bitmap {
	for i := range f.fields {
		if f.fields[i].counted && i != left {
			docs = f.fields[i].apply(p, docs)
		}
	}
	return docs
}

// counted names the values of the facets, most frequent first, then by name.
func (f *filters) counted(v *view, r index.Request) map[string][]index.FacetCount {
	if len(f.facets) == 0 {
		return nil
	}
	facets := make(map[string][]index.FacetCount, len(f.facets))
	for _, fc := range f.facets {
		values := v.generation.columns.Values[fc.keyword]
		list := []index.FacetCount{}
		for number, n := range fc.counts {
			if n > 0 {
				list = append(list, index.FacetCount{Value: values.Name(uint32(number)), Count: n})
			}
		}
		slices.SortFunc(list, func(a, b index.FacetCount) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
		if r.Top > 0 && len(list) > r.Top {
			list = list[:r.Top]
		}
		facets[fc.name] = list
	}
	return facets
}
