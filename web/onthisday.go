package web

import (
	"context"
	"strconv"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
)

// dayOfYear is a day and a month, whatever the year.
type dayOfYear struct {
	day   int
	month time.Month
}

// in gives the day in a year; 29 February is in few.
func (d dayOfYear) in(year int) (time.Time, bool) {
	t := time.Date(year, d.month, d.day, 0, 0, 0, 0, index.Zone)
	return t, t.Day() == d.day
}

func (d dayOfYear) String() string {
	return time.Date(2000, d.month, d.day, 0, 0, 0, 0, time.UTC).Format("02-01")
}

// readDay reads 25-08 as addresses have it.
func readDay(s string) (dayOfYear, error) {
	t, err := time.Parse("02-01-2006", s+"-2000")
	return dayOfYear{t.Day(), t.Month()}, err
}

func dayOf(t time.Time) dayOfYear {
	t = t.In(index.Zone)
	return dayOfYear{t.Day(), t.Month()}
}

// paramDay names a day of every year in addresses.
const paramDay = "ngay"

// onDay is what the archive has of one day of a year.
type onDay struct {
	Year  int
	Total int
	Hits  []index.Hit
}

// thisDayCache keeps the last day that was looked up: the front page shows today's.
type thisDayCache struct {
	mu   sync.Mutex
	key  [2]uint64
	day  dayOfYear
	rows []onDay
	till time.Time // older rows are good enough until then, as in overviewCache
}

// ofEachYear is how many articles of a year's day are listed.
const ofEachYear = 3

// onThisDay lists what was printed on a day in the years of the archive, the
// latest first.
func (s *Server) onThisDay(ctx context.Context, d dayOfYear) ([]onDay, error) {
	o, err := s.overview(ctx)
	if err != nil {
		return nil, err
	}
	state := s.deps.State(ctx)
	key := [2]uint64{uint64(max(state.Generation, 0)), state.Epoch}
	s.thisDay.mu.Lock()
	start := time.Now()
	if s.thisDay.rows != nil && s.thisDay.day == d && (s.thisDay.key == key || start.Before(s.thisDay.till)) {
		defer s.thisDay.mu.Unlock()
		return s.thisDay.rows, nil
	}
	s.thisDay.mu.Unlock()
	rows := []onDay{}
	for _, y := range o.Years {
		year, err := strconv.Atoi(y.Value)
		if err != nil {
			continue
		}
		day, ok := d.in(year)
		if !ok {
			continue
		}
		res, err := s.deps.Search.Search(ctx, index.Request{From: day, To: day.AddDate(0, 0, 1), Size: ofEachYear, Sort: index.Newest})
		if err != nil {
			return nil, err
		}
		if res.Total > 0 {
			rows = append(rows, onDay{year, res.Total, res.Hits})
		}
	}
	s.thisDay.mu.Lock()
	defer s.thisDay.mu.Unlock()
	s.thisDay.key, s.thisDay.day, s.thisDay.rows = key, d, rows
	s.thisDay.till = time.Now().Add(overviewShare * time.Since(start))
	return rows, nil
}

// thisDayView is the page of a day in the years of the archive.
type thisDayView struct {
	Label      string
	Prev, Next calLink
	Years      []thisDayYear
}

type thisDayYear struct {
	Year, Href string
	Total      int
	Hits       []hitView
}

func (s *Server) thisDayPage(c *fiber.Ctx, sh *shell) (any, error) {
	sh.State = State{Lang: knownLang(sh.query.Get(langParam))}
	d := dayOf(s.now())
	if asked := sh.query.Get(paramDay); asked != "" {
		var err error
		if d, err = readDay(asked); err != nil {
			return nil, failure.New(failure.NotFound, "", err).WithCode("period")
		}
	}
	rows, err := s.onThisDay(c.UserContext(), d)
	if err != nil {
		return nil, err
	}
	at, _ := d.in(2000) // a leap year has every day
	link := func(t time.Time) calLink { return calLink{dayMonth(dayOf(t)), thisDayHref(sh, dayOf(t))} }
	v := &thisDayView{Label: dayMonth(d), Prev: link(at.AddDate(0, 0, -1)), Next: link(at.AddDate(0, 0, 1))}
	for _, r := range rows {
		v.Years = append(v.Years, yearOnDay(sh, d, r))
	}
	sh.Title = sh.T("reading.thisday.on", "Day", v.Label)
	return v, nil
}

func yearOnDay(sh *shell, d dayOfYear, r onDay) thisDayYear {
	day, _ := d.in(r.Year)
	return thisDayYear{strconv.Itoa(r.Year), dayHref(sh, day, time.DateOnly), r.Total, hitViews(sh, sh.State, r.Hits)}
}

func thisDayHref(sh *shell, d dayOfYear) string {
	return sh.Link("/duyet/ngay-nay?" + paramDay + "=" + d.String())
}

// dayMonth writes a day of every year as readers do.
func dayMonth(d dayOfYear) string {
	return time.Date(2000, d.month, d.day, 0, 0, 0, 0, time.UTC).Format("02/01")
}
