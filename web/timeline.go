package web

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
)

// The names of what is asked of a timeline, in addresses.
const (
	paramOther = "so-voi" // the query to compare with
	paramStep  = "buoc"
	stepMonth  = "thang"
	paramPer   = "tinh"
	perMille   = "phan-nghin"
)

// timelineMonths is how many months a timeline by month may have: more bars than
// that cannot be told apart, and years are shown.
const timelineMonths = 240

// Timeline counts the articles of one or two searches over time. Its JSON is the
// public form of /api/v1/timeline.
type Timeline struct {
	Step       string   `json:"step"` // year or month
	Queries    []string `json:"queries"`
	Points     []Point  `json:"points"` // oldest first, none left out
	Totals     []int    `json:"totals"` // of each query, dated articles only
	Undated    []int    `json:"undated"`
	Overlap    *Overlap `json:"overlap,omitempty"` // of two queries
	Generation int      `json:"generation"`
	Epoch      uint64   `json:"epoch"`
}

// Point is one year or month.
type Point struct {
	Period      string    `json:"period"` // 2021 or 2021-08
	Counts      []int     `json:"counts"` // by query
	PerThousand []float64 `json:"per_thousand"`
	Held        int       `json:"held"` // articles the archive holds of the period, under the same filters
	from        time.Time
}

// timeline counts a search, and with other a second query under the same
// filters, by year or by month.
func (s *Server) timeline(ctx context.Context, r index.Request, other string, byMonth bool) (*Timeline, error) {
	r.Size, r.Offset, r.Facets, r.Sort = -1, 0, []string{"year"}, ""
	asked := []index.Request{r}
	if other != "" {
		second := r
		second.Q, second.Literal = other, nil
		asked = append(asked, second)
	}
	ground := r
	ground.Q, ground.Query, ground.Literal = "", nil, nil
	asked = append(asked, ground)
	t := &Timeline{Step: "year", Points: []Point{}}
	years := make([]map[string]int, len(asked))
	for i := range asked {
		res, err := s.deps.Search.Search(ctx, asked[i])
		if err != nil {
			return nil, err
		}
		asked[i].Query = res.Query
		years[i] = countsOf(res.Facets["year"], asked[i].Filters)
		if i < len(asked)-1 {
			total := 0
			for _, n := range years[i] {
				total += n
			}
			t.Queries = append(t.Queries, asked[i].Q)
			t.Totals = append(t.Totals, total)
			t.Undated = append(t.Undated, res.Total-total)
			t.Generation, t.Epoch = res.Generation, res.Epoch
		}
	}
	first, last, ok := span(years[len(years)-1])
	if !ok {
		return t, nil
	}
	if byMonth && (last-first+1)*12 <= timelineMonths {
		t.Step = "month"
		return t, s.countMonths(ctx, t, asked, years, first, last)
	}
	for y := first; y <= last; y++ {
		name := strconv.Itoa(y)
		t.add(name, time.Date(y, 1, 1, 0, 0, 0, 0, index.Zone), func(i int) int { return years[i][name] }, len(asked))
	}
	return t, nil
}

// countsOf reads a facet without the values that a filter of its own field drops.
func countsOf(counts []index.FacetCount, filters []index.Filter) map[string]int {
	chosen := slices.ContainsFunc(filters, func(f index.Filter) bool { return f.Field == "year" && !f.Exclude })
	out := map[string]int{}
	for _, c := range counts {
		if chosen && !slices.Contains(filters, index.Filter{Field: "year", Value: c.Value}) || slices.Contains(filters, index.Filter{Field: "year", Value: c.Value, Exclude: true}) {
			continue
		}
		out[c.Value] = c.Count
	}
	return out
}

func span(years map[string]int) (first, last int, ok bool) {
	for name, n := range years {
		y, err := strconv.Atoi(name)
		if err != nil || n == 0 {
			continue
		}
		if !ok || y < first {
			first = y
		}
		if !ok || y > last {
			last = y
		}
		ok = true
	}
	return first, last, ok
}

// countMonths asks for every month of the years that have any.
func (s *Server) countMonths(ctx context.Context, t *Timeline, asked []index.Request, years []map[string]int, first, last int) error {
	for y := first; y <= last; y++ {
		for m := range 12 {
			from, to := monthOf(y, m)
			counts := make([]int, len(asked))
			for i, r := range asked {
				if years[i][strconv.Itoa(y)] == 0 {
					continue
				}
				if from, to := later(r.From, from), sooner(r.To, to); from.Before(to) {
					r.From, r.To, r.Facets = from, to, nil
					res, err := s.find(ctx, r)
					if err != nil {
						return err
					}
					counts[i] = res.Total
				}
			}
			t.add(from.Format("2006-01"), from, func(i int) int { return counts[i] }, len(asked))
		}
	}
	t.trim()
	return nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sooner gives the earlier of two ends; the first may be open.
func sooner(a, b time.Time) time.Time {
	if !a.IsZero() && a.Before(b) {
		return a
	}
	return b
}

func (t *Timeline) add(period string, from time.Time, count func(int) int, n int) {
	p := Point{Period: period, Held: count(n - 1), from: from}
	for i := range n - 1 {
		p.Counts = append(p.Counts, count(i))
		per := 0.0
		if p.Held > 0 {
			per = 1000 * float64(count(i)) / float64(p.Held)
		}
		p.PerThousand = append(p.PerThousand, per)
	}
	t.Points = append(t.Points, p)
}

// trim drops the months before the first article held and after the last.
func (t *Timeline) trim() {
	held := func(p Point) bool { return p.Held > 0 }
	if i := slices.IndexFunc(t.Points, held); i > 0 {
		t.Points = t.Points[i:]
	}
	for len(t.Points) > 0 && !held(t.Points[len(t.Points)-1]) {
		t.Points = t.Points[:len(t.Points)-1]
	}
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
