package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"khobao/index/vi"
)

// Piece is a sentence of a text.
type Piece struct {
	Text      string // without white space around it, each run of it inside one blank
	Paragraph bool   // begins a paragraph
}

// Sentences cuts a text where index/vi sees sentences and paragraphs end.
func Sentences(text string) []Piece {
	var list []Piece
	start, last, paragraph := 0, 0, true
	put := func(end int) {
		if s := strings.Join(strings.Fields(text[start:end]), " "); s != "" {
			list = append(list, Piece{s, paragraph})
			paragraph = false
		}
		start = end
	}
	var t vi.Tokenizer
	t.Reset(text)
	for t.Next() {
		tok := t.Token()
		if tok.Break != vi.NoBreak {
			put(last + begins(text[last:tok.Start]))
			paragraph = paragraph || tok.Break == vi.ParagraphBreak
		}
		last = tok.End
	}
	put(len(text))
	return list
}

// begins gives where in the gap between two sentences the second begins: behind
// the first white space, so that its quotation mark or dash comes along.
func begins(gap string) int {
	i := strings.IndexFunc(gap, unicode.IsSpace)
	if i < 0 {
		return len(gap)
	}
	_, n := utf8.DecodeRuneInString(gap[i:])
	return i + n
}
