package web

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
)

// feedItems is how many articles a feed holds, those that came last.
const feedItems = 50

// feed is a search that can be followed: what came into the archive last, in any
// of three forms. An old article that is imported today is news to those who follow.
type feed struct {
	title, lang string
	self, home  string // full addresses
	items       []feedItem
	updated     time.Time
}

type feedItem struct {
	id, title, summary string
	site, url          string
	authors, sections  []string
	published, updated time.Time
}

// feedOf gathers the last articles of the search in an address.
func (s *Server) feedOf(c *fiber.Ctx) (*feed, error) {
	ctx := c.UserContext()
	sh := s.shell(c)
	st := followed(ParseState(sh.query))
	came, err := s.cameLast(ctx, st)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(came))
	byID := make(map[string]Arrival, len(came))
	for i, a := range came {
		ids[i], byID[a.ID] = a.ID, a
	}
	articles, err := s.deps.Archive.Articles(ctx, ids)
	if err != nil {
		return nil, err
	}
	f := &feed{title: "Kho Báo", lang: sh.Lang, self: s.deps.SiteURL + c.Path(), home: s.deps.SiteURL + st.Search()}
	if a := st.Address(); a != "" {
		f.self += "?" + a
	}
	if about := strings.Join(aboutState(sh, st), ", "); about != "" {
		f.title += ": " + feedText(about)
	}
	for i := range articles {
		f.add(sh, s.deps.SiteURL, &articles[i], byID[articles[i].ID])
	}
	if len(f.items) == 0 {
		stats, err := s.deps.Archive.Stats(ctx)
		if err != nil {
			return nil, err
		}
		f.updated = orTime(stats.LastImport, time.Unix(0, 0)).In(index.Zone)
	}
	return f, nil
}

// add puts an article behind those before it. It was published when its paper
// says and updated when its present text came here: that is what moves a feed.
func (f *feed) add(sh *shell, base string, a *index.Article, came Arrival) {
	item := feedItem{
		id: base + "/bai/" + a.ID, title: feedText(a.Title), summary: feedText(a.Lead), site: feedText(sh.Site(a.Site)), url: feedText(a.URL),
	}
	item.published = orTime(a.Published.Time, a.Captured, came.Added, time.Unix(0, 0)).In(index.Zone)
	item.updated = orTime(came.Changed, came.Added, a.Updated.Time, item.published).In(index.Zone)
	for _, name := range a.Authors {
		item.authors = append(item.authors, feedText(name))
	}
	for _, name := range a.Section {
		item.sections = append(item.sections, feedText(name))
	}
	if item.title == "" {
		item.title = sh.T("web.untitled")
	}
	if item.updated.After(f.updated) {
		f.updated = item.updated
	}
	f.items = append(f.items, item)
}

