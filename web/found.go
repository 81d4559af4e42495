package web

import (
	"context"
	"strings"

	"khobao/index"
	"khobao/index/rank"
)

// marker gives the byte ranges of a text to mark for the search an article was
// found by.
type marker func(field, text string) [][2]int

// marker asks how the search is understood now. An article is shown unmarked
// where that cannot be told: it needs no index to be read.
func (s *Server) marker(ctx context.Context, st State, a *index.Article) marker {
	unmarked := func(string, string) [][2]int { return nil }
	if strings.TrimSpace(st.Request.Q) == "" {
		return unmarked
	}
	res, err := s.deps.Search.Search(ctx, index.Request{Q: st.Request.Q, Literal: st.Request.Literal, Size: -1})
	if err != nil || res.Query == nil {
		return unmarked
	}
	return func(field, text string) [][2]int { return rank.MarksIn(res.Query, a, field, text) }
}
