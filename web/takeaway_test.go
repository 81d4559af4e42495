package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"khobao/index"
	"khobao/internal/export"
)

func csvRows(t *testing.T, a answer) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.body, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestAFileHoldsWhatTheScreenShows(t *testing.T) {
	shelf := newShelf()
	shelf.more(300)
	s := newServer(t, shelf)
	for _, state := range []string{"q=giao+thong", "q=giao+thong&nguon=bao-huyen.example&sx=cu", "nam=2016", "tru-nguon=bao-huyen.example&tr=2", "q=giao&tu=2016-02&den=2016-05-03", "q=xyzzy"} {
		page := get(t, s, "/search?"+state+"&moi-trang=100").doc(t)
		var want []string
		for _, a := range all(page, "li.hit") {
			u, err := url.Parse(attr(all(a, "a")[0], "href"))
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, strings.TrimPrefix(u.Path, "/bai/"))
		}
		res := get(t, s, "/tai-ve/tep?"+state+"&dang=csv&truong=id&truong=title")
		if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment; filename=\"kho-bao-") {
			t.Fatalf("%s: status %d, %q", state, res.StatusCode, res.Header.Get("Content-Disposition"))
		}
		rows := csvRows(t, res)[1:]
		total, _ := shelf.Search(t.Context(), ParseState(mustQuery(t, state)).Request)
		if len(rows) != total.Total || res.Header.Get("X-Total-Count") != strconv.Itoa(total.Total) {
			t.Errorf("%s: %d rows, X-Total-Count %s, %d on the screen", state, len(rows), res.Header.Get("X-Total-Count"), total.Total)
		}
		if strings.Contains(state, "tr=") {
			continue // a file begins with the first page
		}
		for i, id := range want {
			if rows[i][0] != id {
				t.Errorf("%s: row %d is %s, the screen shows %s", state, i, rows[i][0], id)
			}
		}
	}
}

func mustQuery(t *testing.T, s string) url.Values {
	t.Helper()
	q, err := url.ParseQuery(s)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestTheSizeIsToldFirst(t *testing.T) {
	shelf := newShelf()
	shelf.more(60)
	s := newServer(t, shelf)
	doc := get(t, s, "/tai-ve?q=giao+thong&nguon=bao-huyen.example&dang=xlsx&truong=body").doc(t)
	if got := textOf(one(t, doc, "p.holds")); got != "Tệp sẽ có 60 dòng, mỗi bài một dòng, đúng thứ tự trên màn hình." {
		t.Errorf("told %q", got)
	}
	var chosen []string
	for _, n := range all(doc, "input[checked]") {
		chosen = append(chosen, attr(n, "value"))
	}
	if got := strings.Join(chosen, " "); got != "xlsx body" {
		t.Errorf("chosen %q", got)
	}
	if got := textOf(all(doc, "label.choice")[0]); !strings.Contains(got, " khoảng ") || !strings.HasSuffix(got, "KB") {
		t.Errorf("a format is told as %q", got)
	}
}

// TestTheSizeToldIsNearTheFile: of rows that are alike in kind but not in words, as
// articles are, each form is told within a fifth of what it will be.
func TestTheSizeToldIsNearTheFile(t *testing.T) {
	shelf := newShelf()
	shelf.more(300)
	words := strings.Fields("mùa nước sông chợ trường cầu đường phường xã lúa cá tàu hàng giá thuế điện rừng núi biển gió bão mưa nắng xe nhà phố làng đình chùa lễ hội bóng tranh sách thơ nhạc phim báo đài tin ảnh")
	r := rand.New(rand.NewPCG(1, 2))
	for i := range shelf.articles {
		var text []string
		for range 20 + r.IntN(60) {
			text = append(text, words[r.IntN(len(words))])
		}
		shelf.articles[i].Title, shelf.articles[i].Lead = strings.Join(text[:9], " "), strings.Join(text, " ")
	}
	s := newServer(t, shelf)
	size := regexp.MustCompile(`khoảng ([\d,.]+) (KB|MB)`)
	for _, choice := range []string{"", "&truong=title", "&truong=title&truong=lead"} {
		labels := all(get(t, s, "/tai-ve?nguon=bao-huyen.example"+choice).doc(t), "label.choice")
		for i, f := range export.Formats {
			if f.Bundle { // the stored pages of a few stand for all
				continue
			}
			m := size.FindStringSubmatch(textOf(labels[i]))
			if m == nil {
				t.Errorf("%s%s is told as %q", f.Name, choice, textOf(labels[i]))
				continue
			}
			told, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", "."), 64)
			if err != nil {
				t.Fatal(err)
			}
			told *= map[string]float64{"KB": 1e3, "MB": 1e6}[m[2]]
			real := float64(len(get(t, s, "/tai-ve/tep?nguon=bao-huyen.example&dang="+f.Name+choice).body))
			if told < real*0.8 || told > real*1.2 {
				t.Errorf("%s%s is told as %.0f bytes and has %.0f", f.Name, choice, told, real)
			}
		}
	}
}

func TestEveryFormIsServed(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	for _, f := range export.Formats {
		res := get(t, s, "/tai-ve/tep?q=giao&dang="+f.Name)
		if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != f.Type || res.body == "" || !strings.Contains(res.Header.Get("Content-Disposition"), f.Ext) {
			t.Errorf("%s: status %d, %q, %d bytes", f.Name, res.StatusCode, res.Header.Get("Content-Type"), len(res.body))
		}
		if head := ask(t, s.site, http.MethodHead, testSite+"/tai-ve/tep?dang="+f.Name); head.StatusCode != http.StatusOK {
			t.Errorf("%s: HEAD %d", f.Name, head.StatusCode)
		}
	}
	z, err := gzip.NewReader(strings.NewReader(get(t, s, "/tai-ve/tep?q=hoa+nhap&dang=warc").body))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil || strings.Count(string(text), "WARC/1.1\r\n") != 2 || !strings.Contains(string(text), "án phạt tù") {
		t.Errorf("%v: a WARC of %q", err, text)
	}
	if len(s.exporting) != 0 {
		t.Errorf("%d slots are still taken", len(s.exporting))
	}
	if res := get(t, s, "/tai-ve/tep?q=giao&dang=docx"); res.StatusCode != http.StatusBadRequest {
		t.Errorf("a form that is not known: status %d", res.StatusCode)
	}
}

func TestTooManyFilesAtOnceAreRefused(t *testing.T) {
	s := newServer(t, newShelf())
	for range exportSlots {
		if _, err := s.takeSlot(); err != nil {
			t.Fatal(err)
		}
	}
	if res := get(t, s, "/tai-ve/tep"); res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("status %d", res.StatusCode)
	}
}

