package extract

import (
	"strings"

	"github.com/andybalholm/cascadia"
)

// pinnedSource reads the rule's source element, which says "Theo …" or only the
// name.
func (r *reading) pinnedSource() {
	if r.rule == nil {
		return
	}
	for i := range r.each(r.rule.sourceLine) {
		text := tidy(nodeText(r.t.elems[i].node))
		name := readByline(text).source
		if name == "" && runes(text) <= 60 && startsUpper(text) {
			name, _ = cutLabel(text, sourceLabels)
		}
		if name = strings.Trim(name, " :.-–()"); name != "" && !isSite(name, r.a.Site, r.siteName()) {
			r.a.OriginalSource = compose(name)
			r.evidence("original_source", r.elemSource(i, text))
			return
		}
	}
}

// pinnedAuthors reads the elements of the rule's author selector: the first
// that names somebody and the others beside it.
func (r *reading) pinnedAuthors() {
	if r.rule == nil {
		return
	}
	for _, s := range r.rule.author {
		found := r.matchAll(cascadia.SelectorGroup{s})
		for n, i := range found {
			text := tidy(nodeText(r.t.elems[i].node))
			if !r.takeByline(text, r.elemSource(i, text)) && !r.takeAfterTheo(text, r.elemSource(i, text)) {
				continue
			}
			for _, other := range found[n+1:] {
				if r.t.beside(i, other) {
					r.addAuthors(other)
				}
			}
			return
		}
	}
}

// takeAfterTheo reads "Theo Hà An" as an author where another element names the
// source.
func (r *reading) takeAfterTheo(text string, from source) bool {
	rest, ok := cutLabel(text, []string{"theo:", "theo "})
	names := splitNames(rest)
	if !ok || r.a.OriginalSource == "" || strings.Contains(rest, r.a.OriginalSource) || !looksLikeNames(names) {
		return false
	}
	r.a.Authors = uniqueNames(names)
	r.evidence("authors", from)
	return true
}

// beside reports an element that stands right after another, in the same
// wrapper or the wrapper next to it.
func (t *tree) beside(i, other int) bool {
	const lines, levels = 4, 3
	if t.elems[other].first > t.elems[i].last+lines {
		return false
	}
	up := i
	for range levels {
		if up = t.elems[up].parent; up < 0 {
			return false
		}
		if t.within(other, up) {
			return true
		}
	}
	return false
}
