package web

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"khobao/index"
	"khobao/internal/failure"
)

// fewHits is up to how many articles of a search are put in order by asking for
// each when it came; of a wider search, the last that came are looked through.
const (
	fewHits   = 5000
	cameBatch = 1000
)

// followCache keeps what came last of the searches that are followed: readers'
// programs ask again and again while nothing changes.
type followCache struct {
	mu   sync.Mutex
	kept map[string]followedOnce
}

// followedOnce is what came last of one search in one state of the index.
type followedOnce struct {
	key  [2]uint64
	list []Arrival
}

// followKept is how many searches the cache holds; a fuller one begins again.
const followKept = 512

// cameLast gives the articles of a search that came into the archive last, the
// last first.
func (s *Server) cameLast(ctx context.Context, st State) ([]Arrival, error) {
	st.Lang, st.Unread = "", nil
	r := st.Request
	if strings.TrimSpace(r.Q) == "" && len(r.Filters) == 0 && r.From.IsZero() && r.To.IsZero() {
		return s.deps.Archive.Arrivals(ctx, 0, feedItems)
	}
	state := s.deps.State(ctx)
	key := [2]uint64{uint64(max(state.Generation, 0)), state.Epoch}
	address := st.Address()
	s.follow.mu.Lock()
	old, known := s.follow.kept[address]
	s.follow.mu.Unlock()
	if known && old.key == key {
		return old.list, nil
	}
	list, err := s.lastOf(ctx, r)
	if known && failure.Is(err, failure.Busy) {
		return old.list, nil // an import is under way: the next request sees it
	}
	if err != nil {
		return nil, err
	}
	s.follow.mu.Lock()
	defer s.follow.mu.Unlock()
	if s.follow.kept == nil || len(s.follow.kept) >= followKept {
		s.follow.kept = map[string]followedOnce{}
	}
	s.follow.kept[address] = followedOnce{key, list}
	return list, nil
}

// lastOf finds what came last among all hits of a request.
func (s *Server) lastOf(ctx context.Context, r index.Request) ([]Arrival, error) {
	select {
	case s.following <- struct{}{}:
		defer func() { <-s.following }()
	case <-ctx.Done():
		return nil, failure.New(failure.Busy, "feed", ctx.Err())
	}
	r.Sort = index.Newest // any order that needs no texts
	list, _, err := s.list(ctx, r)
	if err != nil {
		return nil, err
	}
	if n := list.IDs.Len(); n <= fewHits {
		all, err := s.deps.Archive.ArrivalsOf(ctx, list.IDs.Slice(0, n))
		if err != nil {
			return nil, err
		}
		slices.SortFunc(all, func(a, b Arrival) int { return cmp.Compare(b.N, a.N) })
		return slices.Clip(all[:min(len(all), feedItems)]), nil
	}
	found := make(map[string]bool, list.IDs.Len())
	for i := range list.IDs.Len() {
		found[list.IDs.At(i)] = true
	}
	var out []Arrival
	for before := int64(0); len(out) < feedItems; {
		some, err := s.deps.Archive.Arrivals(ctx, before, cameBatch)
		if err != nil {
			return nil, err
		}
		if len(some) == 0 {
			break
		}
		for _, a := range some {
			if found[a.ID] && len(out) < feedItems {
				out = append(out, a)
			}
		}
		before = some[len(some)-1].N
	}
	return out, nil
}
