package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"khobao/index"
)

// content is what a container holds once everything foreign is taken out.
type content struct {
	paras    []para
	captions []captionAt
	authors  []para
	sources  []para
	lead     []para
}

// para is one paragraph: a block, or the cells of a table row.
type para struct {
	text        string
	block, last int
}

// captionAt is a caption and the blocks it stands in.
type captionAt struct {
	index.Caption
	first, block int
}

// part says what a block of the container is.
type part byte

const (
	partBody part = iota
	partDrop
	partCaption
	partAuthor
	partSource
	partLead
	partHeading
)

// gather sorts the blocks of a container into lead, paragraphs, captions,
// author and source lines, and drops the rest.
func (r *reading) gather(box int) content {
	t := r.t
	e := &t.elems[box]
	first, last := e.first, min(e.last, len(t.blocks))
	if r.title >= 0 && r.titleFrom >= first && r.titleTo <= last && !r.pinned && t.running(first, r.titleFrom) < t.running(r.titleTo, last) {
		first = max(first, r.titleTo)
	}
	last = r.nextArticle(first, last)
	var c content
	parts := make([]part, last-first)
	for i := first; i < last; i++ {
		parts[i-first] = r.sort(i, box)
	}
	r.dropTeasers(parts, first, box)
	r.pullQuotes(parts, first, box)
	r.strayCaptions(parts, first)
	r.galleryCaptions(parts, first, box)
	r.cutTail(parts, first)
	r.tailLines(parts, first, &c)
	for i := first; i < last; i++ {
		b := &t.blocks[i]
		switch parts[i-first] {
		case partCaption:
			c.caption(t, i, box)
		case partLead:
			c.lead = append(c.lead, para{b.text, i, i})
		case partBody, partHeading:
			c.add(t, para{b.text, i, i})
		}
	}
	c.trim(t)
	return c
}

// caption adds a caption, or the name of the photographer to the caption before
// it in the same figure.
func (c *content) caption(t *tree, i, box int) {
	image := t.pictureOf(i, box)
	if n := len(c.captions); n > 0 {
		prev := &c.captions[n-1]
		if prev.block == i-1 && t.blocks[i].pics == t.blocks[i-1].pics && prev.Image == image && image != "" && t.blocks[i].chars < 60 {
			prev.Text += " " + t.blocks[i].text
			prev.block = i
			return
		}
	}
	c.captions = append(c.captions, captionAt{index.Caption{Text: t.blocks[i].text, Image: image}, i, i})
}

// nextArticle gives the block where the next article begins on a page that
// appends one to the other as the reader scrolls: a headline of the same kind
// as the first, with its own date below. It gives last where there is none.
func (r *reading) nextArticle(first, last int) int {
	if r.title < 0 {
		return last
	}
	t := r.t
	const below = 5 // blocks in which the date stands
	for i := t.elems[r.title].end; i < len(t.elems) && t.elems[i].first < last; i++ {
		e := &t.elems[i]
		if e.first <= r.titleTo || e.first <= first || !t.alike(i, r.title) || attr(e.node, "class") == "" || runes(t.textOf(i)) < 20 {
			continue
		}
		for k := e.last; k < min(e.last+below, last); k++ {
			if isDateLine(t.blocks[k].text) || t.blocks[k].mark&dateMark != 0 && strings.ContainsAny(t.blocks[k].text, "0123456789") {
				return e.first
			}
		}
	}
	return last
}

// running counts the running text of a range of blocks; text with links in it
// counts little, for before a headline it is that of other articles.
func (t *tree) running(from, to int) int {
	n := 0
	for k := from; k < to; k++ {
		b := &t.blocks[k]
		switch {
		case b.junk || b.chars < 60 || b.link*3 >= b.chars:
		case b.links > 0:
			n += b.chars / 3
		default:
			n += b.chars
		}
	}
	return n
}

