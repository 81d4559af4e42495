package web

import (
	"context"
	"strings"

	"khobao/index"
)

// cameLast gives the articles of a search that came into the archive last, the
// last first.
func (s *Server) cameLast(ctx context.Context, st State) ([]Arrival, error) {
	r := st.Request
	if strings.TrimSpace(r.Q) == "" && len(r.Filters) == 0 && r.From.IsZero() && r.To.IsZero() {
		return s.deps.Archive.Arrivals(ctx, 0, feedItems)
	}
	r.Size, r.Offset = -1, 0
	understood, err := s.deps.Search.Search(ctx, r)
	if err != nil {
		return nil, err
	}
	r.Query, r.Sort, r.Size = understood.Query, index.Arrived, feedItems
	found, err := s.find(ctx, r)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(found.Hits))
	for i, h := range found.Hits {
		ids[i] = h.ID
	}
	return s.deps.Archive.ArrivalsOf(ctx, ids)
}
