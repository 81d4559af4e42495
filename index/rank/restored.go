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
// were taken, how many articles have them in other spellings alone, and which
// spelling comes first where all are looked for.
const (
	RestoredKind = "restored"
	OthersKind   = "others"
	LikelyKind   = "likely"
)

// restored asks for words typed without marks as they were meant, where their
// neighbours say so, and tells how many articles that finds and leaves out, unless
// it was switched off. It goes by the query and the archive's pairs alone, so that
// all orders, filters and pages of one query have the same articles.
func (s *Searcher) restored(ctx context.Context, r index.Request, x *expanded) error {
	at, ok := typedSpan(x.node, r.Q)
	if !ok {
		return nil
	}
	typed := r.Q[at.Start:at.End]
	if x.literal = s.Without.Restoration || literal(r, typed); x.literal {
		return nil
	}
	reader, taught := s.reader()
	if !taught {
		return nil
	}
	rows, err := reader.rows(ctx, x.node, r.Q)
	if err != nil {
		return err
	}
	x.shares = sharesOf(rows, r)
	if err := s.likely(ctx, r, x, rows); err != nil {
		return err
	}
	meant, as, changed := respell(x.node, rows, r.Q, at)
	known := meantWords(rows)
	if x.read == "" {
		x.meant = known
	}
	more, err := s.expandMeant(ctx, meant, r, known)
	if err != nil {
		return err
	}
	if !changed {
		x.node, x.expansions = more.node, append(x.expansions, more.expansions...)
		return nil
	}
	n, err := s.count(ctx, more.node)
	if err != nil {
		return fmt.Errorf("count %q: %w", as, err)
	}
	typedSo := expanded{node: x.node}
	if len(more.expansions) > 0 { // what other spellings are left out of the same readings
		if typedSo, err = s.expandMeant(ctx, x.node, r, known); err != nil {
			return err
		}
	}
	all, err := s.count(ctx, typedSo.node)
	if err != nil {
		return fmt.Errorf("count %q: %w", typed, err)
	}
	if n == 0 && all > 0 {
		return nil
	}
	x.node = more.node
	if vi.Normalize(as) != vi.Normalize(typed) {
		x.expansions = append(x.expansions, index.Expansion{
			Typed: typed, As: as, Kind: RestoredKind, Count: n, Start: at.Start, End: at.End,
		})
	}
	x.expansions = append(x.expansions, more.expansions...)
	if left := all - n; left > 0 {
		x.expansions = append(x.expansions, index.Expansion{
			Typed: typed, As: vi.Normalize(typed), Kind: OthersKind, Count: left, Start: at.Start, End: at.End,
		})
	}
	return nil
}

// typedSpan is where in a query its words stand, and all of it where more than words
// was typed. It is not ok where nothing was.
func typedSpan(n query.Node, q string) (at query.Span, ok bool) {
	at = query.SpanOf(n)
	if at.End > len(q) || at.Start == at.End {
		return at, false
	}
	if strings.TrimSpace(q[:at.Start]) != "" || strings.TrimSpace(q[at.End:]) != "" {
		at.Start = len(q) - len(strings.TrimLeft(q, " "))
		at.End = len(strings.TrimRight(q, " "))
	}
	return at, true
}

// likely tells which spelling of words that stay as they were typed comes first, and
// how many articles have it.
func (s *Searcher) likely(ctx context.Context, r index.Request, x *expanded, rows []row) error {
	for _, row := range rows {
		typed := r.Q[row.at.Start:row.at.End]
		if len(row.words) < 2 || literal(r, typed) {
			continue
		}
		var terms []string
		var words []query.Node
		for _, w := range row.words {
			if !w.stays || w.folded != "" && len(w.terms) > 1 && !w.known {
				terms = nil
				break
			}
			terms = append(terms, w.terms[w.best()])
			words = append(words, query.Word{Text: w.terms[w.best()], Exact: true})
		}
		as := strings.Join(terms, " ")
		if as == "" || as == vi.Normalize(strings.Trim(typed, `"“”„‟＂«»`)) {
			continue
		}
		n := query.Node(query.And{Nodes: words})
		if row.quoted {
			n = query.Phrase{Text: as, Exact: true}
		}
		if row.field != "" {
			n = query.Field{Name: row.field, Node: n}
		}
		count, err := s.count(ctx, n)
		if err != nil {
			return fmt.Errorf("count %q: %w", as, err)
		}
		if count > 0 {
			x.expansions = append(x.expansions, index.Expansion{
				Typed: typed, As: as, Kind: LikelyKind, Count: count, Start: row.at.Start, End: row.at.End,
			})
		}
	}
	return nil
}

// shares say what the spellings of words typed without marks are worth beside the
// likeliest one, by the word as typed.
type shares map[string]map[string]float64

// sharesOf gives them; those of words asked for as typed are all alike.
func sharesOf(rows []row, r index.Request) shares {
	out := shares{}
	for _, row := range rows {
		alike := literal(r, r.Q[row.at.Start:row.at.End])
		for _, w := range row.words {
			if w.folded == "" || !w.known && !alike {
				continue
			}
			if out[w.folded] == nil {
				out[w.folded] = map[string]float64{}
			}
			most := w.share[w.best()]
			for i, term := range w.terms {
				share := w.share[i] / most
				if alike {
					share = 1
				}
				out[w.folded][term] = max(out[w.folded][term], share)
			}
		}
	}
	return out
}

// forget takes all spellings as alike.
func (e *evidence) forget() {
	for i := range e.wants {
		e.wants[i].variants, e.wants[i].other = nil, 1
	}
}
