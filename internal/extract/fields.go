package extract

import (
	"path"
	"strings"

	"khobao/index"
	"khobao/internal/page"
)

// identify fills the address, the site and the time of capture.
func (r *reading) identify() {
	a := &r.a
	a.Captured = r.p.Captured
	a.URL = r.address()
	a.Site = page.Site(a.URL)
	if a.URL == "" {
		a.Name = path.Base(strings.ReplaceAll(r.p.Origin.Path, "\\", "/"))
		if r.p.Origin.Entry != "" {
			a.Name = path.Base(r.p.Origin.Entry)
		}
		if a.Name == "." || a.Name == "/" {
			a.Name = ""
		}
	}
}

func (r *reading) siteName() string {
	return plain(r.t.head.get("og:site_name").value)
}

// readTitle finds the headline: the rule's element, else the page's heading,
// else JSON-LD, og:title or <title> without the paper's name.
func (r *reading) readTitle() {
	t := r.t
	if r.rule != nil {
		if i := r.match(r.rule.title); i >= 0 {
			if text := tidy(nodeText(t.elems[i].node)); text != "" {
				r.setTitle(i, text)
				r.titleInPage = true
				r.evidence("title", r.elemSource(i, text))
				return
			}
		}
	}
	i, text := t.findTitle()
	if i >= 0 {
		r.setTitle(i, text)
		folded := foldText(text)
		r.titleInPage = strings.Contains(foldText(t.head.title), folded) || strings.Contains(foldText(t.head.get("og:title").value), folded)
		r.evidence("title", r.elemSource(i, text))
		return
	}
	switch m := t.head.get("og:title"); {
	case r.ld.article && r.ld.headline != "":
		r.a.Title = r.ld.headline
		r.evidence("title", source{selector: "script[type=application/ld+json] headline", text: r.ld.headline})
	case m.value != "":
		r.a.Title = stripSite(plain(m.value), r.a.Site, r.siteName())
		r.evidence("title", metaSource(m))
	case t.head.title != "":
		r.a.Title = stripSite(t.head.title, r.a.Site, r.siteName())
		r.evidence("title", source{selector: "title", text: t.head.title, from: t.head.titleNode, to: t.head.titleNode})
	}
	r.titleBlock()
}

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
		if b.chars <= most || b.chars > 300 || b.link*2 > b.chars {
			continue
		}
		if folded := foldText(b.text); strings.Contains(key, folded) && !isSiteName(b.text, r.t.head.title) {
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
	if r.title >= 0 || r.ld.article || r.t.head.get("og:title").value != "" {
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
		case b.bold*10 >= b.chars*9 && k < first+1:
			rank = 1
		}
		if rank > bestRank {
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

// genericTitle reports a <title> that is the same on all pages of a site.
func genericTitle(s string) bool {
	low := strings.ToLower(s)
	for _, w := range []string{"cổng thông tin", "trang thông tin", "trang chủ", "chi tiết", "tin tức", "website", "báo ", " > ", "điện tử", "home"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return s == ""
}

func (r *reading) elemSource(i int, text string) source {
	n := r.t.elems[i].node
	return source{selector: selectorOf(n), text: text, from: firstText(n), to: lastText(n)}
}

// readContent finds the container and reads lead, body and captions from it.
func (r *reading) readContent() int {
	t := r.t
	box := -1
	if r.rule != nil {
		box = r.match(r.rule.body)
		r.pinned = box >= 0
		r.dropped = r.matchAll(r.rule.drop)
		if box >= 0 {
			for k := box; k >= 0; k = t.elems[k].parent {
				t.elems[k].junk = false
			}
		}
	}
	if box < 0 {
		box = t.container()
	}
	if box < 0 {
		return -1
	}
	r.boldTitle(box)
	if r.rule != nil {
		r.lead = r.match(r.rule.lead)
	}
	if r.lead < 0 {
		r.lead = r.findLead(box)
	}
	r.content = r.gather(box)
	c := &r.content
	if r.lead >= 0 {
		n := t.elems[r.lead].node
		r.a.Lead = stripDateline(r.leadText())
		r.evidence("lead", source{selector: selectorOf(n), text: clip(t.textOf(r.lead), 500), from: firstText(n), to: lastText(n)})
	} else if lead := r.leadOf(c); lead != nil {
		c.lead = lead
		b := &t.blocks[lead[0].block]
		r.a.Lead = stripDateline(lead[0].text)
		r.evidence("lead", source{selector: selectorOf(t.elems[b.elem].node), text: b.text, from: b.from, to: b.to})
	}
	c.dropLead(r.a.Lead)
	r.a.Body = joinParas(c.paras)
	if n := len(c.paras); n > 0 {
		r.evidence("body", source{selector: selectorOf(t.elems[box].node), text: c.paras[0].text, from: t.blocks[c.paras[0].block].from, to: t.blocks[c.paras[n-1].last].to})
	}
	for i, at := range c.captions {
		r.a.Captions = append(r.a.Captions, index.Caption{Text: compose(at.Text), Image: at.Image})
		if i == 0 {
			b := &t.blocks[at.first]
			r.evidence("captions", source{selector: selectorOf(t.elems[b.elem].node), text: b.text, from: b.from, to: b.to})
		}
	}
	r.photoStory()
	return box
}

// leadText joins the blocks of the lead that are text.
func (r *reading) leadText() string {
	e := &r.t.elems[r.lead]
	var parts []string
	for k := e.first; k < e.last && k < len(r.t.blocks); k++ {
		b := &r.t.blocks[k]
		if isPointer(b) || b.link*10 > b.chars*8 && e.last-e.first > 1 {
			continue
		}
		text := b.text
		// A link to another article at the end of the lead.
		if i := strings.LastIndex(text, ">>"); i > 40 && b.link > 0 {
			text = strings.TrimSpace(text[:i])
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}

// photoStory makes the captions the body where a page has hardly any other
// text: its story is told under the pictures.
func (r *reading) photoStory() {
	chars := 0
	for _, c := range r.content.captions {
		chars += runes(c.Text)
	}
	if len(r.content.captions) < 3 || runes(r.a.Body)*3 > chars {
		return
	}
	var parts []string
	for _, c := range r.content.captions {
		if c.Text != "" {
			parts = append(parts, c.Text)
		}
	}
	if r.a.Body != "" {
		parts = append([]string{r.a.Body}, parts...)
	} else {
		f, l := &r.t.blocks[r.content.captions[0].first], &r.t.blocks[r.content.captions[len(r.content.captions)-1].block]
		r.evidence("body", source{selector: selectorOf(r.t.elems[f.elem].node), text: f.text, from: f.from, to: l.to})
	}
	r.a.Body = strings.Join(parts, "\n\n")
}

// isDropped reports whether an element lies in what the rule drops.
func (r *reading) isDropped(i int) bool {
	for _, d := range r.dropped {
		if r.t.within(i, d) {
			return true
		}
	}
	return false
}

// readNames fills authors and the original source.
func (r *reading) readNames(box int) {
	t := r.t
	if r.rule != nil && r.rule.author != nil {
		for _, i := range r.matchAll(r.rule.author) {
			text := tidy(nodeText(t.elems[i].node))
			if r.takeByline(text, r.elemSource(i, text)) {
				break
			}
		}
	}
	for _, p := range r.content.sources {
		b := &t.blocks[p.block]
		line := readByline(p.text)
		if line.source == "" && b.chars < 60 && t.marksUpTo(b.elem, -1, 2)&sourceMark != 0 && len(line.names) > 0 {
			line.source = p.text
		}
		if line.source != "" && r.a.OriginalSource == "" {
			r.a.OriginalSource = compose(line.source)
			r.evidence("original_source", source{selector: selectorOf(t.elems[b.elem].node), text: p.text, from: b.from, to: b.to})
		}
	}
	if len(r.a.Authors) > 0 {
		return
	}
	for _, p := range r.content.authors {
		b := &t.blocks[p.block]
		if r.takeByline(p.text, source{selector: selectorOf(t.elems[b.elem].node), text: p.text, from: b.from, to: b.to}) {
			return
		}
	}
	if r.nearByline(box) || r.labelledByline() || r.afterBody(box) {
		return
	}
	var names []string
	for _, n := range r.ld.authors {
		if n = plain(n); !isPublisher(n, r.a.Site, r.siteName(), r.ld.publisher) && areNames(splitNames(n)) {
			names = append(names, splitNames(n)...)
		}
	}
	if len(names) > 0 {
		r.a.Authors = uniqueNames(names)
		r.evidence("authors", source{selector: "script[type=application/ld+json] author", text: strings.Join(r.ld.authors, ", ")})
		return
	}
	m := t.head.get("article:author", "author", "dc.creator", "parsely-author", "sailthru.author")
	if n := plain(m.value); n != "" && !isPublisher(n, r.a.Site, r.siteName(), r.ld.publisher) && areNames(splitNames(n)) && len(strings.Fields(n)) > 1 && !strings.Contains(r.t.head.get("copyright").value, n) {
		r.a.Authors = uniqueNames(splitNames(n))
		r.evidence("authors", metaSource(m))
	}
}

// takeByline fills the authors from a line if it names any.
func (r *reading) takeByline(text string, from source) bool {
	line := readByline(text)
	var names []string
	for _, n := range line.names {
		if !isPublisher(n, r.a.Site, r.siteName(), r.ld.publisher) {
			names = append(names, n)
		}
	}
	if line.source != "" && r.a.OriginalSource == "" {
		r.a.OriginalSource = compose(line.source)
		r.evidence("original_source", from)
	}
	if len(names) == 0 {
		return false
	}
	r.a.Authors = uniqueNames(names)
	r.evidence("authors", from)
	return true
}

// nearByline looks for an element called author between headline and body or
// right after the body.
func (r *reading) nearByline(box int) bool {
	t := r.t
	if r.title < 0 {
		return false
	}
	from := r.titleFrom - 4
	until := r.titleTo + 12
	end := -1
	if box >= 0 {
		until = max(until, t.elems[box].first+3)
		end = t.elems[box].last
	}
	for i := range t.elems {
		e := &t.elems[i]
		if e.mark&authorMark == 0 || e.mark&(commentMark|relatedMark|bodyMark) != 0 || e.last-e.first > 4 || e.junk && e.mark&junkMarks == 0 {
			continue
		}
		near := e.first >= from && e.first <= until || end >= 0 && e.first >= end-2 && e.first <= end+4
		if !near {
			continue
		}
		for k := e.first; k < e.last && k < len(t.blocks); k++ {
			text := t.blocks[k].text
			if inline[e.node.DataAtom] {
				text = tidy(nodeText(e.node))
			}
			if runes(text) <= 90 && r.takeByline(text, r.elemSource(i, text)) {
				return true
			}
		}
	}
	return false
}

// labelledByline reads a line between headline and text that says it names the
// author: "Viết bởi …", "Tác giả: …".
func (r *reading) labelledByline() bool {
	if r.title < 0 || len(r.content.paras) == 0 {
		return false
	}
	t := r.t
	for k := r.titleTo; k < min(r.titleTo+10, r.content.paras[0].block); k++ {
		b := &t.blocks[k]
		if b.chars > 80 || b.junk {
			continue
		}
		if line := readByline(b.text); line.labelled {
			from := source{selector: selectorOf(t.elems[b.elem].node), text: b.text, from: b.from, to: b.to}
			if r.takeByline(b.text, from) {
				return true
			}
		}
	}
	return false
}

// afterBody reads signs that stand under the container: a right-aligned or bold
// name, "Theo …".
func (r *reading) afterBody(box int) bool {
	n := len(r.content.paras)
	if n == 0 {
		return false
	}
	t := r.t
	lastBody := r.content.paras[n-1].last
	if k := t.elems[box].last - 1; k > lastBody {
		lastBody = k
	}
	for k := lastBody + 1; k < len(t.blocks) && k <= lastBody+4; k++ {
		b := &t.blocks[k]
		if b.chars > 60 || b.link*2 > b.chars || t.marksUpTo(b.elem, -1, 3)&(tagMark|commentMark|relatedMark|footMark|crumbMark) != 0 || isTailHeading(b.text) {
			break
		}
		if b.junk {
			continue
		}
		line := readByline(b.text)
		from := source{selector: selectorOf(t.elems[b.elem].node), text: b.text, from: b.from, to: b.to}
		if line.source != "" && len(line.names) == 0 && r.a.OriginalSource == "" {
			r.a.OriginalSource = compose(line.source)
			r.evidence("original_source", from)
			continue
		}
		signed := (b.side || b.bold*10 >= b.chars*8) && looksLikeNames(line.names) && !isHeading(t.tag(b.elem))
		if (signed || line.labelled) && r.takeByline(b.text, from) {
			return true
		}
	}
	return false
}

// readDate reads the rule's date element first.
func (r *reading) readDate(box int) {
	r.findDates(box)
	if r.rule == nil || r.rule.date == nil {
		return
	}
	for _, i := range r.matchAll(r.rule.date) {
		text := tidy(nodeText(r.t.elems[i].node))
		if text == "" || runes(text) > 200 {
			continue
		}
		d, doubts, _ := readDate(text, r.p.Captured, false)
		if d.IsZero() || d.Day && !r.a.Published.IsZero() && !r.a.Published.Day {
			continue
		}
		if !r.a.Published.IsZero() && !r.a.Published.Day && r.ld.published != "" && !r.printedWins(r.a.Published, d) {
			return
		}
		r.a.Published = d
		r.unDoubt("no-date")
		for _, x := range doubts {
			r.doubt(x.Code, "published", x.Text)
		}
		r.evidence("published", r.elemSource(i, text))
		return
	}
}

func (r *reading) findDatesWithoutBody() {
	d, from := r.declaredDate()
	r.a.Published = d
	if !d.IsZero() {
		r.evidence("published", from)
		return
	}
	r.doubt("no-date", "published", "")
}

func (r *reading) pinnedSection(box int) ([]string, source) {
	if r.rule != nil {
		if i := r.match(r.rule.section); i >= 0 {
			if names := r.crumbNames(i); len(names) > 0 {
				return names, r.listSource(i)
			}
		}
	}
	return r.findSection(box)
}

func (r *reading) pinnedTags() ([]string, source) {
	if r.rule != nil && r.rule.tags != nil {
		for _, i := range r.matchAll(r.rule.tags) {
			names := r.t.linkNames(i)
			if len(names) > 0 {
				return names, r.listSource(i)
			}
		}
	}
	return r.findTags()
}
