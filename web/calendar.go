package web

import (
	"context"
	"strconv"
	"sync"
	"time"

	"khobao/index"
)

// calMonth is a month of a year as a small calendar.
type calMonth struct {
	Label, Href string
	Count       int
	Weeks       [][]calCell // Monday first; empty cells outside the month
}

// calendarCache keeps the counts by day of the years that were looked at, until
// the index changes.
type calendarCache struct {
	mu   sync.Mutex
	key  [2]uint64
	days map[int][]int // of a year: articles of each of its days
}

// dayCounts gives the articles of each day of a year, by day of the year.
func (s *Server) dayCounts(ctx context.Context, year int) ([]int, error) {
	state := s.deps.State(ctx)
	key := [2]uint64{uint64(max(state.Generation, 0)), state.Epoch}
	s.calendar.mu.Lock()
	if s.calendar.key == key {
		if days, ok := s.calendar.days[year]; ok {
			s.calendar.mu.Unlock()
			return days, nil
		}
	}
	s.calendar.mu.Unlock()
	start := time.Date(year, 1, 1, 0, 0, 0, 0, index.Zone)
	end := start.AddDate(1, 0, 0)
	days := make([]int, 366)
	if err := s.countDays(ctx, start, end, days); err != nil {
		return nil, err
	}
	s.calendar.mu.Lock()
	defer s.calendar.mu.Unlock()
	if s.calendar.key != key || s.calendar.days == nil {
		s.calendar.key, s.calendar.days = key, map[int][]int{}
	}
	s.calendar.days[year] = days
	return days, nil
}

// countDays counts a period and, where it holds anything, its halves, down to a
// day: a year with few articles costs few questions.
func (s *Server) countDays(ctx context.Context, from, to time.Time, days []int) error {
	n, err := s.count(ctx, from, to)
	if err != nil || n == 0 {
		return err
	}
	length := int(to.Sub(from).Hours() / 24)
	if length <= 1 {
		days[from.YearDay()-1] = n
		return nil
	}
	middle := from.AddDate(0, 0, length/2)
	if err := s.countDays(ctx, from, middle, days); err != nil {
		return err
	}
	return s.countDays(ctx, middle, to, days)
}

// count counts the articles of a period.
func (s *Server) count(ctx context.Context, from, to time.Time) (int, error) {
	res, err := s.find(ctx, index.Request{From: from, To: to, Size: -1})
	return res.Total, err
}

// yearOfDays fills a view with the days of a year, graded against the fullest.
func (s *Server) yearOfDays(ctx context.Context, sh *shell, v *daysView, start time.Time) error {
	v.Level, v.Label = "year", start.Format("2006")
	v.Up = &calLink{sh.T("web.browse.title"), sh.Link("/duyet")}
	v.Prev = &calLink{strconv.Itoa(start.Year() - 1), dayHref(sh, start.AddDate(-1, 0, 0), "2006")}
	v.Next = &calLink{strconv.Itoa(start.Year() + 1), dayHref(sh, start.AddDate(1, 0, 0), "2006")}
	counts, err := s.dayCounts(ctx, start.Year())
	if err != nil {
		return err
	}
	all := make([]calCell, len(counts))
	for i, n := range counts {
		all[i].Count = n
	}
	shadeByOrder(all)
	for m := range 12 {
		first := start.AddDate(0, m, 0)
		next := first.AddDate(0, 1, 0)
		month := calMonth{Label: sh.T("web.month." + strconv.Itoa(m+1)), Href: dayHref(sh, first, "2006-01")}
		cells := make([]calCell, (int(first.Weekday())+6)%7)
		for day := first; day.Before(next); day = day.AddDate(0, 0, 1) {
			c := all[day.YearDay()-1]
			month.Count += c.Count
			cells = append(cells, dayCell(sh, day, c.Count, c.Shade))
		}
		month.Weeks = weeksOf(cells)
		v.Total += month.Count
		v.Months = append(v.Months, month)
	}
	v.Weekdays = weekdays
	sh.Title = sh.T("web.days.year", "Year", v.Label)
	return nil
}

// weekdays are the keys of the days' names, Monday first.
var weekdays = []string{"web.day.2", "web.day.3", "web.day.4", "web.day.5", "web.day.6", "web.day.7", "web.day.8"}

func dayCell(sh *shell, day time.Time, count, grade int) calCell {
	return calCell{Label: strconv.Itoa(day.Day()), Count: count, Shade: grade, Href: dayHref(sh, day, time.DateOnly), Day: day.Format(time.DateOnly), Title: sh.Day(day)}
}

// weeksOf cuts the days of a month into weeks.
func weeksOf(cells []calCell) [][]calCell {
	for len(cells)%7 != 0 {
		cells = append(cells, calCell{})
	}
	var weeks [][]calCell
	for ; len(cells) > 0; cells = cells[7:] {
		weeks = append(weeks, cells[:7])
	}
	return weeks
}

func (s *Server) monthOfDays(ctx context.Context, sh *shell, v *daysView, start time.Time) error {
	v.Level, v.Label = "month", start.Format("1/2006")
	v.Up = &calLink{start.Format("2006"), dayHref(sh, start, "2006")}
	prev, next := start.AddDate(0, -1, 0), start.AddDate(0, 1, 0)
	v.Prev = &calLink{prev.Format("1/2006"), dayHref(sh, prev, "2006-01")}
	v.Next = &calLink{next.Format("1/2006"), dayHref(sh, next, "2006-01")}
	counts, err := s.dayCounts(ctx, start.Year())
	if err != nil {
		return err
	}
	cells := make([]calCell, (int(start.Weekday())+6)%7)
	for day := start; day.Before(next); day = day.AddDate(0, 0, 1) {
		n := counts[day.YearDay()-1]
		v.Total += n
		cells = append(cells, dayCell(sh, day, n, 0))
	}
	shadeByOrder(cells)
	v.Weeks, v.Weekdays = weeksOf(cells), weekdays
	sh.Title = sh.T("web.days.in.month", "Period", v.Label)
	return nil
}
