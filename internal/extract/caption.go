package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isCaption reports whether a block is the text under a picture: it stands in a
// figcaption or an element called caption; in a small table with a picture; or
// it is a short centred or slanted line right under one; or it ends in a photo
// credit right under one.
func (r *reading) isCaption(i, box int, own mark) bool {
	t := r.t
	b := &t.blocks[i]
	if b.chars > 700 {
		return false
	}
	if own&captionMark != 0 && !r.underPicture(i) {
		if line := readByline(b.text); line.labelled || line.credit && t.tag(b.elem) != atom.Figcaption && !t.inFigure(i, box) {
			return false // the names under a long article
		}
	}
	if own&captionMark != 0 || t.tag(b.elem) == atom.Figcaption || r.captioned(i, box) {
		return true
	}
	if class := t.elems[b.elem].node; isImageClass(attr(class, "class")) {
		return true
	}
	if t.inFigure(i, box) {
		return true
	}
	return r.underPicture(i) && hasCredit(b.text)
}

func (r *reading) underPicture(i int) bool {
	return i > 0 && r.t.blocks[i].pics > r.t.blocks[i-1].pics && r.t.blocks[i].chars <= 350
}

// strayCaptions finds captions that only their place gives away: a short line,
// slanted or centred, right under a picture. Where other text is set the same
// way it says nothing, and where such lines are much of the text they are the
// story itself.
func (r *reading) strayCaptions(parts []part, first int) {
	var stray []int
	chars, total := 0, 0
	slants, sides := true, true
	for k, p := range parts {
		b := &r.t.blocks[first+k]
		if p != partBody {
			continue
		}
		total += b.chars
		if !r.underPicture(first+k) && b.chars >= 40 {
			slants = slants && !b.slanted()
			sides = sides && !b.side
		}
	}
	for k, p := range parts {
		b := &r.t.blocks[first+k]
		if p != partBody || !r.underPicture(first+k) || b.chars >= 160 {
			continue
		}
		if k+1 < len(parts) && r.isCredit(first+k+1) && r.t.blocks[first+k+1].pics == b.pics {
			parts[k], parts[k+1] = partCaption, partCaption
			continue
		}
		if slants && b.slanted() || sides && b.side && b.bold*2 < b.chars {
			stray = append(stray, k)
			chars += b.chars
		}
	}
	if chars*3 > total {
		return
	}
	for _, k := range stray {
		parts[k] = partCaption
	}
}

// isCredit reports a line of nothing but a photo credit: "Ảnh: Hà An".
func (r *reading) isCredit(i int) bool {
	b := &r.t.blocks[i]
	return b.chars < 60 && !b.junk && begins(lower(b.text), []string{"ảnh:", "ảnh :", "(ảnh", "nguồn ảnh:", "photo:"})
}

func (b *block) slanted() bool { return b.slant*10 >= b.chars*8 }

// isImageClass reports the class "Image" that several papers give to the line
// under a picture.
func isImageClass(class string) bool {
	for c := range strings.FieldsSeq(class) {
		if strings.EqualFold(c, "image") || strings.EqualFold(c, "img_chu_thich") {
			return true
		}
	}
	return false
}

// inFigure reports whether a block lies in a figure, or under the picture of a
// table that holds one and little text.
func (t *tree) inFigure(block, box int) bool {
	i := t.blocks[block].elem
	for k := 0; i > box && k < 8; k++ {
		e := &t.elems[i]
		switch e.node.DataAtom {
		case atom.Figure:
			return true
		case atom.Table:
			if e.last-e.first > 3 || t.blocks[block].pics == e.pics {
				return false
			}
			chars := 0
			for k := e.first; k < e.last && k < len(t.blocks); k++ {
				b := &t.blocks[k]
				chars += b.chars
				// A heading over text: a step of a recipe, not a caption.
				if e.last-e.first > 1 && k == e.first && b.bold*10 > b.chars*9 {
					return false
				}
			}
			return chars < 500
		}
		i = e.parent
	}
	return false
}

// credits open the name of a photographer.
var credits = []string{"ảnh:", "ảnh :", "(ảnh", "ảnh minh họa", "ảnh minh hoạ", "ảnh tư liệu", "nguồn ảnh", "photo:", "đồ họa:", "ảnh chụp màn hình", "(image:", "image:", "(photo", "getty images"}

// hasCredit reports a text that ends in a photo credit.
func hasCredit(s string) bool {
	low := lower(s)
	tail := low
	if len(tail) > 80 {
		tail = tail[len(tail)-80:]
	}
	for _, c := range credits {
		if strings.Contains(tail, c) {
			return true
		}
	}
	return false
}

// pictureOf gives the address of the picture a caption belongs to: the nearest
// before it in the same container, else the first after it in the same figure.
func (t *tree) pictureOf(i, box int) string {
	const reach = 300 // elements looked at backwards
	at := t.blocks[i].elem
	for k := at; k > box && k > at-reach; k-- {
		if isPicture(t.elems[k].node) {
			if src := imageSource(t.elems[k].node); src != "" {
				return src
			}
		}
		// Not past the text before.
		if i > 0 && k == t.blocks[i-1].elem && t.blocks[i-1].pics != t.blocks[i].pics {
			break
		}
	}
	for k, up := at, 0; k > box && up < 6; k, up = t.elems[k].parent, up+1 {
		tag := t.tag(k)
		if tag != atom.Figure && tag != atom.Table && tag != atom.Div {
			continue
		}
		for j := k + 1; j < t.elems[k].end; j++ {
			if isPicture(t.elems[j].node) {
				return imageSource(t.elems[j].node)
			}
		}
		if tag != atom.Div {
			break
		}
	}
	return ""
}

// imageSource reads the address of a picture, also of one that loads late.
func imageSource(n *html.Node) string {
	best := ""
	for _, a := range n.Attr {
		switch a.Key {
		case "data-src", "data-original", "data-lazy-src", "data-srcset":
			if a.Val != "" {
				best, _, _ = strings.Cut(strings.TrimSpace(a.Val), " ")
			}
		case "src":
			if best == "" && !strings.HasPrefix(a.Val, "data:") {
				best = strings.TrimSpace(a.Val)
			}
		}
	}
	return best
}
