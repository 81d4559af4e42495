package rank

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"khobao/index"
	"khobao/index/vi"
)

const (
	snippetTokens = 30  // length of a snippet in syllables
	snippetLead   = 8   // at most so many before the first word marked
	snippetBytes  = 800 // at most, where signs between the syllables make it long
	edgeBytes     = 16  // at most, of signs taken along at either end
	maxSnippets   = 3   // of an article
	maxWindows    = 400 // looked at in an article; later ones cannot matter to a reader

	ellipsisBefore = "… "
	ellipsisAfter  = " …"
)

// window is a stretch of tokens of one text that might become a snippet.
type window struct {
	field       int
	text        string
	order       int // of the text in the article
	first, last int // tokens
	bounds      []bound
	places      []place // inside
}

// snippets chooses the stretches that show most of what was typed, in the order
// of the article. An article whose words stand in its title only, or one found
// without words, is shown by its beginning.
func (s *scanner) snippets(a *index.Article) []index.Snippet {
	s.keep = true
	defer func() { s.keep = false }()
	var windows []window
	var opening *window
	order := 0
	for _, field := range []int{leadField, bodyField, captionField} {
		for _, text := range fieldTexts(a, field) {
			order++
			places := s.withFigures(s.scan(text, field), a, field, text)
			if len(s.bounds) == 0 {
				continue
			}
			w := window{field: field, text: text, order: order, bounds: slices.Clone(s.bounds)}
			if opening == nil {
				first := w
				first.last = extent(first.bounds, 0)
				opening = &first
			}
			if len(windows) < maxWindows {
				windows = w.around(windows, slices.Clone(places))
			}
		}
	}
	chosen := choose(windows, s.plan)
	if len(chosen) == 0 && opening != nil {
		chosen = []window{*opening}
	}
	out := make([]index.Snippet, 0, maxSnippets)
	for _, w := range chosen {
		out = append(out, w.snippet(s.plan))
	}
	return out
}

// around adds the windows of a text: one for each place, beginning with its
// sentence where that is near, and kept inside its paragraph.
func (w window) around(windows []window, places []place) []window {
	last := -1
	for i, p := range places {
		if len(windows) == maxWindows {
			break
		}
		n := w
		n.first = begin(w.bounds, int(p.first))
		if n.first == last {
			continue // the same window as before
		}
		last = n.first
		n.last = max(extent(w.bounds, n.first), int(p.last))
		from := i
		for from > 0 && int(places[from-1].first) >= n.first {
			from--
		}
		for _, q := range places[from:] {
			if int(q.first) > n.last {
				break
			}
			if int(q.first) >= n.first && int(q.last) <= n.last {
				n.places = append(n.places, q)
			}
		}
		windows = append(windows, n)
	}
	return windows
}

// begin gives the token a window starts with: that of the sentence if it is not
// far, else a few tokens before, inside the paragraph.
func begin(bounds []bound, at int) int {
	first := at
	for first > 0 && at-first < snippetLead && bounds[first].brk == vi.NoBreak &&
		bounds[at].end-bounds[first-1].start < snippetBytes/4 {
		first--
	}
	return first
}

// extent gives the last token of a window: a paragraph's end, or as far as a
// snippet goes.
func extent(bounds []bound, first int) int {
	last := first
	for last+1 < len(bounds) && last-first+1 < snippetTokens && bounds[last+1].brk != vi.ParagraphBreak &&
		bounds[last+1].end-bounds[first].start < snippetBytes {
		last++
	}
	return last
}

// choose takes the best windows one after the other; what is shown already
// counts little. A third one must show something new.
func choose(windows []window, p *plan) []window {
	var chosen []window
	shown := make([]bool, p.shown())
	for len(chosen) < maxSnippets {
		best, bestScore, bestNew := -1, 0.0, false
		for i := range windows {
			if overlaps(chosen, &windows[i]) {
				continue
			}
			if score, fresh := windows[i].score(p, shown); score > bestScore {
				best, bestScore, bestNew = i, score, fresh
			}
		}
		if best < 0 || len(chosen) == maxSnippets-1 && !bestNew {
			break
		}
		w := windows[best]
		chosen = append(chosen, w)
		for _, q := range w.places {
			for _, slot := range q.slots {
				shown[slot] = shown[slot] || !q.loose
			}
		}
	}
	slices.SortFunc(chosen, func(a, b window) int {
		if a.order != b.order {
			return a.order - b.order
		}
		return a.first - b.first
	})
	return chosen
}

