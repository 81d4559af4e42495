package extract

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// locator finds text nodes again in the stored bytes. It first searches the
// text as it is; where entities or another charset stand between, it reads the
// tags of the stored page once and compares text by text. Of texts that stand
// there several times it takes the one of the same rank.
type locator struct {
	raw     []byte
	read    func([]byte) string   // of the page's charset; nil for UTF-8
	printed map[*html.Node]string // of texts that were mended
	ranks   map[*html.Node]int    // of the nodes looked for
	toks    []textTok
	ready   bool
}

// textTok is a text between two tags of the stored page.
type textTok struct {
	start, end int
	tag        string // the tag before it
}

// rank counts, for every node looked for, the text nodes before it that print
// the same after the same tag.
func (l *locator) rank(doc *html.Node, nodes []*html.Node) {
	l.ranks = make(map[*html.Node]int, len(nodes))
	wanted := make([]wantedNode, 0, len(nodes))
	for _, n := range nodes {
		if _, ok := l.ranks[n]; !ok {
			l.ranks[n] = 0
			wanted = append(wanted, wantedNode{node: n, text: strings.TrimSpace(l.data(n)), tag: tagBefore(n)})
		}
	}
	left := len(wanted)
	for n := nextText(doc); n != nil && left > 0; n = nextText(n) {
		text := strings.TrimSpace(l.data(n))
		for i := range wanted {
			switch w := &wanted[i]; {
			case w.reached || len(w.text) != len(text) || w.text != text:
			case w.node == n:
				w.reached = true
				left--
			case tagBefore(n) == w.tag:
				l.ranks[w.node]++
			}
		}
	}
}

// wantedNode is a text node looked for, and the tag before it.
type wantedNode struct {
	node      *html.Node
	text, tag string
	reached   bool
}

// data gives the text of a node as it stands in the page.
func (l *locator) data(n *html.Node) string {
	if text, ok := l.printed[n]; ok {
		return text
	}
	return n.Data
}

// locate gives the byte range from the first to the last text node of a source.
func (l *locator) locate(s source) (int, int) {
	if s.from == nil {
		if s.text == "" {
			return 0, 0
		}
		// An attribute or a script: the value as written.
		if i := bytes.Index(l.raw, []byte(s.text)); i >= 0 {
			return i, i + len(s.text)
		}
		return 0, 0
	}
	start, end := l.node(s.from)
	if end == 0 {
		return 0, 0
	}
	if s.to != nil && s.to != s.from {
		_, e := l.node(s.to)
		if e <= start {
			return 0, 0
		}
		end = e
	}
	return start, end
}

// node finds one text node: its text as it is, else the longest run of it that
// pages write no entity for, with the text around that run up to the tags
// compared; else by reading all tags.
func (l *locator) node(n *html.Node) (int, int) {
	text := strings.TrimSpace(l.data(n))
	if text == "" {
		return 0, 0
	}
	tag, rank := tagBefore(n), l.ranks[n]
	if l.read == nil {
		left := rank
		for i := l.index(text, 0); i >= 0; i = l.index(text, i+1) {
			if !l.follows(i, tag) {
				continue
			}
			if left == 0 {
				return i, i + len(text)
			}
			left--
		}
		for _, limit := range []byte{0xff, 0x7f} {
			if start, end := l.around(plainRun(text, limit), tidy(text), tag, rank); end > 0 {
				return start, end
			}
		}
	}
	return l.byTags(text, tag, rank)
}

// around finds a run of a text and compares all that stands between the tags
// beside it with the text wanted.
func (l *locator) around(run, want, tag string, rank int) (int, int) {
	if len(run) < 4 {
		return 0, 0
	}
	const most = 40 // hits looked at before all tags are read instead
	for i, n := l.index(run, 0), 0; i >= 0 && n < most; i, n = l.index(run, i+1), n+1 {
		start := bytes.LastIndexByte(l.raw[:i], '>') + 1
		size := bytes.IndexByte(l.raw[i:], '<')
		if size < 0 || i+size-start > 20*len(want)+100 {
			continue
		}
		raw := l.raw[start : i+size]
		trimmed := bytes.TrimLeft(raw, " \t\r\n")
		start += len(raw) - len(trimmed)
		trimmed = bytes.TrimRight(trimmed, " \t\r\n")
		if tidy(compose(html.UnescapeString(string(trimmed)))) == want && l.follows(start, tag) {
			if rank == 0 {
				return start, start + len(trimmed)
			}
			rank--
		}
	}
	return 0, 0
}

