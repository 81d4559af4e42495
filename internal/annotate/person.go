package annotate

import (
	"slices"
	"strings"

	"khobao/index"
	"khobao/index/vi"
)

// personSpan is a person in a text: tokens first to end-1, without the title.
type personSpan struct {
	text, first, end int
	name             string
	key              string // the name in normal form
	titled           bool
}

// people finds the people of the article: first the full names, then the parts
// by which it calls them again.
func (w *walk) people() {
	var found []personSpan
	for i := range w.texts {
		found = w.fullNames(i, found)
	}
	if len(found) == 0 {
		return
	}
	found = w.listed(found)
	for i := range found {
		found[i].key = vi.Normalize(found[i].name)
	}
	parts := shortNames(found)
	for i := range w.texts {
		found = w.shortMentions(i, parts, found)
	}
	slices.SortFunc(found, func(a, b personSpan) int {
		if a.text != b.text {
			return a.text - b.text
		}
		return a.first - b.first
	})
	for _, p := range found {
		t := &w.texts[p.text]
		w.art.People = append(w.art.People, index.Mention{
			Name: p.name, Key: p.key, Field: t.field, Start: t.toks[p.first].Start, End: t.toks[p.end-1].End,
		})
	}
}

// fullNames finds names of two parts and more.
func (w *walk) fullNames(text int, found []personSpan) []personSpan {
	t := &w.texts[text]
	for k := 0; k < len(t.toks); k++ {
		if !t.name(k) || t.used[k] == body || t.follows(k) && t.name(k-1) && !w.title(t, k) && t.used[k-1] == free && !opening(t, k-1) && !lands[t.term(k-1)] {
			continue
		}
		if w.startsTitle(t, k, k+2) && t.follows(k+1) && surnames[t.term(k+1)] {
			continue // Ông Hồ Văn Thanh
		}
		if end, ok := w.foreigner(t, k); ok {
			found = append(found, personSpan{text: text, first: k, end: end, name: printed(t, k, end), titled: w.title(t, k)})
			k = end - 1
			continue
		}
		titled := w.title(t, k)
		if titled && countries[t.term(k)] && t.name(k+1) && t.follows(k+1) {
			k++ // Tổng thống Ukraine Volodymyr Zelensky
		}
		end := w.trim(t, k, nameEnd(t, k))
		if titled && end > k && w.called(t, k, end) {
			found = append(found, personSpan{text: text, first: k, end: end, name: printed(t, k, end), titled: true})
			continue
		}
		if end-k < 2 || countries[t.term(k)+" "+t.term(k+1)] || end-k == 2 && w.named2(t, k) {
			continue
		}
		switch {
		case titled && t.used[k] == place && !surnames[t.term(k)]:
			continue
		case titled && (surnames[t.term(k)] || w.foreign(t, k, end) && !w.company(t, k, end) || w.stage(t, k, end)):
		case !titled && (w.speaks(t, k, end) || w.goals(t, k, end)):
		case !titled && end-k >= 2 && end-k <= 4 && surnames[t.term(k)] && t.used[k] == free && !streets[t.before(k)] && aged(t, end):
		case !titled && end-k >= 3 && end-k <= 4 && surnames[t.term(k)] && t.used[k] == free && (w.officer(t, k) || w.plain(t, k, end) || w.acts(t, k, end)):
		default:
			continue
		}
		if titled && t.follows(k) && streets[t.before(k)] {
			continue
		}
		found = append(found, personSpan{text: text, first: k, end: end, name: printed(t, k, end), titled: titled})
		k = end - 1
	}
	return found
}

// nameEnd gives the end of the name that begins at k: at most five tokens of a
// run of capitals, four with a Vietnamese surname.
func nameEnd(t *text, k int) int {
	most := 5
	if surnames[t.term(k)] {
		most = 4
	}
	end := k
	for end < len(t.toks) && end-k < most && (end == k || t.follows(end)) && t.name(end) {
		if end > k && t.used[end] != t.used[k] && !(t.used[k] == free && t.used[end] == place) {
			break
		}
		end++
	}
	if end < len(t.toks) && end > k && t.follows(end) && t.name(end) && end-k == most {
		return k // too long for a name
	}
	return end
}

// trim takes the beginning of an office off the end of a name (Nguyễn Văn An Chủ
// tịch); a name that goes on behind a hyphen is none.
func (w *walk) trim(t *text, k, end int) int {
	if end > k && t.toks[end-1].End < len(t.s)-1 && t.s[t.toks[end-1].End] == '-' && t.s[t.toks[end-1].End+1] > ' ' {
		return k
	}
	if end-k > 2 && t.follows(end) && !t.name(end) {
		if n, _ := w.person.at(t, end-1); n > 1 {
			return end - 1
		}
	}
	return end
}

