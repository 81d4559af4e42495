package extract

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// sectionAbove reads the path of a page without telling classes from the links
// right above the headline: at most three in one line that holds nothing else,
// and no menu.
func (r *reading) sectionAbove() ([]string, int) {
	t := r.t
	if r.title < 0 || r.titleFrom == 0 {
		return nil, -1
	}
	k := r.titleFrom - 1
	if k > 0 && isDateLine(t.blocks[k].text) {
		k--
	}
	at := t.blocks[k].elem
	for p := t.elems[at].parent; p > 0 && !t.within(r.title, p); p = t.elems[at].parent {
		at = p
	}
	if at <= 0 || t.within(r.title, at) || t.elems[at].last-t.elems[at].first > 1 {
		return nil, -1
	}
	var names []string
	home := false
	chars := 0
	for i := at; i < t.elems[at].end; i++ {
		n := t.elems[i].node
		if n.DataAtom != atom.A {
			continue
		}
		name, href := tidy(nodeText(n)), strings.TrimSpace(attr(n, "href"))
		chars += runes(name)
		if homeNames[strings.ReplaceAll(lower(name), " ", "")] {
			home = true
			continue
		}
		if len(href) < 2 || href[0] == '#' || strings.HasPrefix(href, "javascript:") || strings.HasPrefix(href, "mailto:") || frontAddress(href) ||
			t.elems[i].mark&authorMark != 0 || isPhrase(name) || runes(name) < 2 || runes(name) > 40 || strings.HasPrefix(name, "[") || strings.HasPrefix(name, "#") {
			return nil, -1
		}
		names = append(names, name)
	}
	if len(names) == 0 || len(names) > 3 || chars*10 < r.t.charsOf(&t.elems[at])*8 {
		return nil, -1
	}
	if parent := t.elems[at].parent; t.tag(at) == atom.Nav && (parent < 0 || t.tag(parent) == atom.Body) {
		return nil, -1 // the site's menu
	}
	if tag := t.tag(at); (tag == atom.Ul || tag == atom.Nav) && !home || tag != atom.Nav && t.elems[at].mark&navMark != 0 {
		return nil, -1
	}
	return r.cleanSection(names, nil), at
}

// sectionBesideDate reads the link in the line of the date: "Kinh tế - 25/8/2021".
func (r *reading) sectionBesideDate() ([]string, int) {
	t := r.t
	if r.title < 0 {
		return nil, -1
	}
	const above, below = 3, 6
	for k := max(0, r.titleFrom-above); k < min(len(t.blocks), r.titleTo+below); k++ {
		b := &t.blocks[k]
		if b.junk || b.links == 0 || b.chars > 130 || b.link*10 > b.chars*8 || !r.printsDate(k) {
			continue
		}
		for i := b.elem; i < t.elems[b.elem].end; i++ {
			if t.tag(i) != atom.A || t.elems[i].mark&(authorMark|dateMark|shareMark|commentMark) != 0 {
				continue
			}
			name := tidy(nodeText(t.elems[i].node))
			if href := attr(t.elems[i].node, "href"); strings.Contains(href, "nguon") || strings.Contains(href, "source") {
				continue // the paper a text was taken from
			}
			if runes(name) < 3 || runes(name) > 30 || strings.ContainsAny(name, "0123456789[]()#@") || isPhrase(name) || isCommentHeading(name) || !r.leadsBelow(attr(t.elems[i].node, "href")) {
				continue
			}
			return r.cleanSection([]string{name}, nil), i
		}
	}
	for k := max(0, r.titleFrom-above); k < min(len(t.blocks), r.titleTo+below); k++ {
		b := &t.blocks[k]
		if b.junk || b.links > 0 || b.chars > 80 || k >= r.titleFrom && k < r.titleTo || !r.printsDate(k) {
			continue
		}
		for _, piece := range bars(b.text) {
			if piece = tidy(piece); namesSection(piece) {
				return r.cleanSection([]string{piece}, nil), b.elem
			}
		}
	}
	return nil, -1
}

// namesSection reports one to four words that names of sections are made of.
func namesSection(s string) bool {
	words := strings.Fields(lower(s))
	if len(words) < 2 || len(words) > 4 || !startsUpper(s) {
		return false
	}
	for _, w := range words {
		if !sectionWords[w] {
			return false
		}
	}
	return true
}

// labelledSection reads "Chuyên mục: …" near the headline.
func (r *reading) labelledSection() ([]string, int) {
	t := r.t
	if r.title < 0 {
		return nil, -1
	}
	const reach = 8
	for k := max(0, r.titleFrom-reach); k < min(len(t.blocks), r.titleTo+reach); k++ {
		b := &t.blocks[k]
		if b.chars > 150 || b.junk {
			continue
		}
		low := lower(b.text)
		for _, label := range []string{"chuyên mục:", "danh mục:", "thể loại:", "mục:"} {
			i := strings.Index(low, label)
			if i < 0 || len(low) != len(b.text) || b.links == 0 {
				continue
			}
			rest, _, _ := strings.Cut(strings.TrimSpace(b.text[i+len(label):]), "|")
			for e := b.elem; e < t.elems[b.elem].end; e++ {
				if name := tidy(nodeText(t.elems[e].node)); t.tag(e) == atom.A && name != "" && strings.HasPrefix(rest, name) {
					return r.cleanSection([]string{name}, nil), b.elem
				}
			}
		}
	}
	return nil, -1
}

// endsTitle reports a name that <title> ends in behind the headline: the site's.
func (r *reading) endsTitle(n string) bool {
	parts := splitTitle(r.t.head.title)
	return len(parts) > 1 && strings.EqualFold(parts[len(parts)-1], n) && !strings.EqualFold(r.a.Title, n)
}
