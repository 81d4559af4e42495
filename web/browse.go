package web

import (
	"context"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
)

// browseView is the data of the page of sections, papers and years.
type browseView struct {
	Total    int
	Sites    []facetValue
	Sections []facetValue
	Years    []yearRow
	Undated  int
}

type yearRow struct {
	Year, Href string
	Count      int
}

func (s *Server) browse(c *fiber.Ctx, sh *shell) (any, error) {
	st := State{Lang: knownLang(sh.query.Get(langParam))}
	sh.State, sh.Title = st, sh.T("web.browse.title")
	o, err := s.overview(c.UserContext())
	if err != nil {
		return nil, err
	}
	v := &browseView{
		Total: o.Total, Undated: o.Total,
		Sites: rows(sh, st, "site", o.Facets["site"]), Sections: rows(sh, st, "section", o.Facets["section"]),
	}
	for _, y := range o.Years {
		v.Years = append(v.Years, yearRow{Year: y.Value, Count: y.Count, Href: sh.Link("/duyet/ngay/" + y.Value)})
		v.Undated -= y.Count
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
	Months   []calCell
	Weeks    [][]calCell // Monday first; empty cells outside the month
	Weekdays []string    // keys of their names
	Hits     []hitView
	Total    int
	All      string // the same as a search
}

type calLink struct{ Label, Href string }

type calCell struct {
	Label, Href string
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
		return v, s.yearOfMonths(ctx, sh, v, start)
	case len("2006-01"):
		return v, s.monthOfDays(ctx, sh, v, start)
	case len(time.DateOnly):
		return v, s.dayOfArticles(ctx, sh, v, start)
	}
	return nil, failure.New(failure.NotFound, "", nil).WithCode("period")
}

// count counts the articles of a period.
func (s *Server) count(ctx context.Context, from, to time.Time) (int, error) {
	res, err := s.deps.Search.Search(ctx, index.Request{From: from, To: to, Size: -1})
	return res.Total, err
}

func dayHref(sh *shell, t time.Time, layout string) string {
	return sh.Link("/duyet/ngay/" + t.Format(layout))
}

func (s *Server) yearOfMonths(ctx context.Context, sh *shell, v *daysView, start time.Time) error {
	v.Level, v.Label = "year", start.Format("2006")
	v.Up = &calLink{sh.T("web.browse.title"), sh.Link("/duyet")}
	v.Prev = &calLink{strconv.Itoa(start.Year() - 1), dayHref(sh, start.AddDate(-1, 0, 0), "2006")}
	v.Next = &calLink{strconv.Itoa(start.Year() + 1), dayHref(sh, start.AddDate(1, 0, 0), "2006")}
	for m := range 12 {
		from := start.AddDate(0, m, 0)
		n, err := s.count(ctx, from, from.AddDate(0, 1, 0))
		if err != nil {
			return err
		}
		v.Total += n
		v.Months = append(v.Months, calCell{Label: sh.T("web.days.month", "Month", strconv.Itoa(m+1)), Count: n, Href: dayHref(sh, from, "2006-01")})
	}
	shade(v.Months)
	sh.Title = sh.T("web.days.year", "Year", v.Label)
	return nil
}

func (s *Server) monthOfDays(ctx context.Context, sh *shell, v *daysView, start time.Time) error {
	v.Level, v.Label = "month", start.Format("1/2006")
	v.Up = &calLink{start.Format("2006"), dayHref(sh, start, "2006")}
	prev, next := start.AddDate(0, -1, 0), start.AddDate(0, 1, 0)
	v.Prev = &calLink{prev.Format("1/2006"), dayHref(sh, prev, "2006-01")}
	v.Next = &calLink{next.Format("1/2006"), dayHref(sh, next, "2006-01")}
	cells := make([]calCell, (int(start.Weekday())+6)%7)
	for day := start; day.Before(next); day = day.AddDate(0, 0, 1) {
		n, err := s.count(ctx, day, day.AddDate(0, 0, 1))
		if err != nil {
			return err
		}
		v.Total += n
		cells = append(cells, calCell{Label: strconv.Itoa(day.Day()), Count: n, Href: dayHref(sh, day, time.DateOnly)})
	}
	shade(cells)
	for len(cells)%7 != 0 {
		cells = append(cells, calCell{})
	}
	for len(cells) > 0 {
		v.Weeks = append(v.Weeks, cells[:7])
		cells = cells[7:]
	}
	v.Weekdays = []string{"web.day.2", "web.day.3", "web.day.4", "web.day.5", "web.day.6", "web.day.7", "web.day.8"}
	sh.Title = sh.T("web.days.in.month", "Period", v.Label)
	return nil
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
