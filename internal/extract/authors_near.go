package extract

// nearSource looks beside the headline and right after the body for an element
// called source that says "Theo …".
func (r *reading) nearSource(box int) {
	t := r.t
	if r.title < 0 || box < 0 || r.a.OriginalSource != "" {
		return
	}
	end := t.elems[box].last
	for i := range t.elems {
		e := &t.elems[i]
		if e.mark&sourceMark == 0 || e.junk || e.last-e.first > 2 {
			continue
		}
		if near := e.first >= r.titleTo && e.first <= r.titleTo+12 || e.first >= end-2 && e.first <= end+4; !near {
			continue
		}
		text := tidy(nodeText(e.node))
		if src := readByline(text).source; src != "" && runes(text) <= 80 && !isSite(src, r.a.Site, r.siteName()) {
			r.a.OriginalSource = compose(src)
			r.evidence("original_source", r.elemSource(i, text))
			return
		}
	}
}
