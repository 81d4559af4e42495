package enginetest

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"khobao/index"
	"khobao/index/query"
)

func testFigures(t *testing.T, open Open) {
	told := func(name string, figures ...index.Figure) index.Article {
		return article(name, func(a *index.Article) { a.Title, a.Figures = "Tin "+name, figures })
	}
	articles := []index.Article{
		told("small", index.Figure{Value: 5e5, Unit: "đồng"}, index.Figure{Value: 20, Unit: "%"}),
		told("exact", index.Figure{Value: 1e8, Unit: "đồng"}),
		told("large", index.Figure{Value: 3e8, Unit: "đồng"}, index.Figure{Value: 3e8, Unit: "đồng"}),
		told("range", index.Figure{Value: 3e6, Max: 5e6, Unit: "đồng"}),
		told("both", index.Figure{Value: 1e5, Unit: "đồng"}, index.Figure{Value: 1.1e9, Unit: "đồng"}),
		told("price", index.Figure{Value: 2e8, Unit: "đồng/m2"}),
		told("dollars", index.Figure{Value: 1e7, Unit: "USD"}),
		told("crowd", index.Figure{Value: 6550, Unit: "lượt", Thing: "người"}),
		told("pupils", index.Figure{Value: 1000, Thing: "học sinh"}),
		told("storms", index.Figure{Value: 5000, Thing: "cơn bão"}),
		told("field", index.Figure{Value: 2.5, Unit: "ha"}, index.Figure{Value: 100, Unit: "km/giờ"}),
		told("nothing"),
		told("zero", index.Figure{Value: 0, Unit: "đồng"}),
	}
	e := filled(t, open, articles...)
	asked := func(q string) query.Node {
		n, notices := query.Parse(q, nil)
		if _, ok := n.(query.Figure); !ok || len(notices) > 0 {
			t.Fatalf("%s is read as %#v %v", q, n, notices)
		}
		return n
	}
	cases := []struct{ q, finds string }{
		{"tiền:>100tr", "large both price"},
		{"tiền:>=100tr", "exact large both price"},
		{"tiền:<500k", "both zero"},
		{"tiền:<=500k", "small both zero"},
		{"tiền:0", "zero"},
		{"tiền:<0", ""},
		{"tiền:100 triệu", "exact"},
		{"tiền:1,1 tỷ", "both"},
		{"tiền:5tr", "range"},
		{"tiền:3tr..4tr", "range"},
		{"tiền:4tr", ""},
		{"tiền:100tr..1tỷ", "exact large price"},
		{"tiền:>0", "small exact large range both price"},
		{"tiền:>10 triệu USD", ""},
		{"tiền:10 triệu USD", "dollars"},
		{"người:>=1000", "crowd pupils"},
		{"người:>1000", "crowd"},
		{"diệntích:25000 m2", "field"},
		{"diệntích:<2,5ha", ""},
		{"dài:>0 m", ""},
		{"phầntrăm:>15", "small"},
	}
	for _, c := range cases {
		want(t, c.q, c.finds, names(t, e, asked(c.q), articles))
	}
	checkMatches(t, e, articles, []matchCase{
		{"with a word", and(word("large"), asked("tiền:>100tr")), "large"},
		{"either", or(asked("người:>1000"), asked("tiền:1,1 tỷ")), "crowd both"},
		{"not", and(asked("tiền:>100tr"), not(asked("tiền:<1tr"))), "large price"},
		{"in a sentence it is asked of the article", scope(query.Sentence, 0, and(word("tin"), asked("tiền:>100tr"))), "large both price"},
	})
	apply(t, e, index.Batch{Seq: 2, Delete: []string{articles[2].ID}, Put: []index.Article{
		told("small", index.Figure{Value: 2e9, Unit: "đồng"}),
	}})
	want(t, "after an update and a deletion", "small both price", names(t, e, asked("tiền:>100tr"), articles))
	want(t, "what was told before the update", "", names(t, e, asked("phầntrăm:>15"), articles))
}

// Numbers and units of random figures: few, so that many articles share them, and
// close together, so that bounds fall on them and between them.
var (
	randomNumbers = []float64{0, 1, 2, 2.5, 10, 12, 99, 100, 101, 1e3, 1.5e6, 1e8, 1.1e9}
	randomUnits   = []string{"đồng", "USD", "%", "ha", "m2", "đồng/kg", "cơn"}
)

func randomFigures(rng *rand.Rand) []index.Figure {
	var figures []index.Figure
	for range rng.IntN(4) {
		f := index.Figure{Value: randomNumbers[rng.IntN(len(randomNumbers))], Unit: randomUnits[rng.IntN(len(randomUnits))]}
		if rng.IntN(4) == 0 {
			f.Max = f.Value * 1.5
		}
		figures = append(figures, f)
	}
	return figures
}

func randomFigure(rng *rand.Rand) query.Figure {
	kinds := []struct{ kind, unit string }{{"money", "đồng"}, {"money", "USD"}, {"percent", "%"}, {"area", "m2"}}
	k := kinds[rng.IntN(len(kinds))]
	f := query.Figure{Kind: k.kind, Unit: k.unit, High: math.Inf(1), Over: rng.IntN(2) == 0, Under: rng.IntN(2) == 0}
	ends := []float64{randomNumbers[rng.IntN(len(randomNumbers))], randomNumbers[rng.IntN(len(randomNumbers))]}
	slices.Sort(ends)
	switch rng.IntN(3) {
	case 0:
		f.Low = ends[0]
	case 1:
		f.High = ends[0]
	default:
		f.Low, f.High = ends[0], ends[1]
	}
	return f
}
