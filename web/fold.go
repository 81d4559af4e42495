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

// foldView says how many rows the articles of a result make, where articles that
// print the same text share one, and leads to the other way of listing them.
type foldView struct {
	Rows  int
	Apart bool // listed article by article
	Href  string
}

const familyField = "family"

// folds reports whether reprints share a row: not where they were asked for.
func (s State) folds() bool {
	return !s.Apart && !slices.ContainsFunc(s.Request.Filters, func(f index.Filter) bool { return f.Field == familyField && !f.Exclude })
}

// foldOf tells of the rows of a result, nil where every article is one anyway.
func foldOf(st State, res index.Result) *foldView {
	if res.Rows == 0 || res.Rows == res.Total || !st.Apart && !st.folds() {
		return nil
	}
	to := st.with(func(*index.Request) {})
	to.Apart = !st.Apart
	return &foldView{Rows: res.Rows, Apart: st.Apart, Href: to.Search()}
}

// rows is how many rows a result has on all its pages.
func (s State) rows(res index.Result) int {
	if s.folds() && res.Rows > 0 {
		return res.Rows
	}
	return res.Total
}

// nameReprints leads from a row that stands for several articles to the others,
// and to where their text was printed first.
func (s *Server) nameReprints(ctx context.Context, sh *shell, st State, rows []hitView) {
	if !st.folds() {
		return
	}
	var firsts []string
	for i := range rows {
		h := &rows[i]
		if h.Reprints == 0 || h.Family == "" {
			continue
		}
		h.Others = st.with(func(r *index.Request) {
			r.Filters = append(r.Filters, index.Filter{Field: familyField, Value: h.Family})
			r.Sort = index.Oldest
		}).Search()
		if h.Family != h.ID {
			firsts = append(firsts, h.Family)
		}
	}
	if len(firsts) == 0 {
		return
	}
	found, err := s.deps.Archive.Articles(ctx, firsts)
	if err != nil {
		return // a row stands without where it was printed first
	}
	for i := range rows {
		for j := range found {
			if a := &found[j]; rows[i].Others != "" && rows[i].Family == a.ID && rows[i].ID != a.ID {
				rows[i].FirstIn = &printing{Site: sh.Site(a.Site), Href: articleHref(sh, st, a.ID), Published: a.Published}
			}
		}
	}
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
