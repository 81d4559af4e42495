package query

import (
	"strconv"
	"strings"
)

// writeFigure writes bounds as they can be typed.
func writeFigure(b *strings.Builder, f Figure) {
	k, ok := FigureKindNamed(f.Kind)
	if !ok {
		return
	}
	b.WriteString(k.Forms[0])
	b.WriteByte(':')
	low, high := k.print(f.Low, f.Unit), k.print(f.High, f.Unit)
	sign := func(s string, open bool) string {
		if open {
			return s
		}
		return s + "="
	}
	switch {
	case f.Low == f.High && !f.Over && !f.Under:
		b.WriteString(low)
	case !f.Bounded():
		b.WriteString(sign(">", f.Over) + low)
	case f.Low == 0 && !f.Over:
		b.WriteString(sign("<", f.Under) + high)
	default:
		b.WriteString(low + ".." + high)
	}
}

// print writes an amount as short as it can be typed: 100tr, 1,5tỷ USD, 5 ha.
func (k *FigureKind) print(v float64, in string) string {
	unit, n := k.shown(v, in)
	text := ""
	for _, m := range []struct {
		form  string
		times float64
	}{{"tỷ", 1e9}, {"tr", 1e6}} {
		if part := strconv.FormatFloat(decimal(n/m.times), 'f', -1, 64); n >= m.times && decimals(part) <= 2 {
			text = part + m.form
			break
		}
	}
	if text == "" {
		text = strconv.FormatFloat(n, 'f', -1, 64)
		if decimals(text) == 3 {
			text += "0" // 1,500 are thousands
		}
	}
	text = strings.Replace(text, ".", ",", 1)
	switch {
	case unit == &k.Units[0] && unit.In == "" && unit.Name != "%":
		return text
	case unit.Name == "%":
		return text + unit.Name
	}
	return text + " " + unit.Name
}

// shown chooses the unit in which an amount reads best: the first of which there is
// a whole.
func (k *FigureKind) shown(v float64, in string) (unit *FigureUnit, n float64) {
	for i := range k.Units {
		u := &k.Units[i]
		if u.base() != in {
			continue
		}
		if unit, n = u, v; u.Times > 0 {
			n = decimal(v / u.Times)
		}
		if n >= 1 && u.in(n) == v && decimals(strconv.FormatFloat(n, 'f', -1, 64)) <= 2 {
			return unit, n
		}
	}
	for i := range k.Units {
		if u := &k.Units[i]; u.Name == in {
			return u, v
		}
	}
	return unit, n
}

// decimals counts the digits behind the point.
func decimals(s string) int {
	_, part, _ := strings.Cut(s, ".")
	return len(part)
}

// Amount gives a bound of a figure as it is best read: a number of a unit of its
// kind, which the text of a page writes out.
func (f Figure) Amount(v float64) (n float64, unit string) {
	k, ok := FigureKindNamed(f.Kind)
	if !ok {
		return v, f.Unit
	}
	u, n := k.shown(v, f.Unit)
	return n, u.Name
}

// joinsFigure reports whether the word at i could be read as a part of the figure
// beside it: it is then written with a \ before it.
func joinsFigure(nodes []Node, i int, w Word) bool {
	if i > 0 {
		if f, ok := nodes[i-1].(Figure); ok && f.goesOn(w) {
			return true
		}
	}
	if i+1 < len(nodes) {
		if f, ok := nodes[i+1].(Figure); ok {
			k, known := FigureKindNamed(f.Kind)
			return known && figureNamed(w.Text+k.Forms[0]) != nil
		}
	}
	return false
}

// goesOn reports whether a word that stands behind a figure could be read as a part
// of it.
func (f Figure) goesOn(w Word) bool {
	k, ok := FigureKindNamed(f.Kind)
	if !ok || w.Exact || w.Text == "" {
		return false
	}
	if c := w.Text[0]; c >= '0' && c <= '9' {
		return true
	}
	word, end := letters(w.Text, 0)
	if end == 0 { // a sign
		return true
	}
	switch word {
	case "rưỡi", "ruoi", "đến", "tới", "den", "toi":
		return true
	}
	if times, _ := k.magnitude(w.Text, 0); times > 0 {
		return true
	}
	for _, u := range k.Units {
		for _, form := range append([]string{u.Name}, u.Forms...) {
			first, _, _ := strings.Cut(strings.ToLower(form), " ")
			if strings.TrimRight(first, "23") == word {
				return true
			}
		}
	}
	return false
}
