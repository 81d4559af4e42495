package web

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"khobao/index"
	"khobao/index/query"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// shelf is a small archive in memory with a search of its own: every word of
// the query must stand in title, lead or body, marks aside.
type shelf struct {
	articles []index.Article
	captures map[string][]Capture // by article id
	pages    map[string]page.Page // by capture id
	state    index.State
	searches atomic.Int64
	fail     error // what Search answers instead
	notices  []query.Notice
	readings []index.Expansion
	mu       sync.Mutex
	receipts map[string][]byte
	lines    map[string][]SiteLine
	counters map[[2]string][]SiteCounter // by site and page
}

func (s *shelf) add(a index.Article, original string) index.Article {
	if a.ID == "" {
		a.ID = index.NewID(a.URL + a.Title)
	}
	if a.Captured.IsZero() {
		a.Captured = time.Date(2024, 3, 2, 8, 40, 0, 0, index.Zone)
	}
	a.Kind = index.KindArticle
	s.articles = append(s.articles, a)
	p := page.Page{URL: a.URL, Status: 200, ContentType: "text/html; charset=utf-8", Captured: a.Captured, Body: []byte(original)}
	s.keep(a.ID, p)
	s.state = index.State{Status: index.Ready, Articles: len(s.articles), Generation: 1, Epoch: uint64(len(s.articles)), Seq: 9}
	return a
}

func (s *shelf) keep(articleID string, p page.Page) string {
	sum := sha256.Sum256(append([]byte(p.URL), p.Body...))
	id := hex.EncodeToString(sum[:6])
	if s.captures == nil {
		s.captures, s.pages = map[string][]Capture{}, map[string]page.Page{}
	}
	s.pages[id] = p
	s.captures[articleID] = append(s.captures[articleID], Capture{
		ID: id, URL: p.URL, Captured: p.Captured, Digest: p.Digest(), Type: p.ContentType, Bytes: int64(len(p.Body)),
	})
	return id
}

func (s *shelf) Article(_ context.Context, id string) (index.Article, error) {
	for _, a := range s.articles {
		if a.ID == id {
			return a, nil
		}
	}
	return index.Article{}, failure.New(failure.NotFound, id, nil)
}

func (s *shelf) Articles(ctx context.Context, ids []string) ([]index.Article, error) {
	var out []index.Article
	for _, id := range ids {
		if a, err := s.Article(ctx, id); err == nil {
			out = append(out, a)
		}
	}
	return out, nil
}

// Record gives a stored page as a record of WARC.
func (s *shelf) Record(ctx context.Context, id string) ([]byte, error) {
	p, err := s.Original(ctx, id)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	fmt.Fprintf(z, "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", p.URL, len(p.Body), p.Body)
	err = z.Close()
	return b.Bytes(), err
}

func (s *shelf) Versions(_ context.Context, id string) ([]Version, error) {
	var out []Version
	for i, k := range s.captures[id] {
		out = append(out, Version{Number: i + 1, Captured: k.Captured, CaptureID: k.ID})
	}
	return out, nil
}

// Version gives the current text again, its number in the title of earlier ones.
func (s *shelf) Version(ctx context.Context, id string, n int) (index.Article, error) {
	a, err := s.Article(ctx, id)
	if err != nil || n > len(s.captures[id]) {
		return index.Article{}, failure.New(failure.NotFound, id, err)
	}
	if n < len(s.captures[id]) {
		a.Title = "Bản " + strconv.Itoa(n) + ": " + a.Title
	}
	return a, nil
}

func (s *shelf) Captures(_ context.Context, id string) ([]Capture, error) {
	return slices.Clone(s.captures[id]), nil
}

func (s *shelf) Original(_ context.Context, id string) (page.Page, error) {
	p, ok := s.pages[id]
	if !ok {
		return page.Page{}, failure.New(failure.NotFound, id, nil)
	}
	return p, nil
}

func (s *shelf) FindCapture(_ context.Context, url string, _ time.Time) (string, error) {
	for id, p := range s.pages {
		if p.URL == url && url != "" {
			return id, nil
		}
	}
	return "", failure.New(failure.NotFound, url, nil)
}

