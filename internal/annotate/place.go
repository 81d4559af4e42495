package annotate

import (
	"slices"
	"strings"

	"khobao/index"
	"khobao/index/vi"
)

// placeSpan is a place in a text: tokens first to end-1, the name from name on.
type placeSpan struct {
	text             int
	first, name, end int
	ids              []int32 // what it may be
	head             int     // index in placeHeads, -1 for a bare name
	unit             int32   // what it is, -1 while not known
}

// placeHeads are the kinds of place before a name.
var placeHeads = []struct {
	forms  string
	level  level
	kind   byte // of units that match first
	full   string
	letter bool // an abbreviation that needs its point or a number behind
}{
	{"tỉnh", province, 't', "tỉnh", false},
	{"thành phố,tp", province, 'T', "thành phố", false},
	{"quận", district, 'q', "quận", false},
	{"huyện", district, 'h', "huyện", false},
	{"thị xã,tx", district, 'x', "thị xã", false},
	{"phường", commune, 'p', "phường", false},
	{"xã", commune, 'x', "xã", false},
	{"thị trấn", commune, 't', "thị trấn", false},
	{"đặc khu", commune, 'k', "đặc khu", false},
	{"q", district, 'q', "quận", true},
	{"h", district, 'h', "huyện", true},
	{"p", commune, 'p', "phường", true},
	{"tt", commune, 't', "thị trấn", true},
	{"x", commune, 'x', "xã", true},
}

var placeHeadWords = func() phrases {
	lines := make([]string, len(placeHeads))
	for i, h := range placeHeads {
		lines[i] = h.forms
	}
	return newPhrases(headTable, lines)
}()

// places finds the places of the article.
func (w *walk) places() {
	for i := range w.texts {
		w.candidates(i)
	}
	w.resolve()
	for _, p := range w.found {
		if p.unit >= 0 {
			w.texts[p.text].mark(p.first, p.end, place)
		}
	}
}

// givePlaces fills Places with what is no part of the name of an agency that is
// only named after a place.
func (w *walk) givePlaces() {
	next := 0
	for _, p := range w.found {
		if p.unit < 0 {
			continue
		}
		for next < len(w.known) && (w.known[next].text < p.text || w.known[next].text == p.text && w.known[next].end <= p.first) {
			next++
		}
		if next < len(w.known) && w.known[next].own && w.known[next].text == p.text && w.known[next].first <= p.first && p.end <= w.known[next].end {
			continue
		}
		t := &w.texts[p.text]
		w.art.Places = append(w.art.Places, index.Mention{
			Name: w.units.full(p.unit), Key: w.key(p.unit), Field: t.field,
			Start: t.toks[p.first].Start, End: t.toks[p.end-1].End,
		})
	}
}

// candidates notes every span of a text that may be a place.
func (w *walk) candidates(text int) {
	t := &w.texts[text]
	for i := 0; i < len(t.toks); i++ {
		if n, h := placeHeadWords.at(t, i); n > 0 && i+n < len(t.toks) && headGap(t, i+n, placeHeads[h].letter) {
			if p, ok := w.typed(t, i, n, h); ok {
				p.text = text
				w.found = append(w.found, p)
				i = p.end - 1
				continue
			}
		}
		if !t.name(i) {
			continue
		}
		if p, ok := w.bare(t, i); ok {
			p.text = text
			w.found = append(w.found, p)
			i = p.end - 1
			continue
		}
		for end := t.run(i); i+1 < end && !openers[t.term(i)] && !levelWord(t, i+1); i++ { // the rest of a name is no place
		}
	}
}

// headGap reports whether a name may stand at i behind a kind of place.
func headGap(t *text, i int, letter bool) bool {
	gap := t.between(i)
	if letter {
		return t.toks[i-1].Upper && (gap == "." || gap == ". ") || t.toks[i-1].Upper && gap == "" && t.toks[i].Kind == vi.Number
	}
	return t.follows(i) || strings.Trim(gap, " ") == "."
}

