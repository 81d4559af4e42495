package web

import (
	"math"
	"slices"
	"strings"

	"khobao/index"
)

// numberItem is a figure of a text with the sentence it stands in.
type numberItem struct {
	quote
	Anchor string
	Exact  string // the number written out, "" where the text does
	Count  int    // how often the same words stand in the text
}

// numbers lists the figures of a text in its order, each wording once.
func numbers(sh *shell, a *index.Article, at *anchored) []numberItem {
	bounds := map[string][][2]int{}
	var out []numberItem
	for _, f := range a.Figures {
		text := textOfField(a, f.Field)
		id := at.at(spot{f.Field, f.Start, f.End})
		if id == "" {
			continue
		}
		if i := slices.IndexFunc(out, func(o numberItem) bool { return o.Middle == text[f.Start:f.End] }); i >= 0 {
			out[i].Count++
			continue
		}
		if bounds[f.Field] == nil {
			bounds[f.Field] = sentences(text)
		}
		out = append(out, numberItem{quote: quoted(text, bounds[f.Field], f.Start, f.End), Anchor: id, Exact: exactly(sh, f), Count: 1})
	}
	return out
}

// exactly writes a figure out where the text has it in words or rounded: 300
// triệu đồng is 300.000.000 đồng.
func exactly(sh *shell, f index.Figure) string {
	one := func(x float64) (string, bool) {
		if x != math.Trunc(x) || math.Abs(x) >= 1e15 {
			return "", false
		}
		s := sh.N(int(x))
		return s, !strings.Contains(f.Text, s)
	}
	s, tell := one(f.Value)
	if f.Max > f.Value {
		most, also := one(f.Max)
		s, tell = s+" – "+most, (tell || also) && most != "" && s != ""
	}
	if !tell {
		return ""
	}
	return strings.TrimSpace(s + " " + f.Unit)
}
