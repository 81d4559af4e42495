package dedupe

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"khobao/index"
	"khobao/index/vi"
)

// pool makes articles among which copies, copies of copies and strangers are.
func pool(r *rand.Rand, n int) []*index.Article {
	articles := []*index.Article{ownArticle(r, 12)}
	for len(articles) < n {
		a := *articles[r.IntN(len(articles))]
		switch r.IntN(4) {
		case 0:
			a = *ownArticle(r, 6+r.IntN(12))
		case 1:
			a.Body = changeWords(r, a.Body, articles[0].Body, 0.15)
		default:
			edits[r.IntN(len(edits))].do(r, &a, ownArticle(r, 8).Body)
		}
		articles = append(articles, &a)
	}
	return articles
}

// anew gives the families of what a shelf holds as if it had never been grouped,
// whatever the order of its entries.
func (s *shelf) anew(t tester, r *rand.Rand) map[uint64]uint64 {
	fresh := shelf{articles: s.articles, entries: slices.Clone(s.entries)}
	for i := range fresh.entries {
		fresh.entries[i].Family, fresh.entries[i].New = 0, true
	}
	r.Shuffle(len(fresh.entries), func(i, j int) {
		fresh.entries[i], fresh.entries[j] = fresh.entries[j], fresh.entries[i]
	})
	fresh.group(t)
	return fresh.families()
}

// TestGroupingAgainIsGroupingAnew adds, changes and takes away articles in random
// steps: after each, the families are those of grouping all anew.
func TestGroupingAgainIsGroupingAnew(t *testing.T) {
	again := 0
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		articles := pool(r, 24)
		var s shelf
		var k Sketcher
		next := uint64(0)
		add := func(n int) {
			for range n {
				next++
				o := Order{Minute: int64(r.IntN(1000)), Captured: int64(r.IntN(3)), ID: next}
				s.add(&k, o, articles[r.IntN(len(articles))])
			}
		}
		add(24)
		s.group(t)
		for step := range 5 {
			add(r.IntN(3))
			if r.IntN(2) == 0 {
				i := r.IntN(len(s.entries))
				s.entries = slices.Delete(s.entries, i, i+1)
			}
			if r.IntN(2) == 0 {
				e := &s.entries[r.IntN(len(s.entries))]
				s.articles[e.ID] = articles[r.IntN(len(articles))]
				e.Sketch, e.New, e.Minute = k.Append(nil, s.articles[e.ID]), true, int64(r.IntN(1000))
			}
			again += len(s.group(t))
			if diff := cmp.Diff(s.anew(t, r), s.families()); diff != "" {
				t.Fatalf("step %d (-anew +again):\n%s", step, diff)
			}
		}
	})
	if again == 0 {
		t.Error("no step changed a family: nothing was tested")
	}
}

// TestNothingNewChangesNothing: families that are up to date stay, and no text is read.
func TestNothingNewChangesNothing(t *testing.T) {
	var s shelf
	var k Sketcher
	for i, a := range pool(rand.New(rand.NewPCG(7, 8)), 50) {
		s.add(&k, Order{Minute: int64(i), ID: uint64(i) + 1}, a)
	}
	s.group(t)
	c := s.corpus()
	c.Text = func(context.Context, uint64) (*index.Article, error) { return nil, errors.New("a text was read") }
	if changes, err := Group(t.Context(), c); err != nil || len(changes) > 0 {
		t.Errorf("changes %v, %v", changes, err)
	}
}

