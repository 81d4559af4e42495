package extract

import "golang.org/x/net/html/atom"

// column goes from a table row to its cell that holds the headline and text
// under it: the others are columns of the site, however much stands in them.
func (r *reading) column(box int) int {
	t := r.t
	const enough = 100 // runes of running text
	if r.title < 0 || !t.within(r.title, box) {
		return box
	}
	cell := r.title
	for k := t.elems[r.title].parent; k > box; k = t.elems[k].parent {
		if t.tag(k) == atom.Td {
			cell = k
		}
	}
	if cell == r.title || t.running(r.titleTo, t.elems[cell].last) < enough {
		return box
	}
	return cell
}
