package web

import (
	"context"
	"math"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
)

// browseView is the data of the page from which the archive is walked.
type browseView struct {
	Total   int
	Years   []calCell
	Undated int
	ThisDay string
	Today   string
	Lists   []browseList
}

// browseList is the values of a field that most articles have.
type browseList struct {
	Field string
	Rows  []facetValue
	Total int
	All   string
}

// browseFields are the lists of the page, in their order.
var browseFields = []string{"section", "site", "place", "agency", "author", "person", importField}

// browseRows is how many values a list shows.
const browseRows = 15

func (s *Server) browse(c *fiber.Ctx, sh *shell) (any, error) {
	st := State{Lang: knownLang(sh.query.Get(langParam))}
	sh.State, sh.Title = st, sh.T("web.browse.title")
	o, err := s.overview(c.UserContext())
	if err != nil {
		return nil, err
	}
	today := dayOf(s.now())
	v := &browseView{Total: o.Total, Undated: o.Total, ThisDay: thisDayHref(sh, today), Today: dayMonth(today)}
	for _, y := range o.Years {
		v.Years = append(v.Years, calCell{Label: y.Value, Count: y.Count, Href: sh.Link("/duyet/ngay/" + y.Value)})
		v.Undated -= y.Count
	}
	shade(v.Years)
	for _, field := range browseFields {
		counts := o.Facets[field]
		if len(counts) == 0 {
			continue
		}
		list := browseList{Field: field, Rows: rows(sh, st, field, counts[:min(len(counts), browseRows)]), Total: o.Values[field], All: valuesHref(st, field)}
		if field == "place" && s.deps.Place != nil {
			for i := range list.Rows {
				list.Rows[i].Href = namedPlaceHref(sh, list.Rows[i].Label)
			}
			list.All = sh.Link("/dia-danh")
		}
		v.Lists = append(v.Lists, list)
	}
	return v, nil
}

// daysView is a year of months, a month of days, or a day of articles.
type daysView struct {
	Level    string // year, month, day
	Label    string
	Up       *calLink
	Prev     *calLink
	Next     *calLink
	Months   []calMonth
	Weeks    [][]calCell // Monday first; empty cells outside the month
	Weekdays []string    // keys of their names
	Hits     []hitView
	Total    int
	Near     []calLink // of an empty period: the nearest days that are not
	All      string    // the same as a search
}

type calLink struct{ Label, Href string }

type calCell struct {
	Label, Href string
	Day, Title  string // of a day: for scripts, and as it is read
	Count       int
	Shade       int // 0 to 4: how much stands on that day against the fullest
}

// daySize is how many articles a day lists; the rest is one press away.
const daySize = index.MaxSize

// days walks the archive by calendar.
func (s *Server) days(c *fiber.Ctx, sh *shell) (any, error) {
	ctx := c.UserContext()
	st := State{Lang: knownLang(sh.query.Get(langParam))}
	sh.State = st
	period := c.Params("period")
	start, end, err := index.ParsePeriod(period)
	if err != nil || start.Year() < 1000 || len(period) > len(time.DateOnly) {
		return nil, failure.New(failure.NotFound, "", err).WithCode("period")
	}
	v := &daysView{All: st.with(func(r *index.Request) { r.From, r.To = start, end }).Search()}
	switch len(period) {
	case len("2006"):
		err = s.yearOfDays(ctx, sh, v, start)
	case len("2006-01"):
		err = s.monthOfDays(ctx, sh, v, start)
	case len(time.DateOnly):
		err = s.dayOfArticles(ctx, sh, v, start)
	default:
		return nil, failure.New(failure.NotFound, "", nil).WithCode("period")
	}
	if err == nil && v.Total == 0 {
		v.Near, err = s.nearest(ctx, sh, start, end)
	}
	return v, err
}

func dayHref(sh *shell, t time.Time, layout string) string {
	return sh.Link("/duyet/ngay/" + t.Format(layout))
}

func (s *Server) dayOfArticles(ctx context.Context, sh *shell, v *daysView, start time.Time) error {
	v.Level, v.Label = "day", sh.Day(start)
	v.Up = &calLink{start.Format("1/2006"), dayHref(sh, start, "2006-01")}
	prev, next := start.AddDate(0, 0, -1), start.AddDate(0, 0, 1)
	v.Prev = &calLink{sh.Day(prev), dayHref(sh, prev, time.DateOnly)}
	v.Next = &calLink{sh.Day(next), dayHref(sh, next, time.DateOnly)}
	res, err := s.deps.Search.Search(ctx, index.Request{From: start, To: next, Size: daySize, Sort: index.Oldest})
	if err != nil {
		return err
	}
	v.Total, v.Hits = res.Total, hitViews(sh, sh.State, res.Hits)
	sh.Title = sh.T("web.days.on.day", "Period", v.Label)
	return nil
}

// shade grades the cells against the fullest one.
func shade(cells []calCell) {
	most := 0
	for _, c := range cells {
		most = max(most, c.Count)
	}
	for i := range cells {
		if cells[i].Count > 0 {
			cells[i].Shade = (4*cells[i].Count + most - 1) / most
		}
	}
}

// shadeByOrder grades by orders of magnitude: beside a day of two hundred
// articles those of two and of twenty are still told apart.
func shadeByOrder(cells []calCell) {
	most := 1
	for _, c := range cells {
		most = max(most, c.Count)
	}
	for i := range cells {
		if n := cells[i].Count; n > 0 {
			cells[i].Shade = 1 + min(int(4*math.Log(float64(n))/math.Log(float64(most)+1)), 3)
		}
	}
}
