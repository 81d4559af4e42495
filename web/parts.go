package web

import (
	"slices"
	"strings"
	"unicode"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/rank"
)

// queryPart is one piece of a query that can be taken out by itself: a word of one
// or more syllables, a phrase, a group, a field with its value, or one side of an OR.
type queryPart struct {
	Start, End int    // byte range in the query as typed
	Rest       string // the query without it
	Word       bool   // as it is written, with no sign
}

const spaces = " \t\u00a0"

// maxParts bounds what is shown piece by piece: a pasted passage is not.
const maxParts = 24

// queryParts cuts a query where it can be taken apart, nil when it is one piece
// or none. either says that the parts are sides of an OR.
func queryParts(q string) (parts []queryPart, either bool) {
	cut, _, either := cutQuery(q)
	return cut, either
}

// cutQuery cuts a query as queryParts does, and gives the node of each part.
func cutQuery(q string) (parts []queryPart, nodes []query.Node, either bool) {
	node, _ := query.Parse(q, rank.Lookup)
	switch n := node.(type) {
	case query.And:
		nodes = n.Nodes
	case query.Or:
		nodes, either = n.Nodes, true
	}
	if len(nodes) < 2 || len(nodes) > maxParts {
		return nil, nil, false
	}
	at := 0
	for i, n := range nodes {
		sp := query.SpanOf(n)
		if sp.Start < at || sp.End > len(q) || sp.Start >= sp.End || !letterStart(q, sp.Start) || !letterStart(q, sp.End) {
			return nil, nil, false // nobody typed it as it stands
		}
		start, gap := sp.Start, q[at:sp.Start]
		if i > 0 {
			n := belongsBefore(gap)
			parts[i-1].End += n
			gap = gap[n:]
		}
		start -= len(strings.TrimLeft(afterJoin(gap), spaces))
		_, word := n.(query.Word)
		parts = append(parts, queryPart{Start: start, End: sp.End, Word: word})
		at = sp.End
	}
	parts[len(parts)-1].End += belongsBefore(q[at:] + " ")
	for i := range parts {
		parts[i].Rest = withoutParts(q, nodes, parts, i, i+1, either)
	}
	return parts, nodes, either
}

// belongsBefore gives how much of a gap ends the part before it: what is written
// on to it, as in (a b) or a^2, but no sign of an OR.
func belongsBefore(gap string) int {
	end := strings.IndexFunc(gap, unicode.IsSpace)
	if end < 0 {
		end = len(gap)
	}
	if i := strings.IndexByte(gap[:end], '|'); i >= 0 {
		return i
	}
	if end == len(gap) && strings.Trim(gap, ")") != "" {
		return 0 // it may as well open the next part
	}
	return end
}

// afterJoin drops the AND or OR with which a gap between two parts begins.
func afterJoin(gap string) string {
	for _, o := range query.Operators {
		if o.Code != "and" && o.Code != "or" && o.Code != "or-sign" {
			continue
		}
		for _, form := range o.Forms {
			if rest, ok := strings.CutPrefix(strings.TrimLeft(gap, spaces), form); ok {
				return rest
			}
		}
	}
	return gap
}

// withoutParts gives the query without the parts from first up to end: in the
// reader's own letters where that reads as it should, else as the language prints it.
func withoutParts(q string, nodes []query.Node, parts []queryPart, first, end int, either bool) string {
	kept := slices.Delete(slices.Clone(nodes), first, end)
	var want query.Node = query.And{Nodes: kept}
	join := " "
	if either {
		want, join = query.Or{Nodes: kept}, " | "
	}
	if len(kept) == 1 {
		want = kept[0]
	}
	var typed []string
	for j, p := range parts {
		if j < first || j >= end {
			typed = append(typed, q[p.Start:p.End])
		}
	}
	printed := query.String(want)
	own := strings.Join(typed, join)
	if got, notices := query.Parse(own, rank.Lookup); len(notices) == 0 && query.String(got) == printed {
		return own
	}
	return printed
}

// echoView is the query as typed, shown back.
type echoView struct {
	Parts []echoPart
	Words bool // something can be taken out
}

// echoPart is a part with the address without it, or what stands between parts.
type echoPart struct {
	Pieces []echoPiece
	Text   string
	Href   string // "" between parts
}

// echoPiece is a run of letters; Fault is what is said about it, "" for nothing.
type echoPiece struct{ Text, Fault string }

// echo shows a query back: its parts, each to be taken out, and under what could
// not be read a line. nil when there is nothing to say beyond the field itself.
func (s *Server) echo(sh *shell, st State, res index.Result) *echoView {
	q, found := st.Request.Q, res.Notices
	parts, _ := s.wordParts(q, res.Expansions)
	faults := faultsIn(sh, q, found)
	if len(parts) == 0 {
		parts = onlyFigure(q)
	}
	if len(parts) == 0 && len(faults) == 0 {
		return nil
	}
	v := &echoView{Words: len(parts) > 0}
	at := 0
	add := func(start, end int, href string) {
		text := q[start:end]
		if href == "" && strings.TrimSpace(text) == "" {
			return
		}
		part := echoPart{Pieces: cutEcho(q, start, end, faults), Text: text, Href: href}
		if says := figurePart(sh, text); says != "" {
			part.Pieces = []echoPiece{{Text: says}}
		}
		v.Parts = append(v.Parts, part)
	}
	for _, p := range parts {
		add(at, p.Start, "")
		add(p.Start, p.End, st.with(func(r *index.Request) { r.Q = p.Rest }).Search())
		at = p.End
	}
	add(at, len(q), "")
	return v
}

// fault is where a notice points, and what it says.
type fault struct {
	start, end int
	says       string
}

func faultsIn(sh *shell, q string, found []query.Notice) []fault {
	var out []fault
	for _, n := range found {
		if n.Start < n.End && n.Start >= 0 && n.End <= len(q) && letterStart(q, n.Start) && letterStart(q, n.End) {
			out = append(out, fault{n.Start, n.End, noticeText(sh.p, n)})
		}
	}
	return out
}

// cutEcho cuts q[start:end] where faults begin and end; where several overlap
// the shortest is shown.
func cutEcho(q string, start, end int, faults []fault) []echoPiece {
	cuts := []int{start, end}
	for _, f := range faults {
		for _, at := range []int{f.start, f.end} {
			if at > start && at < end {
				cuts = append(cuts, at)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []echoPiece
	for i := 1; i < len(cuts); i++ {
		piece := echoPiece{Text: q[cuts[i-1]:cuts[i]]}
		shortest := 0
		for _, f := range faults {
			if f.start <= cuts[i-1] && f.end >= cuts[i] && (piece.Fault == "" || f.end-f.start < shortest) {
				piece.Fault, shortest = f.says, f.end-f.start
			}
		}
		out = append(out, piece)
	}
	return out
}
