package extract

import "golang.org/x/net/html"

// captioned reports whether the whole text of a block stands in one element
// that the rule calls a caption, or in an inline one whose class does:
// <div><img><span class="note_images">…</span></div>.
func (r *reading) captioned(i, box int) bool {
	t := r.t
	b := &t.blocks[i]
	stop := t.elems[box].node
	within := t.elems[b.elem].node.Parent
	below := true // still inside the block's own element
	for p := b.from.Parent; p != nil && p != stop; p = p.Parent {
		below = below && p != within
		byRule := r.rule != nil && r.rule.caption != nil && r.rule.caption.Match(p)
		byClass := below && inline[p.DataAtom] && t.markOf(p)&captionMark != 0
		if (byRule || byClass) && holds(p, b.to) {
			return true
		}
	}
	return false
}

// holds reports whether a node is n or stands below it.
func holds(n, below *html.Node) bool {
	for ; below != nil; below = below.Parent {
		if below == n {
			return true
		}
	}
	return false
}
