package extract

import (
	"path"
	"slices"
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
		for i := range r.each(r.rule.title) {
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
		r.evidence("title", source{selector: r.ld.where + " headline", text: r.ld.headline})
	case m.value != "":
		r.a.Title = stripSite(plain(m.value), r.a.Site, r.siteName())
		r.evidence("title", metaSource(m))
	case t.head.title != "":
		r.a.Title = stripSite(t.head.title, r.a.Site, r.siteName())
		r.evidence("title", source{selector: "title", text: t.head.title, from: t.head.titleNode, to: t.head.titleNode})
	}
	r.titleBlock()
}

// bare reports an element with hardly a sentence in it: a script fills it, or
// the site has moved its text elsewhere.
func (r *reading) bare(box int) bool {
	const few = 40
	e := &r.t.elems[box]
	chars := 0
	for k := e.first; k < e.last && k < len(r.t.blocks) && chars < few; k++ {
		if b := &r.t.blocks[k]; !b.junk && b.link*2 < b.chars {
			chars += b.chars
		}
	}
	return chars < few
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
	if box < 0 || r.bare(box) {
		if c := r.t.container(); c >= 0 && (box < 0 || !t.within(c, box) && t.running(t.elems[c].first, min(t.elems[c].last, len(t.blocks))) > 400) {
			box, r.pinned = c, false
		}
	}
	if box < 0 {
		return -1
	}
	if !r.pinned {
		box = r.column(box)
	}
	r.boldTitle(box)
	if r.rule != nil {
		r.lead = r.match(r.rule.lead)
	}
	if r.lead < 0 {
		r.lead = r.findLead(box)
	}
	if r.lead < 0 && !r.pinned {
		r.lead = r.leadAbove(box)
	}
	if r.lead >= 0 && r.isLearned(r.leadText()) {
		r.dropped, r.lead = append(r.dropped, r.lead), -1
	}
	r.content = r.gather(box)
	c := &r.content
	r.heroes(box)
	if r.lead >= 0 {
		n := t.elems[r.lead].node
		r.a.Lead = r.withoutSign(r.leadText())
		r.evidence("lead", source{selector: selectorOf(n), text: clip(t.textOf(r.lead), 500), from: firstText(n), to: lastText(n)})
	} else if lead := r.leadOf(c, box); lead != nil {
		c.lead = lead
		b := &t.blocks[lead[0].block]
		r.a.Lead = r.withoutSign(lead[0].text)
		r.evidence("lead", source{selector: selectorOf(t.elems[b.elem].node), text: b.text, from: b.from, to: b.to})
	}
	r.dropLead()
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

// readDate reads the rule's date element first.
func (r *reading) readDate(box int) {
	r.findDates(box)
	if r.rule == nil || r.rule.date == nil {
		return
	}
	for i := range r.each(r.rule.date) {
		text := tidy(nodeText(r.t.elems[i].node))
		if text == "" || runes(text) > 200 {
			continue
		}
		d, doubts, _ := readDate(text, r.p.Captured, false)
		if d.IsZero() || d.Day && !r.a.Published.IsZero() && !r.a.Published.Day {
			continue
		}
		derived := slices.ContainsFunc(doubts, func(x index.Doubt) bool { return x.Code == "date-derived" })
		if derived && !r.a.Published.IsZero() {
			continue // "2 giờ trước" stands beside other articles too
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
		for i := range r.each(r.rule.section) {
			if names := r.crumbNames(i); len(names) > 0 {
				return names, r.listSource(i)
			}
		}
	}
	return r.findSection(box)
}

func (r *reading) pinnedTags() ([]string, source) {
	if r.rule != nil && r.rule.tags != nil {
		for i := range r.each(r.rule.tags) {
			names := r.t.linkNames(i)
			if len(names) > 0 {
				return names, r.listSource(i)
			}
		}
	}
	return r.findTags()
}
