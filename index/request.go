package index

import (
	"fmt"
	"strings"
	"time"

	"khobao/index/query"
)

// Sort is the order of hits.
type Sort string

// The orders. Newest and Oldest go by the day and minute of publication;
// articles without a date come last in both. Arrived goes by when articles came
// into the archive, the last first.
const (
	Relevance Sort = "relevance"
	Newest    Sort = "newest"
	Oldest    Sort = "oldest"
	Arrived   Sort = "arrived"
)

// Limits of a request: deeper pages than MaxDepth are walked by exports.
const (
	DefaultSize = 20
	MaxSize     = 100
	MaxDepth    = 10_000
	// FoldedDepth is how many hits an engine lists that is asked for Families: as
	// many as MaxDepth rows may need.
	FoldedDepth = 2 * MaxDepth
)

// Request is one search. Filters on one field are alternatives, filters on
// different fields must all hold; From and To bound the publication date.
type Request struct {
	Q       string     // as typed; index/rank parses and expands it into Query
	Query   query.Node // nil means every article
	Filters []Filter
	From    time.Time // inclusive; zero = open
	To      time.Time // exclusive; zero = open
	Sort    Sort      // "" = Relevance when there are words, else Newest
	Size    int       // 0 = DefaultSize; negative = no hits, only counts
	Offset  int
	Facets  []string    // names of facet fields to count; each leaves out its own filter
	Top     int         // values a facet; 0 = all
	Literal []string    // expansions switched off: the Typed of each
	Fold    bool        // one hit a reprint family, its best placed; Offset and Size count these
	Places  []PlaceWord // asked of an engine by index/rank: see Result.Places
	// Families is asked of an engine by index/rank: Family and Reprints of each hit,
	// and Result.Rows.
	Families bool
}

// Filter keeps (or with Exclude drops) the articles whose field has the value.
type Filter struct {
	Field   string
	Value   string
	Exclude bool
}

// AddFilter reads "field=value" ("field!=value" excludes) as the command line
// and the API write it: a facet field, or from / to with a year, month or day.
func (r *Request) AddFilter(s string) error {
	name, value, ok := strings.Cut(s, "=")
	exclude := strings.HasSuffix(name, "!")
	name = strings.TrimSpace(strings.TrimSuffix(name, "!"))
	value = strings.TrimSpace(value)
	if !ok || name == "" || value == "" {
		return fmt.Errorf("filter %q: want field=value", s)
	}
	switch name {
	case "from", "to":
		start, end, err := ParsePeriod(value)
		if err != nil {
			return fmt.Errorf("filter %q: %w", s, err)
		}
		if name == "from" {
			r.From = start
		} else {
			r.To = end
		}
		return nil
	}
	f, found := FieldNamed(name)
	if !found || f.Kind != Keyword {
		return fmt.Errorf("filter %q: no field %q to filter by; there are %s", s, name, strings.Join(FilterNames(), ", "))
	}
	r.Filters = append(r.Filters, Filter{Field: f.Name, Value: value, Exclude: exclude})
	return nil
}

// FilterNames lists what AddFilter takes.
func FilterNames() []string {
	var names []string
	for _, f := range Fields {
		if f.Kind == Keyword {
			names = append(names, f.Name)
		}
	}
	return append(names, "from", "to")
}

// periods are the forms of a year, a month and a day, with how long each lasts.
var periods = []struct {
	layout              string
	years, months, days int
}{
	{"2006-01-02", 0, 0, 1},
	{"2006-01", 0, 1, 0},
	{"2006", 1, 0, 0},
	{"2/1/2006", 0, 0, 1},
	{"1/2006", 0, 1, 0},
}

// ParsePeriod reads 2021, 2021-08, 2021-08-25, 8/2021 or 25/8/2021 and gives
// its first moment and the first moment after it, in Zone.
func ParsePeriod(s string) (start, end time.Time, err error) {
	for _, p := range periods {
		if t, err := time.ParseInLocation(p.layout, s, Zone); err == nil {
			return t, t.AddDate(p.years, p.months, p.days), nil
		}
	}
	return time.Time{}, time.Time{}, fmt.Errorf("%q is no year (2021), month (2021-08) or day (2021-08-25)", s)
}
