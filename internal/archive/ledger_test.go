package archive

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/failure"
)

// TestLedger counts lines by site, shows those that many articles have, keeps
// what was learned and forgets on demand.
func TestLedger(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	const site, other = "ben-song.example", "bao.example"
	for i := range 6 {
		seen := []LineSeen{{site, 7, "Vì một dòng sông sạch", days(i)}, {site, uint64(100 + i), "Một câu riêng của bài", days(i)}}
		if i < 2 {
			seen = append(seen, LineSeen{other, 7, "Vì một dòng sông sạch", days(i)})
		}
		if err := a.CountLines(t.Context(), seen); err != nil {
			t.Fatal(err)
		}
	}
	candidates := func(least int) []Line {
		t.Helper()
		list, err := a.Candidates(t.Context(), least)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	want := []Line{{Site: site, Key: 7, Sample: "Vì một dòng sông sạch", Articles: 6, First: days(0).UTC().Truncate(60e9), Last: days(5).UTC().Truncate(60e9)}}
	if diff := cmp.Diff(want, candidates(5)); diff != "" {
		t.Error(diff)
	}
	if list := candidates(2); len(list) != 2 || list[0].Site != other {
		t.Errorf("in two articles: %+v", list)
	}
	ledger := func() []Line {
		t.Helper()
		list, err := a.Ledger(t.Context(), site)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	// Looked at and not learned: it waits until it has twice as many.
	if err := a.LearnLines(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if len(ledger()) != 0 || len(candidates(5)) != 0 {
		t.Errorf("%+v, %+v", ledger(), candidates(5))
	}
	want[0].Learned = true
	if err := a.LearnLines(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, ledger()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, candidates(100)); diff != "" {
		t.Errorf("not settled: %s", diff)
	}
	if err := a.SettleLines(t.Context()); err != nil {
		t.Fatal(err)
	}
	if list := candidates(5); len(list) != 0 {
		t.Errorf("settled: %+v", list)
	}
	if err := a.ForgetLine(t.Context(), site, 7); err != nil {
		t.Fatal(err)
	}
	if err := a.ForgetLine(t.Context(), site, 7); !failure.Is(err, failure.NotFound) {
		t.Errorf("forgotten twice: %v", err)
	}
	if len(ledger()) != 0 || len(candidates(5)) != 0 {
		t.Errorf("after it was forgotten: %+v, %+v", ledger(), candidates(5))
	}
}

func TestCounters(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	const site = "ben-song.example"
	kept := []Counter{
		{site, "", "Lượt truy cập", days(0).UTC().Truncate(60e9), 1000},
		{site, "", "Lượt truy cập", days(1).UTC().Truncate(60e9), 1100},
		{site, urlA, "Lượt xem", days(1).UTC().Truncate(60e9), 12},
	}
	for range 2 { // the same page read again says nothing new
		if err := a.PutCounters(t.Context(), kept); err != nil {
			t.Fatal(err)
		}
	}
	for page, want := range map[string][]Counter{"": kept[:2], urlA: kept[2:], urlB: {}} {
		got, err := a.PageCounters(t.Context(), site, page)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", page, diff)
		}
	}
	for asked, want := range map[string][]Counter{"": kept[:2], site: kept[:2], "bao.example": {}} {
		got, err := a.SiteCounters(t.Context(), asked)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("site %q: %s", asked, diff)
		}
	}
}
