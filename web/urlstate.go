package web

import (
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"khobao/index"
)

// State is everything the address of a search says. ParseState and Address are
// inverses for every state that Normal gives.
type State struct {
	Request index.Request // Q, Filters, From, To, Sort, Size, Offset, Literal
	Apart   bool          // reprints stand in rows of their own
	Lang    string        // "" unless the address names it
	Unread  []Unread      // parameters that say nothing we can use; not carried on
}

// Unread is a parameter that was left out and why; its text is locale key
// "web.unread."+Code.
type Unread struct{ Code, Value string }

// The names in addresses, beside those of filters. They never change: people
// keep addresses.
const (
	paramQ       = "q"
	paramFrom    = "tu"
	paramTo      = "den"
	paramSort    = "sx"
	paramPage    = "tr"
	paramSize    = "moi-trang"
	paramLiteral = "nguyen-van"
	paramFold    = "gop"
	foldNever    = "khong"
	paramExclude = "tru-" // before a filter's name
)

// sortNames are the orders in addresses.
var sortNames = []struct {
	name string
	sort index.Sort
}{
	{"phu-hop", index.Relevance},
	{"moi", index.Newest},
	{"cu", index.Oldest},
	{"vao", index.Arrived},
}

// Limits of what an address may carry; more says nothing to a reader.
const (
	maxQuery   = 4096 // bytes; the query language's own limit is lower and speaks for itself
	maxFilters = 100
)

// filterParam gives a filter field's name in addresses: its first alias, which
// is the Vietnamese word without marks.
func filterParam(f index.Field) string {
	if len(f.Aliases) > 0 {
		return f.Aliases[0]
	}
	return f.Name
}

// ParseState reads an address's query. It never fails: what it cannot read is
// left out and listed in Unread.
func ParseState(q url.Values) State {
	var s State
	r := &s.Request
	r.Q = clean(q.Get(paramQ))
	if len(r.Q) > maxQuery {
		r.Q = strings.ToValidUTF8(r.Q[:maxQuery], "")
		s.Unread = append(s.Unread, Unread{"long", ""})
	}
	for _, f := range index.Fields {
		if f.Kind != index.Keyword {
			continue
		}
		for _, exclude := range []bool{false, true} {
			name := filterParam(f)
			if exclude {
				name = paramExclude + name
			}
			for _, v := range q[name] {
				if v = strings.TrimSpace(clean(v)); v != "" && len(r.Filters) < maxFilters {
					r.Filters = append(r.Filters, index.Filter{Field: f.Name, Value: v, Exclude: exclude})
				}
			}
		}
	}
	if v := strings.TrimSpace(q.Get(paramFrom)); v != "" {
		if start, _, err := index.ParsePeriod(v); err == nil {
			r.From = start
		} else {
			s.Unread = append(s.Unread, Unread{"date", clean(v)})
		}
	}
	if v := strings.TrimSpace(q.Get(paramTo)); v != "" {
		if _, end, err := index.ParsePeriod(v); err == nil {
			r.To = end
		} else {
			s.Unread = append(s.Unread, Unread{"date", clean(v)})
		}
	}
	for _, o := range sortNames {
		if q.Get(paramSort) == o.name {
			r.Sort = o.sort
		}
	}
	if n, err := strconv.Atoi(q.Get(paramSize)); err == nil && n > 0 {
		r.Size = min(n, index.MaxSize)
	}
	if n, err := strconv.Atoi(q.Get(paramPage)); err == nil && n > 1 {
		r.Offset = (min(n, index.MaxDepth) - 1) * s.Size()
		if r.Offset > index.MaxDepth-s.Size() {
			s.Unread = append(s.Unread, Unread{"deep", ""})
			r.Offset = (index.MaxDepth/s.Size() - 1) * s.Size()
		}
	}
	for _, v := range q[paramLiteral] {
		if v = clean(v); v != "" && len(r.Literal) < maxFilters {
			r.Literal = append(r.Literal, v)
		}
	}
	s.Apart = q.Get(paramFold) == foldNever
	s.Lang = knownLang(q.Get(langParam))
	return s.Normal()
}

