package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
)

// siteView is the page of a newspaper.
type siteView struct {
	*SiteFacts
	Name     string
	Search   string   // its articles
	Months   []string // 1 to 12, over the calendar
	Years    []siteYear
	Parts    []string
	Read     []siteReadRow
	Lines    []SiteLine
	More     []SiteLine
	Counters []counterView
}

// siteYear is a year of months, each leading to its articles.
type siteYear struct {
	Label, Href string
	Count       int
	Cells       []calCell
}

// siteReadRow is a year and the share of its articles that have each field.
type siteReadRow struct {
	Label  string
	Looked int
	Cells  []shareCell
}

// shareCell is a share in percent, rounded down: 100 is all. Few is less than half.
type shareCell struct {
	Percent   int
	None, Few bool
}

// counterView is a counter with its last number and the ones before.
type counterView struct {
	Label string
	Last  SiteCounter
	Older []SiteCounter // the last of them first
	Count int           // numbers known
}

// Of lists and tables so many rows are shown at once.
const (
	siteLines    = 20
	counterRows  = 12
	counterSites = 12 // counters of one page
)

// SiteHref leads to the page of a newspaper.
func (sh *shell) SiteHref(site string) string { return sh.Link("/nguon/" + url.PathEscape(site)) }

func (s *Server) sitePage(c *fiber.Ctx, sh *shell) (any, error) {
	site, err := siteAsked(c)
	if err != nil {
		return nil, err
	}
	f, err := s.siteFacts(c.UserContext(), site)
	if err != nil {
		return nil, err
	}
	st := State{Lang: knownLang(sh.query.Get(langParam))}
	st.Request.Filters = []index.Filter{{Field: "site", Value: site}}
	sh.State, sh.Title, sh.Follow = st, sh.Site(site), st.Search()
	v := &siteView{SiteFacts: f, Name: sh.Site(site), Search: st.Search(), Counters: counters(f.Counters)}
	for m := range 12 {
		v.Months = append(v.Months, strconv.Itoa(m+1))
	}
	v.Years = siteYears(sh, st, f)
	for _, part := range index.ArticleParts {
		if slices.ContainsFunc(f.Read, func(r SiteRead) bool { return r.Filled[part.Name] > 0 }) {
			v.Parts = append(v.Parts, part.Name)
		}
	}
	for _, r := range f.Read {
		row := siteReadRow{Label: cmp.Or(r.Year, sh.T("web.undated")), Looked: r.Looked}
		for _, name := range v.Parts {
			n := r.Filled[name]
			row.Cells = append(row.Cells, shareCell{Percent: 100 * n / r.Looked, None: n == 0, Few: 2*n < r.Looked})
		}
		v.Read = append(v.Read, row)
	}
	v.Lines = f.Lines[:min(len(f.Lines), siteLines)]
	v.More = f.Lines[len(v.Lines):]
	return v, nil
}

// siteAsked gives the site of a path as it is written in articles.
func siteAsked(c *fiber.Ctx) (string, error) {
	site, err := url.PathUnescape(c.Params("site"))
	if err != nil || len(site) > 255 {
		return "", fiber.ErrNotFound
	}
	return strings.TrimSpace(clean(site)), nil
}

// siteYears makes the calendar of a site, the last year first, no year left out;
// dates that are surely wrong make no thousand rows.
func siteYears(sh *shell, st State, f *SiteFacts) []siteYear {
	if f.First.IsZero() {
		return nil
	}
	var out []siteYear
	var all []calCell
	last := f.Last.Time.In(index.Zone).Year()
	for y := last; y >= max(f.First.Time.In(index.Zone).Year(), last-yearsMax); y-- {
		row := siteYear{Label: strconv.Itoa(y)}
		for m := range 12 {
			from, to := monthOf(y, m)
			n := f.Months[from.Format("2006-01")]
			row.Count += n
			row.Cells = append(row.Cells, calCell{
				Label: from.Format("1/2006"), Count: n,
				Href: st.with(func(r *index.Request) { r.From, r.To = from, to }).Search(),
			})
		}
		row.Href = st.with(func(r *index.Request) { r.Filters = append(r.Filters, index.Filter{Field: "year", Value: row.Label}) }).Search()
		out = append(out, row)
		all = append(all, row.Cells...)
	}
	shadeByOrder(all)
	for i := range out {
		copy(out[i].Cells, all[12*i:])
	}
	return out
}

// counters groups numbers by what they count.
func counters(numbers []SiteCounter) []counterView {
	var out []counterView
	for _, n := range numbers {
		i := slices.IndexFunc(out, func(v counterView) bool { return v.Label == n.Label })
		if i < 0 {
			out = append(out, counterView{Label: n.Label})
			i = len(out) - 1
		}
		v := &out[i]
		if v.Count++; v.Count > 1 {
			v.Older = slices.Insert(v.Older, 0, v.Last)
		}
		v.Last = n
	}
	for i := range out {
		out[i].Older = out[i].Older[:min(len(out[i].Older), counterRows)]
	}
	return out[:min(len(out), counterSites)]
}

// apiSiteOf answers /api/v1/sites/{site}.
func (s *Server) apiSiteOf(c *fiber.Ctx) error {
	if _, err := apiAsked(c, []string{"lang", langParam}); err != nil {
		return err
	}
	site, err := siteAsked(c)
	if err != nil {
		return err
	}
	f, err := s.siteFacts(c.UserContext(), site)
	if err != nil {
		return err
	}
	return c.JSON(f)
}
