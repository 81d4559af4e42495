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
	text  string
	block int
}

// captionAt is a caption and the block it stands in.
type captionAt struct {
	index.Caption
	block int
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
	if r.title >= 0 && t.within(r.title, box) && !r.pinned {
		first = max(first, t.elems[r.title].last)
	}
	var c content
	parts := make([]part, last-first)
	for i := first; i < last; i++ {
		parts[i-first] = r.sort(i, box)
	}
	r.cutTail(parts, first, box)
	r.tailLines(parts, first, &c)
	for i := first; i < last; i++ {
		b := &t.blocks[i]
		switch parts[i-first] {
		case partCaption:
			c.captions = append(c.captions, captionAt{index.Caption{Text: b.text, Image: t.pictureOf(i, box)}, i})
		case partLead:
			c.lead = append(c.lead, para{b.text, i})
		case partBody, partHeading:
			c.add(t, para{b.text, i})
		}
	}
	c.trim(t)
	return c
}

// add appends a paragraph, joining the cells of one table row.
func (c *content) add(t *tree, p para) {
	if n := len(c.paras); n > 0 {
		prev := &c.paras[n-1]
		a, b := t.row(t.blocks[prev.block].elem), t.row(t.blocks[p.block].elem)
		if a >= 0 && a == b && len(prev.text) < 300 && len(p.text) < 300 && t.blocks[prev.block].elem != t.blocks[p.block].elem {
			prev.text += " | " + p.text
			return
		}
		if prev.text == p.text {
			return
		}
	}
	c.paras = append(c.paras, p)
}

// row gives the table row around an element, -1 outside tables.
func (t *tree) row(i int) int {
	for k := 0; i >= 0 && k < 4; k++ {
		switch t.tag(i) {
		case atom.Tr:
			return i
		case atom.Table, atom.Div, atom.Body:
			return -1
		}
		i = t.elems[i].parent
	}
	return -1
}

// sort says what one block is, looking at it and its near surroundings.
func (r *reading) sort(i, box int) part {
	t := r.t
	b := &t.blocks[i]
	if b.junk || r.isDropped(b.elem) {
		return partDrop
	}
	if r.lead >= 0 && t.within(b.elem, r.lead) {
		return partLead
	}
	if r.title >= 0 && (i >= t.elems[r.title].first && i < t.elems[r.title].last || b.text == r.a.Title) {
		return partDrop
	}
	own := t.marksUpTo(b.elem, box, 3)
	tag := t.tag(b.elem)
	linked := b.link*10 > b.chars*8
	switch {
	case own&(tagMark|crumbMark) != 0 && (b.links > 0 || b.chars < 40):
		return partDrop
	case r.isCaption(i, box, own):
		return partCaption
	case own&authorMark != 0 && b.chars < 120 && own&bodyMark == 0:
		return partAuthor
	case own&sourceMark != 0 && b.chars < 120:
		return partSource
	case isDateLine(b.text):
		return partDrop
	case isPointer(b):
		return partDrop
	case isPhrase(b.text):
		return partDrop
	case linked && tag != atom.P && b.chars > 3:
		return partDrop
	case linked && b.chars > 20:
		return partDrop
	case isHeading(tag):
		return partHeading
	case b.chars < 3 && !hasWord(b.text):
		return partDrop
	}
	return partBody
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

// cutTail drops what follows a heading such as "Tin liên quan" or "Bình luận"
// when little text comes after it, and headings that end up without text.
func (r *reading) cutTail(parts []part, first, box int) {
	total, seen := 0, 0
	for k, p := range parts {
		if p == partBody {
			total += r.t.blocks[first+k].chars
		}
	}
	for k := range parts {
		b := &r.t.blocks[first+k]
		if parts[k] == partBody {
			seen += b.chars
		}
		if b.chars < 60 && seen*2 > total && isTailHeading(b.text) {
			for j := k; j < len(parts); j++ {
				if parts[j] == partBody || parts[j] == partHeading || parts[j] == partCaption || parts[j] == partLead {
					parts[j] = partDrop
				}
			}
			return
		}
	}
}

// tailLines takes author and source lines out of the last paragraphs.
func (r *reading) tailLines(parts []part, first int, c *content) {
	t := r.t
	lines := 0
	for k := len(parts) - 1; k >= 0 && lines < 5; k-- {
		b := &t.blocks[first+k]
		switch parts[k] {
		case partAuthor:
			c.authors = append([]para{{b.text, first + k}}, c.authors...)
			continue
		case partSource:
			c.sources = append([]para{{b.text, first + k}}, c.sources...)
			continue
		case partBody:
		case partHeading:
			lines++
			continue
		default:
			continue
		}
		lines++
		if b.chars > 100 {
			continue
		}
		line := readByline(b.text)
		marked := b.bold*10 >= b.chars*4 || b.side || b.slant*10 >= b.chars*6
		switch {
		case line.source != "" && len(line.names) == 0 && lines <= 4:
			c.sources = append([]para{{b.text, first + k}}, c.sources...)
			parts[k] = partSource
		case len(line.names) > 0 && (line.labelled || marked || lines <= 2 && looksLikeNames(line.names)):
			if len(c.authors) == 0 || line.labelled {
				c.authors = append([]para{{b.text, first + k}}, c.authors...)
			}
			if line.source != "" {
				c.sources = append([]para{{b.text, first + k}}, c.sources...)
			}
			parts[k] = partAuthor
		case line.credit:
			parts[k] = partDrop
		}
	}
	for k := 0; k < len(parts); k++ {
		b := &t.blocks[first+k]
		if parts[k] == partAuthor && !hasPara(c.authors, first+k) {
			c.authors = append(c.authors, para{b.text, first + k})
		}
		if parts[k] == partSource && !hasPara(c.sources, first+k) {
			c.sources = append(c.sources, para{b.text, first + k})
		}
	}
}

func hasPara(ps []para, block int) bool {
	for _, p := range ps {
		if p.block == block {
			return true
		}
	}
	return false
}

// trim drops what stands before the first real paragraph and after the last.
func (c *content) trim(t *tree) {
	real := func(p para) bool {
		b := &t.blocks[p.block]
		return b.chars >= 50 || t.tag(b.elem) == atom.P && (endsSentence(b.text) || b.chars >= 25) || isHeading(t.tag(b.elem)) && b.chars >= 15
	}
	start, end := 0, len(c.paras)
	for start < end && !real(c.paras[start]) {
		start++
	}
	for end > start {
		b := &t.blocks[c.paras[end-1].block]
		tag := t.tag(b.elem)
		if isHeading(tag) || b.chars < 25 && tag != atom.P && tag != atom.Li && tag != atom.Td && !endsSentence(b.text) {
			end--
			continue
		}
		break
	}
	if start < end {
		c.paras = c.paras[start:end]
	}
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
