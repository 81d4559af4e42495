package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
)

// timelineView is the data of the timeline's page.
type timelineView struct {
	*Timeline
	Chart   *timeChart
	Other   string
	Hidden  []hidden
	Back    string
	Chips   []chip
	Steps   []choice
	Measure []choice
	CSV     string
	SVG     string
	Compare string // the comparison as a file, "" of one query
	Rows    []timeRow
	Years   bool // months were asked for, but there are too many
}

// timeRow is a point as the table of numbers writes it.
type timeRow struct {
	Label  string
	Cells  []timeCell
	Held   int
	HeldAt string
}

type timeCell struct {
	Count int
	Per   string
	Href  string
}

// timelineAsked reads what an address asks of a timeline.
func timelineAsked(sh *shell) (st State, other string, byMonth, per bool) {
	st = ParseState(sh.query).with(func(r *index.Request) { r.Sort, r.Size = "", 0 })
	other = strings.TrimSpace(clean(sh.query.Get(paramOther)))
	if len(other) > maxQuery {
		other = ""
	}
	return st, other, sh.query.Get(paramStep) == stepMonth, sh.query.Get(paramPer) == perMille
}

// timelineHref gives the address of a timeline, or with another path of its files.
func timelineHref(path string, st State, other string, byMonth, per bool) string {
	href := path + strings.TrimPrefix(st.Search(), "/search")
	if other != "" {
		href = withParam(href, paramOther, other)
	}
	if byMonth {
		href = withParam(href, paramStep, stepMonth)
	}
	if per {
		href = withParam(href, paramPer, perMille)
	}
	return href
}

func (s *Server) timelinePage(c *fiber.Ctx, sh *shell) (any, error) {
	st, other, byMonth, per := timelineAsked(sh)
	sh.State, sh.Title = st, sh.T("web.time.title")
	t, err := s.timeline(c.UserContext(), st.Request, other, byMonth)
	if err != nil {
		return nil, err
	}
	v := &timelineView{Timeline: t, Other: other, Back: st.Search(), Chips: chips(sh, st), Hidden: carried(st), Years: byMonth && t.Step == "year"}
	if other != "" {
		if t.Overlap, err = s.overlap(c.UserContext(), sh, st, other); err != nil {
			return nil, err
		}
		v.Compare = timelineHref("/dong-thoi-gian/so-sanh.csv", st, other, false, false)
	}
	if byMonth {
		v.Hidden = append(v.Hidden, hidden{paramStep, stepMonth})
	}
	if per {
		v.Hidden = append(v.Hidden, hidden{paramPer, perMille})
	}
	at := func(byMonth, per bool) string { return timelineHref("/dong-thoi-gian", st, other, byMonth, per) }
	v.Steps = []choice{{"web.time.year", at(false, per), t.Step == "year"}, {"web.time.month", at(true, per), t.Step == "month"}}
	v.Measure = []choice{{"web.time.count", at(byMonth, false), !per}, {"web.time.per", at(byMonth, true), per}}
	v.CSV = timelineHref("/dong-thoi-gian.csv", st, other, byMonth, per)
	v.SVG = timelineHref("/dong-thoi-gian.svg", st, other, byMonth, per)
	v.Chart = timeChartOf(sh, st, t, per)
	for i := len(t.Points) - 1; i >= 0; i-- {
		p := t.Points[i]
		to := period(p.from, t.Step)
		row := timeRow{Label: shownPeriod(p.from, true), Held: p.Held, HeldAt: st.with(func(r *index.Request) { r.Q, r.Literal, r.From, r.To = "", nil, p.from, to }).Search()}
		if t.Step == "month" {
			row.Label = p.from.Format("1/2006")
		}
		for j, n := range p.Counts {
			q := t.Queries[j]
			row.Cells = append(row.Cells, timeCell{n, sh.Score(p.PerThousand[j]), st.with(func(r *index.Request) { r.Q, r.From, r.To = q, p.from, to }).Search()})
		}
		v.Rows = append(v.Rows, row)
	}
	return v, nil
}

// period gives the first moment after a year or a month.
func period(from time.Time, step string) time.Time {
	if step == "month" {
		return from.AddDate(0, 1, 0)
	}
	return from.AddDate(1, 0, 0)
}

// timelineCSV gives the numbers of a timeline as a file.
func (s *Server) timelineCSV(c *fiber.Ctx) error {
	sh := s.shell(c)
	st, other, byMonth, _ := timelineAsked(sh)
	t, err := s.timeline(c.UserContext(), st.Request, other, byMonth)
	if err != nil {
		return err
	}
	row := []string{sh.T("web.time.period")}
	for _, q := range t.Queries {
		name := q
		if strings.TrimSpace(q) == "" {
			name = sh.T("web.time.all")
		}
		row = append(row, name, name+" "+sh.T("web.time.per"))
	}
	rows := [][]string{append(row, sh.T("web.time.held"))}
	for _, p := range t.Points {
		row := []string{p.Period}
		for i, n := range p.Counts {
			row = append(row, strconv.Itoa(n), strconv.FormatFloat(p.PerThousand[i], 'f', 3, 64))
		}
		rows = append(rows, append(row, strconv.Itoa(p.Held)))
	}
	return sendTable(c, "thoi gian "+st.Request.Q, rows)
}

// timelineSVG gives the chart as a file.
func (s *Server) timelineSVG(c *fiber.Ctx) error {
	sh := s.shell(c)
	st, other, byMonth, per := timelineAsked(sh)
	t, err := s.timeline(c.UserContext(), st.Request, other, byMonth)
	if err != nil {
		return err
	}
	sh.State = st
	v := timeChartOf(sh, st, t, per)
	if v == nil {
		return fiber.ErrNotFound
	}
	v.Alone = true
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+fileName("thoi gian "+st.Request.Q, time.Now().In(index.Zone))+`.svg"`)
	if err := s.pages.piece(c, "timechart", sh, v); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/svg+xml")
	return nil
}

// apiTimeline answers /api/v1/timeline with the numbers of the page.
func (s *Server) apiTimeline(c *fiber.Ctx) error {
	q, err := apiAsked(c, append(slices.Clone(filterParams), "compare", "step"))
	if err != nil {
		return err
	}
	r, err := apiFilters(q)
	if err != nil {
		return err
	}
	step, other := q.Get("step"), clean(q.Get("compare"))
	if step != "" && step != "year" && step != "month" || len(other) > maxQuery {
		return badParam("step", step, "want year or month")
	}
	t, err := s.timeline(c.UserContext(), r, other, step == "month")
	if err != nil {
		return err
	}
	if other != "" {
		if t.Overlap, err = s.overlap(c.UserContext(), s.shell(c), State{Request: r}, other); err != nil {
			return err
		}
	}
	return c.JSON(t)
}