// typed reads a name behind a kind of place.
func (w *walk) typed(t *text, i, n, h int) (placeSpan, bool) {
	head := placeHeads[h]
	best := placeSpan{first: i, name: i + n, head: h, unit: -1}
	if !t.name(i+n) && t.toks[i+n].Kind != vi.Number {
		return best, false
	}
	w.units.at(t, i+n, func(k int, ids []int32) {
		if t.follows(i+n+k) && t.name(i+n+k) && t.toks[i+n].Kind != vi.Number {
			if end := t.run(i + n); end > i+n+k && !levelWord(t, i+n+k) && !surnames[t.term(i+n+k)] {
				return // only a part of the name
			}
		}
		var fit []int32
		for _, id := range ids {
			if u := &w.units.units[id]; u.level == head.level || u.level == district && head.kind == 'T' {
				fit = append(fit, id)
			}
		}
		if len(fit) > 0 {
			best.ids, best.end = fit, i+n+k
		}
	})
	if best.end == 0 {
		return best, false
	}
	if exact := w.ofKind(best.ids, head.kind); len(exact) > 0 {
		best.ids = exact
	} else if head.level == commune {
		return best, false
	}
	return best, true
}

func (w *walk) ofKind(ids []int32, kind byte) []int32 {
	var fit []int32
	for _, id := range ids {
		if w.units.units[id].kind == kind {
			fit = append(fit, id)
		}
	}
	return fit
}

// levelWord reports whether a kind of place stands at i: Quận Ngô Quyền TP Hải Phòng.
func levelWord(t *text, i int) bool {
	n, h := placeHeadWords.at(t, i)
	return n > 0 && !placeHeads[h].letter || t.term(i) == "tp.hcm"
}

// bare reads the name of a province or district that stands without its kind.
func (w *walk) bare(t *text, i int) (placeSpan, bool) {
	p := placeSpan{first: i, name: i, head: -1, unit: -1}
	w.units.at(t, i, func(n int, ids []int32) {
		var fit []int32
		for _, id := range ids {
			if w.units.units[id].level != commune {
				fit = append(fit, id)
			}
		}
		if len(fit) > 0 {
			p.ids, p.end = fit, i+n
		}
	})
	if p.end == 0 || t.follows(p.end) && t.name(p.end) && !levelWord(t, p.end) || t.toks[i].Caps && t.toks[i].Kind == vi.Syllable {
		return p, false
	}
	if joined(t.toks[p.name:p.end]) == "hồ chí minh" {
		return p, false // the man
	}
	prev := t.before(i)
	if w.sport && !locative[prev] {
		return p, false // a team
	}
	if t.follows(i) && t.name(i-1) && !openers[prev] || notPlaceBehind[prev] || lastOfTitle[prev] {
		return p, false
	}
	if p.end < len(t.toks) && t.follows(p.end) && notPlaceBefore[t.term(p.end)] {
		return p, false
	}
	return p, true
}

// locative are words behind which the name of a place is that, and no team's.
var locative = words(`ở tại từ đến về tới ra vào quê thuộc tỉnh phố tp rời địa bàn khu vực ngoài khắp`)

// openers are words that may begin with a capital before a place.
var openers = words(`ở tại từ theo và với đến về trong ngoài ngày tới qua công an ubnd hđnd tand vksnd catp sở của thủ cả
đt gd&đt gdđt gtvt mt tn&mt xh lđtbxh kh&đt cn kh&cn ptnt vhtt tt&tt vks ca xd
người dân quanh khắp riêng vùng ven vì sau trước khi cùng là nhưng còn bắc nam đông tây`)

// notPlaceBehind are words behind which the name of a place is the name of
// something else.
var notPlaceBehind = words(`đường phố sông cầu hồ núi đèo ngõ ngách hẻm chợ lộ lộ kênh rạch vịnh biển cảng ga sân clb đội tàu giải
sạn hàng rạp hội nhóm báo đài ty đoàn tế hiệu quán xưởng khách trại bãi đảo vườn bia rượu chè gạo gốm lụa dòng quốc thôn ấp
làng khu ban nhạc trường học viện liên họ tên tướng vua chúa thương tiểu`)

// notPlaceBefore are words that make the name before them another one.
var notPlaceBefore = words(`hotel fc group bank tower plaza`)

// levelOf gives the kind of a span's unit as it stands in names of agencies.
func (w *walk) levelOf(p *placeSpan) string {
	if p.head >= 0 {
		return placeHeads[p.head].full
	}
	u := &w.units.units[p.unit]
	return strings.ToLower(kinds[u.level][u.kind])
}

// spanAt gives the place that begins at a token, nil for none.
func (w *walk) spanAt(text, first int) *placeSpan {
	i, ok := slices.BinarySearchFunc(w.found, [2]int{text, first}, func(p placeSpan, at [2]int) int {
		if p.text != at[0] {
			return p.text - at[0]
		}
		return p.first - at[1]
	})
	if !ok || w.found[i].unit < 0 {
		return nil
	}
	return &w.found[i]
}