// add appends a paragraph, joining the cells of one table row.
func (c *content) add(t *tree, p para) {
	if n := len(c.paras); n > 0 {
		prev := &c.paras[n-1]
		cellA, rowA := t.cell(t.blocks[prev.last].elem)
		cellB, rowB := t.cell(t.blocks[p.block].elem)
		if rowA >= 0 && rowA == rowB && cellA != cellB && len(prev.text) < 300 && len(p.text) < 300 {
			prev.text += " | " + p.text
			prev.last = p.block
			return
		}
		if prev.text == p.text {
			return
		}
	}
	c.paras = append(c.paras, p)
}

// cell gives the table cell and row around an element, -1 outside tables.
func (t *tree) cell(i int) (cell, row int) {
	cell = -1
	for k := 0; i >= 0 && k < 6; k++ {
		switch t.tag(i) {
		case atom.Td, atom.Th:
			cell = i
		case atom.Tr:
			return cell, i
		case atom.Table, atom.Body:
			return -1, -1
		}
		i = t.elems[i].parent
	}
	return -1, -1
}

// sort says what one block is, looking at it and its near surroundings.
func (r *reading) sort(i, box int) part {
	t := r.t
	b := &t.blocks[i]
	if b.junk || r.isDropped(b.elem) {
		return partDrop
	}
	if r.isLearned(b.text) {
		return partDrop
	}
	if r.lead >= 0 && t.within(b.elem, r.lead) {
		return partLead
	}
	if r.title >= 0 && i >= r.titleFrom && i < r.titleTo || b.text == r.a.Title {
		return partDrop
	}
	own := t.marksUpTo(b.elem, box, 3)
	tag := t.tag(b.elem)
	linked := b.link*10 > b.chars*8
	switch {
	case own&(tagMark|crumbMark) != 0 && (b.links > 0 || b.chars < 40), isTagLine(b):
		return partDrop
	case r.isCaption(i, box, own):
		return partCaption
	case own&authorMark != 0 && b.chars < 120:
		return partAuthor
	case own&sourceMark != 0 && b.chars < 120:
		return partSource
	case r.isMetaLine(i):
		return partDrop
	case isDateLine(b.text), b.mark&dateMark != 0 && isClock(b.text), isHashtags(b.text):
		return partDrop
	case isPointer(b), r.isHotline(b), isTicker(b.text), t.isCounter(i):
		return partDrop
	case isPhrase(b.text), isHouseRule(b.text):
		return partDrop
	case linked && tag != atom.P && b.chars > 3:
		return partDrop
	case linked && b.chars > 20:
		return partDrop
	case isHeading(tag):
		return partHeading
	case !hasWord(b.text):
		return partDrop
	}
	return partBody
}

// isMetaLine reports a short line under the headline that prints a date and is
// no sentence: "Hà An 25 Tháng Tám, 2021".
func (r *reading) isMetaLine(i int) bool {
	const below, long = 6, 100
	b := &r.t.blocks[i]
	if r.title < 0 || i < r.titleTo || i > r.titleTo+below || b.chars > long || endsSentence(b.text) || !strings.ContainsAny(b.text, "0123456789") {
		return false
	}
	dates, _ := readDates(b.text, r.p.Captured, false)
	return len(dates) > 0 && !dates[0].derived && len(strings.Fields(b.text)) <= 12
}

func hasWord(s string) bool {
	for _, r := range s {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > 0xBF {
			return true
		}
	}
	return false
}

func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// marksUpTo gathers the marks of an element and of at most n around it, below box.
func (t *tree) marksUpTo(i, box, n int) mark {
	var m mark
	for k := 0; k < n && i > box; k++ {
		m |= t.elems[i].mark
		i = t.elems[i].parent
	}
	return m
}

func joinParas(ps []para) string {
	var b strings.Builder
	for i, p := range ps {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(p.text)
	}
	return b.String()
}

func runes(s string) int { return utf8.RuneCountInString(s) }
