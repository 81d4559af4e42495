package rank

import (
	"context"
	"fmt"
	"strings"

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
// did not convert, when it is and finds nothing as it stands, or only by words
// beside a word that no article has (keys OR another).
func (s *Searcher) converted(ctx context.Context, x expanded, r index.Request) (expanded, error) {
	text, how, err := s.unkeyed(ctx, r.Q)
	if err != nil || text == "" {
		return x, err
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
		if nowhere, err := s.keysNowhere(ctx, r.Q); err != nil || !nowhere {
			return x, err
		}
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
	y.read = text
	whole := index.Expansion{Typed: r.Q, As: text, Kind: how, Count: res.Total, End: len(r.Q)}
	y.expansions = append([]index.Expansion{whole}, y.expansions...)
	return y, nil
}

// unkeyed gives what keys were meant to type, "" where they are none: by the keys
// alone where these are clear, else word by word where the archive has the word
// meant and not the one typed. Then words that may be English stay.
func (s *Searcher) unkeyed(ctx context.Context, q string) (text, how string, err error) {
	all := vi.Unkeys(q)
	if len(all) == 0 || all[0].Confidence < vi.LikelyKeys {
		return "", "", nil
	}
	u := all[0]
	if u.Confidence >= vi.SureKeys {
		return u.Text, u.How, nil
	}
	v := s.vocabulary()
	if v == nil {
		return "", "", nil
	}
	var b strings.Builder
	end, sure := 0, false
	for _, w := range u.Words {
		typed := q[w.Start:w.End]
		raw, err := v.DocFreq(ctx, vi.Normalize(typed))
		if err != nil {
			return "", "", fmt.Errorf("count %q: %w", typed, err)
		}
		meant, err := v.DocFreq(ctx, vi.Normalize(w.As))
		if err != nil {
			return "", "", fmt.Errorf("count %q: %w", w.As, err)
		}
		if meant <= raw*hardly {
			continue
		}
		sure = sure || !w.Weak && raw == 0
		b.WriteString(q[end:w.Start] + w.As)
		end = w.End
	}
	if !sure {
		return "", "", nil
	}
	b.WriteString(q[end:])
	return b.String(), u.How, nil
}

// keysNowhere reports whether a word of a query that is clearly keys is in no article.
func (s *Searcher) keysNowhere(ctx context.Context, q string) (bool, error) {
	v := s.vocabulary()
	if v == nil {
		return false, nil
	}
	for _, w := range vi.Unkeys(q)[0].Words {
		if w.Weak {
			continue
		}
		n, err := v.DocFreq(ctx, vi.Normalize(q[w.Start:w.End]))
		if err != nil {
			return false, fmt.Errorf("count %q: %w", q[w.Start:w.End], err)
		}
		if n == 0 {
			return true, nil
		}
	}
	return false, nil
}
