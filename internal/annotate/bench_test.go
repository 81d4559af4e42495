package annotate

import (
	"testing"

	"khobao/index"
)

// BenchmarkNews annotates a thousand articles of real news.
func BenchmarkNews(b *testing.B) {
	var articles []index.Article
	size := 0
	newsLines(b, "vntc10", func(n int, line []byte) bool {
		if n%80 == 0 {
			a := newsArticle(b, line)
			articles = append(articles, a)
			size += len(a.Title) + len(a.Lead) + len(a.Body)
		}
		return len(articles) < 1000
	})
	a := mustNew(b).Reader()
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for i := range articles {
			a.Annotate(&articles[i])
		}
	}
	b.ReportMetric(float64(len(articles)*b.N)/b.Elapsed().Seconds(), "articles/s")
}
