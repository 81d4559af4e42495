package columns

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestMinute(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	ordered := []uint32{
		Minute(time.Time{}),
		Minute(at("1930-02-03T00:00:00+07:00")),
		Minute(at("1969-12-31T23:59:59Z")),
		Minute(at("1970-01-01T00:00:00Z")),
		Minute(at("2021-08-25T07:29:00+07:00")),
		Minute(at("2021-08-25T07:30:00+07:00")),
	}
	for i := 1; i < len(ordered); i++ {
		if ordered[i] <= ordered[i-1] {
			t.Errorf("minute %d is not after minute %d: %d, %d", i, i-1, ordered[i], ordered[i-1])
		}
	}
	whole, within := at("2021-08-25T07:29:00Z"), at("2021-08-25T07:29:01Z")
	if Minute(whole) != Minute(within) || MinuteAtOrAfter(whole) != Minute(whole) || MinuteAtOrAfter(within) != Minute(whole)+1 {
		t.Error("minutes are not rounded as promised")
	}
}

func TestRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minute := rapid.Uint32().Draw(t, "minute")
		lengths := rapid.SliceOfN(rapid.IntRange(0, 1<<17), 4, 4).Draw(t, "lengths")
		got := make([]uint16, 4)
		m, err := parseRow(string(AppendRow(nil, minute, lengths)), got)
		if err != nil || m != minute {
			t.Fatalf("minute %d comes back as %d, %v", minute, m, err)
		}
		for i, n := range lengths {
			if int(got[i]) != min(n, 1<<16-1) {
				t.Fatalf("length %d comes back as %d", n, got[i])
			}
		}
	})
	if _, err := parseRow("short", make([]uint16, 4)); err == nil {
		t.Error("a short row term is read without an error")
	}
}

func TestID(t *testing.T) {
	for id, ok := range map[string]bool{
		"0123456789abcdef": true, "ffffffffffffffff": true, "0123456789ABCDEF": false, "123": false, "+123456789abcdef": false, "": false,
	} {
		n, got := parseID([]byte(id))
		if got != ok || ok && formatID(n) != id {
			t.Errorf("%q: %d, %t", id, n, got)
		}
	}
}

func TestValues(t *testing.T) {
	v := newValues(func(s string) Normal {
		low := strings.ToLower(s)
		return Normal{Marked: low, Folded: strings.NewReplacer("á", "a", "ậ", "a").Replace(low)}
	})
	names := []string{"Pháp luật", "Phap luat", "PHÁP LUẬT", "Khác"}
	for i, n := range names {
		if got := v.number(n); got != uint32(i) {
			t.Errorf("%q gets number %d, want %d", n, got, i)
		}
	}
	if v.number("Khác") != 3 || v.Len() != 4 || v.Name(3) != "Khác" {
		t.Error("a value is numbered twice")
	}
	for _, c := range []struct {
		what string
		got  []uint32
		want []uint32
	}{
		{"the very value", v.Match("Pháp luật"), []uint32{0}},
		{"other case", v.Match("pháp Luật"), []uint32{0, 2}},
		{"without marks", v.Match("phap luat"), []uint32{0, 1, 2}},
		{"loose", v.MatchLoose("Phap luat"), []uint32{0, 1, 2}},
		{"nobody", v.Match("x"), nil},
		{"nothing", v.Match(""), nil},
		{"prefix", sorted(v.Prefix("phá")), []uint32{0, 2}},
		{"prefix without marks", sorted(v.Prefix("pha")), []uint32{0, 1, 2}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", c.what, diff)
		}
	}
}

func sorted(n []uint32) []uint32 {
	slices.Sort(n)
	return n
}

