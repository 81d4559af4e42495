package web

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

func TestYearInView(t *testing.T) {
	at := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, index.Zone) }
	year := func(v string, exclude bool) index.Filter {
		return index.Filter{Field: "year", Value: v, Exclude: exclude}
	}
	for _, tt := range []struct {
		r    index.Request
		want int
	}{
		{index.Request{}, 0},
		{index.Request{Filters: []index.Filter{year("2021", false)}}, 2021},
		{index.Request{Filters: []index.Filter{year("2021", true)}}, 0},
		{index.Request{Filters: []index.Filter{year("2021", false), year("2022", false)}}, 0},
		{index.Request{Filters: []index.Filter{year("x", false)}}, 0},
		{index.Request{From: at(2021, 1, 1), To: at(2022, 1, 1)}, 2021},
		{index.Request{From: at(2021, 3, 1), To: at(2021, 3, 5)}, 2021},
		{index.Request{From: at(2021, 3, 1)}, 0},
		{index.Request{From: at(2020, 3, 1), To: at(2021, 3, 5)}, 0},
		{index.Request{From: at(2021, 3, 5), To: at(2021, 3, 1)}, 0},
	} {
		if got, ok := yearInView(tt.r); got != tt.want || ok != (tt.want > 0) {
			t.Errorf("%+v: year %d, %v", tt.r, got, ok)
		}
	}
}

func TestAYearIsSeenByMonth(t *testing.T) {
	shelf := newShelf()
	shelf.more(400)
	s := newServer(t, shelf)
	read := func(path string) (labels, counts []string, on string) {
		doc := get(t, s, path).doc(t)
		for _, row := range all(all(doc, "details.years")[1], "a.tick") {
			labels = append(labels, textOf(one(t, row, "span.label")))
			counts = append(counts, textOf(one(t, row, "span.count")))
			if attr(row, "aria-current") == "true" {
				on = textOf(one(t, row, "span.label"))
			}
		}
		if len(all(all(doc, "figure.chart")[1], "a[data-year]")) != len(labels) {
			t.Errorf("%s: the bars are not the rows", path)
		}
		return labels, counts, on
	}
	labels, before, _ := read("/search?q=giao+thong&nam=2016")
	if len(labels) != 12 || labels[0] != "1/2016" || labels[11] != "12/2016" {
		t.Fatalf("months %q", labels)
	}
	if before[2] != "11" && before[2] != "10" {
		t.Errorf("March holds %s", before[2])
	}
	// A month that is chosen leaves the others' counts as they are.
	_, after, on := read("/search?q=giao+thong&tu=2016-03&den=2016-03")
	if diff := cmp.Diff(before, after); diff != "" || on != "3/2016" {
		t.Errorf("with %q chosen (-before +after):\n%s", on, diff)
	}
	doc := get(t, s, "/search?q=giao+thong&tu=2016-03&den=2016-03").doc(t)
	bars := all(all(doc, "figure.chart")[1], "a[data-year]")
	for i, want := range map[int]string{2: "/search?q=giao+thong&nam=2016", 3: "/search?q=giao+thong&tu=2016-04&den=2016-04"} {
		if got := attr(bars[i], "href"); got != want {
			t.Errorf("month %d leads to %s, want %s", i+1, got, want)
		}
	}
}
