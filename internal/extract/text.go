package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// isPicture reports an img or what AMP pages have for it.
func isPicture(n *html.Node) bool {
	return n.DataAtom == atom.Img || n.DataAtom == 0 && n.Data == "amp-img"
}

func inSVG(n *html.Node) bool { return n.Namespace != "" }

// nodeText gives all text below a node as it stands.
func nodeText(n *html.Node) string {
	if n.FirstChild != nil && n.FirstChild == n.LastChild && n.FirstChild.Type == html.TextNode {
		return n.FirstChild.Data
	}
	var b strings.Builder
	var down func(*html.Node)
	down = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			down(c)
		}
	}
	down(n)
	return b.String()
}

// tidy collapses blanks and drops characters that print nothing.
func tidy(s string) string {
	if isTidy(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case isBlank(r):
			space = true
		case isDropped(r, size):
		default:
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

func isBlank(r rune) bool {
	return r <= ' ' || r == '\u00a0' || r >= 0x2000 && unicode.IsSpace(r)
}

func isDropped(r rune, size int) bool {
	return r == '\u200b' || r == '\ufeff' || r == '\u00ad' || r == '\u200e' || r == '\u200f' || r == utf8.RuneError && size == 1
}

// isTidy reports text that tidy leaves alone, as most is. Letters of Vietnamese are
// known by their first bytes.
func isTidy(s string) bool {
	if s != "" && s[len(s)-1] == ' ' {
		return false
	}
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c > ' ' && c < utf8.RuneSelf:
			i++
		case c == ' ':
			if i == 0 || s[i+1] == ' ' {
				return false
			}
			i++
		case c >= 0xC3 && c <= 0xC6 && i+1 < len(s) && s[i+1]&0xC0 == 0x80:
			i += 2
		case c == 0xE1 && i+2 < len(s) && (s[i+1] == 0xBA || s[i+1] == 0xBB) && s[i+2]&0xC0 == 0x80:
			i += 3
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if isBlank(r) || isDropped(r, size) {
				return false
			}
			i += size
		}
	}
	return true
}

// printsNothing reports blanks, control characters and marks without a shape.
func printsNothing(r rune) bool {
	switch r {
	case '\u00a0', '\u200b', '\ufeff', '\u00ad', '\u200e', '\u200f', '\u2028', utf8.RuneError:
		return true
	}
	return r <= ' '
}
