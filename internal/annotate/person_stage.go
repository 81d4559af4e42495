package annotate

import (
	"strings"

	"khobao/index/vi"
)

// stageTitles are the last words of titles behind which two syllables are the
// name a person goes by: ca sĩ Phương Thanh, tiền vệ Văn Nam.
var stageTitles = words(`ca_sĩ nghệ_sĩ diễn_viên đạo_diễn nhạc_sĩ họa_sĩ hoạ_sĩ nhà_thơ nhà_văn người_mẫu hoa_hậu á_hậu tiền_đạo tiền_vệ hậu_vệ trung_vệ thủ_môn
cầu_thủ danh_hài danh_thủ kỳ_thủ tay_vợt huấn_luyện_viên bị_cáo bị_can nghệ_nhân thí_sinh`)

// stageShort are such titles of one word.
var stageShort = words(`hlv nsnd nsưt mc bà chị cô ông`)

// notStage are words with which no such name begins or ends.
var notStage = words(`việt nam trung quốc hàn nhật bản mỹ anh pháp đức hồng kông hoa kỳ thụy sĩ điển ấn độ đan mạch tây ban thái đông
thanh_niên tuổi_trẻ lao_động tiền_phong nhân_dân thế_giới tổng công bộ sở ban hội đội trường giải cup quốc_gia vàng bạc đồng hoàng_anh sông_lam`)

// stage reports whether two syllables behind a title are the name a person goes
// by, and no place or paper.
func (w *walk) stage(t *text, k, end int) bool {
	if end-k != 2 || !t.follows(k) || t.follows(end) && t.name(end) {
		return false
	}
	if !stageShort[t.before(k)] && !stageTitles[t.before(k-1)+"_"+t.before(k)] {
		return false
	}
	return w.twoSyllables(t, k)
}

// twoSyllables reports whether two Vietnamese capitalised syllables at k may be
// the name of a person.
func (w *walk) twoSyllables(t *text, k int) bool {
	for i := k; i < k+2; i++ {
		tok := &t.toks[i]
		if tok.Kind != vi.Syllable || tok.Caps || len(tok.Term) < 2 || t.used[i] != free || notStage[tok.Term] {
			return false
		}
	}
	if n, _ := w.person.at(t, k); n > 1 {
		return false // Giám Đốc
	}
	pair := t.term(k) + " " + t.term(k+1)
	return !notStage[t.term(k)+"_"+t.term(k+1)] && !countries[pair] && w.units.named[pair] == nil
}

// saidBy are verbs of people alone, behind their names.
var saidBy = map[string]bool{
	"tâm sự": true, "bộc bạch": true, "thổ lộ": true, "chia sẻ": true, "kể lại": true, "nhớ lại": true, "cười nói": true, "trầm ngâm": true,
	"mỉm cười": true, "bật khóc": true, "bộc lộ": true, "khoe": true,
}

// speaks reports whether what follows a name of two syllables is done by people
// alone.
func (w *walk) speaks(t *text, k, end int) bool {
	return end-k == 2 && t.follows(end) && !t.name(end) && saidBy[t.term(end)+" "+t.term(end+1)] && !ofThings[t.before(k)] && !streets[t.before(k)] && w.twoSyllables(t, k)
}

// acting are the first words of what people do behind their names.
var acting = words(`nói kể cười khóc tỏ tâm chia bộc thổ khoe sinh mất cưới yêu lấy thừa phát đáp hỏi`)

// acts reports whether three syllables with a surname are followed by what a
// person does.
func (w *walk) acts(t *text, k, end int) bool {
	return end-k == 3 && t.follows(end) && acting[t.term(end)] && !ofThings[t.before(k)] && !streets[t.before(k)] && syllables(t, k, end) &&
		t.run(k) == end && w.units.named[joined(t.toks[k:end])] == nil
}

// company reports whether a foreign name behind an office is that of a company
// rather than of who holds it: nothing is said that a person does.
func (w *walk) company(t *text, k, end int) bool {
	if notPeople[t.term(end-1)] {
		return true
	}
	for n := 4; n > 0; n-- {
		if m, kind := w.person.at(t, k-n); m == n && kind == office {
			return !givenNames[t.term(k)] && !(t.follows(end) && (deeds[t.term(end)] || acting[t.term(end)] || t.term(end) == "khẳng" || t.term(end) == "tuyên"))
		}
	}
	return false
}