func overlaps(chosen []window, w *window) bool {
	for i := range chosen {
		if c := &chosen[i]; c.order == w.order && c.first <= w.last && w.first <= c.last {
			return true
		}
	}
	return false
}

// What a window is worth: a word, less when it is shown elsewhere; two words side
// by side as typed; marks as typed. More of the same word,
// or a word that only looks like it without marks, adds next to nothing.
const (
	windowNew      = 1.0
	windowKnown    = 0.2
	windowAdjacent = 0.5
	windowExact    = 0.1
	windowRepeat   = 0.01
)

func (w *window) score(p *plan, shown []bool) (score float64, fresh bool) {
	state := make([]uint8, p.shown()) // 1 seen, 2 seen exact
	for _, q := range w.places {
		for _, slot := range q.slots {
			if q.loose {
				score += windowRepeat
				continue
			}
			switch {
			case state[slot] > 0:
				score += windowRepeat
			case shown[slot]:
				score += windowKnown
			default:
				score += windowNew
				fresh = true
			}
			if state[slot] < 2 && q.exact {
				state[slot] = 2
				score += windowExact
			}
			state[slot] = max(state[slot], 1)
		}
	}
	pairs, _ := p.rows(w.places, shown)
	return score + windowAdjacent*float64(pairs), fresh
}

// snippet cuts the window's text and marks it, with an ellipsis where a sentence is cut.
func (w *window) snippet(p *plan) index.Snippet {
	start, cutBefore := w.start()
	end, cutAfter := w.end()
	var b strings.Builder
	if cutBefore {
		b.WriteString(ellipsisBefore)
	}
	shift := b.Len() - start
	b.WriteString(oneLine(w.text[start:end]))
	if cutAfter {
		b.WriteString(ellipsisAfter)
	}
	ranges := p.marks(w.places)
	for i := range ranges {
		ranges[i][0] += shift
		ranges[i][1] += shift
	}
	if ranges == nil {
		ranges = [][2]int{}
	}
	return index.Snippet{Field: textFields[w.field], Text: b.String(), Marks: ranges}
}

// oneLine makes a text that can be shown on one line, byte for byte as long.
func oneLine(s string) string {
	b := []byte(s)
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b[i] = '?'
		case r == '\n', r == '\r', r == '\t':
			b[i] = ' '
		}
		i += size
	}
	return string(b)
}

// start takes along an opening mark right before the first token.
func (w *window) start() (at int, cut bool) {
	first := w.bounds[w.first]
	from := 0
	if w.first > 0 {
		from = int(w.bounds[w.first-1].end)
		cut = first.brk == vi.NoBreak
	}
	gap := w.text[from:first.start]
	space := strings.LastIndexFunc(gap, unicode.IsSpace)
	switch {
	case space >= 0:
		_, size := utf8.DecodeRuneInString(gap[space:])
		from += space + size
	case w.first > 0:
		from = int(first.start)
	}
	if int(first.start)-from > edgeBytes {
		return int(first.start), cut
	}
	return from, cut
}

// end takes along what closes the sentence, if the window closes with one.
func (w *window) end() (at int, cut bool) {
	last := w.bounds[w.last]
	to := len(w.text)
	if w.last+1 < len(w.bounds) {
		next := w.bounds[w.last+1]
		to = int(next.start)
		cut = next.brk == vi.NoBreak
	}
	if cut {
		return int(last.end), true
	}
	gap := w.text[last.end:to]
	if space := strings.IndexFunc(gap, unicode.IsSpace); space >= 0 {
		gap = gap[:space]
	}
	if len(gap) > edgeBytes {
		return int(last.end), true
	}
	return int(last.end) + len(gap), false
}
