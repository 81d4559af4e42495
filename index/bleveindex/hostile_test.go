package bleveindex

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"khobao/index"
	"khobao/index/bleveindex/segment"
	"khobao/index/query"
)

// total asks how many articles a query finds.
func total(t *testing.T, e *Engine, n query.Node) int {
	t.Helper()
	r, err := e.Search(t.Context(), index.Request{Query: n, Facets: index.FacetNames()})
	if err != nil {
		t.Fatalf("search: %v", err)
	}
	return r.Total
}

// TestHugeTerm takes words and values of 64 KB: of a word no more is kept than its
// beginning, of a value nothing; what stands beside them is found.
func TestHugeTerm(t *testing.T) {
	const size = 64 << 10
	for _, format := range []SegmentFormat{Own, Zap} {
		e := open(t, t.TempDir(), Options{Segment: format})
		huge := strings.Repeat("x", size)
		a := numbered(1)
		a.Title, a.Body = "Bão "+huge, "Mưa "+strings.Repeat("ữ", size/3)+" lớn"
		a.Site, a.Section, a.Authors = huge, []string{huge, "Thời sự"}, []string{huge}
		b := index.Batch{Seq: 1, Put: []index.Article{a, numbered(2)}}
		mustApply(t, e, b)
		if n := total(t, e, query.Phrase{Text: "thời sự"}); n != 0 {
			t.Errorf("%s: a section is found as text", format.Type)
		}
		if n := total(t, e, query.Field{Name: "section", Node: query.Phrase{Text: "Thời sự"}}); n != 2 {
			t.Errorf("%s: %d articles of the section, want 2", format.Type, n)
		}
		for _, n := range []query.Node{query.Word{Text: huge}, query.Word{Text: huge, Exact: true}, query.Phrase{Text: "bão " + huge}} {
			if got := total(t, e, n); got > 1 {
				t.Errorf("%s: a word of 64 KB is found in %d articles", format.Type, got)
			}
		}
		if n := total(t, e, query.Field{Name: "site", Node: query.Word{Text: huge}}); n != 0 {
			t.Errorf("%s: a value of 64 KB is kept", format.Type)
		}
		if n := total(t, e, query.And{Nodes: []query.Node{query.Word{Text: "bão"}, query.Word{Text: "lớn"}}}); n != 2 {
			t.Errorf("%s: %d articles, want both", format.Type, n)
		}
		merge(t, e)
		files, err := filepath.Glob(filepath.Join(e.live.dir, "*.zap"))
		if err != nil || len(files) == 0 {
			t.Fatalf("segments: %v, %v", files, err)
		}
		for _, f := range files {
			if info, err := os.Stat(f); err == nil && info.Size() > size/4 {
				t.Errorf("%s: a segment of two short articles takes %d bytes", format.Type, info.Size())
			}
		}
		closeEngine(t, e)
	}
}

// TestHugeArticle takes an article of five million syllables beside small ones.
func TestHugeArticle(t *testing.T) {
	syllables := 5_000_000
	if testing.Short() {
		syllables = 100_000
	}
	e := open(t, t.TempDir(), Options{})
	defer closeEngine(t, e)
	a := numbered(1000)
	a.Body = strings.Repeat("mưa lớn ", syllables/2) + "cuối cùng"
	b := upTo(1, 20)
	b.Put = append(b.Put, a)
	mustApply(t, e, b)
	for _, c := range []struct {
		name string
		node query.Node
		want int
	}{
		{"a word", query.Word{Text: "mưa"}, 21},
		{"the last words", query.Phrase{Text: "lớn cuối cùng"}, 1},
		{"a phrase that is everywhere", query.Phrase{Text: "mưa lớn"}, 21},
		{"the same without marks", query.Phrase{Text: "mua lon"}, 21},
		{"near", query.Phrase{Text: "cuối mưa", Slop: 3}, 1},
		{"a long phrase", query.Phrase{Text: strings.Repeat("mưa lớn ", 64)}, 1},
		{"in a sentence", query.Scope{Kind: query.Sentence, Node: query.And{Nodes: []query.Node{query.Word{Text: "mưa"}, query.Word{Text: "cuối"}}}}, 1},
	} {
		if got := total(t, e, c.node); got != c.want {
			t.Errorf("%s: %d articles, want %d", c.name, got, c.want)
		}
	}
	r, err := e.Search(t.Context(), index.Request{Query: query.Word{Text: "cuối"}, Places: []index.PlaceWord{{Text: "mưa"}, {Text: "cuối"}}})
	if err != nil || len(r.Hits) != 1 || len(r.Places.At) > 2*index.MaxPlaces {
		t.Fatalf("%d hits, %v", len(r.Hits), err)
	}
	body := e.layout.text("body")
	if got := len(r.Places.Of(0, 0, body)); got != index.MaxPlaces {
		t.Errorf("%d places are told, want %d", got, index.MaxPlaces)
	}
	if got := r.Places.Of(0, 1, body); len(got) != 1 || got[0] != uint32(syllables+1) {
		t.Errorf("the last word but one stands at %v, want %d", got, syllables+1)
	}
	merge(t, e)
	if got := total(t, e, query.Phrase{Text: "lớn cuối cùng"}); got != 1 {
		t.Errorf("merged: %d articles", got)
	}
	if s := status(t, e); s.Bytes > int64(len(a.Body)) {
		t.Errorf("the index takes %d bytes for %d of text", s.Bytes, len(a.Body))
	}
}

