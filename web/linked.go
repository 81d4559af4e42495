package web

import (
	"strings"

	"khobao/index"
)

// linkedArticle is an article as search engines read it (schema.org, JSON-LD).
type linkedArticle struct {
	Context   string        `json:"@context"`
	Type      string        `json:"@type"`
	ID        string        `json:"@id"`
	URL       string        `json:"url"`
	Headline  string        `json:"headline"`
	About     string        `json:"description,omitempty"`
	Published string        `json:"datePublished,omitempty"`
	Modified  string        `json:"dateModified,omitempty"`
	Lang      string        `json:"inLanguage"`
	Section   string        `json:"articleSection,omitempty"`
	Keywords  []string      `json:"keywords,omitempty"`
	Authors   []linkedThing `json:"author,omitempty"`
	Publisher *linkedThing  `json:"publisher,omitempty"`
	BasedOn   string        `json:"isBasedOn,omitempty"`
	Images    []string      `json:"image,omitempty"`
	ArchiveOf *linkedThing  `json:"archivedAt,omitempty"`
}

type linkedThing struct {
	Type string `json:"@type"`
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
}

func linked(sh *shell, v *articleView, site string) linkedArticle {
	out := linkedArticle{
		Context: "https://schema.org", Type: "NewsArticle", ID: v.Permanent, URL: v.Permanent, Headline: feedText(v.Title), About: feedText(v.Lead),
		Published: v.Published.String(), Modified: v.Updated.String(), Lang: v.Lang, Section: feedText(strings.Join(v.Section, " › ")), BasedOn: feedText(v.URL),
	}
	if out.Lang == "" {
		out.Lang = "vi"
	}
	for _, tag := range v.Tags {
		out.Keywords = append(out.Keywords, feedText(tag))
	}
	for _, name := range v.Authors {
		out.Authors = append(out.Authors, linkedThing{Type: "Person", Name: feedText(name)})
	}
	if v.Site != "" {
		out.Publisher = &linkedThing{Type: "NewsMediaOrganization", Name: feedText(sh.Site(v.Site))}
	}
	for _, p := range v.Pictures {
		if p.Src != "" {
			out.Images = append(out.Images, p.Src)
		}
	}
	if v.ShownHref != "" {
		out.ArchiveOf = &linkedThing{Type: "WebPage", URL: site + captureHref(&shell{}, v.Shown.ID, v.ID)}
	}
	return out
}

// FeedLinks lists the forms in which this page's search can be followed.
func (sh *shell) FeedLinks() []feedLink {
	if sh.Follow == "" {
		return nil
	}
	_, query, _ := strings.Cut(sh.Follow, "?")
	if query != "" {
		query = "?" + query
	}
	return []feedLink{
		{"Atom", "application/atom+xml", "/tin.atom" + query},
		{"RSS", "application/rss+xml", "/tin.rss" + query},
		{"JSON Feed", "application/feed+json", "/tin.json" + query},
	}
}

type feedLink struct{ Label, Type, Href string }

// followedBy gives the state whose every hit is meant, in its order.
func followedBy(st State) State {
	return st.with(func(r *index.Request) { r.Size = 0 })
}

// followed gives the state whose new articles are to be told: no order, no page.
func followed(st State) State {
	return st.with(func(r *index.Request) { r.Sort, r.Size = "", 0 })
}
