package extract

import (
	"strings"
	"unicode/utf8"
)

// setTitle makes an element's text the headline.
func (r *reading) setTitle(i int, text string) {
	r.title, r.a.Title = i, text
	r.titleFrom, r.titleTo = r.t.elems[i].first, max(r.t.elems[i].last, r.t.elems[i].first)
}

// titleBlock finds the text that prints the headline where no heading does:
// all of it inside <title>, as long as can be.
func (r *reading) titleBlock() {
	key := foldText(r.t.head.title)
	best, most := -1, 12
	for k := range r.t.blocks {
		b := &r.t.blocks[k]
		if b.chars <= most || b.chars > 300 {
			continue
		}
		folded := foldText(b.text)
		if b.link*2 > b.chars && len(folded)*10 < len(key)*8 {
			continue // a link, but not one of the headline to itself
		}
		if strings.Contains(key, folded) && !isSiteName(b.text, r.t.head.title) {
			best, most = k, b.chars
		}
	}
	if best < 0 {
		return
	}
	b := &r.t.blocks[best]
	r.title, r.titleFrom, r.titleTo, r.titleInPage = b.elem, best, best+1, true
	if r.t.head.get("og:title").value == "" && !r.ld.article {
		r.a.Title = b.text
		r.evidence("title", source{selector: selectorOf(r.t.elems[b.elem].node), text: b.text, from: b.from, to: b.to})
	}
}

// boldTitle takes the headline from the lines right above the text, where
// <title> only names the site: an element called title, a heading, a bold line.
func (r *reading) boldTitle(box int) {
	t := r.t
	if r.title >= 0 {
		return
	}
	// What the page declares is believed, but not the name of the site.
	if r.ld.article && !r.namesSite(r.ld.headline) {
		return
	}
	if og := plain(r.t.head.get("og:title").value); og != "" && !r.ld.article && !r.namesSite(og) {
		return
	}
	first := t.elems[box].first
	for first < min(t.elems[box].last, len(t.blocks)) && t.blocks[first].value < 60 {
		first++
	}
	best, bestRank := -1, 0
	for k := max(0, first-12); k < min(first+2, len(t.blocks)); k++ {
		b := &t.blocks[k]
		if b.junk || b.chars < 15 || b.chars > 200 || b.link*2 > b.chars || isDateLine(b.text) || isTailHeading(b.text) {
			continue
		}
		rank := 0
		switch {
		case t.marksUpTo(b.elem, -1, 2)&titleMark != 0 || b.mark&titleMark != 0 && t.inlineMark(k, titleMark):
			rank = 3
		case isHeading(t.tag(b.elem)):
			rank = 2
		case b.bold*10 >= b.chars*9 && k < first+1, k < first && k+1 < len(t.blocks) && isDateLine(t.blocks[k+1].text):
			rank = 1
		}
		if own := t.marksUpTo(b.elem, -1, 2); own&(sectionMark|crumbMark|relatedMark|dateMark|leadMark) != 0 {
			continue
		}
		if rank > bestRank || rank == bestRank && rank == 3 && b.chars > t.blocks[best].chars {
			best, bestRank = k, rank
		}
	}
	if best < 0 || bestRank == 1 && !genericTitle(t.head.title) {
		return
	}
	b := &t.blocks[best]
	r.title, r.titleFrom, r.titleTo, r.a.Title = b.elem, best, best+1, b.text
	r.titleInPage = bestRank >= 2
	r.evidence("title", source{selector: selectorOf(t.elems[b.elem].node), text: b.text, from: b.from, to: b.to})
}

// inlineMark reports whether the element right around a block's text carries a mark.
func (t *tree) inlineMark(k int, m mark) bool {
	p := t.blocks[k].from.Parent
	return p != nil && t.markOf(p)&m != 0
}

// namesSite reports a declared title that is only the site's name.
func (r *reading) namesSite(s string) bool {
	if s == "" || genericTitle(s) && runes(s) < 60 || soundsLikeSite(s, r.a.Site, r.siteName()) {
		return true
	}
	own, page := splitTitle(s), splitTitle(r.t.head.title)
	return len(own) == 0 || len(page) > 0 && own[0] == page[0] && genericTitle(r.t.head.title)
}

// genericTitle reports a <title> that is the same on all pages of a site.
func genericTitle(s string) bool {
	low := lower(s)
	for _, w := range []string{"cổng thông tin", "trang thông tin", "trang chủ", "chi tiết", "tin tức", "website", "báo ", " > ", "điện tử", "home"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return s == "" || isASCII(s) && (strings.HasPrefix(low, "bao ") || strings.Contains(low, "dien tu") || strings.Contains(low, "trang tin") || strings.Contains(low, "cong thong tin"))
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
