package rank

import (
	"context"
	"fmt"
	"strings"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// The kinds of index.Expansion that say with which marks words typed without any
// were taken, and how many articles have them in other spellings alone.
const (
	RestoredKind = "restored"
	OthersKind   = "others"
)

// restored asks for words typed without marks as they were meant, where their
// neighbours say so, and tells how many articles that finds and leaves out, unless
// it was switched off. It goes by the query alone, so that all orders, filters and
// pages of one query have the same articles.
func (s *Searcher) restored(ctx context.Context, r index.Request, x *expanded) error {
	p := newPlan(loosen(x.node))
	if !p.unmarked || p.slots < restoring {
		return nil
	}
	at := query.SpanOf(x.node)
	if at.End > len(r.Q) || at.Start == at.End {
		return nil
	}
	typed := r.Q[at.Start:at.End]
	if x.literal = s.Without.Restoration || literal(r, typed); x.literal {
		return nil
	}
	e, err := newEvidence(ctx, p, s.vocabulary())
	if err != nil || !e.open() {
		return err
	}
	lists, err := s.voters(ctx, x.node, e)
	if err != nil {
		return err
	}
	rows := e.rows(x.node)
	e.readRows(rows, lists)
	meant, words, changed := e.respell(x.node, rows)
	if !changed {
		return nil
	}
	n, err := s.count(ctx, meant)
	if err != nil {
		return fmt.Errorf("count %q: %w", typed, err)
	}
	all, err := s.count(ctx, x.node)
	if err != nil {
		return fmt.Errorf("count %q: %w", typed, err)
	}
	if n == 0 && all > 0 {
		return nil
	}
	as, left := strings.Join(words, " "), all-n
	x.node = meant
	if as != vi.Normalize(typed) {
		x.expansions = append(x.expansions, index.Expansion{
			Typed: typed, As: as, Kind: RestoredKind, Count: n, Start: at.Start, End: at.End,
		})
	}
	if left > 0 {
		x.expansions = append(x.expansions, index.Expansion{
			Typed: typed, As: vi.Normalize(typed), Kind: OthersKind, Count: left, Start: at.Start, End: at.End,
		})
	}
	return nil
}

// voters gives the best articles with all words in any spelling and neighbours side
// by side and, where these are few, those with all words and those with some.
func (s *Searcher) voters(ctx context.Context, n query.Node, e *evidence) ([]candidates, error) {
	var lists []candidates
	total := 0
	ask := func(n query.Node) error {
		c, err := s.candidates(ctx, index.Request{Query: n, Sort: index.Relevance, Size: voters}, e, voters)
		if err == nil && c.places != nil {
			lists, total = append(lists, c), total+c.res.Total
		}
		return err
	}
	if near, ok := together(n); ok {
		if err := ask(query.And{Nodes: append([]query.Node{n}, near...)}); err != nil {
			return nil, err
		}
	}
	if total < few {
		if err := ask(n); err != nil {
			return nil, err
		}
	}
	all, ok := loosen(n).(query.And)
	if !ok || total >= few || len(lists) == 0 {
		return lists, nil
	}
	e.weighIDF(lists[0].places)
	must, may := parted(all)
	return lists, ask(query.And{Nodes: append(must, query.Or{Nodes: e.rarest(may)})})
}

// forget takes all spellings as alike.
func (e *evidence) forget() {
	for i := range e.wants {
		e.wants[i].variants, e.wants[i].other = nil, 1
	}
}
