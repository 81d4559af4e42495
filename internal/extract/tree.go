package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elem is an element of the page in document order. A subtree is the range of
// elements [i, end) and of blocks [first, last).
type elem struct {
	node        *html.Node
	parent      int
	end         int
	first, last int
	mark        mark // what its own tag, class and id say
	junk        bool // it or an ancestor is not part of any article
	hidden      bool
	pics        int // pictures before it on the page
}

// block is a stretch of text with no block boundary in it: a paragraph, a cell,
// a caption, the loose text of a div.
type block struct {
	elem        int // the nearest block-level element
	text        string
	from, to    *html.Node // first and last text node
	chars       int        // runes
	link        int        // runes inside links
	links       int
	linkFirst   bool // it begins inside a link
	bold, slant int  // runes in bold, in italics
	mark        mark // of its element and of all around it
	side        bool // set right or centred
	junk        bool
	broken      bool // it ended at a <br>
	pics        int  // pictures before it on the page
	value       float64
}

// tree is one page read once: everything later works on its two lists.
type tree struct {
	elems  []elem
	blocks []block
	marks  map[string]mark // of classes and ids
	styles map[string]mark
	head   head

	text    []byte // of the block that is open
	cur     block
	open    bool
	space   bool
	bold    int
	slant   int
	link    int
	hiding  int
	keep    bool // hidden text counts, tried when a page shows none
	hidden  int  // bytes of text that were passed over as hidden
	inTitle int
	pics    int
}

// scratch is the room a tree is made in, used for one page after the other. The
// marks of names stay: most pages of a run are of few sites.
type scratch struct {
	page   []byte // what the parser reads
	elems  []elem
	blocks []block
	text   []byte
	marks  map[string]mark
	styles map[string]mark
}

func newScratch() *scratch {
	return &scratch{elems: make([]elem, 0, 2048), blocks: make([]block, 0, 512), marks: make(map[string]mark, 256), styles: make(map[string]mark, 64)}
}

// What a scratch may grow to, in elements and in names, and in bytes of the page.
const (
	scratchMost = 20_000
	scratchPage = 1 << 20
)

// reset takes what was made in it out of a scratch, so that no page stays in
// memory for the sake of the next.
func (s *scratch) reset(t *tree) {
	s.elems, s.blocks, s.text = t.elems, t.blocks, t.text
	if cap(s.page)+cap(s.text) > scratchPage || cap(s.elems) > scratchMost || cap(s.blocks) > scratchMost || len(s.marks)+len(s.styles) > scratchMost {
		*s = *newScratch()
		return
	}
	clear(s.elems)
	clear(s.blocks)
	s.elems, s.blocks = s.elems[:0], s.blocks[:0]
}

// newTree walks a document once.
func newTree(doc *html.Node, keepHidden bool) *tree {
	return newScratch().tree(doc, keepHidden)
}

// tree walks a document once. The tree is good until the scratch is reset.
func (s *scratch) tree(doc *html.Node, keepHidden bool) *tree {
	t := &tree{elems: s.elems[:0], blocks: s.blocks[:0], text: s.text[:0], marks: s.marks, styles: s.styles, keep: keepHidden}
	for n := doc.FirstChild; n != nil; n = n.NextSibling {
		t.walk(n, -1, 0)
	}
	t.flush(false)
	return t
}

// skipped elements never hold text of an article.
var skipped = map[atom.Atom]bool{
	atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Select: true,
	atom.Textarea: true, atom.Iframe: true, atom.Svg: true, atom.Math: true,
	atom.Object: true, atom.Audio: true, atom.Video: true, atom.Canvas: true,
	atom.Button: true, atom.Noframes: true, atom.Map: true, atom.Datalist: true,
}

// inline elements do not end a block; all others do.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.Acronym: true, atom.B: true, atom.Bdi: true,
	atom.Bdo: true, atom.Big: true, atom.Cite: true, atom.Code: true, atom.Data: true,
	atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Ins: true, atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Nobr: true,
	atom.Q: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true,
	atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true,
	atom.Tt: true, atom.U: true, atom.Var: true, atom.Wbr: true, atom.Img: true,
	atom.Input: true, atom.Ruby: true, atom.Picture: true, atom.Source: true,
}

