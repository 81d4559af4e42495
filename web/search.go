package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
)

// searchView is the data of the search page.
type searchView struct {
	Total     int
	Fold      *foldView // nil where no reprints were found
	First     int       // number of the first hit shown
	Words     bool
	Hits      []hitView
	Facets    []facetView // without the years when there is a chart: they stand under it
	YearRows  []facetValue
	Chips     []chip
	Notices   []string
	Echo      *echoView
	Readings  []readingGroup
	Literal   []readingOff
	Years     *chart
	Months    *chart // of the one year in view, nil when there is none
	MonthRows []facetValue
	Sorts     []choice
	From, To  string // as the date fields show them
	Hidden    []hidden
	Pager     pager
	Zero      *zeroView
	Meant     []meantView
	Take      string // where this result can be taken away,
	Receipt   string // where it is put on record,
	Timeline  string // where it is counted over time,
	Kwic      string // and where its words are shown in context
	Wider     *widerView
	Status    index.State
	Start     bool // the archive is empty: say how to begin
}

// hitView is one row of the list.
type hitView struct {
	index.Hit
	Href    string
	Section string
	Reasons []reason
	Others  string    // lists the articles that print the same text, "" when there are none
	FirstIn *printing // where that was printed first, nil when here
}

// reason is one contribution to a hit's place in the list.
type reason struct{ Text, Term, Score string }

type widerView struct {
	Total int
	Hits  []hitView
}

// choice is one of several links of which one is current.
type choice struct {
	Key     string // of its text
	Href    string
	Current bool
}

// hidden is a parameter that the search form carries on unseen.
type hidden struct{ Name, Value string }

type pager struct {
	Page, Last       int
	Prev, Next       string
	HasPrev, HasNext bool
	Numbers          []pageLink
}

type pageLink struct {
	N       int // 0 for a gap
	Href    string
	Current bool
}

// search answers /search. A form that was sent with empty fields is led to the
// short form of the same address, the one worth keeping.
func (s *Server) search(c *fiber.Ctx) error {
	if short, ok := withoutEmpty(string(c.Request().URI().QueryString())); ok {
		return c.Redirect("/search"+short, fiber.StatusSeeOther)
	}
	sh := s.shell(c)
	view, err := s.searchPage(c, sh)
	if err != nil {
		if problem := problemOf(err, sh.p); problem.Kind == string(failure.NotReady) {
			c.Status(problem.Status)
			return s.pages.render(c, "notready", sh, s.deps.State(c.UserContext()))
		}
		return err
	}
	return s.pages.render(c, "search", sh, view)
}

// withoutEmpty drops parameters that have no value and reports whether there were any.
func withoutEmpty(query string) (string, bool) {
	if query == "" {
		return "", false
	}
	var kept []string
	dropped := false
	for part := range strings.SplitSeq(query, "&") {
		if name, value, _ := strings.Cut(part, "="); value == "" && name != paramQ || part == "" {
			dropped = true
			continue
		}
		kept = append(kept, part)
	}
	if !dropped {
		return "", false
	}
	if len(kept) == 0 {
		return "", true
	}
	return "?" + strings.Join(kept, "&"), true
}

func (s *Server) searchPage(c *fiber.Ctx, sh *shell) (*searchView, error) {
	ctx := c.UserContext()
	st := ParseState(sh.query)
	sh.State = st
	sh.Title = sh.T("web.search.title")
	if st.Request.Q != "" {
		sh.Title = st.Request.Q
	}
	v := &searchView{Status: s.deps.State(ctx), Words: strings.TrimSpace(st.Request.Q) != ""}
	if v.Status.Articles == 0 && (v.Status.Status == index.Empty || v.Status.Status == index.Ready) {
		stats, err := s.deps.Archive.Stats(ctx)
		if err == nil && stats.Articles > 0 {
			err = index.ErrNotReady // being built
		}
		v.Start = true
		return v, err
	}
	base, err := s.overview(ctx)
	if err != nil {
		return nil, err
	}
	req := st.Request
	req.Facets, req.Top, req.Fold = index.FacetNames(), facetTop, st.folds()
	res, err := s.deps.Search.Search(ctx, req)
	if err != nil {
		return nil, err
	}
	v.Total, v.Fold = res.Total, foldOf(st, res)
	v.Pager = pagerOf(st, st.rows(res))
	sh.Follow = followed(st).Search()
	asked := strings.TrimPrefix(followedBy(st).Search(), "/search")
	v.Kwic = "/ngu-canh" + strings.TrimPrefix(followed(st).Search(), "/search")
	v.Take, v.Receipt, v.Timeline = "/tai-ve"+asked, "/bien-nhan"+asked, "/dong-thoi-gian"+strings.TrimPrefix(followed(st).Search(), "/search")
	if req.Offset > 0 && len(res.Hits) == 0 && res.Total > 0 {
		pastEnd(sh, st, v)
		return v, nil
	}
	v.First = req.Offset + 1
	s.nameFamilies(ctx, sh, st)
	v.Hits = hitViews(sh, st, res.Hits)
	s.nameReprints(ctx, sh, st, v.Hits)
	v.Chips = chips(sh, st)
	v.Notices = notices(sh, st, res.Notices)
	v.Echo = s.echo(sh, st, res)
	v.Readings, v.Literal = readings(sh, st, res.Expansions), literals(st)
	if err := s.countImports(ctx, req, &res); err != nil {
		return nil, err
	}
	if err := s.countChosen(ctx, st, &res); err != nil {
		return nil, err
	}
	v.Facets = facets(sh, st, res, base)
	v.Years = yearChart(sh, st, res.Facets["year"], base.Years)
	if v.Years != nil {
		v.Facets, v.YearRows = takeYears(v.Facets)
		if year, ok := yearInView(st.Request); ok {
			if v.Months, v.MonthRows, err = s.monthChart(ctx, sh, st, res, year); err != nil {
				return nil, err
			}
		}
	}
	v.Sorts = sorts(st, v.Words)
	v.From, v.To = shownPeriod(st.Request.From, true), shownPeriod(st.Request.To, false)
	v.Hidden = carried(st)
	v.Meant = meant(st, res.Suggestions)
	if res.Total == 0 {
		v.Zero = s.coach(ctx, sh, st, res)
	}
	if res.Wider != nil && len(res.Wider.Hits) > 0 && v.Pager.Page >= v.Pager.Last {
		v.Wider = &widerView{Total: res.Wider.Total, Hits: hitViews(sh, st, res.Wider.Hits)}
	}
	return v, nil
}

