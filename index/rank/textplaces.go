package rank

import (
	"context"
	"strings"

	"khobao/index"
	"khobao/index/vi"
)

// captionGap parts two captions, so that no words stand side by side across them.
const captionGap = 100

// textPlaces reads where words stand from the texts of hits, for an engine that
// does not tell. An article whose text is gone has none.
func (s *Searcher) textPlaces(ctx context.Context, hits []index.Hit, words []index.PlaceWord) (*index.Places, error) {
	have, err := s.texts(ctx, hits)
	if err != nil {
		return nil, err
	}
	fields := len(textFields)
	p := &index.Places{
		Words: len(words), Fields: fields, Articles: len(hits),
		Average: make([]float64, fields), DocFreq: make([]int, len(words)),
	}
	t := newPlaceTable(words)
	for _, h := range hits {
		t.read(p, have[h.ID])
	}
	for f := range fields {
		p.Average[f] /= float64(max(len(hits), 1))
	}
	return p, s.frequencies(ctx, p, words)
}

// frequencies takes from the vocabulary in how many articles words stand.
func (s *Searcher) frequencies(ctx context.Context, p *index.Places, words []index.PlaceWord) error {
	state, err := s.Engine.State(ctx)
	if err != nil {
		return err
	}
	p.Articles = max(p.Articles, state.Articles)
	v := s.vocabulary()
	if v == nil {
		return nil
	}
	for i, w := range words {
		n, err := v.DocFreq(ctx, w.Text)
		if err != nil {
			return err
		}
		p.DocFreq[i] = max(p.DocFreq[i], n)
	}
	return nil
}

// placeTable finds the words that a token answers.
type placeTable struct {
	words    []index.PlaceWord
	marked   map[string][]int // term with marks → words
	folded   map[string][]int
	prefixes []int
	found    [][]uint32 // by word, of the field at hand
}

func newPlaceTable(words []index.PlaceWord) *placeTable {
	t := &placeTable{words: words, marked: map[string][]int{}, folded: map[string][]int{}, found: make([][]uint32, len(words))}
	for i, w := range words {
		switch {
		case w.Prefix:
			t.prefixes = append(t.prefixes, i)
		case !w.Exact && !vi.Marked(w.Text):
			t.folded[w.Text] = append(t.folded[w.Text], i)
		default:
			t.marked[w.Text] = append(t.marked[w.Text], i)
		}
	}
	return t
}

// read adds one article to p; nil is one without text.
func (t *placeTable) read(p *index.Places, a *index.Article) {
	start := len(p.Ends)
	p.Ends = append(p.Ends, make([]uint32, p.Words*p.Fields)...)
	minute := uint32(0)
	if a != nil && !a.Published.IsZero() {
		minute = uint32(max(a.Published.Time.Unix()/60, 0)) + 1
	}
	p.Minutes = append(p.Minutes, minute)
	byField := make([][][]uint32, p.Fields)
	for f := range p.Fields {
		length := 0
		for i := range t.found {
			t.found[i] = nil
		}
		if a != nil {
			length = t.field(fieldTexts(a, f))
		}
		p.Lengths = append(p.Lengths, uint16(min(length, 1<<16-1)))
		p.Average[f] += float64(length)
		byField[f] = append([][]uint32(nil), t.found...)
	}
	for w := range p.Words {
		for f := range p.Fields {
			p.At = append(p.At, byField[f][w]...)
			p.Ends[start+w*p.Fields+f] = uint32(len(p.At))
		}
		if len(byField[bodyField][w])+len(byField[titleField][w])+len(byField[leadField][w]) > 0 {
			p.DocFreq[w]++
		}
	}
}

func (t *placeTable) field(texts []string) (length int) {
	var tokens vi.Tokenizer
	pos := uint32(0)
	for i, text := range texts {
		if i > 0 {
			pos += captionGap
		}
		tokens.Reset(clip(text))
		for tokens.Next() {
			pos++
			length++
			t.token(string(tokens.Term()), string(tokens.Folded()), pos)
			for n := range tokens.NumParts() {
				part := tokens.Part(n)
				t.token(string(part.Term), string(part.Folded), pos)
			}
		}
	}
	return length
}

func (t *placeTable) token(term, folded string, pos uint32) {
	for _, w := range t.marked[term] {
		t.put(w, pos)
	}
	for _, w := range t.folded[folded] {
		t.put(w, pos)
	}
	for _, w := range t.prefixes {
		whole := term
		if !t.words[w].Exact && !vi.Marked(t.words[w].Text) {
			whole = folded
		}
		if strings.HasPrefix(whole, t.words[w].Text) {
			t.put(w, pos)
		}
	}
}

func (t *placeTable) put(word int, pos uint32) {
	f := t.found[word]
	if n := len(f); n < index.MaxPlaces && (n == 0 || f[n-1] != pos) {
		t.found[word] = append(f, pos)
	}
}
