package vi

import "strings"

// Sino-Vietnamese syllables in an open i are written with i or y, by house style:
// kỹ sư and kĩ sư. Other words are written with one of them only (thì, tự ti, y
// tế), so that just what stands here is exchanged.
var (
	// iyAlways are the same syllable in every word. After qu that holds for all.
	iyAlways = [...]struct{ y, i string }{
		{"kỹ", "kĩ"},
		{"kỳ", "kì"},
		{"kỷ", "kỉ"},
		{"ký", "kí"},
		{"kỵ", "kị"},
		{"lý", "lí"},
		{"lỵ", "lị"},
		{"mỹ", "mĩ"},
		{"mỵ", "mị"},
		{"tỷ", "tỉ"},
		{"tỵ", "tị"},
		{"sỹ", "sĩ"},
		{"vỹ", "vĩ"},
		{"quy", "qui"},
		{"quý", "quí"},
		{"quỳ", "quì"},
		{"quỷ", "quỉ"},
		{"quỹ", "quĩ"},
		{"quỵ", "quị"},
		{"quýt", "quít"},
		{"quỵt", "quịt"},
	}
	// iyWithin are the same only in the compounds listed, as the syllable by
	// itself also is another word: ti (tivi, ty gỗ), li (millimetre), hi, mì, tí.
	iyWithin = [...]struct{ y, i, compounds string }{
		{"ty", "ti", "công ty, tôn ty, ty tiện, ty thể"},
		{"ly", "li", "ly hôn, ly dị, ly thân, ly khai, ly tán, ly biệt, ly tâm, ly kỳ, ly hương, ly gián, biệt ly, chia ly, " +
			"cách ly, phân ly, cự ly, lưu ly, hải ly, hồ ly, điện ly, lâm ly"},
		{"hy", "hi", "hy vọng, hy sinh, hy hữu, hy lạp, phục hy, lai hy"},
		{"hỷ", "hỉ", "hoan hỷ, song hỷ, hỷ sự, hỷ xả, cung hỷ, báo hỷ"},
		{"hý", "hí", "hý kịch, hý viện, hý trường, hý họa, du hý"},
		{"tỳ", "tì", "tỳ vết, tỳ bà, tỳ thiếp, tỳ kheo, tỳ hưu, tỳ vị, tỳ nữ, nô tỳ"},
		{"tý", "tí", "giáp tý, bính tý, mậu tý, canh tý, nhâm tý, giờ tý, tuổi tý, năm tý"},
		{"mỳ", "mì", "bánh mỳ, bột mỳ, lúa mỳ, khoai mỳ, mỳ tôm, mỳ gói, mỳ sợi, mỳ chính, mỳ quảng, mỳ ăn liền"},
		{"lỳ", "lì", "lỳ lợm, lỳ xì, gan lỳ, lầm lỳ, chai lỳ"},
		{"ky", "ki", "ky cóp"},
		{"my", "mi", "nga my"},
	}
	// iyNever are native words with a syllable of iyAlways.
	iyNever = [...]string{"lí nhí", "lí lắc", "tỉ tê", "kì cọ", "kì kèo"}
)

var iy = buildIY()

// iyTable speaks of compounds with y in all their syllables that can have it.
type iyTable struct {
	toY, toI map[string]string
	always   map[string]bool     // by the spelling with y
	within   map[string][]string // compounds by the spelling with y of each such syllable
	never    []string
}

func buildIY() *iyTable {
	t := &iyTable{
		toY: make(map[string]string), toI: make(map[string]string),
		always: make(map[string]bool), within: make(map[string][]string),
	}
	pair := func(y, i string) { t.toY[i], t.toI[y] = y, i }
	for _, p := range iyAlways {
		pair(p.y, p.i)
		t.always[p.y] = true
	}
	for _, p := range iyWithin {
		pair(p.y, p.i)
		for _, c := range strings.Split(p.compounds, ", ") {
			t.within[p.y] = append(t.within[p.y], t.withY(strings.Fields(c)))
		}
	}
	for _, c := range iyNever {
		t.never = append(t.never, t.withY(strings.Fields(c)))
	}
	return t
}

func (t *iyTable) withY(syllables []string) string {
	out := make([]string, len(syllables))
	for k, s := range syllables {
		if y, ok := t.toY[s]; ok {
			s = y
		}
		out[k] = s
	}
	return strings.Join(out, " ")
}

// IY gives the other spelling of a syllable or compound in normal form: kĩ sư of
// kỹ sư, công ti of công ty. Where several syllables can change, all become
// spelled the way the first was not. ok is false where nothing may change.
func IY(term string) (other string, ok bool) {
	syllables := strings.Fields(Normalize(term))
	var free []int
	for k := range syllables {
		if iy.free(syllables, k) {
			free = append(free, k)
		}
	}
	if len(free) == 0 {
		return "", false
	}
	to := iy.toI
	if _, y := to[syllables[free[0]]]; !y {
		to = iy.toY
	}
	for _, k := range free {
		if s, ok := to[syllables[k]]; ok {
			syllables[k] = s
		}
	}
	return strings.Join(syllables, " "), true
}

// IYAt gives the other spelling of syllable k of a text in normal form, as the
// syllables around it allow: ty of công ty, but not of ty gỗ.
func IYAt(syllables []string, k int) (other string, ok bool) {
	if !iy.free(syllables, k) {
		return "", false
	}
	if other, ok = iy.toI[syllables[k]]; !ok {
		other, ok = iy.toY[syllables[k]]
	}
	return other, ok
}

// free reports whether syllable k may be exchanged.
func (t *iyTable) free(syllables []string, k int) bool {
	y := syllables[k]
	if v, ok := t.toY[y]; ok {
		y = v
	} else if _, ok := t.toI[y]; !ok {
		return false
	}
	if t.always[y] {
		return !t.inside(syllables, k, t.never)
	}
	return t.inside(syllables, k, t.within[y])
}

// inside reports whether one of the compounds stands over syllable k.
func (t *iyTable) inside(syllables []string, k int, compounds []string) bool {
	for _, c := range compounds {
		n := strings.Count(c, " ") + 1
		for start := max(0, k-n+1); start <= k && start+n <= len(syllables); start++ {
			if t.withY(syllables[start:start+n]) == c {
				return true
			}
		}
	}
	return false
}
