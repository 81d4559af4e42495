package web

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"khobao/index"
	"khobao/index/vi"
)

// suggestRow is one thing that may be suggested, ready to be compared.
type suggestRow struct {
	kind, value, text string
	folded, lower     string // with a space before each word, so that words begin where a space stands
	count             int
}

// suggestTable holds what is suggested: names of the facets, the newest titles
// and the word pairs that stand in them.
type suggestTable struct {
	mu     sync.Mutex
	busy   bool
	key    [2]uint64
	until  time.Time
	titles []suggestRow
	names  []suggestRow
	pairs  []suggestRow
}

func newRow(kind, value, text string, count int) suggestRow {
	return suggestRow{kind: kind, value: value, text: text, count: count, folded: wordForm(vi.Fold(text)), lower: markForm(text)}
}

// suggestRows gives the table. The first reader waits until it is made; later
// it is made anew beside the old one, at most once a minute.
func (s *Server) suggestRows(ctx context.Context) (titles, names, pairs []suggestRow, err error) {
	t := &s.suggested
	state := s.deps.State(ctx)
	key := [2]uint64{uint64(max(state.Generation, 0)), state.Epoch}
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.titles == nil && t.names == nil:
		if err := t.fill(ctx, s, key); err != nil {
			return nil, nil, nil, err
		}
	case t.key != key && !t.busy && time.Now().After(t.until):
		t.busy = true
		go s.refill(key)
	}
	return t.titles, t.names, t.pairs, nil
}

// refill makes the table anew while the old one answers.
func (s *Server) refill(key [2]uint64) {
	ctx, cancel := context.WithTimeout(s.life, s.patience)
	defer cancel()
	next := suggestTable{}
	err := next.fill(ctx, s, key)
	t := &s.suggested
	t.mu.Lock()
	defer t.mu.Unlock()
	t.busy, t.until = false, time.Now().Add(suggestKeep)
	if err != nil {
		s.deps.Log.Warn("gather what is suggested", "err", err)
		return
	}
	t.key, t.titles, t.names, t.pairs = next.key, next.titles, next.names, next.pairs
}

func (t *suggestTable) fill(ctx context.Context, s *Server, key [2]uint64) error {
	values, err := s.deps.Search.Search(ctx, index.Request{Size: -1, Facets: suggestFields, Top: suggestValues})
	if err != nil {
		return err
	}
	t.names = []suggestRow{}
	for _, field := range suggestFields {
		for _, c := range byCount(values.Facets[field], suggestValues) {
			text := c.Value
			if field == "site" && s.deps.SiteName != nil {
				text = cmp.Or(s.deps.SiteName(c.Value), c.Value)
			}
			t.names = append(t.names, newRow(field, c.Value, text, c.Count))
		}
	}
	res, err := s.find(ctx, index.Request{Sort: index.Newest, Size: suggestTitles})
	if err != nil {
		return err
	}
	articles, err := s.articlesOf(ctx, res.Hits)
	if err != nil {
		return err
	}
	for i := range articles {
		if a := &articles[i]; a.Title != "" {
			t.titles = append(t.titles, newRow("title", a.ID, a.Title, 0))
		}
	}
	t.pairs = pairsOf(articles)
	t.key, t.until = key, time.Now().Add(suggestKeep)
	return nil
}

// pairsOf counts the pairs of words that stand side by side in titles.
func pairsOf(articles []index.Article) []suggestRow {
	counts := map[string]int{}
	for i := range articles {
		seen := map[string]bool{}
		for run := range strings.FieldsFuncSeq(strings.ToLower(vi.NFC(articles[i].Title)), breaksPair) {
			words := strings.Fields(run)
			for j := 1; j < len(words); j++ {
				if pair := words[j-1] + " " + words[j]; !seen[pair] {
					seen[pair] = true
					counts[pair]++
				}
			}
		}
	}
	var out []suggestRow
	for pair, n := range counts {
		if n >= pairCount {
			out = append(out, newRow("word", pair, pair, n))
		}
	}
	slices.SortFunc(out, func(a, b suggestRow) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.text, b.text))
	})
	return out[:min(len(out), suggestPairs)]
}

func breaksPair(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != ' ' }
