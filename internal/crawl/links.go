package crawl

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"khobao/internal/page"
)

// found is what a page leads to, in its order, each address once a list.
type found struct {
	links    []*url.URL
	feeds    []*url.URL // RSS and Atom, by link rel=alternate
	pictures []*url.URL // inside the article, and the one shown when it is shared
}

// maxLinks and maxPictures bound what one page may lead to.
const (
	maxLinks    = 2000
	maxPictures = 30
)

// findLinks reads the links of a page. It takes the bytes as they are; where
// the charset is wrong, addresses it spoils are left out. A page or link that
// says nofollow leads nowhere.
func findLinks(p *page.Page) found {
	base, err := url.Parse(p.URL)
	if err != nil {
		return found{}
	}
	s := &linkScan{base: base, seen: map[string]bool{}, stay: forbids(p.Get("X-Robots-Tag"))}
	r, err := charset.NewReader(bytes.NewReader(p.Body[:min(len(p.Body), page.MaxBody)]), p.ContentType)
	if err != nil {
		return found{} // an empty body
	}
	z := html.NewTokenizer(r)
	z.SetMaxBuf(1 << 20)
	for {
		switch z.Next() {
		case html.ErrorToken: // the end, or more than a megabyte in one tag
			if s.stay {
				s.out.links = nil
			}
			return s.out
		case html.StartTagToken, html.SelfClosingTagToken:
			s.tag(z.Token())
		case html.EndTagToken:
			if name, _ := z.TagName(); isArticle(atom.Lookup(name)) && s.inside > 0 {
				s.inside--
			}
		}
	}
}

type linkScan struct {
	base   *url.URL
	seen   map[string]bool
	out    found
	stay   bool // the page says nofollow
	inside int  // articles and figures that are open
	based  bool
}

func isArticle(a atom.Atom) bool { return a == atom.Article || a == atom.Figure }

func (s *linkScan) tag(t html.Token) {
	get := func(name string) string {
		for _, a := range t.Attr {
			if a.Key == name {
				return a.Val
			}
		}
		return ""
	}
	switch t.DataAtom {
	case atom.Base:
		if u, err := s.base.Parse(get("href")); err == nil && !s.based && get("href") != "" {
			s.base, s.based = u, true
		}
	case atom.Meta:
		switch name := strings.ToLower(get("name")); {
		case name == "robots" || name == product:
			s.stay = s.stay || forbids(get("content"))
		case get("property") == "og:image":
			s.add(&s.out.pictures, "i", get("content"), maxPictures)
		}
	case atom.Link:
		rel, media := strings.Fields(strings.ToLower(get("rel"))), strings.ToLower(get("type"))
		switch {
		case has(rel, "alternate") && (strings.Contains(media, "rss+xml") || strings.Contains(media, "atom+xml")):
			s.add(&s.out.feeds, "f", get("href"), 20)
		case has(rel, "canonical"), has(rel, "next"), has(rel, "prev"):
			s.add(&s.out.links, "a", get("href"), maxLinks)
		}
	case atom.A, atom.Area:
		rel := strings.Fields(strings.ToLower(get("rel")))
		if !has(rel, "nofollow") && !has(rel, "sponsored") && !has(rel, "ugc") {
			s.add(&s.out.links, "a", get("href"), maxLinks)
		}
	case atom.Article, atom.Figure:
		if t.Type == html.StartTagToken {
			s.inside++
		}
	case atom.Img:
		if s.inside == 0 {
			return
		}
		for _, name := range []string{"data-src", "data-original", "src"} { // the first two: where src waits for the scroll
			if v := get(name); v != "" && !strings.HasPrefix(v, "data:") {
				s.add(&s.out.pictures, "i", v, maxPictures)
				return
			}
		}
	}
}

func (s *linkScan) add(list *[]*url.URL, kind, ref string, limit int) {
	u, ok := webAddress(s.base, ref)
	if !ok || len(*list) >= limit || s.seen[kind+u.String()] {
		return
	}
	s.seen[kind+u.String()] = true
	*list = append(*list, u)
}

// forbids reads the words of a robots meta element or header.
func forbids(content string) bool {
	words := strings.FieldsFunc(strings.ToLower(content), func(r rune) bool { return r == ',' || r == ' ' || r == ':' })
	return has(words, "nofollow") || has(words, "none")
}

func has(words []string, word string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}
