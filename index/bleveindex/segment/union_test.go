package segment

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"khobao/index/bleveindex/segment/bitpack"
)

// postingsOf reads a list: frequency by document.
func postingsOf(t *testing.T, l *List) map[uint32]uint32 {
	t.Helper()
	found := map[uint32]uint32{}
	var docs, tfs [bitpack.Block]uint32
	for b := range l.Blocks() {
		n, err := l.Docs(b, &docs)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.TFs(b, &tfs); err != nil {
			t.Fatal(err)
		}
		for i, d := range docs[:n] {
			found[d] = tfs[i]
		}
	}
	return found
}

func TestUnionAddsFrequencies(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 8))
		s, _, err := Plugin{}.New(flatten1(randomDocs(r, 0, 1+r.IntN(2500))))
		if err != nil {
			t.Fatal(err)
		}
		own := Of(s)
		for _, name := range own.names {
			f := own.Field(name)
			if !f.meta.Freqs {
				continue
			}
			var terms []string
			if err := f.Walk(nil, nil, nil, func(term []byte, _ *List) error { terms = append(terms, string(term)); return nil }); err != nil {
				t.Fatal(err)
			}
			for range 30 {
				want := map[uint32]uint32{}
				var lists []List
				for range r.IntN(5) {
					l, ok, err := f.Term([]byte(terms[r.IntN(len(terms))]))
					if err != nil || !ok {
						t.Fatal(ok, err)
					}
					lists = append(lists, l)
					for d, tf := range postingsOf(t, &l) {
						want[d] += tf
					}
				}
				union, _, err := f.Union(t.Context(), lists)
				if err != nil {
					t.Fatal(err)
				}
				occurrences := 0
				for d, tf := range want {
					occurrences += int(tf)
					if b := union.Bitmap(); b != nil && !b.Has(d) {
						t.Errorf("document %d is not in the bitmap", d)
					}
				}
				got := postingsOf(t, &union)
				if fmt.Sprint(got) != fmt.Sprint(want) || union.Len() != len(want) || union.Occurrences() != occurrences {
					t.Fatalf("seed %d: %d documents, want %d: %v, want %v", seed, union.Len(), len(want), got, want)
				}
			}
		}
	}
}