func (l *locator) index(text string, from int) int {
	if from >= len(l.raw) {
		return -1
	}
	i := bytes.Index(l.raw[from:], []byte(text))
	if i < 0 {
		return -1
	}
	return i + from
}

// plainRun gives the longest run of a text without blanks other than single
// ones, signs that are written as entities, and bytes over a limit.
func plainRun(s string, limit byte) string {
	best, start := "", 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) {
			c := s[i]
			blank := c == ' ' && i > start && s[i-1] != ' '
			if c <= limit && c > ' ' && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'' && c != 0xC2 && c != 0xE2 || blank {
				continue
			}
		}
		if i-start > len(best) {
			best = s[start:i]
		}
		start = i + 1
	}
	return strings.TrimSpace(best)
}

// tagBefore gives the name of the tag that stands before a text node: that of
// its element, or the end of the sibling before it with a slash.
func tagBefore(n *html.Node) string {
	p := n.PrevSibling
	for p != nil && p.Type == html.CommentNode {
		p = p.PrevSibling
	}
	switch {
	case p == nil && n.Parent != nil:
		return n.Parent.Data
	case p != nil && p.Type == html.ElementNode:
		return p.Data
	}
	return ""
}

// follows reports whether the tag of that name ends right before position i.
func (l *locator) follows(i int, tag string) bool {
	k := i - 1
	for k >= 0 && (l.raw[k] <= ' ' || l.raw[k] == 0xA0 || l.raw[k] == 0xC2) {
		k--
	}
	if k < 0 || l.raw[k] != '>' {
		return false
	}
	open := bytes.LastIndexByte(l.raw[:k], '<')
	if open < 0 {
		return false
	}
	if tag == "" || bytes.HasPrefix(l.raw[open:], []byte("<!--")) {
		return true
	}
	name := bytes.TrimPrefix(l.raw[open+1:k], []byte("/"))
	return len(name) >= len(tag) && strings.EqualFold(string(name[:len(tag)]), tag)
}

// byTags reads the stored page tag by tag.
func (l *locator) byTags(text, tag string, rank int) (int, int) {
	if !l.ready {
		l.ready = true
		l.scan()
	}
	want := tidy(text)
	if want == "" {
		return 0, 0
	}
	for _, t := range l.toks {
		if tag != "" && t.tag != tag || !l.prints(l.raw[t.start:t.end], want) {
			continue
		}
		if rank == 0 {
			return t.start, t.end
		}
		rank--
	}
	return 0, 0
}

// prints reports whether bytes of the page are a text, read and tidied.
func (l *locator) prints(raw []byte, want string) bool {
	if l.read != nil {
		return tidy(compose(html.UnescapeString(l.read(raw)))) == want
	}
	if c := raw[0]; c != want[0] && c > ' ' && c < utf8.RuneSelf && c != '&' && bytes.IndexByte(raw, 0xCC) < 0 && bytes.IndexByte(raw, 0xCD) < 0 {
		return false // nearly all texts of a page differ from the first letter on
	}
	return tidy(compose(html.UnescapeString(string(raw)))) == want
}

func (l *locator) scan() {
	z := html.NewTokenizer(bytes.NewReader(l.raw))
	z.SetMaxBuf(1 << 20)
	at, tag := 0, ""
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			return
		}
		raw := z.Raw()
		switch tt {
		case html.TextToken:
			trimmed := bytes.TrimLeft(raw, " \t\r\n")
			start := at + len(raw) - len(trimmed)
			trimmed = bytes.TrimRight(trimmed, " \t\r\n")
			if len(trimmed) > 0 {
				l.toks = append(l.toks, textTok{start, start + len(trimmed), tag})
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if string(name) != tag {
				tag = string(name)
			}
		}
		at += len(raw)
	}
}