// TestManyTerms takes 100,000 distinct words in one batch.
func TestManyTerms(t *testing.T) {
	const each = 1000
	articles := 100
	if testing.Short() {
		articles = 30
	}
	e := open(t, t.TempDir(), Options{})
	defer closeEngine(t, e)
	b := index.Batch{Seq: 1}
	text := 0
	for n := range articles {
		a := numbered(n)
		var body strings.Builder
		for w := range each {
			fmt.Fprintf(&body, "w%dx ", n*each+w)
		}
		a.Body = body.String()
		text += body.Len()
		b.Put = append(b.Put, a)
	}
	mustApply(t, e, b)
	for _, n := range []int{0, 999, articles * each / 2, articles*each - 1} {
		if got := total(t, e, query.Word{Text: fmt.Sprintf("w%dx", n)}); got != 1 {
			t.Errorf("word %d is in %d articles", n, got)
		}
	}
	all := query.Word{Text: "w", Prefix: true}
	if got := total(t, e, all); got != articles {
		t.Errorf("a prefix of all of them is in %d articles", got)
	}
	if r, err := e.Search(t.Context(), index.Request{Query: all, Places: []index.PlaceWord{all}}); err != nil || len(r.Places.At) > 0 {
		t.Errorf("the places of all of them: %v", err)
	}
	_, err := e.Search(t.Context(), index.Request{Query: query.Scope{Kind: query.Sentence, Node: all}})
	if !errors.Is(err, index.ErrTooManyTerms) {
		t.Errorf("all of them in one sentence: %v, want ErrTooManyTerms", err)
	}
	if got := total(t, e, query.Word{Text: "w1999", Prefix: true}); got != 2 { // w1999x; w19990x to w19999x
		t.Errorf("a longer prefix: %d articles", got)
	}
	if s := status(t, e); s.Bytes > int64(8*text) {
		t.Errorf("the index takes %d bytes for %d of text", s.Bytes, text)
	}
}

// TestLongQuery asks for 5,000 syllables at once, more than the parser lets pass.
func TestLongQuery(t *testing.T) {
	e := open(t, t.TempDir(), Options{})
	defer closeEngine(t, e)
	mustApply(t, e, upTo(1, 200))
	syllables := 5000
	if testing.Short() {
		syllables = 1200
	}
	words := func(text func(i int) string) (nodes []query.Node) {
		for i := range syllables {
			nodes = append(nodes, query.Word{Text: text(i)})
		}
		return nodes
	}
	for _, c := range []struct {
		name string
		node query.Node
		want int
	}{
		{"all the same", query.And{Nodes: words(func(int) string { return "bão" })}, 200},
		{"one of many", query.Or{Nodes: words(func(i int) string { return fmt.Sprint(i) })}, 200},
		{"all of many", query.And{Nodes: words(func(i int) string { return fmt.Sprint(i) })}, 0},
		{"a phrase", query.Phrase{Text: strings.Repeat("bão ", syllables)}, 0},
		{"near", query.Phrase{Text: strings.Repeat("bão ", syllables), Slop: 5}, 0},
		{"in a sentence", query.Scope{Kind: query.Sentence, Node: query.Or{Nodes: words(func(int) string { return "bão" })}}, 200},
	} {
		if got := total(t, e, c.node); got != c.want {
			t.Errorf("%s: %d articles, want %d", c.name, got, c.want)
		}
	}
}

// TestForeignSegment opens an index one of whose files is of a newer version or
// another byte order: it says so, keeps the file, and a rebuild cures it.
func TestForeignSegment(t *testing.T) {
	for name, version := range map[string]uint32{"newer": segment.Version + 1, "byte order": bits.ReverseBytes32(segment.Version)} {
		t.Run(name, func(t *testing.T) {
			clean, _, want := settled(t, Options{})
			file := filepath.Join(clean, segmentsOf(t, clean)[0])
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			// The version stands after the first 8 bytes and before the last 8.
			binary.LittleEndian.PutUint32(data[8:], version)
			binary.LittleEndian.PutUint32(data[len(data)-12:], version)
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			e := open(t, clean, Options{})
			if s := status(t, e); s.Status != index.DamagedIndex || !strings.Contains(s.Why, filepath.Base(file)) || !strings.Contains(s.Why, name) && name != "newer" {
				t.Errorf("%+v", s)
			}
			if found, err := exists(file); err != nil || !found {
				t.Errorf("the file is gone: %v", err)
			}
			closeEngine(t, e)
			if !comesBack(t, clean, want, Options{}) {
				t.Error("opened again, it went unnoticed")
			}
		})
	}
}