// named2 reports whether two tokens are the name of a province or district.
func (w *walk) named2(t *text, k int) bool {
	for _, id := range w.units.named[t.term(k)+" "+t.term(k+1)] {
		if w.units.units[id].level == province {
			return true
		}
	}
	return false
}

// title reports whether a title of a person ends before token k.
func (w *walk) title(t *text, k int) bool {
	for n := 1; n <= 5 && k-n >= 0; n++ {
		if n == 1 && !t.follows(k) && strings.Trim(t.between(k), " ") != "." {
			return false
		}
		if m, _ := w.person.at(t, k-n); m >= n && m == n {
			return n > 1 || !titlePart(t, k-1)
		}
		if !t.bound(k-n+1) && n > 1 {
			return false
		}
	}
	return false
}

// titlePart reports whether a one-word title at k is only the end of another
// word: tiếng Anh, thành phố Bà, chủ em.
func titlePart(t *text, k int) bool {
	switch t.term(k) {
	case "anh":
		return t.toks[k].Upper && k > 0 && t.toks[k].Break == vi.NoBreak && t.follows(k)
	case "cô", "bà", "ông", "chú", "bác", "em":
		return t.toks[k].Upper && t.follows(k) && t.toks[k-1].Upper
	}
	return false
}

// officer reports whether an agency before token k, itself behind an office,
// makes it a person: Chủ tịch UBND quận Lê Chân Nguyễn Văn An.
func (w *walk) officer(t *text, k int) bool {
	if !t.follows(k) || t.used[k-1] == free || t.used[k-1] == figure {
		return false
	}
	i := k - 1
	for i > 0 && t.follows(i) && t.used[i-1] != free && k-i < 16 {
		i--
	}
	if i == 0 || !t.follows(i) {
		return false
	}
	return w.title(t, i)
}

// nearby is how many words before a name are looked at for what may bear it.
const nearby = 6

// plain reports whether a run is so plainly the name of a Vietnamese that it
// needs no title: a sure surname and two or three syllables, that are no street,
// school or commune.
func (w *walk) plain(t *text, k, end int) bool {
	if t.follows(k) && strings.ContainsAny(t.toks[k-1].Term, "0123456789") {
		return false // a street: 173/11 Phạm Phú Thứ
	}
	if !family[t.term(k)] || t.term(k) == "hoàng" && end-k == 4 || streets[t.before(k)] || t.run(k) != end {
		return false
	}
	for i := k; i < end; i++ {
		if t.toks[i].Kind != vi.Syllable || t.toks[i].Caps || t.used[i] != free || i > k && i < end-1 && family[t.term(i)] && end-k == 4 && i == k+2 {
			return false
		}
	}
	for i := k - 1; i >= max(0, k-nearby) && t.toks[i+1].Break == vi.NoBreak; i-- {
		switch t.term(i) {
		case "đường", "phố", "trường", "phường", "xã", "thpt", "thcs", "giải", "quỹ", "bảng", "cup", "chiến", "dịch", "công", "học", "khu", "rạp", "phim":
			return false
		}
	}
	return w.units.named[joined(t.toks[k:end])] == nil
}

// foreign reports whether a run behind a title is a foreign name or a nickname
// of two parts.
func (w *walk) foreign(t *text, k, end int) bool {
	for i := k; i < end; i++ {
		if t.toks[i].Kind == vi.Other && !t.toks[i].Caps && t.used[i] == free {
			continue
		}
		return false
	}
	return end-k <= 4
}

// aged reports whether an age or a year of birth follows a name.
func aged(t *text, end int) bool {
	if end+1 >= len(t.toks) || t.toks[end].Break == vi.ParagraphBreak {
		return false
	}
	gap := strings.Trim(t.between(end), " ")
	if gap != "," && gap != "(" && gap != "-" && gap != "–" && gap != ", (" {
		return false
	}
	switch t.term(end) {
	case "sinh":
		return t.term(end+1) == "năm" || t.term(end+1) == "ngày"
	case "sn":
		return true
	}
	return t.toks[end].Kind == vi.Number && t.follows(end+1) && t.term(end+1) == "tuổi" || t.toks[end].Kind == vi.Number && gap == "(" && strings.HasPrefix(t.s[t.toks[end].End:], " tuổi")
}