// orTime gives the first moment that is known.
func orTime(times ...time.Time) time.Time {
	for _, t := range times {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// aboutState says in words what a search asks for.
func aboutState(sh *shell, st State) []string {
	var out []string
	if q := strings.TrimSpace(st.Request.Q); q != "" {
		out = append(out, q)
	}
	for _, c := range chips(sh, st) {
		label := sh.T(c.Key) + " " + c.Label
		if c.Exclude {
			label = sh.T("web.except") + " " + label
		}
		out = append(out, label)
	}
	return out
}

// feedText drops what XML forbids and no text holds.
func feedText(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r >= 0x80 && r < 0xa0 || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, clean(s)))
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomName struct {
	Name string `xml:"name"`
}

type atomTerm struct {
	Term string `xml:"term,attr"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Links     []atomLink `xml:"link"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Authors   []atomName `xml:"author"`
	Terms     []atomTerm `xml:"category"`
	Summary   string     `xml:"summary,omitempty"`
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  atomName    `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

func (s *Server) atom(c *fiber.Ctx) error {
	f, err := s.feedOf(c)
	if err != nil {
		return err
	}
	out := atomFeed{
		Lang: f.lang, ID: f.self, Title: f.title, Updated: f.updated.Format(time.RFC3339), Author: atomName{"Kho Báo"},
		Links: []atomLink{{"self", "application/atom+xml", f.self}, {"alternate", fiber.MIMETextHTML, f.home}},
	}
	for _, i := range f.items {
		e := atomEntry{
			ID: i.id, Title: i.title, Summary: i.summary, Published: i.published.Format(time.RFC3339), Updated: i.updated.Format(time.RFC3339),
			Links: []atomLink{{"alternate", fiber.MIMETextHTML, i.id}},
		}
		if i.url != "" {
			e.Links = append(e.Links, atomLink{Rel: "via", Href: i.url})
		}
		for _, name := range i.authors {
			e.Authors = append(e.Authors, atomName{name})
		}
		if len(e.Authors) == 0 && i.site != "" {
			e.Authors = []atomName{{i.site}}
		}
		for _, term := range i.sections {
			e.Terms = append(e.Terms, atomTerm{term})
		}
		out.Entries = append(out.Entries, e)
	}
	return sendXML(c, "application/atom+xml", out)
}

type rssGUID struct {
	Permanent bool   `xml:"isPermaLink,attr"`
	Text      string `xml:",chardata"`
}

type rssItem struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	GUID        rssGUID  `xml:"guid"`
	Published   string   `xml:"pubDate"`
	Creators    []string `xml:"dc:creator"`
	Categories  []string `xml:"category"`
	Description string   `xml:"description,omitempty"`
	Updated     string   `xml:"atom:updated"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Self        atomLink  `xml:"atom:link"`
	Description string    `xml:"description"`
	Language    string    `xml:"language"`
	Built       string    `xml:"lastBuildDate"`
	Items       []rssItem `xml:"item"`
}

type rssFeed struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

func (s *Server) rss(c *fiber.Ctx) error {
	f, err := s.feedOf(c)
	if err != nil {
		return err
	}
	out := rssFeed{Version: "2.0", Atom: "http://www.w3.org/2005/Atom", DC: "http://purl.org/dc/elements/1.1/", Channel: rssChannel{
		Title: f.title, Link: f.home, Description: f.title, Language: f.lang, Built: f.updated.Format(time.RFC1123Z),
		Self: atomLink{"self", "application/rss+xml", f.self},
	}}
	for _, i := range f.items {
		creators := i.authors
		if len(creators) == 0 && i.site != "" {
			creators = []string{i.site}
		}
		out.Channel.Items = append(out.Channel.Items, rssItem{
			Title: i.title, Link: i.id, GUID: rssGUID{true, i.id}, Published: i.published.Format(time.RFC1123Z),
			Creators: creators, Categories: i.sections, Description: i.summary, Updated: i.updated.Format(time.RFC3339),
		})
	}
	return sendXML(c, "application/rss+xml", out)
}

func sendXML(c *fiber.Ctx, media string, v any) error {
	b, err := xml.Marshal(v)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, media+"; charset=utf-8")
	return c.Send(append([]byte(xml.Header), b...))
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	External  string       `json:"external_url,omitempty"`
	Title     string       `json:"title"`
	Text      string       `json:"content_text"`
	Published time.Time    `json:"date_published"`
	Modified  time.Time    `json:"date_modified"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Tags      []string     `json:"tags,omitempty"`
}

type jsonFeed struct {
	Version  string     `json:"version"`
	Title    string     `json:"title"`
	Home     string     `json:"home_page_url"`
	Self     string     `json:"feed_url"`
	Language string     `json:"language"`
	Items    []jsonItem `json:"items"`
}

func (s *Server) feedJSON(c *fiber.Ctx) error {
	f, err := s.feedOf(c)
	if err != nil {
		return err
	}
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.title, Home: f.home, Self: f.self, Language: f.lang, Items: []jsonItem{}}
	for _, i := range f.items {
		item := jsonItem{ID: i.id, URL: i.id, External: i.url, Title: i.title, Text: i.summary, Published: i.published, Modified: i.updated, Tags: i.sections}
		for _, name := range i.authors {
			item.Authors = append(item.Authors, jsonAuthor{name})
		}
		out.Items = append(out.Items, item)
	}
	b, err := json.Marshal(out)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/feed+json; charset=utf-8")
	return c.Send(b)
}

// articlesOf gives the articles of hits, in their order.
func (s *Server) articlesOf(ctx context.Context, hits []index.Hit) ([]index.Article, error) {
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	return s.deps.Archive.Articles(ctx, ids)
}
