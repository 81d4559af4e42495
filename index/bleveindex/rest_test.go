package bleveindex

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"khobao/index"
	"khobao/index/query"
)

// TestRestPlan lets an index grow in batches of any size and tidies it up after
// each: few segments are left, and nothing is written anew too often.
func TestRestPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sizes []int
		articles, written := 0, 0
		batches := rapid.IntRange(1, 200).Draw(t, "batches")
		for range batches {
			n := rapid.OneOf(rapid.IntRange(1, 50), rapid.IntRange(1, 5000), rapid.IntRange(1, 200_000)).Draw(t, "size")
			articles += n
			sizes = append(sizes, n)
			o := restPlan(slices.Clone(sizes))
			if o == nil {
				continue
			}
			var kept []int
			merged, count := 0, 0
			for _, n := range sizes {
				if int64(n) < o.MaxSegmentSize/2 { // as scorch chooses
					merged, count = merged+n, count+1
				} else {
					kept = append(kept, n)
				}
			}
			if count < 2 || int64(merged) >= o.MaxSegmentSize {
				t.Fatalf("%v: %d segments of %d articles are merged, at most %d", sizes, count, merged, o.MaxSegmentSize)
			}
			written += merged
			if sizes = append(kept, merged); restPlan(slices.Clone(sizes)) != nil {
				t.Fatalf("%v: more to merge after a merge", sizes)
			}
		}
		levels := 1
		for n := articles; n > restFloor; n /= restShare {
			levels++
		}
		if len(sizes) > levels || written > (restShare+2)*levels*articles+2*restFloor*batches {
			t.Fatalf("%d articles: %d segments, %d written anew", articles, len(sizes), written)
		}
	})
}

// TestTidy makes few segments of many, and changes no answer.
func TestTidy(t *testing.T) {
	e := open(t, t.TempDir(), Options{})
	defer closeEngine(t, e)
	const batches, each = 5, 40
	for n := range batches {
		mustApply(t, e, upTo(n*each+1, (n+1)*each))
	}
	mustApply(t, e, index.Batch{Seq: batches*each + 1, Delete: []string{numbered(7).ID}})
	ask := func() string {
		r, err := e.Search(t.Context(), index.Request{Query: query.Word{Text: "bão"}, Facets: index.FacetNames(), Size: 100})
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(r.Total, r.Facets, r.Hits)
	}
	before := ask()
	e.tidy(t.Context(), e.live)
	if err := e.publish(t.Context(), e.live); err != nil {
		t.Fatal(err)
	}
	if n := segments(t, e); n != 1 {
		t.Errorf("%d segments at rest", n)
	}
	if after := ask(); after != before {
		t.Errorf("%s\nbefore %s", after, before)
	}
}
