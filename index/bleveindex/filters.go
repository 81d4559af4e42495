package bleveindex

import (
	"context"
	"fmt"
	"slices"

	"khobao/index"
	"khobao/index/bleveindex/columns"
	"khobao/index/bleveindex/docset"
)

// filters are the filters of one request and the facets it counts.
type filters struct {
	from, to uint32
	fields   []fieldFilter
	facets   []facet
	tallies  []columns.Tally // by facet
	families *columns.Tally  // of what passes every filter; nil when not asked for
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
	name   string
	filter int // of its own field, in filters.fields, or -1
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
		f.facets = append(f.facets, facet{name: field.Name, filter: own})
		f.tallies = append(f.tallies, columns.Tally{Keyword: keyword})
	}
	if r.Families {
		f.families = &columns.Tally{Keyword: set.Keyword(familyField)}
	}
	return f, nil
}

// fixed keeps in set the documents that pass what no facet leaves out.
func (f *filters) fixed(m *matcher, set docset.Set) error {
	m.part.columns.KeepPeriod(set, f.from, f.to)
	for i := range f.fields {
		if !f.fields[i].counted {
			if err := f.fields[i].apply(m, set); err != nil {
				return err
			}
		}
	}
	return nil
}

func (ff *fieldFilter) apply(m *matcher, set docset.Set) error {
	if ff.narrow {
		if err := m.keyword(keywordExpr{ff.keyword, ff.include}, set); err != nil {
			return err
		}
	}
	if len(ff.exclude) == 0 {
		return nil
	}
	docs := m.emptySet()
	defer m.discard(docs)
	if err := m.part.columns.AddWith(m.ctx, m.part.segment, docs, ff.keyword, ff.exclude); err != nil {
		return err
	}
	set.AndNot(docs)
	return nil
}

// apply keeps in docs, which passed fixed, the documents that pass every filter,
// gives their number, and counts the facets. Facets of one base are counted
// together.
func (f *filters) apply(m *matcher, docs docset.Set) (hits int, err error) {
	var plain []columns.Tally
	var base docset.Set // before the filters that a facet leaves out
	for i, fc := range f.facets {
		if fc.filter < 0 {
			plain = append(plain, f.tallies[i])
			continue
		}
		if base == nil {
			base = m.copyOf(docs)
			defer m.discard(base)
		}
		if err := f.countWithout(m, base, i); err != nil {
			return 0, err
		}
	}
	if err := f.without(m, docs, -1); err != nil {
		return 0, err
	}
	hits = docs.Count()
	if f.families != nil {
		plain = append(plain, *f.families)
	}
	if err := m.part.columns.Count(m.ctx, docs, hits, plain); err != nil {
		return 0, err
	}
	if f.families != nil {
		*f.families = plain[len(plain)-1]
	}
	for i, fc := range f.facets {
		if fc.filter < 0 {
			f.tallies[i], plain = plain[0], plain[1:]
		}
	}
	return hits, nil
}

// countWithout counts a facet over what its own filter leaves in.
func (f *filters) countWithout(m *matcher, base docset.Set, facet int) error {
	docs := m.copyOf(base)
	defer m.discard(docs)
	if err := f.without(m, docs, f.facets[facet].filter); err != nil {
		return err
	}
	return m.part.columns.Count(m.ctx, docs, docs.Count(), f.tallies[facet:facet+1])
}

// without applies the counted filters but one.
func (f *filters) without(m *matcher, docs docset.Set, left int) error {
	for i := range f.fields {
		if f.fields[i].counted && i != left {
			if err := f.fields[i].apply(m, docs); err != nil {
				return err
			}
		}
	}
	return nil
}

// counted names the values of the facets, most frequent first, then by name, and
// tells how many each has.
func (f *filters) counted(ctx context.Context, v *view, r index.Request) (facets map[string][]index.FacetCount, values map[string]int, err error) {
	if len(f.facets) == 0 {
		return nil, nil, nil
	}
	facets, values = make(map[string][]index.FacetCount, len(f.facets)), make(map[string]int, len(f.facets))
	for i, fc := range f.facets {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		facets[fc.name], values[fc.name] = f.tallies[i].Named(v.generation.columns, r.Top)
	}
	return facets, values, nil
}