// printed writes a name in one form: tones in one place.
func printed(t *text, k, end int) string {
	var b strings.Builder
	for i := k; i < end; i++ {
		tok := &t.toks[i]
		raw := t.s[tok.Start:tok.End]
		if tok.Kind == vi.Syllable && tok.Upper && len(raw) > 1 {
			raw = capital(tok.Term)
		}
		switch {
		case i == k:
		case strings.TrimSpace(t.between(i)) == "-":
			b.WriteByte('-') // Park Hang-seo
		default:
			b.WriteByte(' ')
		}
		b.WriteString(vi.NFC(raw))
	}
	return b.String()
}

// shortNames gives the full name of each last word, and each last two words, of
// the names found; nil where several people have it.
func shortNames(found []personSpan) map[string]*personSpan {
	parts := map[string]*personSpan{}
	ends := map[string][]string{} // of a name
	for i := range found {
		p := &found[i]
		shorts, ok := ends[p.name]
		if !ok {
			fields := strings.Fields(p.name)
			for n := 1; n < min(len(fields), 3); n++ {
				if short := vi.Normalize(strings.Join(fields[len(fields)-n:], " ")); n > 1 || !notPeople[short] {
					shorts = append(shorts, short)
				}
			}
			ends[p.name] = shorts
		}
		for _, short := range shorts {
			if old, ok := parts[short]; ok && (old == nil || old.key != p.key) {
				parts[short] = nil
			} else {
				parts[short] = p
			}
		}
		parts[p.key] = p
	}
	return parts
}

// shortMentions finds the parts of names, and full names without a title.
func (w *walk) shortMentions(text int, parts map[string]*personSpan, found []personSpan) []personSpan {
	t := &w.texts[text]
	taken := map[int]int{}
	for _, p := range found {
		if p.text == text {
			taken[p.first] = p.end
		}
	}
	for k := 0; k < len(t.toks); k++ {
		if end := taken[k]; end > 0 {
			k = end - 1
			continue
		}
		if !t.name(k) || t.used[k] != free {
			continue
		}
		end := t.run(k)
		first := k
		k = end - 1
		if w.startsTitle(t, first, end) {
			first++ // Ông Hải
		}
		if taken[first] > 0 {
			k = first - 1
			continue
		}
		if end-first > 4 || first >= end {
			continue
		}
		whole := parts[joined(t.toks[first:end])]
		if whole == nil || streets[t.before(first)] || t.used[end-1] != free {
			continue
		}
		titled := w.title(t, first)
		if titled && end-first == 1 && (t.before(first-1) == "những" || t.before(first-1) == "các") {
			continue // những chị Dung nào khác
		}
		if !titled && end-first == 2 && w.named2(t, first) {
			continue // Becamex Bình Dương was no person
		}
		if !titled && end-first < 3 && !w.calls(t, first, end) {
			continue
		}
		if !titled && end-first == 1 && t.follows(end) && !t.name(end) && w.lexicon.Has(t.term(first), t.term(end)) {
			continue // hoàn thiện Dự thảo
		}
		found = append(found, personSpan{text: text, first: first, end: end, name: whole.name, key: whole.key})
	}
	return found
}

// startsTitle reports whether a run begins with a title in capitals.
func (w *walk) startsTitle(t *text, first, end int) bool {
	if end-first < 2 {
		return false
	}
	n, kind := w.person.at(t, first)
	return n == 1 && kind == personal
}

// calls reports whether a given name alone means the person: inside a sentence,
// or where the word is no common beginning of one.
func (w *walk) calls(t *text, first, end int) bool {
	opens := first == 0 || t.toks[first].Break != vi.NoBreak
	if outlandish(t, first, end) {
		return !ofThings[t.before(first)]
	}
	if end-first == 1 && (opens || t.toks[first].Apart) && notGiven[t.term(first)] {
		return false
	}
	if opens || t.toks[first].Apart {
		return end-first > 1 || t.follows(end) && deeds[t.term(end)]
	}
	return !notPlaceBehind[t.before(first)] && !sides[t.before(first)] && !placeWord(t, first)
}

// deeds are words that say what someone does, behind a name that opens a sentence.
var deeds = words(`khai cho nói đã bị và cùng là kể không cũng liền bảo lại vào đi được còn từng nhận đang sẽ vừa có hỏi đáp cười thú`)

// sides are words behind which Nam, Bắc and Đông are no people.
var sides = words(`miền phía hướng vùng bờ cực xứ bắc đất tiếng người nước quân`)

// placeWord reports whether a kind of place stands before token k.
func placeWord(t *text, k int) bool {
	n, _ := placeHeadWords.at(t, k-1)
	return n == 1
}
