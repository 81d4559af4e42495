package web

import (
	"context"
	"testing"

	"khobao/index"
)

// slipping offers another query for one with a slip.
type slipping struct{ *shelf }

func (s *slipping) Search(ctx context.Context, r index.Request) (index.Result, error) {
	res, err := s.shelf.Search(ctx, r)
	if r.Q == "tai nạm giao thông" {
		res.Total, res.Hits = 0, nil
		res.Suggestions = []index.Suggestion{{Q: "tai nạn giao thông", Typed: "nạm", As: "nạn", Count: 12, Start: 4, End: 9}}
	}
	return res, err
}

func TestSlipsAreOffered(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf, func(d *Deps) { d.Search = &slipping{shelf} })
	doc := get(t, s, "/search?q=tai+n%E1%BA%A1m+giao+th%C3%B4ng&f=site:a.vn").doc(t)
	offer := one(t, doc, "p.meant")
	if got := textOf(offer); got != "Có phải bạn muốn tìm tai nạn giao thông (12 bài)" {
		t.Errorf("offers %q", got)
	}
	if len(all(get(t, s, "/search?q=giao+thong").doc(t), "p.meant")) > 0 {
		t.Error("offers another query where there are articles")
	}
}
