package archive

import (
	"bytes"
	"context"
	"testing"

	"khobao/internal/failure"
	"khobao/internal/page"
)

func TestACanceledCallChangesNothing(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, Options{})
	add(t, a, urlA, "một", day)
	captures, err := a.Keep(t.Context(), []page.Page{newPage(urlB, "hai", day)})
	if err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Keep(ctx, []page.Page{newPage(urlB, "ba", day)}); !failure.Is(err, failure.Canceled) {
		t.Errorf("keep: %v", err)
	}
	if _, err := a.Commit(ctx, []Outcome{{Capture: captures[0]}}, Checkpoint{}); !failure.Is(err, failure.Canceled) {
		t.Errorf("commit: %v", err)
	}
	for name, data := range tree(t, dir) {
		if data != before[name] {
			t.Errorf("%s changed", name)
		}
	}
	if a.Seq() != 1 {
		t.Errorf("seq %d", a.Seq())
	}
}

// TestLargePagesAreKept: what is too large to be extracted is an original all
// the same.
func TestLargePagesAreKept(t *testing.T) {
	a := open(t, t.TempDir(), Options{SegmentSize: 1 << 20})
	p := newPage(urlA, "lớn", day)
	p.Body = bytes.Repeat([]byte("<p>một đoạn dài</p>\n"), page.MaxBody/20+1000)
	small := newPage(urlB, "nhỏ", day)
	captures, err := a.Keep(t.Context(), []page.Page{small, p, small})
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.Commit(t.Context(), []Outcome{
		{Capture: captures[0], Article: newArticle(urlB, "nhỏ")},
		{Capture: captures[1], Failure: failure.New(failure.TooLarge, urlA, nil)},
		{Capture: captures[2], Article: newArticle(urlB, "nhỏ")},
	}, Checkpoint{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := a.Original(t.Context(), captures[1].ID)
	if err != nil || !bytes.Equal(got.Body, p.Body) {
		t.Errorf("%d bytes of %d, %v", len(got.Body), len(p.Body), err)
	}
	if data, err := a.Record(t.Context(), captures[1].ID); err != nil || int64(len(data)) != captures[1].Length {
		t.Errorf("record of %d bytes, %v", len(data), err)
	}
	clean(t, a)
}
