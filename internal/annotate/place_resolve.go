package annotate

import (
	"strings"
	"time"

	"khobao/index"
)

// change is the first moment of the new division of the country.
var change = time.Date(2025, 7, 1, 0, 0, 0, 0, index.Zone)

// period gives the division an article speaks of by its date.
func (w *walk) period() system {
	switch d := w.art.Published; {
	case !d.IsZero() && d.Time.Before(change):
		return before
	case !d.IsZero():
		return after
	case !w.art.Captured.IsZero() && w.art.Captured.Before(change):
		return before
	}
	for _, p := range w.found {
		if p.head >= 0 && placeHeads[p.head].level == district {
			return before
		}
	}
	return unknown
}

// resolve decides what each span is: provinces, then districts, which only they
// tell apart, then communes.
func (w *walk) resolve() {
	w.sys = w.period()
	w.near = map[int32]bool{}
	for i := range w.found {
		w.asProvince(&w.found[i])
	}
	for i := len(w.found) - 1; i >= 0; i-- {
		w.asDistrict(i, true)
	}
	for i := range w.found {
		w.asDistrict(i, false)
	}
	for i := range w.found {
		w.inList(i)
	}
	for i := range w.found {
		if p := &w.found[i]; p.unit < 0 && p.head >= 0 && placeHeads[p.head].level == commune {
			w.asCommune(i)
		}
	}
}

func (w *walk) settle(p *placeSpan, id int32) {
	p.unit = id
	w.near[id] = true
	w.near[w.units.province(id)] = true
}

// asProvince settles a span that is a province of the article's division, else
// of the other one. "thành phố" before a name of both is the city.
func (w *walk) asProvince(p *placeSpan) {
	if p.head >= 0 && placeHeads[p.head].level != province {
		return
	}
	want := w.sys
	if want == unknown {
		want = before
	}
	found := int32(-1)
	for _, id := range p.ids {
		u := &w.units.units[id]
		if u.level != province {
			if p.head >= 0 && want == before {
				return // thành phố Hải Dương is the city when it had one
			}
			continue
		}
		if found < 0 || u.sys == want {
			found = id
		}
	}
	if found >= 0 && w.units.units[found].sys == after && want == before && w.inDistricts(p.ids) {
		return // Huế was a city of Thừa Thiên Huế
	}
	if found >= 0 {
		w.settle(p, found)
	}
}

// inDistricts reports whether one of the units is a district.
func (w *walk) inDistricts(ids []int32) bool {
	for _, id := range ids {
		if w.units.units[id].level == district {
			return true
		}
	}
	return false
}

// asDistrict settles a span that may be a district. typed says which are meant:
// those with their kind, or the bare ones.
func (w *walk) asDistrict(i int, typed bool) {
	p := &w.found[i]
	if p.unit >= 0 || typed != (p.head >= 0) || p.head >= 0 && placeHeads[p.head].level == commune {
		return
	}
	var fit []int32
	for _, id := range p.ids {
		if w.units.units[id].level == district {
			fit = append(fit, id)
		}
	}
	above := w.chained(i)
	switch {
	case above >= 0 && w.units.units[above].level == province:
		if id, ok := w.one(fit, func(id int32) bool { return w.same(w.units.province(id), above) }); ok {
			w.settle(p, id)
		}
	case len(fit) == 1 && (typed || w.near[fit[0]] || w.alone(p)):
		w.settle(p, fit[0])
	case len(fit) > 1 && typed:
		if id, ok := w.one(fit, func(id int32) bool { return w.near[w.units.province(id)] }); ok {
			w.settle(p, id)
		}
	}
}

// inList settles a bare district in a list of places behind one that is settled:
// Rạch Giá, Châu Thành, Hòn Đất are of one province.
func (w *walk) inList(i int) {
	p := &w.found[i]
	if i == 0 || p.unit >= 0 || p.head >= 0 || w.found[i-1].unit < 0 || w.found[i-1].text != p.text {
		return
	}
	t := &w.texts[p.text]
	switch strings.Trim(t.s[t.toks[w.found[i-1].end-1].End:t.toks[p.first].Start], " \u00a0") {
	case ",", ", và", "và":
	default:
		return
	}
	prev := w.found[i-1].unit
	if w.units.units[prev].level != district {
		return
	}
	if id, ok := w.one(p.ids, func(id int32) bool {
		return w.units.units[id].level == district && w.units.units[id].above == w.units.units[prev].above
	}); ok {
		w.settle(p, id)
	}
}

