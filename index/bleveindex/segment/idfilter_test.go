package segment

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func TestDocNumbersFindsWhatIsThere(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{0, 1, 5, 3000} {
		s, err := build(flatten1(randomDocs(r, 0, n)))
		if err != nil {
			t.Fatal(err)
		}
		var there, strangers []string
		for i := range n {
			there = append(there, fmt.Sprintf("d%06d", i))
		}
		for i := range 3000 {
			strangers = append(strangers, fmt.Sprintf("d%06d", n+i), fmt.Sprintf("x%06d", i))
		}
		found, err := s.DocNumbers(append(there, strangers...))
		if err != nil || int(found.GetCardinality()) != n {
			t.Errorf("of %d documents %d are found, %v", n, found.GetCardinality(), err)
		}
		passed := 0
		for _, id := range strangers {
			if s.knownIDs().mayHave([]byte(id)) {
				passed++
			}
		}
		if passed > len(strangers)/10 {
			t.Errorf("beside %d documents %d strangers of %d pass", n, passed, len(strangers))
		}
	}
}

// BenchmarkDocNumbers looks for a batch in as many segments as building a million
// documents has.
func BenchmarkDocNumbers(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	var segments []*Segment
	id := func() string { return fmt.Sprintf("%016x", r.Uint64()) }
	for range 500 {
		docs := make([]plain, 2000)
		for i := range docs {
			docs[i].id = id()
		}
		s, err := build(flatten1(docs))
		if err != nil {
			b.Fatal(err)
		}
		segments = append(segments, s)
	}
	ids := make([]string, 2000)
	for i := range ids {
		ids[i] = id()
	}
	for b.Loop() {
		for _, s := range segments {
			if _, err := s.DocNumbers(ids); err != nil {
				b.Fatal(err)
			}
		}
	}
}