// pastEnd fills the page of a reader who went past the last hit.
func pastEnd(sh *shell, st State, v *searchView) {
	v.Chips = chips(sh, st)
	v.Sorts = sorts(st, v.Words)
	v.Hidden = carried(st)
}

func hitViews(sh *shell, st State, hits []index.Hit) []hitView {
	out := make([]hitView, len(hits))
	for i, h := range hits {
		out[i] = hitView{Hit: h, Href: articleHref(sh, st, h.ID), Section: strings.Join(h.Section, " › ")}
		for _, part := range h.Why {
			r := reason{Text: part.Code, Term: part.Term, Score: sh.Score(part.Score)}
			if key := "why." + part.Code; sh.Has(key) {
				r.Text = sh.T(key)
			}
			out[i].Reasons = append(out[i].Reasons, r)
		}
	}
	return out
}

// articleHref leads to an article and remembers the search it was found by.
func articleHref(sh *shell, st State, id string) string {
	href := "/bai/" + url.PathEscape(id)
	if a := st.Address(); a != "" {
		return href + "?" + a
	}
	return sh.Link(href)
}

func notices(sh *shell, st State, found []noticed) []string {
	var out []string
	for _, u := range st.Unread {
		out = append(out, sh.T("web.unread."+u.Code, "Value", u.Value))
	}
	for _, n := range found {
		out = append(out, noticeText(sh.p, n))
	}
	return out
}

// sorts lists the orders; relevance means nothing without words.
func sorts(st State, words bool) []choice {
	current := st.Request.Sort
	if current == "" {
		current = index.Newest
		if words {
			current = index.Relevance
		}
	}
	var out []choice
	for _, o := range sortNames {
		if o.sort == index.Relevance && !words {
			continue
		}
		to := st.with(func(r *index.Request) {
			r.Sort = o.sort
			if o.sort == index.Relevance {
				r.Sort = ""
			}
		})
		out = append(out, choice{Key: "web.sort." + string(o.sort), Href: to.Search(), Current: o.sort == current})
	}
	return out
}

// carried lists what the search form keeps when a new query is typed: filters,
// order and language, but neither the page nor switched-off readings.
func carried(st State) []hidden {
	kept := st.with(func(r *index.Request) {
		r.Q, r.Literal = "", nil
	})
	return hiddenOf(kept)
}

func hiddenOf(st State) []hidden {
	q, err := url.ParseQuery(st.Address())
	if err != nil {
		return nil // Address escapes everything it writes
	}
	var out []hidden
	for part := range strings.SplitSeq(st.Address(), "&") {
		name, _, _ := strings.Cut(part, "=")
		if values := q[name]; len(values) > 0 {
			out = append(out, hidden{name, values[0]})
			q[name] = values[1:]
		}
	}
	return out
}

// pagerOf lists the pages around the current one, never past what can be shown.
func pagerOf(st State, rows int) pager {
	size := st.Size()
	last := (min(rows, index.MaxDepth) + size - 1) / size
	p := pager{Page: st.Page(), Last: last}
	at := func(n int) string {
		to := st
		to.Unread = nil
		to.Request.Offset = (n - 1) * size
		return to.Search()
	}
	if p.Page > 1 {
		p.HasPrev, p.Prev = true, at(min(p.Page-1, max(last, 1)))
	}
	if p.Page < last {
		p.HasNext, p.Next = true, at(p.Page+1)
	}
	if last < 2 {
		return p
	}
	shown := 0
	for n := 1; n <= last; n++ {
		if n == 1 || n == last || n >= p.Page-2 && n <= p.Page+2 {
			if shown > 0 && n > shown+1 {
				p.Numbers = append(p.Numbers, pageLink{})
			}
			p.Numbers = append(p.Numbers, pageLink{N: n, Href: at(n), Current: n == p.Page})
			shown = n
		}
	}
	return p
}
