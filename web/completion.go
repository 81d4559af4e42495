package web

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"khobao/index/vi"
)

// completions ends the word that is being typed, as it is meant: by pairs of words
// from titles and, where it has marks, by the words of the index.
func (s *Server) completions(ctx context.Context, sh *shell, typed, meant string, pairs []suggestRow) []suggestion {
	words := strings.Fields(meant)
	if len(words) == 0 || strings.HasSuffix(meant, " ") || strings.ContainsAny(meant, `"():*=-`) {
		return nil
	}
	var out []suggestion
	add := func(before []string, end string, count int) {
		text := strings.Join(append(slices.Clone(before), end), " ")
		same := func(o suggestion) bool { return o.Text == text }
		if text == typed || slices.ContainsFunc(out, same) {
			return
		}
		st := State{Lang: knownLang(sh.query.Get(langParam))}
		st.Request.Q = text
		out = append(out, suggestion{Kind: "word", Label: sh.T("web.suggest.word"), Text: text, Count: count, Href: st.Search()})
	}
	pair := func(from int, after string) { // a pair that begins with the words from there on
		last := strings.Join(words[from:], " ") + after
		for _, r := range matching(pairs, last, suggestEach) {
			if strings.HasPrefix(r.folded+" ", wordForm(vi.Fold(last))+after) && (from == 0 || !s.tears(words[from-1], r.text)) {
				add(words[:from], r.text, 0)
			}
		}
	}
	pair(max(len(words)-2, 0), "")
	if len(out) == 0 { // never met: one that the last word begins, all of it
		pair(len(words)-1, " ")
	}
	if end := vi.Normalize(words[len(words)-1]); s.deps.Words != nil && vi.Marked(end) && utf8.RuneCountInString(end) > 1 {
		terms, err := s.deps.Words(ctx, end, suggestEach)
		if err != nil {
			return out // what was found is worth showing without them
		}
		for _, t := range terms {
			if t.Count >= pairCount && strings.IndexFunc(t.Term, unicode.IsDigit) < 0 {
				add(words[:len(words)-1], t.Term, t.Count)
			}
		}
	}
	return out
}

// tears reports whether a pair of words takes from the word before what is its
// second half: thông điệp behind giao.
func (s *Server) tears(before, pair string) bool {
	tokens := vi.Tokens(before + " " + pair)
	return len(tokens) == 3 && len(s.deps.Joined(tokens[:2])) == 1 && len(s.deps.Joined(tokens[1:])) == 1
}
