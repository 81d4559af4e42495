package columns

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"khobao/index/bleveindex/docset"
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
		arrival := rapid.Int64Range(-1, 1<<33).Draw(t, "arrival")
		m, a, err := parseRow(string(AppendRow(nil, minute, lengths, arrival)), got)
		if err != nil || m != minute || int64(a) != min(max(arrival, 0), 1<<32-1) {
			t.Fatalf("minute %d and arrival %d come back as %d and %d, %v", minute, arrival, m, a, err)
		}
		for i, n := range lengths {
			if int(got[i]) != min(n, 1<<16-1) {
				t.Fatalf("length %d comes back as %d", n, got[i])
			}
		}
	})
	if _, _, err := parseRow("short", make([]uint16, 4)); err == nil {
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
	prefix := func(text string) []uint32 {
		found, err := v.Prefix(t.Context(), text)
		if err != nil {
			t.Error(err)
		}
		return found
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
		{"prefix", prefix("phá"), []uint32{0, 2}},
		{"prefix without marks", prefix("pha"), []uint32{0, 1, 2}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", c.what, diff)
		}
	}
}

// made builds the columns of n documents by hand; wanted says which values each
// document has, by field.
func made(rng *rand.Rand, n int, values ...int) (c *Segment, wanted [][][]uint32) {
	c = &Segment{Docs: uint32(n), Minutes: make([]uint32, n), Arrivals: make([]uint32, n), ids: make([]uint64, n)}
	ordered := rng.IntN(2) == 0
	for i := range n {
		c.Minutes[i], c.Arrivals[i], c.ids[i] = uint32(rng.IntN(9)), uint32(rng.IntN(9)), rng.Uint64()
		if ordered {
			c.Minutes[i], c.ids[i] = uint32(9*(n-i)/n), uint64(i)<<32|uint64(rng.Uint32())
		}
	}
	c.sortByTime()
	if ordered != (c.newest == nil) && n > 9 {
		panic("documents in order are sorted, or others are not")
	}
	for _, most := range values {
		f := field{ordinal: map[uint32]int{}, totals: make([]uint32, most)}
		for v := range most {
			f.ordinal[uint32(v)] = v
			f.numbers = append(f.numbers, uint32(v))
		}
		of := make([][]uint32, n)
		single := rng.IntN(2) == 0
		for doc := range n {
			for v := range most {
				if rng.IntN(most) == 0 && !(single && len(of[doc]) == 1) {
					of[doc] = append(of[doc], uint32(v))
					f.totals[v]++
				}
			}
		}
		if f.isWide = rng.IntN(2) == 0; f.isWide {
			f.wide = packed[uint32](of, single)
		} else {
			f.narrow = packed[uint16](of, single)
		}
		c.fields, wanted = append(c.fields, f), append(wanted, of)
	}
	return c, wanted
}

func packed[T uint16 | uint32](of [][]uint32, single bool) ordinals[T] {
	var o ordinals[T]
	if single {
		o.one = make([]T, len(of))
		for doc, values := range of {
			if len(values) > 0 {
				o.one[doc] = T(values[0] + 1)
			}
		}
		return o
	}
	o.start = []uint32{0}
	for _, values := range of {
		for _, v := range values {
			o.list = append(o.list, T(v))
		}
		o.start = append(o.start, uint32(len(o.list)))
	}
	return o
}

func subset(rng *rand.Rand, n, share int) docset.Set {
	s := docset.New(n)
	for i := range n {
		if rng.IntN(share) == 0 {
			s.Add(uint32(i))
		}
	}
	return s
}

// TestCount compares the ways of counting with the plain one.
func TestCount(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for range 40 {
		n := 1 + rng.IntN(9000)
		c, wanted := made(rng, n, 1+rng.IntN(4), 30)
		most := subset(rng, n, 1)
		most.Remove(uint32(rng.IntN(n)))
		for _, docs := range []docset.Set{docset.Full(n), docset.New(n), most, subset(rng, n, 2), subset(rng, n, 50)} {
			tallies := []Tally{{Keyword: 1}, {Keyword: 0}}
			if err := c.Count(t.Context(), docs, docs.Count(), tallies); err != nil {
				t.Fatal(err)
			}
			for _, tally := range tallies {
				want := make([]uint32, 30)
				for _, doc := range docs.Documents(nil) {
					for _, v := range wanted[tally.Keyword][doc] {
						want[v]++
					}
				}
				got := append(tally.Counts, make([]uint32, 30-len(tally.Counts))...)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("%d of %d documents, field %d: (-want +got)\n%s", docs.Count(), n, tally.Keyword, diff)
				}
			}
		}
	}
}

