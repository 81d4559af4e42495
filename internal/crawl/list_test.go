package crawl

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestListsOfEveryKind(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2024, 5, d, 0, 0, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		body  string
		pages []listed
		maps  []listed
	}{
		"urlset":          {`<?xml version="1.0"?><urlset xmlns="x"><url><loc> https://a.example/1?a=1&amp;b=2 </loc><lastmod>2024-05-01</lastmod></url><url><loc>https://a.example/2</loc></url><url/></urlset>`, []listed{{"https://a.example/1?a=1&b=2", day(1)}, {"https://a.example/2", time.Time{}}}, nil},
		"pictures in it":  {`<urlset xmlns:image="i"><url><loc>https://a.example/1</loc><image:image><image:loc>https://a.example/1.jpg</image:loc></image:image></url></urlset>`, []listed{{"https://a.example/1", time.Time{}}}, nil},
		"news":            {`<urlset xmlns:news="n"><url><loc>https://a.example/1</loc><news:news><news:publication><news:name>Báo</news:name></news:publication><news:publication_date>2024-05-02</news:publication_date></news:news></url></urlset>`, []listed{{"https://a.example/1", day(2)}}, nil},
		"index":           {`<sitemapindex><sitemap><loc>https://a.example/s.xml.gz</loc><lastmod>2024-05-03T00:00:00Z</lastmod></sitemap></sitemapindex>`, nil, []listed{{"https://a.example/s.xml.gz", day(3)}}},
		"rss":             {`<rss version="2.0"><channel><link>https://a.example/</link><item><title>A</title><link><![CDATA[https://a.example/1]]></link><pubDate>Fri, 03 May 2024 07:00:00 +0700</pubDate></item></channel></rss>`, []listed{{"https://a.example/1", day(3)}}, nil},
		"rss 1.0":         {`<rdf:RDF xmlns:rdf="r" xmlns:dc="d"><item><link>/1</link><dc:date>2024-05-04</dc:date></item></rdf:RDF>`, []listed{{"/1", day(4)}}, nil},
		"atom":            {`<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://a.example/"/><entry><link rel="self" href="https://a.example/x"/><link href="https://a.example/1"/><published>2024-05-05T00:00:00Z</published></entry></feed>`, []listed{{"https://a.example/1", day(5)}}, nil},
		"another charset": {"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><urlset><url><loc>https://a.example/\xe3</loc></url></urlset>", []listed{{"https://a.example/ã", time.Time{}}}, nil},
		"plain":           {"https://a.example/1\r\n\r\nhttps://a.example/2\n", []listed{{"https://a.example/1", time.Time{}}, {"https://a.example/2", time.Time{}}}, nil},
		"byte order mark": {"\xef\xbb\xbf<urlset><url><loc>/1</loc></url></urlset>", []listed{{"/1", time.Time{}}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var z bytes.Buffer
			w := gzip.NewWriter(&z)
			if _, err := w.Write([]byte(c.body)); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			for _, body := range []string{c.body, z.String()} {
				got, err := parseList([]byte(body))
				if err != nil {
					t.Fatal(err)
				}
				same := func(a, b []listed) bool {
					if len(a) != len(b) {
						return false
					}
					for i := range a {
						if a[i].address != b[i].address || !a[i].changed.Equal(b[i].changed) {
							return false
						}
					}
					return true
				}
				if !same(got.pages, c.pages) || !same(got.maps, c.maps) {
					t.Errorf("got %+v", got)
				}
			}
		})
	}
}

func TestHostileListsAreRefused(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">`
	for i := range 20 {
		laughs += fmt.Sprintf(`<!ENTITY a%d "&a%d;&a%d;">`, i+1, i, i)
	}
	laughs += `]><urlset><url><loc>https://a.example/1</loc></url><url><loc>&a20;</loc></url></urlset>`
	got, err := parseList([]byte(laughs))
	if err == nil || len(got.pages) != 1 {
		t.Errorf("entities: %d pages, %v", len(got.pages), err)
	}
	if _, err := parseList([]byte(`<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>`)); err == nil {
		t.Error("a foreign entity was read")
	}
	if _, err := parseList([]byte("<urlset>" + strings.Repeat("<a>", 100_000))); err == nil {
		t.Error("deep elements were read")
	}
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	for range 20 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := parseList(z.Bytes()); !errors.Is(err, errListBomb) {
		t.Errorf("bomb: %v", err)
	}
	if _, err := parseList([]byte("<html><body>không có</body></html>")); !errors.Is(err, errNoList) {
		t.Errorf("a page: %v", err)
	}
	many, err := parseList([]byte("<urlset>" + strings.Repeat("<url><loc>/1</loc></url>", maxListed+1) + "</urlset>"))
	if err != nil || !many.cut || len(many.pages) != maxListed {
		t.Errorf("%d pages, cut %v, %v", len(many.pages), many.cut, err)
	}
}

func FuzzList(f *testing.F) {
	f.Add([]byte(`<urlset><url><loc>https://a.example/1</loc><lastmod>2024-05-01</lastmod></url></urlset>`))
	f.Add([]byte(`<rss><channel><item><link>/1</link></item></channel></rss>`))
	f.Add([]byte(`<feed><entry><link href="/1"/></entry></feed>`))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Add([]byte("https://a.example/1\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := parseList(body)
		if len(got.maps)+len(got.pages) > maxListed {
			t.Errorf("%d entries", len(got.maps)+len(got.pages))
		}
		for _, x := range append(got.maps, got.pages...) {
			if x.address == "" || len(x.address) > maxListField && err == nil && !bytes.Contains(body, []byte("href")) {
				t.Errorf("address of %d bytes", len(x.address))
			}
		}
	})
}
