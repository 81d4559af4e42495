package extract

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding"
)

// locator finds text nodes again in the stored bytes. It first searches the
// text as it is; where entities or another charset stand between, it reads the
// tags of the stored page once and compares text by text.
type locator struct {
	raw   []byte
	enc   encoding.Encoding // nil for UTF-8
	toks  []textTok
	ready bool
}

// textTok is a text between two tags of the stored page.
type textTok struct {
	start, end int
	tag        string // the tag before it
	text       string // decoded and unescaped, blanks collapsed
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
	start, end := l.node(s.from, 0)
	if end == 0 {
		return 0, 0
	}
	if s.to != nil && s.to != s.from {
		_, e := l.node(s.to, end)
		if e <= start {
			return 0, 0
		}
		end = e
	}
	return start, end
}

// node finds one text node at or after a position.
func (l *locator) node(n *html.Node, from int) (int, int) {
	text := strings.TrimSpace(n.Data)
	if text == "" {
		return 0, 0
	}
	tag := tagBefore(n)
	for at := from; at < len(l.raw); {
		i := bytes.Index(l.raw[at:], []byte(text))
		if i < 0 {
			break
		}
		i += at
		if l.follows(i, tag) {
			return i, i + len(text)
		}
		at = i + 1
	}
	return l.byTags(text, tag, from)
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
func (l *locator) byTags(text, tag string, from int) (int, int) {
	if !l.ready {
		l.ready = true
		l.scan()
	}
	want := tidy(text)
	for _, t := range l.toks {
		if t.start >= from && t.text == want && (tag == "" || t.tag == tag) {
			return t.start, t.end
		}
	}
	return 0, 0
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
				l.toks = append(l.toks, textTok{start, start + len(trimmed), tag, tidy(html.UnescapeString(decodeWith(l.enc, trimmed)))})
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag = string(name)
		}
		at += len(raw)
	}
}
