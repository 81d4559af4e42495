package web

import (
	"math"
	"slices"

	"khobao/index/query"
	"khobao/index/rank"
)

// figureText writes a figure asked for in words: tiền trên 100 triệu đồng.
func figureText(sh *shell, f query.Figure) string {
	form := "between"
	switch {
	case f.Low == f.High && !f.Over && !f.Under:
		form = "exact"
	case !f.Bounded() && f.Over:
		form = "over"
	case !f.Bounded():
		form = "least"
	case f.Low == 0 && !f.Over && f.Under:
		form = "under"
	case f.Low == 0 && !f.Over:
		form = "most"
	}
	return sh.T("figure."+form, "Kind", sh.T("figure."+f.Kind), "Low", amountText(sh, f, f.Low), "High", amountText(sh, f, f.High))
}

// amountText writes a bound of a figure: 1,5 tỷ đồng. The unit of what is counted is
// told by its kind.
func amountText(sh *shell, f query.Figure, v float64) string {
	if math.IsInf(v, 1) {
		return ""
	}
	n, unit := f.Amount(v)
	text := ""
	for _, m := range []struct {
		key   string
		times float64
	}{{"figure.billion", 1e9}, {"figure.million", 1e6}} {
		if part := n / m.times; n >= m.times && math.Round(part*100) == part*100 {
			text = sh.T(m.key, "Number", sh.decimal(part, -1))
			break
		}
	}
	if text == "" {
		text = sh.decimal(n, -1)
	}
	switch k, _ := query.FigureKindNamed(f.Kind); {
	case k == nil || k.Things != nil || len(k.Units) == 1 && unit == k.Forms[0]:
		return text
	case unit == "%":
		return text + unit
	}
	return text + " " + unit
}

// figurePart gives the figure that a piece of a query is, in words; "" for what is
// none.
func figurePart(sh *shell, piece string) string {
	n, _ := query.Parse(piece, rank.Lookup)
	if f, ok := n.(query.Figure); ok {
		return figureText(sh, f)
	}
	return ""
}

// onlyFigure is the one part of a query that is a figure and nothing else; it is
// shown, as it reads otherwise than it was typed.
func onlyFigure(q string) []queryPart {
	n, _ := query.Parse(q, rank.Lookup)
	f, ok := n.(query.Figure)
	if !ok || !letterStart(q, f.Span.Start) || !letterStart(q, f.Span.End) {
		return nil
	}
	return []queryPart{{Start: f.Span.Start, End: f.Span.End}}
}

// figureKindView is a kind of numbers on the help page.
type figureKindView struct {
	Key     string
	Names   []string
	Units   []string
	Example exampleView
}

func figureKinds(from State) []figureKindView {
	var out []figureKindView
	for _, k := range query.Figures {
		st := from
		st.Request.Q = k.Example
		v := figureKindView{
			Key: "figure." + k.Name, Names: append(slices.Clone(k.Forms), k.Name),
			Example: exampleView{example{Q: k.Example}, st.Search()},
		}
		for _, u := range k.Units {
			v.Units = append(v.Units, u.Name)
		}
		out = append(out, v)
	}
	return out
}
