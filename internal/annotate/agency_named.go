package annotate

import (
	"strings"

	"khobao/index/vi"
)

// named reads an agency with a name of its own: small words of its kind, then
// capitals. It ends before a person and before a place that is not its name.
func (w *walk) named(text int, s agencySpan) (agencySpan, bool) {
	t := &w.texts[text]
	if prev := t.before(s.first); prev == "các" || prev == "những" || prev == "nghiệp" && !t.toks[s.first].Upper {
		return s, false // tốt nghiệp đại học
	}
	k := s.end
	for t.follows(k) && !t.name(k) && inner[t.term(k)] && k-s.end < 6 {
		k++
	}
	start := k
	for k < len(t.toks) && (t.follows(k) || k > start && ampersand(t, k)) {
		switch {
		case k > start && w.boundary(t, text, start, k):
			if p := w.spanAt(text, k); p != nil && (generic(t, start, k) || !t.name(k-1)) {
				k = p.end // Công ty Điện lực TP HCM, Đại học Quốc gia TP HCM
			}
			return w.finish(t, s, start, k)
		case t.name(k):
			k++
		case k > start && w.lexicon.Has(t.term(k-1), t.term(k)) && t.name(k-1):
			k++
		case k > start && t.follows(k+1) && tails[t.term(k)+" "+t.term(k+1)]:
			k += 2
		case k > start && t.term(k) == "và" && t.follows(k+1) && t.name(k+1) && w.goesOn(t, k+1):
			k++
		default:
			return w.finish(t, s, start, k)
		}
	}
	return w.finish(t, s, start, k)
}

// ampersand reports whether & or a hyphen without blanks binds token k to the
// name before it.
func ampersand(t *text, k int) bool {
	gap := t.between(k)
	return (strings.TrimSpace(gap) == "&" || gap == "-") && t.name(k)
}

// goesOn reports whether the words behind "và" belong to the same name: they are
// a field of study or work and not an agency, a place or a person.
func (w *walk) goesOn(t *text, k int) bool {
	n, _ := w.agency.at(t, k)
	return n == 0 && t.used[k] == free && !surnames[t.term(k)] && t.follows(k+1) && !t.name(k+1) && w.lexicon.Has(t.term(k), t.term(k+1))
}

// boundary reports whether the name ends before token k.
func (w *walk) boundary(t *text, text, start, k int) bool {
	if levelWord(t, k) {
		return true
	}
	if family[t.term(k)] && t.follows(k+1) && t.name(k+1) && k > start+1 && !generic(t, start, k) {
		return true // a person: Công ty Hoa Sen Lê Văn An
	}
	n, h := w.agency.at(t, k)
	return n > 0 && t.name(k) && (n > 1 || agencyHeads[h].kind < named)
}

// finish makes the agency of head and tokens start to end-1; a name of small
// words alone, or of the first words of a sentence, is none.
func (w *walk) finish(t *text, s agencySpan, start, end int) (agencySpan, bool) {
	if start >= end || !t.name(start) || end-start == 1 && len(t.term(start)) < 3 {
		return s, false
	}
	if end-start == 1 && (commonNames[t.term(start)] || t.toks[start].Caps && len(w.abbr.Long(t.term(start))) > 0) || generic(t, start, end) || cut(t, start, end, s.strict) {
		return s, false
	}
	if land := joined(t.toks[start:end]); countries[land] || countries[strings.TrimPrefix(strings.TrimPrefix(land, "bắc "), "nam ")] {
		return s, false
	}
	parts := []string{s.head}
	if start > s.end {
		parts = append(parts, t.s[t.toks[s.end].Start:t.toks[start-1].End])
	}
	parts = append(parts, vi.NFC(t.s[t.toks[start].Start:t.toks[end-1].End]))
	s.end, s.own = end, true
	s.name = strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
	s.key = vi.Normalize(s.name)
	return s, true
}

// generic reports whether words say only of what kind an agency is.
func generic(t *text, start, end int) bool {
	for k := start; k < end; k++ {
		if !inner[t.term(k)] {
			return false
		}
	}
	return true
}

// cut reports whether a name seems to go on in small letters (Bệnh viện Bệnh
// nhiệt đới), so that where it ends is not known; or was left out (THPT B.Đ).
func cut(t *text, start, end int, strict bool) bool {
	for k := start; k < end; k++ {
		if t.toks[k].Kind == vi.Code && strings.Contains(t.term(k), ".") && t.term(k) != "tp.hcm" {
			return true
		}
	}
	if t.follows(end) && t.term(end) == "và" && t.follows(end+1) && t.name(end+1) && t.toks[end+1].Kind == vi.Syllable && t.follows(end+2) && !t.name(end+2) &&
		t.used[end+1] == free && !surnames[t.term(end+1)] {
		return true // Công ty Điện toán và Truyền số liệu
	}
	if !t.follows(end) || t.name(end) || t.toks[end].Kind != vi.Syllable || notThings[t.term(end)] || behindNames[t.term(end)] ||
		behindPairs[t.term(end)+" "+t.term(end+1)] {
		return false
	}
	return strict || end-start == 1 && (t.toks[start].Kind == vi.Syllable || t.toks[start].Caps) || !t.name(end-1)
}

// behindNames and behindPairs are small words that may follow a name and are no
// part of it.
var (
	behindNames = words(`nói nên thì nếu khi lúc hôm ngày sáng chiều tối trưa năm tháng cùng vẫn luôn bởi sắp chưa cần muốn bắt làm
thuộc gồm xếp dạy tuyển trao`)
	behindPairs = func() map[string]bool {
		m := map[string]bool{}
		for pair := range strings.SplitSeq("cho biết,thông báo,khẳng định,đề nghị,yêu cầu,tổ chức,công bố,quyết định,tiếp nhận,phối hợp,kết luận,"+
			"xác nhận,hiện nay,tạm giữ,khởi tố,kiểm tra,đề xuất,ra mắt,đào tạo,nghiên cứu,bắt đầu,tiếp tục,nhận định,nhận xét,"+
			"hướng dẫn,chỉ đạo,triển khai,ban hành,giới thiệu,đầu tư,hỗ trợ,tài trợ,chính thức", ",") {
			m[pair] = true
		}
		return m
	}()
)

// commonNames alone behind the head of an agency are no names of one.
var commonNames = words(`nhà nước mỹ anh nhật pháp đức nga hàn trung việt tp quận`)
