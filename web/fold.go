package web

import (
	"context"
	"slices"

	"khobao/index"
)

// printing is where and when a text was printed first.
type printing struct {
	Site, Href string
	Published  index.Date
}

const familyField = "family"

// fold makes one row of the articles of a page that print the same text: the
// best placed one stands for all, says how many others the result holds, and
// where it was printed first. The total counts every one of them.
func (s *Server) fold(ctx context.Context, sh *shell, st State, hits []hitView) []hitView {
	if slices.ContainsFunc(st.Request.Filters, func(f index.Filter) bool { return f.Field == familyField && !f.Exclude }) {
		return hits // they are what was asked for
	}
	var rows []hitView
	var firsts []string
	shown := map[string]bool{}
	for _, h := range hits {
		if h.Reprints > 0 && h.Family != "" {
			if shown[h.Family] {
				continue
			}
			shown[h.Family] = true
			h.Others = st.with(func(r *index.Request) {
				r.Filters = append(r.Filters, index.Filter{Field: familyField, Value: h.Family})
				r.Sort = index.Oldest
			}).Search()
			if h.Family != h.ID {
				firsts = append(firsts, h.Family)
			}
		}
		rows = append(rows, h)
	}
	if len(firsts) == 0 {
		return rows
	}
	found, err := s.deps.Archive.Articles(ctx, firsts)
	if err != nil {
		return rows // a row stands without where it was printed first
	}
	for i := range rows {
		for j := range found {
			if a := &found[j]; rows[i].Others != "" && rows[i].Family == a.ID && rows[i].ID != a.ID {
				rows[i].FirstIn = &printing{Site: sh.Site(a.Site), Href: articleHref(sh, st, a.ID), Published: a.Published}
			}
		}
	}
	return rows
}

// nameFamilies gives a filter by family the title of its article for a label.
func (s *Server) nameFamilies(ctx context.Context, sh *shell, st State) {
	var ids []string
	for _, f := range st.Request.Filters {
		if f.Field == familyField && idForm.MatchString(f.Value) {
			ids = append(ids, f.Value)
		}
	}
	if len(ids) == 0 {
		return
	}
	found, err := s.deps.Archive.Articles(ctx, ids[:min(len(ids), maxParts)])
	if err != nil {
		return // the id says it too
	}
	sh.families = map[string]string{}
	for i := range found {
		sh.families[found[i].ID] = found[i].Title
	}
}
