package web

import (
	"context"
	"slices"
	"strconv"
	"time"

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
