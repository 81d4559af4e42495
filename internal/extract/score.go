package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// functionWords are the small words that running text is full of and menus are
// not, Vietnamese and English.
var functionWords = wordSet(`và của là có được cho trong với những một các đã người không này khi để từ ở đến về ra
theo vào như cũng nhưng tại do sẽ bị thì mà đó nếu vì nên rất còn sau trước trên dưới phải đang hơn lại nhiều tôi anh
chị ông bà họ chúng mình bạn
the of and to in a is that for it was on with as by at be this have from are but not they his her had were which you`)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// runningWords counts function words in the first 400 bytes of a text.
func runningWords(s string) int {
	if len(s) > 400 {
		s = s[:400]
	}
	n := 0
	for w := range strings.FieldsSeq(s) {
		if len(w) <= 8 && functionWords[w] {
			n++
		}
	}
	return n
}

// weigh gives every block its value: what it adds to a container of running
// text, negative for links, menus and lists of headlines.
func (t *tree) weigh() {
	for i := range t.blocks {
		b := &t.blocks[i]
		own := b.chars - b.link
		switch {
		case b.junk:
			b.value = 0
		case b.link*2 > b.chars:
			b.value = -15 - 0.6*float64(min(b.link, 120))
		case b.chars >= 60 && (runningWords(b.text) >= 2 || b.chars >= 200):
			b.value = float64(own) - 1.5*float64(b.link)
			if b.value > 1200 {
				b.value = 1200 + (b.value-1200)/2
			}
		case t.tag(b.elem) == atom.P && endsSentence(b.text):
			b.value = float64(own) * 0.7
		case b.chars >= 60:
			b.value = float64(own) * 0.2
		case t.tag(b.elem) == atom.P:
			b.value = float64(own) * 0.2
		case b.links == 0 && (t.tag(b.elem) == atom.Td || t.tag(b.elem) == atom.Th || t.tag(b.elem) == atom.Li):
			b.value = 0
		default:
			b.value = -4
		}
	}
}

// discountTeasers takes their value from paragraphs that introduce other
// articles, so that a column of them does not outweigh a short article.
func (r *reading) discountTeasers() {
	const some = 4
	var teasers []int
	for k := range r.t.blocks {
		if b := &r.t.blocks[k]; b.value > 0 && b.chars >= 40 && b.chars <= 400 && !b.junk && r.isTeaser(k, -1) {
			teasers = append(teasers, k)
		}
	}
	r.teasers = len(teasers)
	if len(teasers) < some {
		return
	}
	for _, k := range teasers {
		r.t.blocks[k].value = -4
	}
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’») ")
	return s != "" && strings.ContainsRune(".!?…:", rune(s[len(s)-1])) || strings.HasSuffix(s, "…")
}

// sweep marks as junk every subtree that cannot be part of the article: by its
// class or tag, unless the title stands inside, or (for menus, sides and forms,
// whose names are often abused) most of the page's running text does. Nothing
// that holds one of the elements to keep is swept: the title, what a rule pins.
func (t *tree) sweep(keep ...int) {
	t.sweepPolls()
	mass := make([]float64, len(t.blocks)+1)
	for i := range t.blocks {
		b := &t.blocks[i]
		v := 0.0
		if b.chars >= 60 && b.link*3 < b.chars {
			v = float64(b.chars)
		}
		mass[i+1] = mass[i] + v
	}
	total := mass[len(t.blocks)]
	for i := 0; i < len(t.elems); i++ {
		e := &t.elems[i]
		m := e.mark & junkMarks
		if m == 0 {
			continue
		}
		if slices.ContainsFunc(keep, func(k int) bool { return k >= 0 && t.within(k, i) }) {
			continue
		}
		inside := mass[e.last] - mass[e.first]
		share := 0.0
		if total > 0 {
			share = inside / total
		}
		if m == asideMark && inside <= 600 && t.holdsByline(i) {
			continue // the column beside an article that names its author
		}
		// A pull quote of an author, a photo credit: names of fields beat names of places.
		if e.mark&bodyMark != 0 && inside > 400 {
			continue
		}
		limit := 0.3
		if m&strongJunk != 0 {
			limit = 0.5
		}
		if m&commentMark != 0 {
			limit = 2
		}
		if share > limit && inside > 300 {
			continue
		}
		for k := i; k < e.end; k++ {
			t.elems[k].junk = true
		}
		for k := e.first; k < e.last && k < len(t.blocks); k++ {
			if t.within(t.blocks[k].elem, i) || e.first == e.last-1 && !inline[e.node.DataAtom] {
				t.blocks[k].junk = true
			}
		}
		i = e.end - 1
	}
}

// holdsByline reports an element that names one author, and the time or the
// lead of an article.
func (t *tree) holdsByline(i int) bool {
	authors, others := 0, 0
	for k := i + 1; k < t.elems[i].end; k++ {
		switch m := t.elems[k].mark; {
		case m&authorMark != 0 && t.elems[t.elems[k].parent].mark&authorMark == 0:
			authors++
		case m&(dateMark|leadMark) != 0:
			others++
		}
	}
	return authors == 1 && others > 0
}

// container finds the element that holds the article: the one whose blocks are
// worth most together, as deep as it can be without losing text.
func (t *tree) container() int {
	sum := make([]float64, len(t.blocks)+1)
	for i := range t.blocks {
		sum[i+1] = sum[i] + t.blocks[i].value
	}
	best, top := -1, 0.0
	for i := range t.elems {
		e := &t.elems[i]
		if e.junk || inline[e.node.DataAtom] || e.last > len(t.blocks) {
			continue
		}
		v := sum[e.last] - sum[e.first]
		if e.mark&bodyMark != 0 {
			v *= 1.1
		}
		if v > top || best >= 0 && v >= top*0.995 && t.within(i, best) {
			best, top = i, max(v, top)
		}
	}
	return best
}