// alone reports whether a bare name is that of a district and of no person,
// street or commune elsewhere.
func (w *walk) alone(p *placeSpan) bool {
	t := &w.texts[p.text]
	if p.end-p.name < 2 || surnames[t.term(p.name)] {
		return false
	}
	others := 0
	for _, id := range w.units.named[joined(t.toks[p.name:p.end])] {
		if u := &w.units.units[id]; u.sys == before && u.level == commune && w.units.province(id) != w.units.province(p.ids[0]) {
			others++
		}
	}
	k := w.units.units[p.ids[0]].kind
	return others == 0 && (k == 'T' || k == 'x' || k == 'q')
}

// one gives the only one of ids for which ok holds.
func (w *walk) one(ids []int32, ok func(int32) bool) (int32, bool) {
	found := int32(-1)
	for _, id := range ids {
		if ok(id) {
			if found >= 0 {
				return -1, false
			}
			found = id
		}
	}
	return found, found >= 0
}

// same reports whether two provinces are one, of whichever division.
func (w *walk) same(a, b int32) bool {
	return a == b || w.units.units[a].name == w.units.units[b].name
}

// chained gives the unit that follows a span as what it is part of: phường Lê
// Lợi, quận Ngô Quyền; Hàm Thuận Bắc (Bình Thuận). -1 for none.
func (w *walk) chained(i int) int32 {
	if i+1 >= len(w.found) {
		return -1
	}
	p, q := &w.found[i], &w.found[i+1]
	if q.text != p.text || q.unit < 0 {
		return -1
	}
	t := &w.texts[p.text]
	switch strings.Trim(t.s[t.toks[p.end-1].End:t.toks[q.first].Start], " \u00a0") {
	case "", ",", "(", "-", "–", "thuộc", "của", "ở", ", thuộc", "(thuộc":
	default:
		return -1
	}
	return q.unit
}

// asCommune settles a commune by the unit behind it, else by the districts and
// provinces of the article, else by being the only one of its name.
func (w *walk) asCommune(i int) {
	p := &w.found[i]
	sys := w.sys
	above := w.chained(i)
	if above >= 0 && w.units.units[above].level == district {
		sys = before
	}
	if sys == unknown {
		sys = before
		if above < 0 {
			return
		}
	}
	var fit []int32
	for _, id := range p.ids {
		if w.units.units[id].sys == sys {
			fit = append(fit, id)
		}
	}
	tests := []func(int32) bool{
		func(id int32) bool {
			return w.units.units[w.units.units[id].above].level == district && w.near[w.units.units[id].above]
		},
		func(id int32) bool { return w.nearProvince(id) },
	}
	if above >= 0 {
		tests = []func(int32) bool{func(id int32) bool {
			if w.units.units[above].level == district {
				return w.units.units[id].above == above
			}
			return w.same(w.units.province(id), above)
		}}
	}
	for _, test := range tests {
		if id, ok := w.one(fit, test); ok {
			p.unit = id
			return
		}
	}
	if above < 0 && len(fit) == 1 && p.end-p.name > 1 && len(p.ids) == 1 {
		p.unit = fit[0]
	}
}

func (w *walk) nearProvince(id int32) bool {
	p := w.units.province(id)
	for near := range w.near {
		if w.same(near, p) {
			return true
		}
	}
	return false
}

// key is the key of a unit in this article.
func (w *walk) key(id int32) string {
	u := &w.units.units[id]
	if w.sys == unknown && u.level == province {
		other := "after:" + u.key
		if u.sys == after {
			other = "before:" + u.key
		}
		if o, ok := w.units.keys[other]; ok && w.units.units[o].name == u.name {
			return "any:" + u.key
		}
	}
	return u.sys.String() + ":" + u.key
}