// broken loses its texts after the first row.
type broken struct {
	*shelf
	n atomic.Int32
}

func (b *broken) Articles(_ context.Context, ids []string) ([]index.Article, error) {
	if b.n.Add(1) > 1 {
		return nil, errors.New("a block is gone")
	}
	return b.shelf.articles[:1], nil
}

func TestHalfAFileIsNotTakenForAWhole(t *testing.T) {
	shelf := newShelf()
	shelf.more(300)
	l := Listeners{Site: listen(t), Replay: listen(t)}
	s := newServer(t, shelf, func(d *Deps) {
		d.Archive, d.SiteURL, d.ReplayURL = &broken{shelf: shelf}, URLOf(l.Site), URLOf(l.Replay)
	})
	serveUntilEnd(t, s, l)
	res, err := http.Get(URLOf(l.Site) + "/tai-ve/tep?dang=jsonl")
	if err != nil {
		return // broken off before its head was sent
	}
	defer res.Body.Close()
	if _, err := io.ReadAll(res.Body); err == nil {
		t.Error("the file ends as if it were whole")
	}
}

func TestCitationsAreOffered(t *testing.T) {
	shelf := newShelf()
	s := newServer(t, shelf)
	id := shelf.articles[0].ID
	doc := get(t, s, "/bai/"+id).doc(t)
	if got := textOf(one(t, doc, "pre[id=cite-bibtex]")); !strings.HasPrefix(got, "@article{baocang2021-"+id) || !strings.Contains(got, "{Minh Hằng}") {
		t.Errorf("BibTeX %q", got)
	}
	if got := textOf(one(t, doc, "pre[id=cite-ris]")); !strings.Contains(got, "DA - 2021/08/25") {
		t.Errorf("RIS %q", got)
	}
	for _, f := range citeFormats {
		res := get(t, s, "/trich-dan/"+id+"?dang="+f.name)
		if res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Content-Disposition"), "kho-bao-"+id) {
			t.Errorf("%s: status %d", f.name, res.StatusCode)
		}
	}
	for _, path := range []string{"/trich-dan/" + id + "?dang=csv", "/trich-dan/" + id + "?dang=x", "/trich-dan/0000000000000000", "/trich-dan/x"} {
		if res := get(t, s, path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", path, res.StatusCode)
		}
	}
}

func TestArticlesAreLinkedData(t *testing.T) {
	shelf := newShelf()
	evil := shelf.add(index.Article{URL: "https://x.example/</script><script>alert(1)</script>", Title: "a</script><script>alert(1)</script>", Body: "b"}, "")
	s := newServer(t, shelf)
	for _, id := range []string{shelf.articles[0].ID, evil.ID} {
		var got linkedArticle
		script := one(t, get(t, s, "/bai/"+id).doc(t), "script[type=application/ld+json]")
		if err := json.Unmarshal([]byte(script.FirstChild.Data), &got); err != nil {
			t.Fatalf("%v in %s", err, script.FirstChild.Data)
		}
		if got.Type != "NewsArticle" || got.ID != testSite+"/bai/"+id || got.Headline == "" {
			t.Errorf("linked data %+v", got)
		}
	}
}

