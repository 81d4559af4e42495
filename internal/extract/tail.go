package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// cutTail drops what follows a heading such as "Bình luận", and what follows
// one such as "Tin liên quan" where little text comes after it.
func (r *reading) cutTail(parts []part, first int) {
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
		if b.chars >= 60 || seen < 200 || b.junk && seen*2 < total {
			continue
		}
		if !isCommentHeading(b.text) && (b.junk || !isTailHeading(b.text) || seen*10 < total*7) {
			continue
		}
		for j := k; j < len(parts); j++ {
			if parts[j] == partBody || parts[j] == partHeading || parts[j] == partCaption || parts[j] == partLead {
				parts[j] = partDrop
			}
		}
		return
	}
}

// dropTeasers drops paragraphs that introduce other articles: each beside a
// headline link in a small element of its own, three or more of them.
func (r *reading) dropTeasers(parts []part, first, box int) {
	var teasers []int
	chars, total := 0, 0
	for k, p := range parts {
		if p != partBody {
			continue
		}
		b := &r.t.blocks[first+k]
		total += b.chars
		if b.chars >= 40 && r.isTeaser(first+k, box) {
			teasers = append(teasers, k)
			chars += b.chars
		}
	}
	if chars == total {
		return
	}
	for _, k := range teasers {
		// One alone is dropped where the page has more of its kind outside.
		if b := &r.t.blocks[first+k]; len(teasers) >= 3 || r.t.elems[b.elem].mark&leadMark != 0 && first+k != r.firstText(parts, first) || r.teasers >= 4 && b.linkFirst && b.link >= 25 {
			parts[k] = partDrop
		}
	}
}

// firstText gives the block of the first paragraph.
func (r *reading) firstText(parts []part, first int) int {
	for k, p := range parts {
		if p == partBody && r.t.blocks[first+k].chars >= 40 {
			return first + k
		}
	}
	return -1
}

// tailLines takes author and source lines out of the last paragraphs.
func (r *reading) tailLines(parts []part, first int, c *content) {
	t := r.t
	lines := 0
	for k := len(parts) - 1; k >= 0 && lines < 5; k-- {
		b := &t.blocks[first+k]
		switch parts[k] {
		case partAuthor:
			c.authors = append([]para{{b.text, first + k, first + k}}, c.authors...)
			continue
		case partSource:
			c.sources = append([]para{{b.text, first + k, first + k}}, c.sources...)
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
		text := b.text
		line := readByline(text)
		if lines == 1 && b.side && len(line.names) == 0 && line.source == "" && !line.credit {
			text = withoutOffice(text)
			line = readByline(text)
		}
		marked := b.bold*10 >= b.chars*4 || b.side || b.slant*10 >= b.chars*6
		if !line.labelled && !b.side && slices.ContainsFunc(line.names, isUnit) && !looksLikeNames(line.names) {
			line.names = nil
		}
		switch {
		case line.source != "" && len(line.names) == 0 && lines <= 4:
			c.sources = append([]para{{b.text, first + k, first + k}}, c.sources...)
			parts[k] = partSource
		case len(line.names) > 0 && !line.labelled && r.afterSource(parts, first, k):
			parts[k] = partDrop
		case len(line.names) > 0 && (line.labelled || marked || lines <= 2 && looksLikeNames(line.names)):
			if len(c.authors) == 1 && c.authors[0].block == first+k+1 && isUnit(c.authors[0].text) && looksLikeNames(line.names) {
				c.authors = nil // the office of the one named above it
			}
			if len(c.authors) == 0 || line.labelled {
				c.authors = append([]para{{text, first + k, first + k}}, c.authors...)
			}
			if line.source != "" {
				c.sources = append([]para{{b.text, first + k, first + k}}, c.sources...)
			}
			parts[k] = partAuthor
		case line.credit, isSignature(b.text):
			parts[k] = partDrop
		}
	}
	for k := 0; k < len(parts); k++ {
		b := &t.blocks[first+k]
		if parts[k] == partAuthor && !hasPara(c.authors, first+k) {
			c.authors = append(c.authors, para{b.text, first + k, first + k})
		}
		if parts[k] == partSource && !hasPara(c.sources, first+k) {
			c.sources = append(c.sources, para{b.text, first + k, first + k})
		}
	}
}

// gathered is how a text put together of others is signed.
var gathered = map[string]bool{"tổng hợp": true, "t.h": true, "th": true}

// withoutOffice takes off a name what its bearer is: "Hà An - Công chức xã". A
// name with a title or an address is that of somebody who is quoted.
func withoutOffice(s string) string {
	for _, sep := range []string{" - ", " – ", " — "} {
		name, office, ok := strings.Cut(s, sep)
		if !ok || withoutTitle(name) != name || begins(lower(name), addresses) || endsSentence(office) || !startsUpper(strings.TrimSpace(office)) {
			continue
		}
		if len(strings.Fields(name)) >= 2 && looksLikeNames(readByline(name).names) {
			return name
		}
	}
	return s
}

var addresses = []string{"ông ", "bà ", "anh ", "chị ", "cô ", "thầy ", "em ", "cụ ", "bác ", "chú ", "đồng chí ", "gs", "pgs", "ts.", "ts ", "ths", "bs", "mr", "ms"}

// isSignature reports a short line that says it names who wrote, whoever it
// names: "Tin, ảnh: Văn hóa xã".
func isSignature(s string) bool {
	if low := lower(strings.Trim(s, " ()[]*.:")); gathered[low] || strings.HasPrefix(low, "nguồn: http") {
		return true
	}
	label, name, ok := strings.Cut(s, ":")
	if _, own := cutLabel(label+":", authorLabels); !ok || !own || endsSentence(s) {
		return false
	}
	return len(label) < 30 && len(strings.Fields(name)) <= 6
}

// afterSource reports a line right under "Theo …": the second source.
func (r *reading) afterSource(parts []part, first, k int) bool {
	for j := k - 1; j >= 0; j-- {
		if parts[j] == partBody || parts[j] == partSource {
			b := &r.t.blocks[first+j]
			line := readByline(b.text)
			return b.chars < 60 && line.source != "" && len(line.names) == 0
		}
	}
	return false
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
		return b.chars >= 50 || b.broken && b.chars >= 12 && b.links == 0 && t.tag(b.elem) == atom.P && !isPhrase(b.text) || t.tag(b.elem) == atom.P && (endsSentence(b.text) || b.chars >= 25) || isHeading(t.tag(b.elem)) && b.chars >= 15
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

// dropLead drops paragraphs among the first three that repeat the lead.
func (r *reading) dropLead() {
	c, lead := &r.content, r.a.Lead
	if lead == "" {
		return
	}
	for i := 0; i < len(c.paras) && i < 3; i++ {
		if r.withoutSign(c.paras[i].text) == lead {
			c.paras = append(c.paras[:i:i], c.paras[i+1:]...)
			return
		}
	}
}