// TestCopiesOfCopiesAreNoChain: the third is near the second and not the first,
// so it is none of that family.
func TestCopiesOfCopiesAreNoChain(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	var sentences []string
	for range 28 {
		sentences = append(sentences, ownSentence(r))
	}
	var s shelf
	var k Sketcher
	for i := range uint64(3) {
		text := strings.Join(sentences[4*i:4*i+20], " ")
		s.add(&k, Order{Minute: int64(i), ID: i + 1}, &index.Article{Body: text})
	}
	s.group(t)
	if diff := cmp.Diff(map[uint64]uint64{1: 1, 2: 1}, s.families()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	s.entries = s.entries[1:] // without the first, the third is a copy of the second
	s.group(t)
	if diff := cmp.Diff(map[uint64]uint64{2: 2, 3: 2}, s.families()); diff != "" {
		t.Errorf("without the first (-want +got):\n%s", diff)
	}
}

func TestWhoWasPrintedFirst(t *testing.T) {
	day, minute := index.NewDay(2021, 8, 25), index.Date{Time: index.NewDay(2021, 8, 25).Time.Add(23 * 60 * 60 * 1e9)}
	order := []index.Article{
		{Published: minute, Captured: day.Time},
		{Published: minute, Captured: day.Time.Add(1)},
		{Published: minute, Captured: day.Time.Add(1000)},
		{Published: day},
		{Captured: day.Time},
		{Captured: day.Time.AddDate(0, 0, 1)},
		{},
	}
	for i := range order[1:] {
		if OrderOf(&order[i], uint64(i)).Compare(OrderOf(&order[i+1], uint64(i)+1)) >= 0 {
			t.Errorf("%d is not before %d", i, i+1)
		}
	}
}

func TestGroupSaysWhatDoesNotRead(t *testing.T) {
	s := shelf{entries: []Entry{{Order: Order{ID: 7}, Sketch: []byte{1}}}}
	if _, err := Group(t.Context(), s.corpus()); err == nil || !strings.Contains(err.Error(), "article 0000000000000007") {
		t.Errorf("a broken sketch: %v", err)
	}
	broken := errors.New("disk")
	c := Corpus{Entries: func(yield func(Entry, error) bool) { yield(Entry{}, broken) }}
	if _, err := Group(t.Context(), c); !errors.Is(err, broken) {
		t.Errorf("a broken corpus: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var k Sketcher
	s = shelf{}
	s.add(&k, Order{ID: 1}, ownArticle(rand.New(rand.NewPCG(1, 1)), 9))
	if _, err := Group(ctx, s.corpus()); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
}

func FuzzSketch(f *testing.F) {
	var k Sketcher
	f.Add(k.Append(nil, ownArticle(rand.New(rand.NewPCG(1, 1)), 9)))
	f.Add([]byte{0, 0})
	f.Add([]byte{40, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		var s sketch
		if s.decode(b) == nil && (len(s.all()) > keptAll || len(s.figures()) > keptFigures) {
			t.Errorf("read %d and %d hashes", len(s.all()), len(s.figures()))
		}
	})
}

// TestSketchHoldsTheSmallest compares sketches with the whole set of shingles.
func TestSketchHoldsTheSmallest(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	var k Sketcher
	var all shingler
	for range 50 {
		a := ownArticle(r, 1+r.IntN(40))
		var got sketch
		b := k.Append(nil, a)
		if err := got.decode(b); err != nil {
			t.Fatal(err)
		}
		if again := k.AppendTokens(nil, vi.Tokens(a.Lead), vi.Tokens(a.Body)); !bytes.Equal(b, again) {
			t.Fatalf("of tokens %x, of text %x", again, b)
		}
		want := all.of(a)
		if len(want.all) < shortest {
			want = shingles{}
		}
		want.all, want.figures = want.all[:min(len(want.all), keptAll)], want.figures[:min(len(want.figures), keptFigures)]
		if !slices.Equal(got.all(), want.all) || !slices.Equal(got.figures(), want.figures) {
			t.Fatalf("kept %v and %v, want %v and %v", got.all(), got.figures(), want.all, want.figures)
		}
	}
}

// TestLookingAheadChangesNothing: however many articles are looked at before they
// are decided, the families are those of deciding one after another.
func TestLookingAheadChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		articles := pool(r, 30)
		var s shelf
		var k Sketcher
		for id := range uint64(60) {
			s.add(&k, Order{Minute: int64(r.IntN(1000)), ID: id + 1}, articles[r.IntN(len(articles))])
		}
		want, err := group(t.Context(), s.corpus(), 1)
		if err != nil || len(want) == 0 {
			t.Fatalf("%d in families, %v", len(want), err)
		}
		for _, ahead := range []int{2, 7, 25, 1000} {
			got, err := group(t.Context(), s.corpus(), ahead)
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Fatalf("%d ahead: %v (-one by one +ahead):\n%s", ahead, err, diff)
			}
		}
	})
}
