package extract

import "strings"

// pullQuotes drops boxes that say again what a paragraph of the article says,
// with the name of who said it beside.
func (r *reading) pullQuotes(parts []part, first, box int) {
	const most, boxes = 4, 40 // blocks of a box, and boxes looked at
	t := r.t
	var told string // all other paragraphs
	seen := 0
	for k, p := range parts {
		b := &t.blocks[first+k]
		if p != partBody && p != partHeading || b.mark&quoteMark == 0 || b.chars < 20 {
			continue
		}
		if seen++; seen > boxes {
			return
		}
		at := -1
		for i := b.elem; i > box; i = t.elems[i].parent {
			if t.elems[i].mark&quoteMark != 0 {
				at = i
			}
		}
		if at < 0 || t.elems[at].last-t.elems[at].first > most {
			continue
		}
		if told == "" {
			told = foldedOutside(t.blocks[first:first+len(parts)], parts, quoteMark)
		}
		if !strings.Contains(told, foldText(b.text)) {
			continue
		}
		for j := t.elems[at].first; j < t.elems[at].last; j++ {
			if j >= first && j < first+len(parts) {
				parts[j-first] = partDrop
			}
		}
	}
}

// foldedOutside gives the paragraphs that do not bear a mark, folded.
func foldedOutside(blocks []block, parts []part, m mark) string {
	var b strings.Builder
	for k := range blocks {
		if parts[k] == partBody && blocks[k].mark&m == 0 {
			b.WriteString(foldText(blocks[k].text))
			b.WriteByte('\n')
		}
	}
	return b.String()
}