// Normal puts a state in the one form its address has: filters in the order of
// the field table, no value twice, a default size unsaid.
func (s State) Normal() State {
	r := &s.Request
	r.Filters = slices.Clone(r.Filters)
	sort.SliceStable(r.Filters, func(i, j int) bool {
		a, b := r.Filters[i], r.Filters[j]
		if fa, fb := fieldOrder(a.Field), fieldOrder(b.Field); fa != fb {
			return fa < fb
		}
		if a.Exclude != b.Exclude {
			return b.Exclude
		}
		return a.Value < b.Value
	})
	r.Filters = slices.Compact(r.Filters)
	r.Literal = slices.Clone(r.Literal)
	sort.Strings(r.Literal)
	r.Literal = slices.Compact(r.Literal)
	if len(r.Filters) == 0 {
		r.Filters = nil
	}
	if len(r.Literal) == 0 {
		r.Literal = nil
	}
	if r.Size == index.DefaultSize {
		r.Size = 0
	}
	return s
}

// Address writes the state as the query of an address, without "?"; its
// parameters stand in one order.
func (s State) Address() string {
	s = s.Normal()
	var b strings.Builder
	add := func(name, value string) {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(name + "=" + url.QueryEscape(value))
	}
	r := s.Request
	if r.Q != "" {
		add(paramQ, r.Q)
	}
	for _, f := range r.Filters {
		field, ok := index.FieldNamed(f.Field)
		if !ok {
			continue
		}
		name := filterParam(field)
		if f.Exclude {
			name = paramExclude + name
		}
		add(name, f.Value)
	}
	if !r.From.IsZero() {
		add(paramFrom, periodStart(r.From))
	}
	if !r.To.IsZero() {
		add(paramTo, periodEnd(r.To))
	}
	for _, o := range sortNames {
		if r.Sort == o.sort {
			add(paramSort, o.name)
		}
	}
	if r.Size > 0 {
		add(paramSize, strconv.Itoa(r.Size))
	}
	if r.Offset > 0 {
		add(paramPage, strconv.Itoa(s.Page()))
	}
	for _, v := range r.Literal {
		add(paramLiteral, v)
	}
	if s.Apart {
		add(paramFold, foldNever)
	}
	if s.Lang != "" {
		add(langParam, s.Lang)
	}
	return b.String()
}

// Size is the number of hits a page.
func (s State) Size() int {
	if s.Request.Size > 0 {
		return s.Request.Size
	}
	return index.DefaultSize
}

// Page is the number of the page, from 1.
func (s State) Page() int { return s.Request.Offset/s.Size() + 1 }

// Search is the address of the search page in this state.
func (s State) Search() string {
	if a := s.Address(); a != "" {
		return "/search?" + a
	}
	return "/search"
}

// with gives a changed copy on its first page.
func (s State) with(change func(*index.Request)) State {
	s.Request.Filters = slices.Clone(s.Request.Filters)
	s.Request.Literal = slices.Clone(s.Request.Literal)
	s.Request.Offset = 0
	s.Unread = nil
	change(&s.Request)
	return s
}

// periodStart writes a first moment as the shortest period that begins there.
func periodStart(t time.Time) string {
	t = t.In(index.Zone)
	switch {
	case t.YearDay() == 1:
		return t.Format("2006")
	case t.Day() == 1:
		return t.Format("2006-01")
	}
	return t.Format(time.DateOnly)
}

// periodEnd writes the first moment after as the shortest period that ends there.
func periodEnd(t time.Time) string {
	t = t.In(index.Zone)
	last := t.AddDate(0, 0, -1)
	switch {
	case t.YearDay() == 1:
		return last.Format("2006")
	case t.Day() == 1:
		return last.Format("2006-01")
	}
	return last.Format(time.DateOnly)
}

func fieldOrder(name string) int {
	return slices.IndexFunc(index.Fields, func(f index.Field) bool { return f.Name == name })
}

func knownLang(want string) string {
	if want == "vi" || want == "en" {
		return want
	}
	return ""
}

// clean drops what no text holds: broken UTF-8 and control characters.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < 0x20 || r == 0x7f:
			return -1
		}
		return r
	}, s)
}
