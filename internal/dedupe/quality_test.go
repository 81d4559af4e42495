package dedupe

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"khobao/index"
)

// graded is a corpus of which it is known what is a copy of what.
type graded struct {
	shelf
	copyOf map[uint64]uint64
	how    map[uint64]string
}

// grade adds the articles as they are and, of every nth, one copy of each edit,
// printed later.
func grade(r *rand.Rand, articles []*index.Article, every int) *graded {
	g := &graded{copyOf: map[uint64]uint64{}, how: map[uint64]string{}}
	var k Sketcher
	next := uint64(len(articles))
	for i, a := range articles {
		id := uint64(i) + 1
		g.add(&k, Order{Minute: int64(i), ID: id}, a)
		if i%every != 0 {
			continue
		}
		for _, e := range edits {
			c := *a
			e.do(r, &c, articles[r.IntN(len(articles))].Body)
			next++
			g.add(&k, Order{Minute: int64(next), ID: next}, &c)
			g.copyOf[next], g.how[next] = id, e.name
		}
	}
	return g
}

// originals are what a member of a family may be a copy of beside what it was
// made from: articles that share sentences with the first of the family, as
// papers do reprint each other.
func (g *graded) reprint(id, first uint64) bool {
	root := func(id uint64) uint64 {
		if b := g.copyOf[id]; b != 0 {
			return b
		}
		return id
	}
	a, b := root(id), root(first)
	if a == b {
		return true
	}
	return sameSentences(g.articles[a], g.articles[b]) >= 0.3
}

// sameSentences is the share of the shorter article's letters whose sentences,
// cut at commas too, stand in the other word by word.
func sameSentences(a, b *index.Article) float64 {
	if len(a.Body) > len(b.Body) {
		a, b = b, a
	}
	have := map[string]bool{}
	for _, s := range clauses(b.Body) {
		have[s] = true
	}
	same, all := 0, 0
	for _, s := range clauses(a.Body) {
		all += len(s)
		if have[s] {
			same += len(s)
		}
	}
	return float64(same) / float64(max(all, 1))
}

// check measures precision over pairs of a member and the first of its family,
// and recall over copies that are in the family of what they were made from.
func (g *graded) check(t *testing.T, precision, recall float64) {
	t.Helper()
	family := g.families()
	found, copies := map[string]int{}, map[string]int{}
	sum := 0
	for id, base := range g.copyOf {
		copies[g.how[id]]++
		if f := family[id]; f != 0 && f == family[base] {
			found[g.how[id]]++
			sum++
		}
	}
	for _, e := range edits {
		t.Logf("%-20s recall %.4f of %d", e.name, float64(found[e.name])/float64(copies[e.name]), copies[e.name])
	}
	if r := float64(sum) / float64(len(g.copyOf)); r < recall {
		t.Errorf("recall %.4f, want %.2f", r, recall)
	} else {
		t.Logf("recall %.4f of %d copies", r, len(g.copyOf))
	}
	pairs, right := 0, 0
	for id, first := range family {
		if id == first {
			continue
		}
		pairs++
		if g.reprint(id, first) {
			right++
		} else {
			t.Logf("not a reprint, it seems: %d of %d, %.300q\nof %.300q", id, first, g.articles[id].Body, g.articles[first].Body)
		}
	}
	if p := float64(right) / float64(pairs); p < precision {
		t.Errorf("precision %.4f of %d, want %.2f", p, pairs, precision)
	} else {
		t.Logf("precision %.4f of %d pairs", p, pairs)
	}
}

func TestCopiesOfOwnArticles(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var articles []*index.Article
	for range 250 {
		articles = append(articles, ownArticle(r, 8+r.IntN(20)))
	}
	g := grade(r, articles, 2)
	g.group(t)
	g.check(t, 0.99, 0.95)
}

// TestCopiesOfNews grades on real news: every article of the collection of which
// none is known to be a copy, with edits of one in ten of them.
func TestCopiesOfNews(t *testing.T) {
	if testing.Short() {
		t.Skip("reads thousands of articles")
	}
	var articles []*index.Article
	news(t, "vntc10", func(n int, a *index.Article) bool {
		if n%7 == 0 && len(splitText(a.Body)) >= 5 {
			articles = append(articles, a)
		}
		return true
	})
	g := grade(rand.New(rand.NewPCG(1, 2)), articles, 10)
	g.group(t)
	g.check(t, 0.99, 0.95)
}

func TestBulletinsAreNoCopies(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var s shelf
	var k Sketcher
	for i := range uint64(300) {
		s.add(&k, Order{Minute: int64(i), ID: i + 1}, bulletin(r))
	}
	again := *s.articles[7]
	again.Body = "Theo trạm khí tượng. " + again.Body
	s.add(&k, Order{Minute: 999, ID: 999}, &again)
	s.group(t)
	if f := s.families(); len(f) != 2 || f[999] != 7 || f[7] != 7 {
		t.Errorf("families %v, want 999 to be a copy of 7 and no other", f)
	}
}

// TestThousandsOfOnePageAreOneFamily: what a site prints again and again with
// another number is compared with the first alone.
func TestThousandsOfOnePageAreOneFamily(t *testing.T) {
	base := ownArticle(rand.New(rand.NewPCG(15, 16)), 20)
	var s shelf
	var k Sketcher
	const pages = 1500
	for i := range uint64(pages) {
		a := *base
		a.Body = fmt.Sprintf("Bạn đọc thứ %d chờ đăng nhập. ", i) + a.Body
		s.add(&k, Order{Minute: int64(i), ID: i + 1}, &a)
	}
	c := s.corpus()
	var read atomic.Int32
	text := c.Text
	c.Text = func(ctx context.Context, id uint64) (*index.Article, error) {
		read.Add(1)
		return text(ctx, id)
	}
	changes, err := Group(t.Context(), c)
	if err != nil || len(changes) != pages || read.Load() > 2*pages {
		t.Errorf("%d changes, %d texts read, %v", len(changes), read.Load(), err)
	}
	for _, c := range changes {
		if c.Family != 1 {
			t.Fatalf("%d is of family %d", c.ID, c.Family)
		}
	}
}

// TestReprintsAreSeenWithoutReading: what differs in a line from the first printed
// is known by its sketch, in whatever order the printings came.
func TestReprintsAreSeenWithoutReading(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	var s shelf
	var k Sketcher
	const tales, printings = 60, 12
	id := uint64(0)
	for range tales {
		base := ownArticle(r, 15+r.IntN(15))
		for n := range printings {
			a := *base
			a.Body += fmt.Sprintf("\n\nBản in thứ %d.", n+1)
			id++
			s.add(&k, Order{Minute: int64(r.IntN(100_000)), ID: id}, &a)
		}
	}
	c := s.corpus()
	var read atomic.Int32
	text := c.Text
	c.Text = func(ctx context.Context, id uint64) (*index.Article, error) {
		read.Add(1)
		return text(ctx, id)
	}
	changes, err := Group(t.Context(), c)
	if err != nil || len(changes) != tales*printings || int(read.Load()) > len(changes)/10 {
		t.Errorf("%d of %d in families, %d texts read, %v", len(changes), tales*printings, read.Load(), err)
	}
}
