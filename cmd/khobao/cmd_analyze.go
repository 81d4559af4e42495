package main

import (
	"bufio"
	"encoding/json"
	"io"

	"khobao/index/vi"
	"khobao/internal/failure"
)

// maxAnalyzed bounds the text analyze takes.
const maxAnalyzed = 64 << 20

// analyzeCmd shows how text is cut, as lines of JSON.
type analyzeCmd struct {
	Words bool
}

// analyzed is one token or word. Its names are never changed.
type analyzed struct {
	Start  int    `json:"start"` // byte range in the text as given
	End    int    `json:"end"`
	Text   string `json:"text"`
	Term   string `json:"term"`
	Folded string `json:"folded"`
	Kind   string `json:"kind"`
	Break  string `json:"break,omitempty"` // what stood before: sentence, paragraph
}

var (
	tokenKinds = map[vi.TokenKind]string{
		vi.Other: "other", vi.Syllable: "syllable", vi.Number: "number", vi.Date: "date", vi.Time: "time",
		vi.Code: "code", vi.Phone: "phone", vi.Email: "email", vi.Link: "link",
	}
	wordKinds  = map[vi.WordKind]string{vi.Single: "single", vi.Compound: "compound", vi.Learned: "learned", vi.Name: "name"}
	breakNames = map[vi.Break]string{vi.SentenceBreak: "sentence", vi.ParagraphBreak: "paragraph"}
)

// Run reads standard input to its end.
func (c *analyzeCmd) Run(a *app) error {
	b, err := io.ReadAll(io.LimitReader(a.stdin, maxAnalyzed+1))
	switch {
	case err != nil:
		return failure.New(failure.Unreadable, "-", err)
	case len(b) > maxAnalyzed:
		return failure.Newf(failure.TooLarge, "-", "%d MB", maxAnalyzed>>20)
	}
	out := bufio.NewWriter(a.stdout)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	rows, err := c.rows(a, string(b))
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := lines.Encode(row); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (c *analyzeCmd) rows(a *app, text string) ([]analyzed, error) {
	tokens := vi.Tokens(text)
	var rows []analyzed
	if !c.Words {
		for _, t := range tokens {
			rows = append(rows, analyzed{t.Start, t.End, text[t.Start:t.End], t.Term, t.Folded, tokenKinds[t.Kind], breakNames[t.Break]})
		}
		return rows, nil
	}
	lexicon, err := a.lexicon()
	if err != nil {
		return nil, err
	}
	for _, w := range lexicon.Words(tokens, nil) {
		first, last := tokens[w.First], tokens[w.End-1]
		row := analyzed{first.Start, last.End, text[first.Start:last.End], first.Term, first.Folded, wordKinds[w.Kind], breakNames[first.Break]}
		for _, t := range tokens[w.First+1 : w.End] {
			row.Term += " " + t.Term
			row.Folded += " " + t.Folded
		}
		rows = append(rows, row)
	}
	return rows, nil
}
