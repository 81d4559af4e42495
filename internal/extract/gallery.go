package extract

import (
	"golang.org/x/net/html"
)

// galleryCaptions takes the texts of a story told in pictures for captions too,
// where they are nearly all there is to read.
func (r *reading) galleryCaptions(parts []part, first, box int) {
	var found []int
	chars, total := 0, 0
	for k, p := range parts {
		if p != partBody {
			continue
		}
		n := r.t.blocks[first+k].chars
		total += n
		if r.inGallery(first+k, box) || r.underPicture(first+k) && attr(r.t.elems[r.t.blocks[first+k].elem].node, "class") != "" {
			found = append(found, k)
			chars += n
		}
	}
	if len(found) < 3 || chars*5 < total*4 {
		return
	}
	for _, k := range found {
		parts[k] = partCaption
	}
}

// inGallery reports the only text in an element with one picture, where two more
// elements of the same kind stand beside it: a story told in pictures.
func (r *reading) inGallery(i, box int) bool {
	t := r.t
	b := &t.blocks[i]
	if b.chars > 500 || b.pics == 0 || b.links > 0 {
		return false
	}
	for k, up := b.elem, 0; k > box && up < 3; k, up = t.elems[k].parent, up+1 {
		e := &t.elems[k]
		if e.last-e.first != 1 {
			return false
		}
		if b.pics == e.pics && (k+1 >= len(t.elems) || t.picsIn(k) == 0) || attr(e.node, "class") == "" {
			continue
		}
		same := 0
		for n := e.node.Parent.FirstChild; n != nil && same < 3; n = n.NextSibling {
			if n.DataAtom == e.node.DataAtom && n.Type == html.ElementNode && attr(n, "class") == attr(e.node, "class") {
				same++
			}
		}
		return same >= 3 && t.picsIn(k) == 1
	}
	return false
}

// picsIn counts the pictures below an element.
func (t *tree) picsIn(i int) int {
	n := 0
	for k := i; k < t.elems[i].end; k++ {
		if isPicture(t.elems[k].node) {
			n++
		}
	}
	return n
}