// made builds the columns of n documents by hand.
func made(rng *rand.Rand, n int, values ...int) *Segment {
	c := &Segment{Docs: uint32(n), All: roaring.New(), Minutes: make([]uint32, n), ids: make([]uint64, n), periods: map[[2]uint32]*roaring.Bitmap{}}
	c.All.AddRange(0, uint64(n))
	for i := range n {
		c.Minutes[i], c.ids[i] = uint32(rng.IntN(9)), rng.Uint64()
		c.Newest = append(c.Newest, uint32(i))
	}
	slices.SortFunc(c.Newest, func(a, b uint32) int {
		return ByNewest(Found{Doc: a, Segment: c}, Found{Doc: b, Segment: c})
	})
	for _, most := range values {
		f := field{ordinal: map[uint32]int{}, start: []uint32{0}}
		for v := range most {
			f.ordinal[uint32(v)] = v
			f.numbers = append(f.numbers, uint32(v))
			f.docs = append(f.docs, roaring.New())
		}
		for doc := range n {
			for v := range most {
				if rng.IntN(most) == 0 {
					f.docs[v].Add(uint32(doc))
					f.list = append(f.list, uint32(v))
				}
			}
			f.start = append(f.start, uint32(len(f.list)))
		}
		c.fields = append(c.fields, f)
	}
	return c
}

func subset(rng *rand.Rand, n, share int) *roaring.Bitmap {
	b := roaring.New()
	for i := range n {
		if rng.IntN(share) == 0 {
			b.Add(uint32(i))
		}
	}
	return b
}

// TestCount compares the ways of counting with the plain one.
func TestCount(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for range 40 {
		n := 1 + rng.IntN(2000)
		c := made(rng, n, 1+rng.IntN(4), 30)
		for _, docs := range []*roaring.Bitmap{c.All, roaring.New(), subset(rng, n, 2), subset(rng, n, 50)} {
			for k := range c.fields {
				want := make([]int, len(c.fields[k].docs))
				for v, with := range c.fields[k].docs {
					docs.Iterate(func(doc uint32) bool {
						if with.Contains(doc) {
							want[v]++
						}
						return true
					})
				}
				if diff := cmp.Diff(want, c.Count(k, docs, nil)); diff != "" {
					t.Fatalf("%d of %d documents, field %d: (-want +got)\n%s", docs.GetCardinality(), n, k, diff)
				}
			}
		}
	}
}

// TestBest compares selections over several segments with a whole sort.
func TestBest(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for range 60 {
		segments := []*Segment{made(rng, 1+rng.IntN(300)), made(rng, 1+rng.IntN(300))}
		k := rng.IntN(60)
		for name, order := range map[string]Order{"newest": ByNewest, "oldest": ByOldest, "score": ByScore} {
			var all []Found
			best, walked := NewBest(k, order), NewBest(k, order)
			for _, c := range segments {
				docs := subset(rng, int(c.Docs), 1+rng.IntN(4))
				docs.Iterate(func(doc uint32) bool {
					f := Found{Score: float32(rng.IntN(5)), Doc: doc, Segment: c}
					if name != "score" {
						f.Score = 0
					}
					all = append(all, f)
					best.Add(f)
					return true
				})
				walked.AddByTime(c, docs, name == "oldest")
			}
			slices.SortFunc(all, order)
			all = all[:min(k, len(all))]
			check := func(how string, got []Found) {
				if !slices.Equal(all, got) && len(all)+len(got) > 0 {
					t.Fatalf("%s %s: best %d of %d documents differ", name, how, k, len(all))
				}
			}
			check("added", best.List())
			if name != "score" {
				check("walked", walked.List())
			}
		}
	}
}

func TestBetween(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	c := made(rng, 500)
	for range 100 {
		from, to := uint32(rng.IntN(10)), uint32(rng.IntN(10))
		got := c.Between(from, to)
		for doc, m := range c.Minutes {
			want := from == NoDate && to == NoDate || m != NoDate && m >= from && (to == NoDate || m < to)
			if got.Contains(uint32(doc)) != want {
				t.Fatalf("minute %d in %d..%d: %t", m, from, to, !want)
			}
		}
	}
}
