package runs

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestMergeEqualsSorting(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	var spare []uint32
	for range 300 {
		var list []uint32
		var ends []int
		for range r.IntN(9) {
			from := len(list)
			for range r.IntN(1 + r.IntN(200)) {
				list = append(list, r.Uint32N(500))
			}
			slices.Sort(list[from:])
			ends = append(ends, len(list))
		}
		want := slices.Sorted(slices.Values(list))
		var got []uint32
		var err error
		if got, spare, err = Merge(list, spare, ends, func(int) error { return nil }); err != nil || !slices.Equal(got, want) {
			t.Fatalf("%v, want %v: %v", got, want, err)
		}
	}
}

// TestMergeTellsOfItsWork ends a merge at each of its steps.
func TestMergeTellsOfItsWork(t *testing.T) {
	const each, count = 3 * step, 4
	whole := make([]uint32, each*count)
	for i := range whole {
		whole[i] = uint32(i % each)
	}
	stopped := errors.New("stopped")
	for last := 0; ; last++ {
		calls, most := 0, 0
		_, _, err := Merge(slices.Clone(whole), nil, []int{each, 2 * each, 3 * each, 4 * each}, func(n int) error {
			most = max(most, n)
			if calls++; calls > last {
				return stopped
			}
			return nil
		})
		if err == nil {
			if last < each*count/step || most > step {
				t.Errorf("told %d times, at most of %d numbers", calls, most)
			}
			return
		}
		if !errors.Is(err, stopped) || calls != last+1 {
			t.Fatalf("stopped at call %d, went on to %d: %v", last+1, calls, err)
		}
	}
}
