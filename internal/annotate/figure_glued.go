package annotate

import (
	"strconv"
	"strings"

	"khobao/index"
)

// gluedUnits are units of one letter, which stand in one token with their number
// where they are written together: 100g, 1m84.
var gluedUnits = map[byte]struct {
	unit  string
	least float64 // fewer are something else: 4g
}{'g': {"g", 10}, 'm': {"m", 1}, 'l': {"lít", 2}}

// glued reads a figure of one token.
func (a *Annotator) glued(t *text, i int, art *index.Article) {
	raw := t.s[t.toks[i].Start:t.toks[i].End]
	at := strings.IndexAny(raw, "gml")
	if at < 1 || at > 4 || t.before(i) == "số" || i > 0 && !clear(t.between(i)) || t.toks[i].End < len(t.s) && t.s[t.toks[i].End] == '/' {
		return
	}
	u := gluedUnits[raw[at]]
	value, err := strconv.Atoi(raw[:at])
	if err != nil || float64(value) < u.least {
		return
	}
	v := float64(value)
	if rest := raw[at+1:]; rest != "" {
		cm, err := strconv.Atoi(rest)
		if err != nil || u.unit != "m" || len(rest) > 2 || rest[0] == '-' || rest[0] == '+' {
			return
		}
		if len(rest) == 1 {
			cm *= 10
		}
		v += float64(cm) / 100 // 1m84
	}
	t.mark(i, i+1, figure)
	art.Figures = append(art.Figures, index.Figure{
		Value: exact(v), Unit: u.unit, Text: raw, Field: t.field, Start: t.toks[i].Start, End: t.toks[i].End,
	})
}