func (s *shelf) CapturesAt(_ context.Context, url string) ([]Capture, error) {
	var out []Capture
	for id, p := range s.pages {
		if p.URL == url && url != "" {
			out = append(out, Capture{ID: id, URL: p.URL, Captured: p.Captured, Digest: p.Digest(), Type: p.ContentType, Status: p.Status, Bytes: int64(len(p.Body))})
		}
	}
	slices.SortFunc(out, func(a, b Capture) int { return cmp.Or(a.Captured.Compare(b.Captured), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

func (s *shelf) CapturesWhere(_ context.Context, match func(string) bool) iter.Seq2[Capture, error] {
	return func(yield func(Capture, error) bool) {
		for id, p := range s.pages {
			if match(p.URL) && !yield(Capture{ID: id, URL: p.URL, Captured: p.Captured, Digest: p.Digest(), Type: p.ContentType, Status: p.Status, Bytes: int64(len(p.Body))}, nil) {
				return
			}
		}
	}
}

func (s *shelf) SiteLines(_ context.Context, site string) ([]SiteLine, error) {
	return s.lines[site], nil
}

func (s *shelf) Counters(_ context.Context, site, page string) ([]SiteCounter, error) {
	return s.counters[[2]string{site, page}], nil
}

// Arrivals: articles come in the order they are added, a day each.
func (s *shelf) Arrivals(_ context.Context, before int64, limit int) ([]Arrival, error) {
	var out []Arrival
	for i := len(s.articles) - 1; i >= 0 && len(out) < limit; i-- {
		if a := s.arrival(i); before <= 0 || a.N < before {
			out = append(out, a)
		}
	}
	return out, nil
}

func (s *shelf) arrival(i int) Arrival {
	t := time.Date(2026, 1, 1+i, 9, 0, 0, 0, index.Zone)
	return Arrival{ID: s.articles[i].ID, N: int64(i + 1), Added: t, Changed: t}
}

func (s *shelf) ArrivalsOf(_ context.Context, ids []string) ([]Arrival, error) {
	var out []Arrival
	for _, id := range ids {
		if i := slices.IndexFunc(s.articles, func(a index.Article) bool { return a.ID == id }); i >= 0 {
			out = append(out, s.arrival(i))
		}
	}
	return out, nil
}

func (s *shelf) KeepReceipt(_ context.Context, id string, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.receipts == nil {
		s.receipts = map[string][]byte{}
	}
	if _, known := s.receipts[id]; !known {
		s.receipts[id] = data
	}
	return nil
}

func (s *shelf) Receipt(_ context.Context, id string) ([]byte, time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	data, ok := s.receipts[id]
	if !ok {
		return nil, time.Time{}, failure.New(failure.NotFound, id, nil)
	}
	return data, time.Date(2026, 2, 1, 8, 0, 0, 0, index.Zone), nil
}

func (s *shelf) Stats(context.Context) (Stats, error) {
	return Stats{Articles: len(s.articles), Captures: len(s.pages), LastImport: time.Date(2024, 3, 2, 9, 0, 0, 0, index.Zone)}, nil
}

func (s *shelf) State(context.Context) index.State { return s.state }

func (s *shelf) Search(ctx context.Context, r index.Request) (index.Result, error) {
	s.searches.Add(1)
	if s.fail != nil {
		return index.Result{}, s.fail
	}
	if err := ctx.Err(); err != nil {
		return index.Result{}, err
	}
	words := typedWords(r.Q)
	res := index.Result{Generation: s.state.Generation, Epoch: s.state.Epoch, Query: wordsNode(words), Facets: map[string][]index.FacetCount{}, Notices: s.notices, Expansions: s.readings, Hits: []index.Hit{}}
	var found []*index.Article
	for i := range s.articles {
		a := &s.articles[i]
		if !holdsWords(a, words) || !inPeriod(a, r) {
			continue
		}
		if passes(a, r.Filters, "") {
			found = append(found, a)
		}
		for _, name := range r.Facets {
			if passes(a, r.Filters, name) {
				res.Facets[name] = countValue(res.Facets[name], a, name)
			}
		}
	}
	res.Total, res.Values = len(found), map[string]int{}
	for name, counts := range res.Facets {
		slices.SortFunc(counts, func(a, b index.FacetCount) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
		if res.Values[name] = len(counts); r.Top > 0 {
			res.Facets[name] = counts[:min(len(counts), r.Top)]
		}
	}
	if r.Sort == index.Arrived {
		slices.Reverse(found) // they come in the order they are added
	}
	slices.SortStableFunc(found, func(a, b *index.Article) int {
		if r.Sort == index.Arrived {
			return 0
		}
		if r.Sort == index.Oldest {
			a, b = b, a
		}
		return b.Published.Time.Compare(a.Published.Time)
	})
	size := r.Size
	if size == 0 {
		size = index.DefaultSize
	}
	if size < 0 {
		return res, nil
	}
	family := map[string]int{}
	rows := []*index.Article{}
	for _, a := range found {
		family[a.Family]++
		first := a.Family == "" || family[a.Family] == 1
		if first {
			res.Rows++
		}
		if first || !r.Fold {
			rows = append(rows, a)
		}
	}
	for i := r.Offset; i < min(len(rows), r.Offset+size); i++ {
		h := hitOf(rows[i], words)
		if h.Family = rows[i].Family; h.Family != "" {
			h.Reprints = family[h.Family] - 1
		}
		res.Hits = append(res.Hits, h)
	}
	return res, nil
}

type typedWord struct {
	text string
	span query.Span
}

func typedWords(q string) []typedWord {
	var out []typedWord
	at := 0
	for _, w := range strings.Fields(q) {
		start := at + strings.Index(q[at:], w)
		at = start + len(w)
		out = append(out, typedWord{w, query.Span{Start: start, End: at}})
	}
	return out
}

func wordsNode(words []typedWord) query.Node {
	and := query.And{}
	for _, w := range words {
		and.Nodes = append(and.Nodes, query.Word{Text: w.text, Span: w.span})
	}
	return and
}

// folded remembers what was folded: searches of this shelf fold the same texts
// over and over, and the machine of a test may be a slow one.
var folded sync.Map

func fold(s string) string {
	if f, ok := folded.Load(s); ok {
		return f.(string)
	}
	f := foldAnew(s)
	folded.Store(s, f)
	return f
}

func foldAnew(s string) string {
	s = strings.NewReplacer("đ", "d", "Đ", "d").Replace(s)
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

func holdsWords(a *index.Article, words []typedWord) bool {
	if len(words) == 0 {
		return true
	}
	text := fold(a.Title + " " + a.Lead + " " + a.Body)
	for _, w := range words {
		if !strings.Contains(text, fold(w.text)) {
			return false
		}
	}
	return true
}

func inPeriod(a *index.Article, r index.Request) bool {
	t := a.Published.Time
	if (!r.From.IsZero() || !r.To.IsZero()) && a.Published.IsZero() {
		return false
	}
	return (r.From.IsZero() || !t.Before(r.From)) && (r.To.IsZero() || t.Before(r.To))
}

// passes applies the filters of every field but one.
func passes(a *index.Article, filters []index.Filter, leaveOut string) bool {
	want := map[string]bool{}
	for _, f := range filters {
		if f.Field == leaveOut {
			continue
		}
		field, _ := index.FieldNamed(f.Field)
		has := slices.Contains(field.Of(a), f.Value)
		if f.Exclude && has {
			return false
		}
		if !f.Exclude {
			want[f.Field] = want[f.Field] || has
		}
	}
	for _, ok := range want {
		if !ok {
			return false
		}
	}
	return true
}

func countValue(counts []index.FacetCount, a *index.Article, name string) []index.FacetCount {
	field, _ := index.FieldNamed(name)
	for _, v := range field.Of(a) {
		i := slices.IndexFunc(counts, func(c index.FacetCount) bool { return c.Value == v })
		if i < 0 {
			counts = append(counts, index.FacetCount{Value: v})
			i = len(counts) - 1
		}
		counts[i].Count++
	}
	return counts
}

func hitOf(a *index.Article, words []typedWord) index.Hit {
	h := index.Hit{ID: a.ID, URL: a.URL, Title: a.Title, Site: a.Site, Section: a.Section, Published: a.Published, TitleMarks: marksIn(a.Title, words)}
	for _, text := range []string{a.Lead, firstParagraph(a.Body)} {
		if text != "" {
			h.Snippets = append(h.Snippets, index.Snippet{Field: "body", Text: text, Marks: marksIn(text, words)})
		}
	}
	return h
}

func firstParagraph(body string) string {
	p, _, _ := strings.Cut(body, "\n\n")
	return p
}

// marksIn marks whole words that fold to a typed one.
func marksIn(text string, words []typedWord) [][2]int {
	var out [][2]int
	start := -1
	flush := func(end int) {
		if start >= 0 && slices.ContainsFunc(words, func(w typedWord) bool { return fold(w.text) == fold(text[start:end]) }) {
			out = append(out, [2]int{start, end})
		}
		start = -1
	}
	for i, r := range text {
		switch word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '.' && start >= 0; {
		case word && start < 0:
			start = i
		case !word:
			flush(i)
		}
	}
	flush(len(text))
	return out
}

func day(y int, m time.Month, d, h, min int) index.Date {
	return index.Date{Time: time.Date(y, m, d, h, min, 0, 0, index.Zone)}
}

// more adds n short articles of one paper, one every third day from 2015 on.
// more…
func (s *shelf) more(n int) {
	for i := range n {
		t := time.Date(2015, 1, 3+3*i, 7, i%60, 0, 0, index.Zone)
		no := strconv.Itoa(i + 1)
		s.add(index.Article{
			URL: "https://bao-huyen.example/tin-" + no, Site: "bao-huyen.example", Title: "Tin ngắn số " + no + " về giao thông nông thôn",
			Lead: "Huyện làm thêm " + no + " mét đường bê tông.", Body: "Đoạn đường thứ " + no + " đã thông xe.", Section: []string{"Tin huyện"},
			Authors: []string{"Phóng viên " + strconv.Itoa(i%17)}, Published: index.Date{Time: t},
		}, "<p>"+no)
	}
}