// TestNamed cuts a tally where several values are as frequent.
func TestNamed(t *testing.T) {
	set := NewSet(0, []string{"site"}, func(s string) Normal { return Normal{s, s} })
	for _, name := range []string{"d", "c", "b", "a", "e"} {
		set.Values[0].number(name)
	}
	tally := Tally{Counts: []uint32{2, 2, 5, 2, 0}}
	check := func(when string, want map[int]string) {
		for top, names := range want {
			var got []string
			list, _ := tally.Named(set, top)
			for _, f := range list {
				got = append(got, f.Value)
			}
			if strings.Join(got, " ") != names {
				t.Errorf("%s: the first %d are %v, want %s", when, top, got, names)
			}
		}
	}
	check("at first", map[int]string{0: "b a c d", 1: "b", 2: "b a", 3: "b a c", 4: "b a c d", 9: "b a c d"})
	for _, name := range []string{"cc", "0", "z"} { // seen later, between and around the others
		set.Values[0].number(name)
	}
	tally.Counts = append(tally.Counts, 2, 2, 9)
	check("with more values", map[int]string{0: "z b 0 a c cc d", 3: "z b 0", 5: "z b 0 a c"})
}

// TestNamedOfMany cuts a tally of more values than are kept while it is read.
func TestNamedOfMany(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	set := NewSet(0, []string{"person"}, func(s string) Normal { return Normal{s, s} })
	tally := Tally{}
	for i := range 5000 {
		set.Values[0].number(strconv.Itoa(i * 7919 % 5003))
		tally.Counts = append(tally.Counts, rng.Uint32N(40))
	}
	all, values := tally.Named(set, 0)
	if values != len(all) {
		t.Errorf("%d values, %d listed", values, len(all))
	}
	for _, top := range []int{1, 28, 700, 4000, 9000} {
		first, n := tally.Named(set, top)
		if diff := cmp.Diff(all[:min(top, len(all))], first); diff != "" || n != values {
			t.Errorf("the first %d of %d, not %d (-want +got):\n%s", top, n, values, diff)
		}
	}
}

// TestBest compares selections over several segments with a whole sort.
func TestBest(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for range 60 {
		one, _ := made(rng, 1+rng.IntN(300))
		two, _ := made(rng, 1+rng.IntN(300))
		k := rng.IntN(60)
		for name, order := range map[string]Order{"newest": ByNewest, "oldest": ByOldest, "arrived": ByArrival, "score": ByScore} {
			var all []Found
			best, walked := NewBest(k, order), NewBest(k, order)
			for _, c := range []*Segment{one, two} {
				docs := subset(rng, int(c.Docs), 1+rng.IntN(4))
				for _, doc := range docs.Documents(nil) {
					f := Found{Score: float32(rng.IntN(5)), Doc: doc, Segment: c}
					if name != "score" {
						f.Score = 0
					}
					all = append(all, f)
					best.Add(f)
				}
				if name == "arrived" {
					if err := walked.AddByArrival(t.Context(), c, docs); err != nil {
						t.Fatal(err)
					}
				} else {
					walked.AddByTime(c, docs, docs.Count(), name == "oldest")
				}
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

func TestPeriods(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	for range 200 {
		c, _ := made(rng, 500)
		from, to := uint32(rng.IntN(10)), uint32(rng.IntN(10))
		got := docset.Full(500)
		c.KeepPeriod(got, from, to)
		for doc, m := range c.Minutes {
			want := from == NoDate && to == NoDate || m != NoDate && m >= from && (to == NoDate || m < to)
			if got.Has(uint32(doc)) != want || c.In(uint32(doc), from, to) != want {
				t.Fatalf("minute %d in %d..%d: %t", m, from, to, !want)
			}
		}
	}
}