func TestFeedsReadBack(t *testing.T) {
	shelf := newShelf()
	bad := shelf.add(index.Article{URL: "https://x.example/1", Title: "Bão \x01<b>&\x85\ufffe", Lead: "a\x00b ]]> c", Site: "x.example", Published: index.NewDay(2030, time.May, 1)}, "")
	s := newServer(t, shelf)
	var atom struct {
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Entries []atomEntry `xml:"entry"`
	}
	res := get(t, s, "/tin.atom?sx=cu&tr=2&nguon=x.example&nguon=baocang.example")
	if err := xml.Unmarshal([]byte(res.body), &atom); err != nil {
		t.Fatal(err)
	}
	if len(atom.Entries) != 3 || atom.Entries[0].ID != testSite+"/bai/"+bad.ID || atom.Entries[0].Title != "Bão <b>&" || atom.Entries[0].Summary != "ab ]]> c" {
		t.Errorf("feed %+v", atom)
	}
	if atom.Title != "Kho Báo: Nguồn Báo Cảng, Nguồn x.example" || atom.ID != testSite+"/tin.atom?nguon=baocang.example&nguon=x.example" || atom.Updated != "2026-01-07T09:00:00+07:00" {
		t.Errorf("feed %q %q %q", atom.Title, atom.ID, atom.Updated)
	}
	for _, e := range atom.Entries {
		if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || len(e.Authors) == 0 {
			t.Errorf("entry %+v: %v", e, err)
		}
	}
	var rss struct {
		Items []struct {
			GUID    string `xml:"guid"`
			PubDate string `xml:"pubDate"`
		} `xml:"channel>item"`
	}
	if err := xml.Unmarshal([]byte(get(t, s, "/tin.rss").body), &rss); err != nil || len(rss.Items) != 7 {
		t.Fatalf("%v: %d items", err, len(rss.Items))
	}
	for _, i := range rss.Items {
		if _, err := time.Parse(time.RFC1123Z, i.PubDate); err != nil {
			t.Error(err)
		}
	}
	feed := decode[jsonFeed](t, get(t, s, "/tin.json?q=giao+thong"))
	if len(feed.Items) != 2 || feed.Home != testSite+"/search?q=giao+thong" || feed.Items[0].External != "https://ngaymoi.example/2024/giao-thong" {
		t.Errorf("feed %+v", feed)
	}
	// Nothing new, nothing told: the same bytes.
	if again := get(t, s, "/tin.atom?nguon=x.example&nguon=baocang.example"); again.body != res.body {
		t.Error("an unchanged archive gives another feed")
	}
	doc := get(t, s, "/search?q=giao+thong&tr=1").doc(t)
	if got := attr(one(t, doc, "link[type=application/atom+xml]"), "href"); got != "/tin.atom?q=giao+thong" {
		t.Errorf("the page is followed at %q", got)
	}
}

func TestSitemapHoldsEveryArticle(t *testing.T) {
	shelf := newShelf()
	shelf.more(40)
	s := newServer(t, shelf)
	var maps sitemapIndex
	if err := xml.Unmarshal([]byte(get(t, s, "/sitemap.xml").body), &maps); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, m := range maps.Maps {
		var urls sitemapURLs
		res := get(t, s, strings.TrimPrefix(m.Loc, testSite))
		if err := xml.Unmarshal([]byte(res.body), &urls); err != nil {
			t.Fatalf("%s: %v", m.Loc, err)
		}
		for _, u := range urls.URLs {
			if seen[u.Loc] {
				t.Errorf("%s stands twice", u.Loc)
			}
			seen[u.Loc] = true
		}
	}
	if len(seen) != len(shelf.articles) {
		t.Errorf("%d addresses of %d articles", len(seen), len(shelf.articles))
	}
	if res := get(t, s, "/sitemap/x.xml"); res.StatusCode != http.StatusNotFound {
		t.Errorf("no period: status %d", res.StatusCode)
	}
	var search openSearch
	if err := xml.Unmarshal([]byte(get(t, s, "/opensearch.xml").body), &search); err != nil || search.URLs[0].Template != testSite+"/search?q={searchTerms}" {
		t.Errorf("%v: %+v", err, search)
	}
	if !bytes.Contains([]byte(get(t, s, "/robots.txt").body), []byte("Sitemap: "+testSite+"/sitemap.xml")) {
		t.Error("robots.txt does not name the sitemap")
	}
}
