package web

import (
	"context"
	"strings"
	"time"

	"khobao/index"
	"khobao/index/query"
)

// zeroView says what emptied a result and how many articles there are without it.
type zeroView struct {
	Parts   int  // of the query that all had to match
	Words   bool // each part is one word
	Ways    []wayOut
	Nothing bool // nothing that can be left out helps
}

// wayOut is a smaller search and its count.
type wayOut struct {
	What  string // "word", "filter" or "filters" (all of them)
	Label string
	Count int
	Href  string
}

// maxWays and coachTime bound what a page without hits may cost.
const (
	maxWays   = 12
	coachTime = 2 * time.Second
)

// coach counts the search without each of its parts in turn. It says what it
// could count in time: that nothing was found is an answer without it.
func (s *Server) coach(ctx context.Context, sh *shell, st State, res index.Result) *zeroView {
	ctx, cancel := context.WithTimeout(ctx, coachTime)
	defer cancel()
	z := &zeroView{}
	type try struct {
		what, label string
		to          State
	}
	var tries []try
	spans := partSpans(res.Query, st.Request.Q)
	z.Parts, z.Words = len(spans), !strings.ContainsFunc(joined(st.Request.Q, spans), func(r rune) bool { return r == ' ' || r == '"' })
	if len(spans) > 1 {
		for _, sp := range spans {
			q := strings.Join(strings.Fields(st.Request.Q[:sp.Start]+" "+st.Request.Q[sp.End:]), " ")
			tries = append(tries, try{"word", st.Request.Q[sp.Start:sp.End], st.with(func(r *index.Request) { r.Q = q })})
		}
	}
	filters := chips(sh, st)
	for _, f := range st.Request.Filters {
		tries = append(tries, try{"filter", valueLabel(sh, f.Field, f.Value), st.with(func(r *index.Request) { r.Filters = without(r.Filters, f) })})
	}
	if !st.Request.From.IsZero() || !st.Request.To.IsZero() {
		label := strings.Trim(shownPeriod(st.Request.From, true)+"–"+shownPeriod(st.Request.To, false), " ")
		tries = append(tries, try{"filter", label, st.with(func(r *index.Request) { r.From, r.To = time.Time{}, time.Time{} })})
	}
	if len(filters) > 1 {
		tries = append(tries, try{"filters", "", st.with(func(r *index.Request) { r.Filters, r.From, r.To = nil, time.Time{}, time.Time{} })})
	}
	for _, t := range tries[:min(len(tries), maxWays)] {
		req := t.to.Request
		req.Size, req.Facets = -1, nil
		got, err := s.deps.Search.Search(ctx, req)
		if err != nil {
			return z // out of time, or the machine has more urgent work
		}
		if got.Total > 0 {
			z.Ways = append(z.Ways, wayOut{What: t.what, Label: t.label, Count: got.Total, Href: t.to.Search()})
		}
	}
	z.Nothing = len(z.Ways) == 0
	return z
}

// partSpans gives where in q the parts stand that must all match.
func partSpans(n query.Node, q string) []query.Span {
	and, ok := n.(query.And)
	if !ok {
		return nil
	}
	var spans []query.Span
	for _, part := range and.Nodes {
		sp := query.SpanOf(part)
		if sp.Start < 0 || sp.End > len(q) || sp.Start >= sp.End || !letterStart(q, sp.Start) || !letterStart(q, sp.End) {
			continue
		}
		spans = append(spans, sp)
	}
	return spans
}

// joined puts the parts of a query side by side.
func joined(q string, spans []query.Span) string {
	var b strings.Builder
	for _, sp := range spans {
		b.WriteString(q[sp.Start:sp.End])
	}
	return b.String()
}
