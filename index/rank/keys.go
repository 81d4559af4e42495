package rank

import (
	"context"
	"fmt"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// The kinds of index.Expansion for a query whose keys were left unconverted.
const (
	TelexKind = vi.HowTelex
	VNIKind   = vi.HowVNI
)

// converted reads a query as the keys of a Vietnamese keyboard that the computer
// did not convert, when it surely is and finds nothing as it stands.
func (s *Searcher) converted(ctx context.Context, x expanded, r index.Request) (expanded, error) {
	text, how, ok := vi.Unkey(r.Q)
	if !ok {
		return x, nil
	}
	for _, off := range r.Literal {
		if vi.Normalize(off) == vi.Normalize(r.Q) {
			return x, nil
		}
	}
	res, err := s.Engine.Search(ctx, index.Request{Query: x.node, Size: -1})
	if err != nil {
		return x, fmt.Errorf("count %q: %w", r.Q, err)
	}
	if res.Total > 0 {
		return x, nil
	}
	n, _ := query.Parse(text, Lookup)
	as := r
	as.Q = text
	y, err := s.expand(ctx, n, as)
	if err != nil {
		return x, err
	}
	if res, err = s.Engine.Search(ctx, index.Request{Query: y.node, Size: -1}); err != nil {
		return x, fmt.Errorf("count %q: %w", text, err)
	}
	for i := range y.expansions {
		y.expansions[i].Start, y.expansions[i].End = 0, len(r.Q)
	}
	whole := index.Expansion{Typed: r.Q, As: text, Kind: how, Count: res.Total, End: len(r.Q)}
	y.expansions = append([]index.Expansion{whole}, y.expansions...)
	return y, nil
}
