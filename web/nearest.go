package web

import (
	"context"
	"time"

	"khobao/index"
)

// nearest gives the last day with articles before an empty period and the first
// after it, fewer where the archive has none.
func (s *Server) nearest(ctx context.Context, sh *shell, start, end time.Time) ([]calLink, error) {
	var out []calLink
	for _, r := range []index.Request{{To: start, Sort: index.Newest}, {From: end, Sort: index.Oldest}} {
		r.Size = 1
		res, err := s.deps.Search.Search(ctx, r)
		if err != nil {
			return nil, err
		}
		for _, h := range res.Hits {
			day := h.Published.Time.In(index.Zone)
			out = append(out, calLink{sh.Day(day), dayHref(sh, day, time.DateOnly)})
		}
	}
	return out, nil
}
