package rank_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/rank"
)

// syllables make news-like texts: common ones at every length.
var syllables = strings.Fields(`công an quận Ngô Quyền tổ chức trao tặng vốn vay cho người chấp hành xong án phạt tù tái hòa nhập cộng đồng
	thành phố Hải Phòng đường sắt tỷ lệ kỹ thuật nhân dân phường xã trong năm qua nhiều mô hình hiệu quả được nhân rộng góp phần giữ gìn an ninh trật tự`)

// newsArticle makes the i-th of many articles of about 500 syllables.
func newsArticle(i int) index.Article {
	var b strings.Builder
	seed := uint32(i)*2654435761 + 1
	for n := range 500 {
		seed = seed*1664525 + 1013904223
		b.WriteString(syllables[int(seed>>16)%len(syllables)])
		switch {
		case n%80 == 79:
			b.WriteString(".\n\n")
		case n%16 == 15:
			b.WriteString(". ")
		default:
			b.WriteString(" ")
		}
	}
	body := b.String()
	return index.Article{ID: fmt.Sprintf("%04d", i), Title: body[:strings.Index(body[60:], " ")+60], Body: body, Published: index.NewDay(2021, 1, i)}
}

// fixed answers every search with the same articles, so that only ranking is timed.
type fixed struct {
	memory
	result index.Result
}

func (f *fixed) Search(context.Context, index.Request) (index.Result, error) {
	res := f.result
	res.Hits = append([]index.Hit(nil), res.Hits...)
	return res, nil
}

func (f *fixed) Vocabulary() index.Vocabulary { return flat{} }

// flat is a vocabulary that costs nothing.
type flat struct{}

func (flat) DocFreq(context.Context, string) (int, error) { return 3, nil }

func (flat) Variants(_ context.Context, folded string) ([]index.TermCount, error) {
	return []index.TermCount{{Term: folded, Count: 3}}, nil
}

func (flat) Prefix(context.Context, string, int) ([]index.TermCount, error) { return nil, nil }

func newFixed(n int) *fixed {
	f := &fixed{result: index.Result{Total: 5000}}
	for i := range n {
		f.articles = append(f.articles, newsArticle(i))
		f.result.Hits = append(f.result.Hits, index.Hit{ID: f.articles[i].ID, Score: float64(n - i)})
	}
	return f
}

// Articles gives all it has: the order asked is that of the fixed result.
func (f *fixed) Articles(_ context.Context, ids []string) ([]index.Article, error) {
	return f.articles[:len(ids)], nil
}

func BenchmarkSearch(b *testing.B) {
	for _, bench := range []struct {
		name, q    string
		candidates int
		size       int
	}{
		{"parse+expand", "tái hoà nhập cộng đồng ngô quyền", 0, -1},
		{"rerank, 1 snippet", "tai hoa nhap cong dong ngo quyen", rank.Depth, 1},
		{"rerank, 20 snippets", "tai hoa nhap cong dong ngo quyen", rank.Depth, 20},
		{"rerank, 128 words", strings.Repeat("công an quận tổ chức trao tặng vốn vay cho người chấp hành xong án phạt tù tái hòa nhập cộng đồng thành phố đường sắt tỷ lệ kỹ thuật nhân dân phường ", 4), rank.Depth, 20},
		{"20 snippets", "tai hoa nhap cong dong ngo quyen", 20, 20},
	} {
		f := newFixed(bench.candidates)
		s := &rank.Searcher{Engine: f, Texts: f}
		r := index.Request{Q: bench.q, Size: bench.size}
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Search(b.Context(), r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		query.Parse(`tieude:"công an" "ngô quyền"~3 -tù tu:2021-08`, rank.Lookup)
	}
}
