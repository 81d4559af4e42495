package extract

import "strings"

// readNames fills authors and the original source.
func (r *reading) readNames(box int) {
	t := r.t
	r.pinnedSource()
	r.pinnedAuthors()
	for _, p := range r.content.sources {
		b := &t.blocks[p.block]
		line := readByline(p.text)
		if line.source == "" && b.chars < 60 && t.marksUpTo(b.elem, -1, 2)&sourceMark != 0 && len(line.names) > 0 {
			line.source = p.text
		}
		from := source{selector: selectorOf(t.elems[b.elem].node), text: p.text, from: b.from, to: b.to}
		if line.source != "" && r.a.OriginalSource == "" {
			r.a.OriginalSource = compose(line.source)
			r.evidence("original_source", from)
		}
		if line.source != "" && len(line.names) > 0 && line.source != p.text && len(r.a.Authors) == 0 {
			r.takeByline(p.text, from)
		}
	}
	r.nearSource(box)
	if len(r.a.Authors) > 0 {
		return
	}
	for _, p := range r.content.authors {
		b := &t.blocks[p.block]
		if r.takeByline(p.text, source{selector: selectorOf(t.elems[b.elem].node), text: p.text, from: b.from, to: b.to}) {
			return
		}
	}
	if r.nearByline(box) || r.labelledByline() || r.afterBody(box) || r.datedByline() {
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
		r.evidence("authors", source{selector: r.ld.where + " author", text: strings.Join(r.ld.authors, ", ")})
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
		if e.mark&authorMark == 0 || e.mark&(commentMark|relatedMark) != 0 || e.last-e.first > 4 || e.junk && e.mark&junkMarks == 0 && !r.signsBelow(i) {
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
				r.takeSiblings(i)
				return true
			}
		}
	}
	return false
}

// signsBelow reports an element in the foot of an article that says it names
// the author: "Người đăng: Hà An".
func (r *reading) signsBelow(i int) bool {
	return r.t.marksUpTo(i, -1, 8)&(junkMarks&^asideMark) == footMark && readByline(tidy(nodeText(r.t.elems[i].node))).labelled
}

// takeSiblings adds the authors named beside the first one, each in an element
// of the same class in the same parent.
func (r *reading) takeSiblings(first int) {
	t := r.t
	parent := t.elems[first].parent
	for i := t.elems[first].end; parent >= 0 && i < t.elems[parent].end; i++ {
		if t.elems[i].parent == parent && t.alike(i, first) {
			r.addAuthors(i)
		}
	}
	// Or each in a wrapper of its own.
	const levels = 3
	for up, k := parent, 0; up > 0 && k < levels; up, k = t.elems[up].parent, k+1 {
		around := t.elems[up].parent
		for i := t.elems[up].end; around >= 0 && i < t.elems[around].end; i++ {
			if t.elems[i].parent != around || !t.alike(i, up) || attr(t.elems[i].node, "class") == "" {
				continue
			}
			for j := i; j < t.elems[i].end; j++ {
				if t.alike(j, first) {
					r.addAuthors(j)
					break
				}
			}
		}
	}
}

// alike reports two elements of one tag and class.
func (t *tree) alike(a, b int) bool {
	x, y := t.elems[a].node, t.elems[b].node
	return x.DataAtom == y.DataAtom && attr(x, "class") == attr(y, "class")
}

// addAuthors adds the names an element holds.
func (r *reading) addAuthors(i int) {
	text := tidy(nodeText(r.t.elems[i].node))
	if runes(text) > 60 {
		return
	}
	for _, n := range readByline(text).names {
		if !isPublisher(n, r.a.Site, r.siteName(), r.ld.publisher) {
			r.a.Authors = uniqueNames(append(r.a.Authors, n))
		}
	}
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
		if line.source != "" && len(line.names) == 0 {
			continue
		}
		if len(r.a.Authors) > 0 {
			continue
		}
		signed := (b.side || b.bold*10 >= b.chars*8) && looksLikeNames(line.names) && !isHeading(t.tag(b.elem))
		if signed || line.labelled {
			r.takeByline(b.text, from)
		}
	}
	return len(r.a.Authors) > 0
}
