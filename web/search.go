package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/index/rank"
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

// reason is one contribution to a hit's place in the list; Score is "" for what
// only says why it is there.
type reason struct{ Text, Term, Score string }

// Explained reports whether its reasons tell more than the one score.
func (h hitView) Explained() bool {
	return len(h.Reasons) > 1 || len(h.Reasons) == 1 && h.Reasons[0].Score == ""
}

type widerView struct {
	Total int
	Hits  []hitView
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

func hitViews(sh *shell, st State, hits []index.Hit) []hitView {
	out := make([]hitView, len(hits))
	for i, h := range hits {
		out[i] = hitView{Hit: h, Href: articleHref(sh, st, h.ID), Section: strings.Join(h.Section, " › ")}
		for _, part := range h.Why {
			r := reason{Text: part.Code, Term: part.Term}
			if part.Code != rank.FigurePart {
				r.Score = sh.Score(part.Score)
			}
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
