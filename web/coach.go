package web

import (
	"context"
	"slices"
	"strings"
	"time"

	"khobao/index"
	"khobao/index/rank"
)

// zeroView says what emptied a result and how many articles there are without it.
type zeroView struct {
	Parts   int  // of the query that all had to match
	Words   bool // each part is one word
	Near    bool // articles hold all words, but scattered
	Ways    []wayOut
	Absent  []string // parts that no article holds at all
	Nothing bool     // nothing that can be left out helps
	Alone   bool     // and there was but one word, without filters
}

// wayOut is a smaller search and its count.
type wayOut struct {
	What  string // "quotes", "field", … (see looser), "word", "words" (several), "filter" or "filters" (all of them)
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
func (s *Server) coach(ctx context.Context, sh *shell, st State, found index.Result) *zeroView {
	ctx, cancel := context.WithTimeout(ctx, coachTime)
	defer cancel()
	z := &zeroView{Near: slices.ContainsFunc(found.Expansions, func(e index.Expansion) bool { return e.Kind == rank.ScatteredKind })}
	parts, either := s.wordParts(st.Request.Q, found.Expansions)
	switch {
	case either:
		parts = nil // one side of an OR does not empty a result
	case len(parts) == 0:
		parts, _ = queryParts(st.Request.Q) // the syllables of one word
	}
	z.Parts, z.Words = max(len(parts), 1), allWords(parts)
	for _, t := range append(looser(st), smaller(sh, st, parts)...) {
		n, err := s.countOf(ctx, t.to)
		if err != nil {
			return z // out of time, or the machine has more urgent work
		}
		if n > 0 {
			z.Ways = append(z.Ways, wayOut{What: t.what, Label: t.label, Count: n, Href: t.to.Search()})
		}
	}
	if len(z.Ways) == 0 {
		if err := s.withoutAbsent(ctx, st, parts, z); err != nil {
			return z
		}
	}
	z.Nothing = len(z.Ways) == 0
	z.Alone = z.Nothing && z.Parts == 1 && len(st.Request.Filters) == 0 && st.Request.From.IsZero() && st.Request.To.IsZero()
	return z
}

// try is a search with something left out.
type try struct {
	what, label string
	to          State
}

// smaller lists the searches that leave out one part, one filter, or all filters.
func smaller(sh *shell, st State, parts []queryPart) []try {
	var tries []try
	for _, p := range parts {
		tries = append(tries, try{"word", st.Request.Q[p.Start:p.End], st.with(func(r *index.Request) { r.Q = p.Rest })})
	}
	for _, f := range st.Request.Filters {
		tries = append(tries, try{"filter", valueLabel(sh, f.Field, f.Value), st.with(func(r *index.Request) { r.Filters = without(r.Filters, f) })})
	}
	dated := !st.Request.From.IsZero() || !st.Request.To.IsZero()
	if dated {
		tries = append(tries, try{"filter", periodLabel(sh, st), st.with(func(r *index.Request) { r.From, r.To = time.Time{}, time.Time{} })})
	}
	if n := len(st.Request.Filters); n > 1 || n == 1 && dated {
		tries = append(tries, try{"filters", "", st.with(func(r *index.Request) { r.Filters, r.From, r.To = nil, time.Time{}, time.Time{} })})
	}
	if len(tries) > maxWays { // the filters that all go together stay
		tries = append(tries[:maxWays-1], tries[len(tries)-1])
	}
	return tries
}

// periodLabel writes the bounds of dates as one filter.
func periodLabel(sh *shell, st State) string {
	from, to := shownPeriod(st.Request.From, true), shownPeriod(st.Request.To, false)
	switch {
	case to == "":
		return strings.ToLower(sh.T("web.date.from")) + " " + from
	case from == "":
		return sh.T("web.date.to") + " " + to
	}
	return from + "–" + to
}

func (s *Server) countOf(ctx context.Context, st State) (int, error) {
	req := st.Request
	req.Size, req.Facets = -1, nil
	res, err := s.deps.Search.Search(ctx, req)
	return res.Total, err
}

// withoutAbsent names the parts that stand in no article at all and, where
// others are left, counts the search without all of them.
func (s *Server) withoutAbsent(ctx context.Context, st State, parts []queryPart, z *zeroView) error {
	if len(parts) == 0 || len(parts) > maxWays {
		return nil
	}
	var kept []string
	for _, p := range parts {
		text := st.Request.Q[p.Start:p.End]
		n, err := s.countOf(ctx, State{Request: index.Request{Q: text, Literal: st.Request.Literal}})
		if err != nil {
			return err
		}
		if n == 0 {
			z.Absent = append(z.Absent, text)
		} else {
			kept = append(kept, text)
		}
	}
	if len(z.Absent) < 2 || len(kept) == 0 { // one alone was left out before
		return nil
	}
	to := st.with(func(r *index.Request) { r.Q = strings.Join(kept, " ") })
	n, err := s.countOf(ctx, to)
	if err == nil && n > 0 {
		z.Ways = append(z.Ways, wayOut{What: "words", Label: strings.Join(z.Absent, "”, “"), Count: n, Href: to.Search()})
	}
	return err
}

// allWords reports whether every part is one plain word.
func allWords(parts []queryPart) bool {
	return len(parts) > 0 && !slices.ContainsFunc(parts, func(p queryPart) bool { return !p.Word })
}
