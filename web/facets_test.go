package web

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
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

// TestManyValuesAreCutAndCounted: of thousands of people the first are asked for,
// a chosen one behind them keeps its count, and how many there are is told.
func TestManyValuesAreCutAndCounted(t *testing.T) {
	shelf := newShelf()
	shelf.more(3 * facetTop)
	for i := range shelf.articles {
		shelf.articles[i].People = []index.Mention{{Name: "Người " + strconv.Itoa(10_000+i/2), Field: "body"}}
	}
	last := shelf.articles[len(shelf.articles)-1].People[0].Name
	s := newServer(t, shelf)
	doc := get(t, s, "/search?tacgia=Ph%C3%B3ng+vi%C3%AAn+"+strconv.Itoa((3*facetTop-1)%17)+"&nguoi="+url.QueryEscape(last)).doc(t)
	row := one(t, doc, "a[data-value=person:"+last+"]")
	if got := textOf(row); got != last+", đang chọn 1" {
		t.Errorf("the chosen row says %q", got)
	}
	doc = get(t, s, "/search?nguoi="+url.QueryEscape(last)).doc(t)
	if got := textOf(one(t, doc, "a[data-value=person:"+last+"]")); got != last+", đang chọn 2" {
		t.Errorf("the chosen row says %q", got)
	}
	all := "Xem cả " + strconv.Itoa((len(shelf.articles)+1)/2)
	if body := get(t, s, "/search").body; !strings.Contains(body, all) {
		t.Errorf("the page does not tell of %s", all)
	}
}

// TestImportsAreAFacet: the last import first, its day as the language writes it,
// and none where one import brought everything.
func TestImportsAreAFacet(t *testing.T) {
	shelf := newShelf()
	if doc := get(t, newServer(t, shelf), "/search").doc(t); len(all(doc, "h2[id=f-import]")) != 0 {
		t.Error("a facet of no import")
	}
	for i := range shelf.articles {
		shelf.articles[i].Import = []string{"2026-10-02 08:05 kho-cu.wacz +2", "2026-11-24 14:05 thang-11"}[i%2]
	}
	s := newServer(t, shelf)
	facet := one(t, get(t, s, "/search").doc(t), "section[aria-labelledby=f-import]")
	var got []string
	for _, a := range all(facet, "a.tick") {
		got = append(got, textOf(a))
	}
	want := []string{"24/11/2026 14:05 thang-11 3", "02/10/2026 08:05 kho-cu.wacz +2 3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("imports (-want +got):\n%s", diff)
	}
	doc := get(t, s, attr(all(facet, "a.tick")[0], "href")).doc(t)
	if n := len(all(doc, "li.hit")); n != 3 {
		t.Errorf("%d articles of the import", n)
	}
	if got := textOf(one(t, doc, "ul.chips")); !strings.HasPrefix(got, "Đợt nhập: 24/11/2026 14:05 thang-11") {
		t.Errorf("the chip says %q", got)
	}
}
