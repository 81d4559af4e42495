package archive

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"khobao/index"
	"khobao/internal/page"
)

// syllables make up texts that pack about as well as news does.
var syllables = strings.Fields(`thành phố Hồ Chí Minh ủy ban nhân dân tỉnh bộ trưởng giao thông vận tải quy hoạch cảng
biển đường sắt cao tốc vốn đầu tư nước ngoài người dân cho biết sáng nay trong khi đó theo báo cáo của sở y tế
học sinh giáo viên trường tiểu học năm học mới giá xăng dầu tăng giảm thị trường chứng khoán lãi suất ngân hàng
nhà nước mưa lũ miền Trung bão số chín sạt lở thiệt hại hỗ trợ khẩn cấp công an điều tra vụ án khởi tố bị can`)

// story is a made-up article and its page, a body of some 2.5 kB in a page of 8.
func story(r *rand.Rand, i int) (page.Page, *index.Article) {
	words := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(syllables[r.IntN(len(syllables))])
			if r.IntN(12) == 0 {
				fmt.Fprintf(&b, " %d", r.IntN(3000))
			}
			b.WriteByte(' ')
		}
		return strings.TrimSpace(b.String())
	}
	url := fmt.Sprintf("https://bao%d.example/chuyen-muc/bai-%d.html", i%20, i)
	art := newArticle(url, words(12))
	art.Site = fmt.Sprintf("bao%d.example", i%20)
	art.Lead = words(35)
	paragraphs := make([]string, 6)
	for k := range paragraphs {
		paragraphs[k] = words(60)
	}
	art.Body = strings.Join(paragraphs, "\n\n")
	art.Authors, art.Section, art.Tags = []string{"Trần Văn Bình"}, []string{"Thời sự", "Giao thông"}, []string{"cảng biển", "quy hoạch"}
	art.Captions = []index.Caption{{Text: words(15), Image: url + "/anh.jpg"}}
	art.Evidence = map[string]index.Evidence{
		"title":     {Rule: "general", Version: "1", Selector: "h1.title", Text: art.Title, Start: 2048, End: 2300},
		"lead":      {Rule: "general", Version: "1", Selector: "p.sapo", Text: art.Lead, Start: 2400, End: 2900},
		"published": {Rule: "general", Version: "1", Selector: "span.date", Text: "25/08/2021 07:29", Start: 2310, End: 2330},
	}
	for range 8 {
		at := r.IntN(len(art.Body) - 20)
		art.Places = append(art.Places, index.Mention{Name: "Thành phố Hồ Chí Minh", Key: "vn-79", Field: "body", Start: at, End: at + 20})
	}
	p := newPage(url, art.Title, day.Add(time.Duration(i)*time.Second))
	p.Body = []byte("<!DOCTYPE html><html><head><title>" + art.Title + "</title>" +
		strings.Repeat(`<link rel="stylesheet" href="/css/site.css"><meta property="og:x" content="y">`, 25) + "</head><body><h1>" + art.Title +
		"</h1><p class=sapo>" + art.Lead + "</p><div class=body><p>" + strings.Join(paragraphs, "</p>\n<p>") + "</p></div>" +
		strings.Repeat(`<li class="menu-item"><a href="/chuyen-muc/thoi-su">Thời sự</a></li>`, 25) + "</body></html>")
	return p, art
}

// stories fills an archive by batches of size.
func stories(tb testing.TB, a *Archive, from, n, size int) {
	tb.Helper()
	r := rand.New(rand.NewPCG(1, uint64(from)))
	for done := 0; done < n; done += size {
		pages := make([]page.Page, min(size, n-done))
		outcomes := make([]Outcome, len(pages))
		for i := range pages {
			pages[i], outcomes[i].Article = story(r, from+done+i)
		}
		store(tb, a, pages, outcomes)
	}
}

// store may be called from any goroutine.
func store(tb testing.TB, a *Archive, pages []page.Page, outcomes []Outcome) {
	captures, err := a.Keep(context.Background(), pages)
	if err != nil {
		tb.Error(err)
		return
	}
	for i, c := range captures {
		outcomes[i].Capture, outcomes[i].Kind = c, index.KindArticle
	}
	if _, err := a.Commit(context.Background(), outcomes, Checkpoint{}); err != nil {
		tb.Error(err)
	}
}

// BenchmarkKeepCommit stores one article an operation, in batches of 500.
func BenchmarkKeepCommit(b *testing.B) {
	const size = 500
	a := open(b, b.TempDir(), Options{})
	r := rand.New(rand.NewPCG(1, 2))
	pages := make([]page.Page, size)
	outcomes := make([]Outcome, size)
	var bytes int64
	for done := 0; done < b.N; done += size {
		b.StopTimer()
		for i := range pages {
			pages[i], outcomes[i].Article = story(r, done+i)
			bytes += int64(len(pages[i].Body))
		}
		b.StartTimer()
		n := min(size, b.N-done)
		store(b, a, pages[:n], outcomes[:n])
	}
	b.StopTimer()
	s, err := a.Stats(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(s.Articles)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(bytes)/float64(s.Articles), "pageB/article")
	b.ReportMetric(float64(s.Originals)/float64(s.Articles), "warcB/article")
	b.ReportMetric(float64(s.Texts)/float64(s.Articles), "textB/article")
}

// BenchmarkKnown meets pages that are catalogued.
func BenchmarkKnown(b *testing.B) {
	const size = 500
	a := open(b, b.TempDir(), Options{})
	r := rand.New(rand.NewPCG(1, 2))
	pages := make([]page.Page, size)
	outcomes := make([]Outcome, size)
	for i := range pages {
		pages[i], outcomes[i].Article = story(r, i)
	}
	store(b, a, pages, outcomes)
	b.ResetTimer()
	for done := 0; done < b.N; done += size {
		if _, err := a.Keep(context.Background(), pages[:min(size, b.N-done)]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkArticles reads 300 articles at random, as ranking does.
func BenchmarkArticles(b *testing.B) {
	a := open(b, b.TempDir(), Options{})
	const n = 20000
	stories(b, a, 0, n, 1000)
	r := rand.New(rand.NewPCG(3, 4))
	b.ResetTimer()
	read := 0
	for b.Loop() {
		ids := make([]string, 300)
		for i := range ids {
			k := r.IntN(n)
			ids[i] = index.NewID(fmt.Sprintf("https://bao%d.example/chuyen-muc/bai-%d.html", k%20, k))
		}
		list, err := a.Articles(context.Background(), ids)
		if err != nil || len(list) != 300 {
			b.Fatal(len(list), err)
		}
		read += len(list)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(read), "µs/article")
}

// BenchmarkWalk reads every article in order.
func BenchmarkWalk(b *testing.B) {
	a := open(b, b.TempDir(), Options{})
	stories(b, a, 0, 20000, 1000)
	b.ResetTimer()
	read := 0
	for b.Loop() {
		for _, err := range a.Walk(context.Background(), 0) {
			if err != nil {
				b.Fatal(err)
			}
			read++
		}
	}
	b.ReportMetric(float64(read)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkVerify reads every byte.
func BenchmarkVerify(b *testing.B) {
	a := open(b, b.TempDir(), Options{})
	stories(b, a, 0, 10000, 1000)
	b.ResetTimer()
	for b.Loop() {
		if err := a.Verify(context.Background(), func(p Problem) { b.Error(p) }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(10000*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}
