package annotate

import (
	"strings"

	"khobao/index"
	"khobao/index/vi"
)

// agencySpan is an agency in a text: tokens first to end-1.
type agencySpan struct {
	text, first, end int
	strict           bool   // its name must end where small letters begin that are no part of it
	own              bool   // has a name of its own, of which a place may be a part
	head             string // the part before the place, with the kind of place
	name             string // "" while its place is not known
	key              string
}

// agencies finds the agencies of the article.
func (w *walk) agencies() {
	for i := range w.texts {
		t := &w.texts[i]
		for k := 0; k < len(t.toks); k++ {
			if t.used[k] != free || t.toks[k].Kind == vi.Number || !t.mayBeAgency(k) {
				continue
			}
			if s, ok := w.agencyAt(i, k); ok {
				s.text = i
				w.known = append(w.known, s)
				k = s.end - 1
			}
		}
	}
	w.short()
	for _, s := range w.known {
		t := &w.texts[s.text]
		if s.name == "" {
			continue
		}
		for k := s.first; k < s.end; k++ {
			if t.used[k] == free {
				t.used[k] = body
			}
		}
		w.art.Agencies = append(w.art.Agencies, index.Mention{
			Name: s.name, Key: s.key, Field: t.field, Start: t.toks[s.first].Start, End: t.toks[s.end-1].End,
		})
	}
}

// mayBeAgency is false of most tokens: no head of an agency begins with them.
func (t *text) mayBeAgency(k int) bool {
	return t.starts[k][agencyTable] > 0 || t.toks[k].Caps || k+1 < len(t.toks) && t.toks[k+1].Term == "ủy"
}

// agencyAt reads an agency at token k.
func (w *walk) agencyAt(text, k int) (agencySpan, bool) {
	t := &w.texts[text]
	s := agencySpan{first: k, end: k}
	if w.sport && t.term(k) == "công" && t.term(k+1) == "an" && !levelWord(t, min(k+2, len(t.toks)-1)) {
		return s, false // Công an Hà Nội is a club
	}
	if t.toks[k].Caps {
		if level, ok := shortPolice[t.term(k)]; ok {
			s.end, s.head = k+1, "Công an "+level
			return w.placed(text, s)
		}
	}
	if t.term(k+1) == "ủy" && t.follows(k+1) {
		if name, ok := partyCommittees[t.term(k)+" "+t.term(k+1)]; ok {
			s.end, s.head = k+2, name
			return w.placed(text, s)
		}
	}
	n, h := w.agencyHead(t, k)
	if n == 0 {
		return s, false
	}
	head := agencyHeads[h]
	if n == 1 && len(t.term(k)) == 2 && !t.toks[k].Caps {
		return s, false // ca, bv, đh in small letters
	}
	s.end = k + n
	full, _, _ := strings.Cut(head.forms, ",")
	s.head = capital(full)
	switch head.kind {
	case local:
		return w.local(text, s)
	case national:
		if !t.toks[k].Upper || t.before(k) == "nhà" || t.before(k) == "biểu" && t.before(k-2) == "đoàn" || t.follows(s.end) && t.name(s.end) && !levelWord(t, s.end) && !surnames[t.term(s.end)] {
			return s, false
		}
		s.name = full
		s.key = vi.Normalize(s.name)
		return s, true
	case sector:
		return w.sector(text, s)
	}
	s.strict = head.kind == strict
	return w.named(text, s)
}

// agencyHead finds the head of an agency at token k as the tables write it, or
// by what the table of abbreviations makes of it.
func (w *walk) agencyHead(t *text, k int) (n, head int) {
	if n, head = w.agency.at(t, k); n > 0 || !t.toks[k].Caps {
		return n, head
	}
	n, forms := w.abbr.Match(t.toks[k:])
	for _, f := range forms {
		if h, ok := w.agency.value[joined(vi.Tokens(f.Text))]; ok && agencyHeads[h].kind != strict { // TT Bush is no centre
			return n, h
		}
	}
	return 0, -1
}

// local reads the kind and the name of the place of an agency.
func (w *walk) local(text int, s agencySpan) (agencySpan, bool) {
	t := &w.texts[text]
	if !t.follows(s.end) {
		return s, false
	}
	if n, h := placeHeadWords.at(t, s.end); n > 0 && (!placeHeads[h].letter || w.spanAt(text, s.end) != nil) {
		s.head += " " + placeHeads[h].full
		if p := w.spanAt(text, s.end); p != nil {
			return w.at(s, p), true
		}
		s.end += n // the place is not said here
		return s, !t.follows(s.end) || !t.name(s.end)
	}
	return w.placed(text, s)
}

