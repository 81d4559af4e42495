package vi

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How much text is looked at to tell the encoding: at most maxSample bytes, but
// only the first of them where these leave no doubt.
const (
	firstSample = 3 << 10
	maxSample   = 16 << 10
	noDoubt     = 50 // points, and lead
)

// inSteps chooses by the first n bytes of a text of that size.
func inSteps(size int, choose func(n int) (legacy, int, int)) (best legacy, points, lead int) {
	for _, n := range [...]int{firstSample, maxSample} {
		best, points, lead = choose(min(n, size))
		if size <= n || points >= noDoubt && lead >= noDoubt {
			break
		}
	}
	return best, points, lead
}

// plainUTF8 reports, at the speed of a byte count, that b is UTF-8 that needs no
// mending. What it lets through is looked at word by word.
func plainUTF8(b []byte) bool {
	if !utf8.Valid(b) {
		return brokenUTF8(b)
	}
	return plainBytes(b) && referencesNear(b) < minReferences
}

func plainString(s string) bool { return plainBytes([]byte(s)) }

// plainBytes judges UTF-8 by its lead bytes. Vietnamese has E1 in two fifths of
// its marked letters; read the wrong way it has C2 and C3 instead. á followed by
// º or » (C3 A1 C2) begins most vowels of UTF-8 encoded twice.
func plainBytes(b []byte) bool {
	c2, c3 := bytes.Count(b, []byte{0xC2}), bytes.Count(b, []byte{0xC3})
	if c2+c3 < 2 {
		return true
	}
	if 4*bytes.Count(b, []byte{0xE1}) < c2+c3 {
		return false
	}
	return c2 < 3 || bytes.Count(b, []byte("\xC3\xA1\xC2")) < 3
}

// brokenUTF8 reports that b is UTF-8 in which few characters are broken.
func brokenUTF8(b []byte) bool {
	bad, wide := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			wide++
		}
		i += size
	}
	return bad*10 < wide
}

// commonMarked are the marked syllables that make a third of running news.
var commonMarked = wordSet(`
và của là có được trong cho không người một các những đã với để này đến về tại
từ khi sẽ cũng như ông bà năm ngày tháng thành phố nước việt hà nội công đồng
nhà đầu học sinh ra vào ở bị phải làm việc hai còn thì mà đó theo trên sau trước
tới lại rất nhiều hơn đang số tiền tổ chức chính phủ quốc gia tế thế giới kinh
xã hội đảng bộ ủy đường giá vụ điều cơ quan chủ tịch hiện biết nói nếu vì đi lên
cả mới vẫn chỉ nhất thứ lần đại trường bệnh viện động sự thể thực lý cầu đất
`)

func wordSet(s string) map[string]bool {
	set := make(map[string]bool, 160)
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// tally counts the words of a text; good, common and bad are of those with marks.
// Letters that stand alone are none of these: they are what becomes of signs.
type tally struct{ words, good, common, bad int }

// points weigh a common syllable double and what is no syllable, as two words
// against.
func (t tally) points() int { return t.good + t.common - 2*t.bad }

// An encoding must reach minPoints and lead by minLead, two good words that are
// none as they stand, and by a quarter of its points. Bytes of windows-1258 without many tones read well as
// windows-1252 too; then min1258 tells them from French.
const (
	minPoints = 2
	minLead   = 4
	min1258   = 8
	minShare  = 20 // one word in so many, where Vietnamese has two of three
	maxSame   = 3  // how often one word counts
)

// choose takes the encoding whose reading is most likely Vietnamese, with its
// points and how many more they are than those of the text as it stands.
func choose(asIs string, read func(legacy) (string, bool)) (best legacy, most, lead int) {
	still := count(NFC(asIs)).points()
	for _, l := range legacies {
		text, can := read(l)
		if !can || text == asIs {
			continue
		}
		t := count(text)
		if p := t.points(); p > most && t.bad*3 <= t.good && t.good*minShare >= t.words {
			best, most = l, p
		}
	}
	return best, most, most - still
}

// count tallies the words of text that have a mark, or a sign inside.
func count(text string) tally {
	var t tally
	times := make(map[string]int)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !inTally(r) {
			i += size
			continue
		}
		start, n, marked, sign := i, 0, false, false
		for i < len(text) {
			r, size = utf8.DecodeRuneInString(text[i:])
			if !inTally(r) {
				break
			}
			marked = marked || r >= utf8.RuneSelf
			sign = sign || !unicode.IsLetter(r)
			i += size
			n++
		}
		t.words++
		w := text[start:i]
		if !marked || n == 1 || times[w] == maxSame {
			continue
		}
		times[w]++
		switch {
		case sign || !IsSyllable(w) || !cased(w):
			t.bad++
		case commonMarked[strings.ToLower(w)]:
			t.common++
			t.good++
		default:
			t.good++
		}
	}
	return t
}

// inTally reports what belongs to a word: letters, marks, and the signs of
// latin-1 that only stand beside letters when text was read the wrong way.
func inTally(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	case r < 0xC0:
		switch r {
		case '\u00A0', '«', '»', '°', '²', '³', '©', '®', '·':
			return false
		}
		return true
	case r == utf8.RuneError:
		return true
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

// decided reports whether so many points and such a lead decide.
func decided(points, lead int) bool {
	return points >= minPoints && lead >= minLead && lead*4 >= points
}
