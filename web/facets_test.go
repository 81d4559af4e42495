package web

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

func TestByCount(t *testing.T) {
	got := byCount([]index.FacetCount{{Value: "Đời sống", Count: 2}, {Value: "Du lịch", Count: 2}, {Value: "Ẩm thực", Count: 2}, {Value: "An ninh", Count: 2}, {Value: "Zalo", Count: 9}, {Value: "ít", Count: 1}}, 5)
	want := []index.FacetCount{{Value: "Zalo", Count: 9}, {Value: "An ninh", Count: 2}, {Value: "Ẩm thực", Count: 2}, {Value: "Du lịch", Count: 2}, {Value: "Đời sống", Count: 2}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

// BenchmarkByCount orders the authors of a large archive.
func BenchmarkByCount(b *testing.B) {
	counts := make([]index.FacetCount, 20_000)
	for i := range counts {
		counts[i] = index.FacetCount{Value: fmt.Sprintf("Tác giả %d", i*7919%20_000), Count: 1 + i%50/49}
	}
	for b.Loop() {
		byCount(counts, facetMax)
	}
}
