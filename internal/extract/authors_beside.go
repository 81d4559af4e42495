package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// datedByline reads a name that stands in the line of the date under the
// headline, or in the line beside it: "Hà An | 12/03/2018 07:15". Names of
// sections and links to them stand there too and are none.
func (r *reading) datedByline() bool {
	t := r.t
	first := len(t.blocks)
	switch {
	case r.title < 0:
		return false
	case len(r.content.paras) > 0:
		first = r.content.paras[0].block
	case len(r.content.captions) > 0:
		first = r.content.captions[0].first
	}
	for k := max(0, r.titleFrom-3); k < min(r.titleTo+8, first); k++ {
		b := &t.blocks[k]
		if b.chars > 130 || b.junk || k >= r.titleFrom && k < r.titleTo || !strings.ContainsAny(b.text, "0123456789") {
			continue
		}
		if !r.printsDate(k) {
			continue
		}
		for _, near := range [...]int{k, k - 1, k + 1, k - 2, k + 2} {
			if near < max(0, r.titleFrom-3) || near >= first || near >= r.titleFrom && near < r.titleTo || near < r.titleFrom && !t.neighbours(near, k) {
				continue
			}
			if r.bylineIn(near) {
				return true
			}
		}
	}
	return false
}

// printsDate reports a block with a date, also one in a piece of its own that no
// blank parts from the next: "<span>Hà An</span><span>2 giờ trước</span>".
func (r *reading) printsDate(k int) bool {
	b := &r.t.blocks[k]
	if dates, _ := readDates(b.text, r.p.Captured, false); len(dates) > 0 {
		return true
	}
	for n := b.from; n != b.to && n != nil; n = nextText(n) {
		if dates, _ := readDates(tidy(n.Data), r.p.Captured, false); len(dates) > 0 {
			return true
		}
	}
	return false
}

// neighbours reports two blocks in one element of few blocks, at most two
// levels up.
func (t *tree) neighbours(a, b int) bool {
	const levels, blocks = 2, 8
	up := t.blocks[b].elem
	for range levels + 1 {
		if e := &t.elems[up]; e.last-e.first <= blocks && t.within(t.blocks[a].elem, up) {
			return true
		}
		if up = t.elems[up].parent; up < 0 {
			return false
		}
	}
	return false
}

// bylineIn takes the first piece of a short block that names somebody. Pieces
// are its texts, parted further at bars and dashes.
func (r *reading) bylineIn(k int) bool {
	t := r.t
	b := &t.blocks[k]
	if b.junk || b.chars > 130 {
		return false
	}
	labelled := false
	for n := b.from; n != nil; n = nextText(n) {
		link := linkAround(n)
		known := link == nil || labelled || isAuthorAddress(attr(link, "href")) || attr(link, "rel") == "author"
		for _, piece := range bars(n.Data) {
			piece = tidy(piece)
			named := labelled && looksLikeNames(readByline(piece).names)
			if known && (named || r.namesSomebody(piece)) && r.takeByline(piece, source{selector: selectorOf(t.elems[b.elem].node), text: b.text, from: b.from, to: b.to}) {
				return true
			}
		}
		if n == b.to {
			break
		}
		if text := tidy(n.Data); text != "" {
			rest, ok := cutLabel(text, authorLabels)
			labelled = ok && strings.Trim(rest, " :") == ""
		}
	}
	return false
}

// bars parts a text at bars, dots in the middle and dashes with blanks around.
func bars(s string) []string {
	for _, sep := range []string{"|", "•", "·", " – ", " - ", " — ", "\u00a0-\u00a0"} {
		s = strings.ReplaceAll(s, sep, "\x00")
	}
	return strings.Split(s, "\x00")
}

// namesSomebody reports two to five words with capitals that are the name of
// no section, place or paper.
func (r *reading) namesSomebody(s string) bool {
	line := readByline(s)
	if line.labelled {
		return len(line.names) > 0
	}
	if line.source != "" || !looksLikeNames(line.names) || strings.ContainsAny(s, "0123456789") {
		return false
	}
	for _, n := range line.names {
		words := strings.Fields(lower(n))
		sections := 0
		for _, w := range words {
			if sectionWords[w] {
				sections++
			}
		}
		if len(words) < 2 && !strings.Contains(n, ".") || sections == len(words) || placeNames[strings.Join(words, " ")] || isSite(n, r.a.Site, r.siteName()) || r.t.linked(n) {
			return false
		}
	}
	return true
}

// linked reports a text that is a link's elsewhere on the page: one of a menu.
func (t *tree) linked(s string) bool {
	for i := range t.elems {
		if n := t.elems[i].node; n.DataAtom == atom.A && t.elems[i].mark&authorMark == 0 && strings.EqualFold(tidy(nodeText(n)), s) {
			return true
		}
	}
	return false
}

// sectionWords are the words names of sections are made of.
var sectionWords = wordSet(`thời sự xã hội kinh tế doanh nghiệp thể thao văn hóa hoá nghệ thuật giáo dục pháp luật thế giới đời sống sức khỏe khoẻ y tế giải trí công nghệ
khoa học du lịch xe bạn đọc chính trị quốc tế an ninh quốc phòng trong nước bất động sản tài chính thị trường nông nghiệp nông thôn môi trường tin tức nóng mới
video ảnh phóng sự điều tra chuyên đề trật tự đảng xây dựng địa phương trang chủ nhịp cầu số báo in và`)

// placeNames open datelines: "Hà Nội | 25/8/2021".
var placeNames = map[string]bool{
	"hà nội": true, "đà nẵng": true, "hải phòng": true, "cần thơ": true, "việt nam": true, "sài gòn": true, "hồ chí minh": true, "thừa thiên huế": true,
	"quảng ninh": true, "nghệ an": true, "thanh hóa": true, "đồng nai": true, "bình dương": true, "khánh hòa": true, "lâm đồng": true, "an giang": true,
}

// nextText gives the text node after n in the order of the document.
func nextText(n *html.Node) *html.Node {
	for {
		switch {
		case n.FirstChild != nil:
			n = n.FirstChild
		default:
			for n != nil && n.NextSibling == nil {
				n = n.Parent
			}
			if n == nil {
				return nil
			}
			n = n.NextSibling
		}
		if n.Type == html.TextNode {
			return n
		}
	}
}

// linkAround gives the link a text stands in, nil outside links.
func linkAround(n *html.Node) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.A {
			return p
		}
		if !inline[p.DataAtom] {
			return nil
		}
	}
	return nil
}
