package extract

import (
	"context"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"khobao/index/vi"
)

// mended says which encoding of before was found inside a page of right UTF-8,
// and what its texts were as printed.
type mended struct {
	encoding string // "" where all was well
	printed  map[*html.Node]string
}

// mend turns text into Unicode that a newspaper's database kept in an encoding
// of before and that its template, in right UTF-8, prints as it is: "Céng hoµ
// x· héi". The page as a whole is well, so each text is looked at alone. Only
// where a long one proves the encoding are the others read by it, and each keeps
// whichever reading has more Vietnamese syllables.
func mend(ctx context.Context, doc *html.Node) mended {
	const long = 60 // bytes from which a text may speak for itself
	m := mended{}
	sample := 0
	for n := nextText(doc); n != nil; n = nextText(n) {
		if len(n.Data) <= max(sample, long) || !isText(n) || !highLetters(n.Data) {
			continue
		}
		if _, encoding, ok := vi.Repair(n.Data); ok {
			m.encoding, sample = encoding, len(n.Data)
		}
	}
	if m.encoding == "" {
		return m
	}
	m.printed = map[*html.Node]string{}
	for n := range doc.Descendants() {
		if ctx.Err() != nil {
			return m
		}
		switch {
		case isText(n):
			if text := m.better(n.Data); text != n.Data {
				m.printed[n] = n.Data
				n.Data = text
			}
		case n.DataAtom == atom.Meta:
			for i := range n.Attr {
				if n.Attr[i].Key == "content" {
					n.Attr[i].Val = m.better(n.Attr[i].Val)
				}
			}
		}
	}
	return m
}

// better gives the reading of a text that has more syllables.
func (m *mended) better(text string) string {
	if !highLetters(text) {
		return text
	}
	other, err := vi.DecodePage(m.encoding, []byte(text))
	if err != nil || syllables(other) <= syllables(text) {
		return text
	}
	return other
}

// isText reports a text that is shown, or read as JSON-LD.
func isText(n *html.Node) bool {
	if n.Type != html.TextNode || n.Parent == nil {
		return false
	}
	switch n.Parent.DataAtom {
	case atom.Script:
		return strings.Contains(attr(n.Parent, "type"), "ld+json")
	case atom.Style, atom.Noscript, atom.Template, atom.Textarea:
		return false
	}
	return true
}

// highLetters reports a character of U+0080-00FF, which garbled text is full of.
func highLetters(s string) bool {
	return strings.IndexByte(s, 0xC2) >= 0 || strings.IndexByte(s, 0xC3) >= 0
}

// syllables counts the words of a text that are Vietnamese.
func syllables(s string) int {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if vi.IsSyllable(strings.Trim(w, `.,;:!?()[]{}"'“”…-–/`)) {
			n++
		}
	}
	return n
}
