package columns

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestFiguresSortByNumber(t *testing.T) {
	number := rapid.Custom(func(t *rapid.T) float64 {
		v := float64(rapid.IntRange(0, 1e6).Draw(t, "digits")) / 100
		return v * math.Pow(10, float64(rapid.IntRange(-3, 12).Draw(t, "power")))
	})
	rapid.Check(t, func(t *rapid.T) {
		v, low, high := number.Draw(t, "v"), number.Draw(t, "low"), number.Draw(t, "high")
		if rapid.Bool().Draw(t, "open") {
			high = math.Inf(1)
		}
		if rapid.Bool().Draw(t, "at an end") {
			v = low
		}
		over, under := rapid.Bool().Draw(t, "over"), rapid.Bool().Draw(t, "under")
		f := NewFigures("money", "đồng", low, high, over, under)
		term := string(AppendFigure(nil, "money", "đồng", v))
		within := term >= string(f.Start) && term < string(f.End)
		want := (v > low || v == low && !over) && (v < high || v == high && !under)
		if within != want {
			t.Errorf("%v from %v (%v) to %v (%v): %v, want %v", v, low, over, high, under, within, want)
		}
		for _, other := range []string{string(AppendFigure(nil, "money", "USD", v)), string(AppendFigure(nil, "mone", "đồng", v)), string(AppendFigure(nil, "money", "đồng/kg", v))} {
			if other >= string(f.Start) && other < string(f.End) {
				t.Errorf("%q lies within %q and %q", other, f.Start, f.End)
			}
		}
	})
}