func (t *tree) walk(n *html.Node, parent int, inherited mark) {
	switch n.Type {
	case html.TextNode:
		t.addText(n, parent, inherited)
		return
	case html.ElementNode:
	default:
		return
	}
	switch n.DataAtom {
	case atom.Script:
		t.head.script(n)
		return
	case atom.Meta:
		t.head.meta(n)
	case atom.Link:
		t.head.linkTag(n)
		return
	case atom.Title:
		if t.head.title == "" && !inSVG(n) {
			t.head.title = tidy(nodeText(n))
			t.head.titleNode = n.FirstChild
		}
		return
	case atom.Br:
		if t.inTitle > 0 || t.link > 0 {
			t.space = t.open
		} else {
			t.flush(true)
		}
		return
	case atom.Html:
		t.head.lang = attr(n, "lang")
	}
	if skipped[n.DataAtom] || n.Namespace != "" {
		return
	}

	isInline := inline[n.DataAtom] || n.DataAtom == 0 && !strings.Contains(n.Data, "-")
	own := t.markOf(n)
	if parent < 0 {
		own &^= junkMarks
	}
	if !isInline {
		t.flush(false)
	}
	i := len(t.elems)
	t.elems = append(t.elems, elem{node: n, parent: parent, first: len(t.blocks), mark: own, pics: t.pics})
	e := &t.elems[i]
	hidden := own&hiddenMark != 0
	e.hidden = hidden
	if hidden {
		t.hiding++
	}

	switch n.DataAtom {
	case atom.A:
		t.link++
		defer func() { t.link-- }()
	case atom.B, atom.Strong:
		t.bold++
		defer func() { t.bold-- }()
	case atom.I, atom.Em:
		t.slant++
		defer func() { t.slant-- }()
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		t.inTitle++
		t.bold++
		defer func() { t.inTitle--; t.bold-- }()
	}
	if isPicture(n) {
		t.pics++
	}
	if own&boldMark != 0 {
		t.bold++
		defer func() { t.bold-- }()
	}
	if n.DataAtom == atom.A && t.open {
		t.cur.links++
	}
	if own&leftMark != 0 {
		inherited &^= sideMark
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		t.walk(c, i, inherited|own)
	}
	if !isInline {
		t.flush(false)
	}
	if hidden {
		t.hiding--
	}
	e = &t.elems[i]
	e.end, e.last = len(t.elems), len(t.blocks)
	if isInline && t.open {
		e.last++ // the block that is still open
	}
}

func (t *tree) addText(n *html.Node, parent int, inherited mark) {
	if t.hiding > 0 && !t.keep {
		t.hidden += len(n.Data)
		return
	}
	s := n.Data
	if !t.open {
		s = strings.TrimLeftFunc(s, printsNothing) // so an open block is never empty
		if s == "" {
			return
		}
		at := parent
		for at > 0 && inline[t.elems[at].node.DataAtom] {
			at = t.elems[at].parent
		}
		t.cur = block{elem: at, from: n, mark: inherited, pics: t.pics}
		if t.link > 0 {
			t.cur.links, t.cur.linkFirst = 1, true
		}
		t.open = true
		t.space = false
	}
	added := 0
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\u00a0' || r == '\f' || r == '\u2028':
			t.space = true
		case r == '\u200b' || r == '\ufeff' || r == '\u00ad' || r == '\u200e' || r == '\u200f':
		case r < ' ' || r == utf8.RuneError && size == 1:
		default:
			if t.space && len(t.text) > 0 {
				t.text = append(t.text, ' ')
				added++
			}
			t.space = false
			// A run of words is copied whole.
			var n int
			size, n = tidyRun(s, size)
			t.text = append(t.text, s[:size]...)
			added += n
		}
		s = s[size:]
	}
	if added == 0 {
		return
	}
	t.cur.to = n
	t.cur.chars += added
	t.cur.mark |= inherited & boldMark
	if t.link > 0 {
		t.cur.link += added
	}
	if t.bold > 0 {
		t.cur.bold += added
	}
	if t.slant > 0 {
		t.cur.slant += added
	}
}

// tidyRun gives the bytes and the characters from the first character of a text,
// which takes size bytes, to where a blank is not single, or a character may
// be one that prints nothing.
func tidyRun(s string, size int) (end, chars int) {
	chars = 1
	for end = size; end < len(s); end++ {
		switch c := s[end]; {
		case c == ' ':
			if end+1 == len(s) || !plainByte(s[end+1]) {
				return end, chars
			}
			chars++
		case !plainByte(c):
			return end, chars
		case c&0xC0 != 0x80:
			chars++
		}
	}
	return end, chars
}

// plainByte reports a byte over a blank that begins none of the characters
// that print nothing (U+00A0, U+00AD, U+200B, U+2028, U+FEFF and others beside them).
func plainByte(c byte) bool { return c > ' ' && c != 0xC2 && c != 0xE2 && c != 0xEF }

func (t *tree) flush(broken bool) {
	if !t.open {
		return
	}
	t.open = false
	b := t.cur
	b.text = string(t.text)
	t.text = t.text[:0]
	if b.text == "" {
		return
	}
	b.broken = broken
	b.side = b.mark&sideMark != 0
	t.blocks = append(t.blocks, b)
}

// within reports whether element i lies in the subtree of element of.
func (t *tree) within(i, of int) bool { return of <= i && i < t.elems[of].end }

func (t *tree) tag(i int) atom.Atom { return t.elems[i].node.DataAtom }

// textOf joins the blocks of an element.
func (t *tree) textOf(i int) string {
	e := &t.elems[i]
	if e.last-e.first == 1 {
		return t.blocks[e.first].text
	}
	var parts []string
	for k := e.first; k < e.last; k++ {
		parts = append(parts, t.blocks[k].text)
	}
	return strings.Join(parts, " ")
}
