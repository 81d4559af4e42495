package extract

import (
	"hash/fnv"
	"strings"

	"khobao/index"
)

// Ledger holds, by site, the keys of the lines that were found to stand on most
// of its pages: they are the site's own words and never part of an article.
type Ledger map[string]map[uint64]bool

// Line is a short text of an article, one that may turn out to be the site's.
type Line struct {
	Key  uint64 // see LineKey
	Text string
}

// Lengths of a line that can be learned, in runes: shorter ones are too common,
// longer ones are told by the paper's editor, not by its template.
const (
	lineLeast = 12
	lineMost  = 220
)

// With gives an extractor with the same rules that leaves the ledger's lines
// out of what it reads.
func (x *Extractor) With(l Ledger) *Extractor {
	own := *x
	own.ledger = l
	return &own
}

// Lines gives the short lines of an article's lead, text and captions that may
// be learned, each once. Speech is never among them: no line with a quotation
// mark, a question, or a dash before it.
func Lines(a *index.Article) []Line {
	if a.Rule == "jsonl" {
		return nil // given as text, read from no page
	}
	var lines []Line
	seen := map[uint64]bool{}
	add := func(s string) {
		if !learnable(s) {
			return
		}
		if key := LineKey(s); !seen[key] {
			seen[key] = true
			lines = append(lines, Line{key, s})
		}
	}
	add(a.Lead)
	for p := range strings.SplitSeq(a.Body, "\n\n") {
		add(p)
	}
	for _, c := range a.Captions {
		add(c.Text)
	}
	return lines
}

func learnable(s string) bool {
	if len(s) > 4*lineMost {
		return false
	}
	if n := runes(s); n < lineLeast || n > lineMost {
		return false
	}
	if strings.ContainsAny(s, "\"“”«»?") || strings.HasPrefix(s, "-") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "—") {
		return false
	}
	return len(strings.Fields(s)) >= 3
}

// LineKey gives the key of a line: of its letters in lower case, composed, and
// its digits, whatever its punctuation. Numbers tell lines apart: a daily report
// says the same words with others.
func LineKey(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(foldText(s)))
	return h.Sum64()
}

// isLearned reports a text that is a line of the site's ledger.
func (r *reading) isLearned(s string) bool {
	return r.known != nil && learnable(s) && r.known[LineKey(s)]
}
