package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

// TestACalendarCountsEveryDay recounts the days of a year one by one.
func TestACalendarCountsEveryDay(t *testing.T) {
	shelf := newShelf()
	shelf.more(30)
	shelf.add(index.Article{URL: "https://x.example/cuoi-nam", Title: "Cuối năm", Published: day(2016, time.December, 31, 23, 59)}, "")
	shelf.add(index.Article{URL: "https://x.example/nhuan", Title: "Ngày nhuận", Published: index.NewDay(2016, time.February, 29)}, "")
	s := newServer(t, shelf)
	for _, year := range []int{2014, 2015, 2016} {
		got, err := s.dayCounts(t.Context(), year)
		if err != nil {
			t.Fatal(err)
		}
		want := make([]int, 366)
		for _, a := range shelf.articles {
			if at := a.Published.Time.In(index.Zone); !a.Published.IsZero() && at.Year() == year {
				want[at.YearDay()-1]++
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d: %s", year, diff)
		}
	}
	before := shelf.searches.Load()
	if _, err := s.dayCounts(t.Context(), 2016); err != nil || shelf.searches.Load() != before {
		t.Errorf("a year that was counted is counted again: %v", err)
	}
	shelf.state.Epoch++
	if _, err := s.dayCounts(t.Context(), 2016); err != nil || shelf.searches.Load() == before {
		t.Errorf("an index that changed is not counted again: %v", err)
	}
	doc := get(t, s, "/duyet/ngay/2016").doc(t)
	if n := len(all(one(t, doc, "ul.calendar"), "table")); n != 12 {
		t.Errorf("%d months", n)
	}
	leap := one(t, doc, "a[data-day=2016-02-29]")
	if attr(leap, "href") != "/duyet/ngay/2016-02-29" || textOf(leap) != "29: 1 bài" {
		t.Errorf("29 February is %q, %q", attr(leap, "href"), textOf(leap))
	}
}

func TestShadesTellOrdersApart(t *testing.T) {
	cells := []calCell{{Count: 0}, {Count: 1}, {Count: 5}, {Count: 30}, {Count: 200}}
	shadeByOrder(cells)
	var got []int
	for _, c := range cells {
		got = append(got, c.Shade)
	}
	if diff := cmp.Diff([]int{0, 1, 2, 3, 4}, got); diff != "" {
		t.Error(diff)
	}
	alone := []calCell{{Count: 1}}
	if shadeByOrder(alone); alone[0].Shade != 1 {
		t.Errorf("one article is shaded %d", alone[0].Shade)
	}
}

func TestThisDayInPastYears(t *testing.T) {
	shelf := newShelf()
	for _, year := range []int{2001, 2010} {
		shelf.add(index.Article{URL: "https://x.example/" + time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006"), Title: "Ngày ấy", Published: index.NewDay(year, time.August, 25)}, "")
	}
	s := newServer(t, shelf)
	s.now = func() time.Time { return time.Date(2026, time.August, 24, 18, 0, 0, 0, time.UTC) } // 25 August in Vietnam
	front := one(t, get(t, s, "/").doc(t), "section[aria-labelledby=thisday]")
	if n := len(all(front, "li.hit")); n != 3 {
		t.Errorf("the front page has %d articles of this day", n)
	}
	var years []string
	for _, h := range all(get(t, s, "/duyet/ngay-nay").doc(t), "h2[id]") {
		years = append(years, strings.Fields(textOf(h))[0])
	}
	if diff := cmp.Diff([]string{"2021", "2010", "2001"}, years); diff != "" {
		t.Error(diff)
	}
	doc := get(t, s, "/duyet/ngay-nay?ngay=01-03").doc(t)
	if prev := attr(one(t, doc, "a[rel=prev nofollow]"), "href"); prev != "/duyet/ngay-nay?ngay=29-02" {
		t.Errorf("the day before 1 March is %q", prev)
	}
	if res := get(t, s, "/duyet/ngay-nay?ngay=29-02"); res.StatusCode != http.StatusOK {
		t.Errorf("29 February: status %d", res.StatusCode)
	}
	for _, bad := range []string{"30-02", "x", "2021-08-25", "1-3"} {
		if res := get(t, s, "/duyet/ngay-nay?ngay="+bad); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", bad, res.StatusCode)
		}
	}
}

func TestBrowsingListsLeadOn(t *testing.T) {
	shelf := newShelf()
	shelf.more(40)
	s := newServer(t, shelf, withPlaces)
	doc := get(t, s, "/duyet").doc(t)
	authors := one(t, doc, "section[aria-labelledby=by-author]")
	if n := len(all(authors, "li")); n != browseRows {
		t.Errorf("%d authors listed", n)
	}
	if got := textOf(one(t, one(t, authors, "p"), "a")); got != "Xem cả 20" {
		t.Errorf("the rest is told as %q", got)
	}
	place := all(one(t, doc, "section[aria-labelledby=by-place]"), "a")[0]
	if got := attr(place, "href"); !strings.HasPrefix(got, "/dia-danh?ten=") {
		t.Errorf("a place leads to %q", got)
	}
}
