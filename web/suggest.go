package web

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/index/vi"
)

// suggestion is what a reader may mean by what is typed so far.
type suggestion struct {
	Kind  string `json:"kind"` // word, title, or one of suggestFields
	Label string `json:"label"`
	Text  string `json:"text"`
	Count int    `json:"count,omitempty"` // articles that have it
	Href  string `json:"href"`
}

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

// suggestFields are the facets whose values are suggested, in the order of equals.
var suggestFields = []string{"section", "place", "agency", "site", "person", "author"}

// How much is suggested from, and how much at a time of each kind.
const (
	suggestValues = 5000 // of each field, most articles first
	suggestNames  = 5    // of all fields together
	suggestAlike  = 2    // of one field
	suggestTitles = 3000
	suggestPairs  = 5000
	pairCount     = 3 // titles a pair of words must stand in
	suggestKeep   = time.Minute
	suggestMax    = 10
	suggestEach   = 3
)

// suggest answers what is typed so far, in the form of the page's own list or,
// for the address bar of a browser, in that of OpenSearch.
func (s *Server) suggest(c *fiber.Ctx) error {
	sh := s.shell(c)
	typed := strings.TrimLeft(clean(sh.query.Get(paramQ)), " ")
	if len(typed) > 200 {
		typed = ""
	}
	found, err := s.suggestions(c.UserContext(), sh, typed)
	if err != nil {
		return err
	}
	if sh.query.Get(paramFormat) == "opensearch" {
		texts := []string{}
		for _, f := range found {
			texts = append(texts, f.Text)
		}
		return c.JSON([]any{typed, texts}, "application/x-suggestions+json")
	}
	return c.JSON(apiSuggested{found})
}

func (s *Server) suggestions(ctx context.Context, sh *shell, typed string) ([]suggestion, error) {
	out := []suggestion{}
	if len([]rune(strings.TrimSpace(typed))) < 2 {
		return out, nil
	}
	titles, names, pairs, err := s.suggestRows(ctx)
	if err != nil {
		return nil, err
	}
	out = append(out, s.completions(ctx, sh, typed, pairs)...)
	wants := []string{typed}
	if full := writtenOut(typed); full != typed {
		wants = append(wants, full, vi.Fold(full)) // the rest may have no marks
	}
	if converted, _, ok := vi.Unkey(typed); ok {
		wants = append(wants, converted)
	}
	for i, rows := range [][]suggestRow{names, titles} {
		for _, want := range wants {
			var hits []suggestRow
			if i == 0 {
				hits = ofEachKind(matching(rows, want, suggestValues))
			} else {
				hits = matching(rows, want, suggestEach)
			}
			for _, r := range hits {
				out = append(out, s.suggestionOf(sh, r))
			}
			if len(hits) > 0 {
				break
			}
		}
	}
	return out[:min(len(out), suggestMax)], nil
}

// matching gives the rows that hold what is typed from the start of a word on,
// marks aside; those that hold its marks too come first, then whole beginnings,
// then the more frequent.
func matching(rows []suggestRow, typed string, most int) []suggestRow {
	folded, lower := wordForm(vi.Fold(typed)), wordForm(vi.NFC(typed))
	placed := markForm(typed) // hoà as hòa; but hoàn is begun by hoà
	type ranked struct {
		*suggestRow
		rank int
	}
	var found []ranked
	for i := range rows {
		r := &rows[i]
		at := strings.Index(r.folded, folded)
		if at < 0 {
			continue
		}
		rank := 0
		if !strings.Contains(r.lower, lower) && !strings.Contains(r.lower, placed) {
			if vi.Marked(strings.TrimSpace(lower)) {
				continue // typed with other marks
			}
			rank = 2
		}
		if at > 0 {
			rank++
		}
		found = append(found, ranked{r, rank})
	}
	slices.SortStableFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.count, a.count))
	})
	var out []suggestRow
	for _, f := range found[:min(len(found), most)] {
		out = append(out, *f.suggestRow)
	}
	return out
}

// knownShort are the abbreviations that come with the program.
var knownShort = sync.OnceValue(vi.Default)

// writtenOut writes out the abbreviations of what is typed that have one meaning.
func writtenOut(typed string) string {
	words := strings.Fields(typed)
	for i, w := range words {
		if long := knownShort().Long(w); len(long) == 1 && utf8.RuneCountInString(w) > 1 {
			words[i] = long[0].Text
		}
	}
	if out := strings.Join(words, " "); !strings.EqualFold(out, strings.Join(strings.Fields(typed), " ")) {
		return out
	}
	return typed
}

// ofEachKind takes the best few of every field, so that a busy one leaves room
// for the others.
func ofEachKind(rows []suggestRow) []suggestRow {
	var out []suggestRow
	taken := map[string]int{}
	for _, r := range rows {
		if taken[r.kind] < suggestAlike && len(out) < suggestNames {
			taken[r.kind]++
			out = append(out, r)
		}
	}
	return out
}

// completions ends the word that is being typed: by pairs of words from titles
// and, where it has marks, by the words of the index.
func (s *Server) completions(ctx context.Context, sh *shell, typed string, pairs []suggestRow) []suggestion {
	words := strings.Fields(typed)
	if len(words) == 0 || strings.HasSuffix(typed, " ") || strings.ContainsAny(typed, `"():*=-`) {
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
			if strings.HasPrefix(r.folded+" ", wordForm(vi.Fold(last))+after) {
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

func (s *Server) suggestionOf(sh *shell, r suggestRow) suggestion {
	out := suggestion{Kind: r.kind, Text: r.text, Count: r.count, Label: sh.T("web.suggest.title")}
	if r.kind == "title" {
		out.Href = sh.Link("/bai/" + r.value)
		return out
	}
	out.Label = sh.T("field." + r.kind)
	st := State{Lang: knownLang(sh.query.Get(langParam))}
	st.Request.Filters = []index.Filter{{Field: r.kind, Value: r.value}}
	out.Href = st.Search()
	return out
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

func newRow(kind, value, text string, count int) suggestRow {
	return suggestRow{kind: kind, value: value, text: text, count: count, folded: wordForm(vi.Fold(text)), lower: markForm(text)}
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

// markForm is wordForm with the tone of every syllable on one place.
func markForm(s string) string {
	words := strings.Fields(wordForm(vi.NFC(s)))
	for i, w := range words {
		words[i] = vi.Normalize(w)
	}
	return " " + strings.Join(words, " ")
}

// wordForm writes a text in small letters with one space before every word.
func wordForm(s string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	}), " ")
}