// placed reads the name of a place right behind a head.
func (w *walk) placed(text int, s agencySpan) (agencySpan, bool) {
	p := w.spanAt(text, s.end)
	if p == nil || !w.texts[text].follows(s.end) {
		return s, false
	}
	level := w.levelOf(p)
	switch {
	case strings.HasSuffix(s.head, "ủy"), strings.HasSuffix(s.head, " "+level):
	case strings.HasSuffix(s.head, " thành phố"), strings.HasSuffix(s.head, " tỉnh"), strings.HasSuffix(s.head, " quận"),
		strings.HasSuffix(s.head, " huyện"), strings.HasSuffix(s.head, " phường"), strings.HasSuffix(s.head, " xã"):
		return s, false // CATP phường Lê Lợi
	default:
		s.head += " " + level
	}
	return w.at(s, p), true
}

// at completes an agency with its place.
func (w *walk) at(s agencySpan, p *placeSpan) agencySpan {
	s.end = p.end
	s.name = s.head + " " + w.units.units[p.unit].name
	s.key = vi.Normalize(s.name) + " @" + w.key(p.unit)
	return s
}

// sector reads Bộ Y tế, Sở GD&ĐT Hải Phòng.
func (w *walk) sector(text int, s agencySpan) (agencySpan, bool) {
	t := &w.texts[text]
	if !t.follows(s.end) || !t.toks[s.first].Upper && s.head == "Bộ" || !t.name(s.end) {
		return s, false
	}
	n, d := domainPhrases.at(t, s.end)
	if n == 0 {
		var forms []vi.LongForm
		n, forms = w.abbr.Match(t.toks[s.end:])
		d = -1
		for _, f := range forms {
			if v, ok := domainPhrases.value[joined(vi.Tokens(f.Text))]; ok && d < 0 {
				d = v
			}
		}
		if d < 0 {
			return s, false
		}
	}
	domain := domains[d]
	full, _, _ := strings.Cut(domain.forms, ",")
	ministry := s.head == "Bộ"
	s.end += n
	s.head += " " + full
	if n, _ := landPhrases.at(t, s.end); ministry && domain.ministry && n > 0 && t.follows(s.end) && t.name(s.end) && !(t.follows(s.end+n) && t.name(s.end+n)) {
		s.name = s.head + " " + vi.NFC(t.s[t.toks[s.end].Start:t.toks[s.end+n-1].End]) // Bộ Quốc phòng Nga
		s.end += n
		s.key = vi.Normalize(s.name)
		return s, true
	}
	if ministry {
		if !domain.ministry || t.follows(s.end) && t.name(s.end) && !surnames[t.term(s.end)] && !levelWord(t, s.end) {
			return s, false // Bộ Tài chính Mỹ
		}
		s.name = s.head
		s.key = vi.Normalize(s.name)
		return s, true
	}
	if !domain.department {
		return s, false
	}
	if p := w.spanAt(text, s.end); p != nil && t.follows(s.end) {
		s.name = s.head + " " + w.units.units[p.unit].name
		s.key = vi.Normalize(s.name) + " @" + w.key(p.unit)
		s.end = p.end
		return s, true
	}
	return s, !t.follows(s.end) || !t.name(s.end)
}

// short completes agencies without a place from the one the article names, else
// by the only province or district it speaks of.
func (w *walk) short() {
	byHead := map[string]*agencySpan{}
	for i := range w.known {
		s := &w.known[i]
		if s.name == "" {
			continue
		}
		if o, ok := byHead[s.head]; ok && (o == nil || o.key != s.key) {
			byHead[s.head] = nil
		} else {
			byHead[s.head] = s
		}
	}
	for i := range w.known {
		s := &w.known[i]
		if s.name != "" {
			continue
		}
		o, named := byHead[s.head]
		switch {
		case o != nil:
			s.name, s.key = o.name, o.key
		case !named:
			if unit, ok := w.only(s.head); ok {
				s.name = s.head + " " + w.units.units[unit].name
				s.key = vi.Normalize(s.name) + " @" + w.key(unit)
			}
		}
	}
}

// only gives the one province or district of the article that a head without a
// place can mean: UBND tỉnh, UBND quận, Sở Y tế.
func (w *walk) only(head string) (int32, bool) {
	want, kind := province, byte(0)
	switch {
	case strings.HasPrefix(head, "Sở "):
	case strings.HasSuffix(head, " tỉnh"):
		kind = 't'
	case strings.HasSuffix(head, " thành phố"):
		kind = 'T'
	case strings.HasSuffix(head, " quận"):
		want, kind = district, 'q'
	case strings.HasSuffix(head, " huyện"):
		want, kind = district, 'h'
	default:
		return 0, false
	}
	found, n := int32(-1), 0
	seen := map[string]bool{}
	for i := range w.found {
		p := &w.found[i]
		if p.unit < 0 {
			continue
		}
		id := p.unit
		if want == province {
			id = w.units.province(id)
		}
		u := &w.units.units[id]
		if u.level != want || kind != 0 && want == district && u.kind != kind || seen[u.name] {
			continue
		}
		seen[u.name] = true
		found, n = id, n+1
	}
	return found, n == 1 && (kind == 0 || w.units.units[found].kind == kind)
}