// goals reports whether the minute of a goal follows a name in the report of a
// match: Thái Dương (phút 21).
func (w *walk) goals(t *text, k, end int) bool {
	if !w.sport || end-k > 3 || end+1 >= len(t.toks) || t.toks[end].Break != vi.NoBreak {
		return false
	}
	gap := strings.TrimSpace(t.between(end))
	return gap == "(" && t.term(end) == "phút" && (end-k == 2 && w.twoSyllables(t, k) || outlandish(t, k, end) || surnames[t.term(k)] && end-k == 3)
}

// listed finds the names that stand in a list behind one that is known: Naomi
// Watts, Jack Black và Adrien Brody.
func (w *walk) listed(found []personSpan) []personSpan {
	for i := 0; i < len(found); i++ {
		p := found[i]
		t := &w.texts[p.text]
		found = w.listedBefore(found, p)
		k := p.end
		if k < len(t.toks) && t.follows(k) && t.term(k) == "và" {
			k++
			if !t.follows(k) {
				continue
			}
		} else if k >= len(t.toks) || !comma(t, k) {
			continue
		}
		if !t.name(k) || t.used[k] != free || person(found, p.text, k) {
			continue
		}
		end := nameEnd(t, k)
		if end-k < 2 || end-k > 4 || !w.closed(t, end) || countries[t.term(k)+" "+t.term(k+1)] {
			continue
		}
		vietnamese := surnames[t.term(k)] && end-k >= 3 && syllables(t, k, end)
		if vietnamese || givenNames[t.term(k)] && !notPeople[t.term(end-1)] || outlandish(t, k, end) && outlandish(t, p.first, p.end) && !notPeople[t.term(end-1)] ||
			end-k == 2 && p.end-p.first <= 3 && w.twoSyllables(t, k) && !w.lexicon.Has(t.term(k), t.term(k+1)) && comma2(t, end) {
			found = append(found, personSpan{text: p.text, first: k, end: end, name: printed(t, k, end)})
		}
	}
	return found
}

// listedBefore finds the name that stands in a list before one that is known, where
// it is one of a Vietnamese: Tiến Linh, Nguyễn Xuân Son và Nguyễn Văn Quyết.
func (w *walk) listedBefore(found []personSpan, p personSpan) []personSpan {
	t := &w.texts[p.text]
	end := p.first
	switch {
	case end > 2 && t.follows(end) && t.term(end-1) == "và" && t.follows(end-1):
		end--
	case end > 1 && comma(t, end):
	default:
		return found
	}
	k := end
	for k > 0 && end-k < 4 && t.name(k-1) && (k == end || t.follows(k)) {
		k--
	}
	if opening(t, k) && end-k > 2 {
		k++
	}
	if k > 0 && t.follows(k) && t.name(k-1) && !opening(t, k-1) || person(found, p.text, k) || ofThings[t.before(k)] || streets[t.before(k)] {
		return found
	}
	if end-k == 3 && surnames[t.term(k)] && syllables(t, k, end) || end-k == 2 && !opening(t, k) && w.twoSyllables(t, k) && !w.lexicon.Has(t.term(k), t.term(k+1)) && p.end-p.first <= 3 {
		return append(found, personSpan{text: p.text, first: k, end: end, name: printed(t, k, end)})
	}
	return found
}

func comma(t *text, k int) bool {
	gap := strings.TrimSpace(t.between(k))
	return (gap == "," || gap == ";") && t.toks[k].Break == vi.NoBreak
}

// comma2 reports whether a list goes on or ends behind a name.
func comma2(t *text, end int) bool {
	return end < len(t.toks) && (comma(t, end) || t.follows(end) && t.term(end) == "và")
}

// closed reports whether a name in a list ends where it should.
func (w *walk) closed(t *text, end int) bool {
	return end >= len(t.toks) || !t.follows(end) || !t.name(end)
}

func syllables(t *text, k, end int) bool {
	for i := k; i < end; i++ {
		if t.toks[i].Kind != vi.Syllable || t.toks[i].Caps || t.used[i] != free {
			return false
		}
	}
	return true
}

// person reports whether a name that was found begins at a token.
func person(found []personSpan, text, first int) bool {
	for _, p := range found {
		if p.text == text && p.first <= first && first < p.end {
			return true
		}
	}
	return false
}
