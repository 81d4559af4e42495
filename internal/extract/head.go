package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// head is what a page says of itself outside its visible text: meta elements,
// canonical link, JSON-LD.
type head struct {
	title     string
	titleNode *html.Node
	lang      string
	canonical string
	metas     []metaTag
	scripts   []string // JSON-LD as written
}

// metaTag is one meta element: its name, property or itemprop in lower case.
type metaTag struct {
	name, value string
	node        *html.Node
}

func (h *head) meta(n *html.Node) {
	var name, value string
	for _, a := range n.Attr {
		switch a.Key {
		case "name", "property", "itemprop":
			if name == "" {
				name = strings.ToLower(strings.TrimSpace(a.Val))
			}
		case "content":
			value = a.Val
		}
	}
	if name != "" && value != "" && len(h.metas) < 500 {
		h.metas = append(h.metas, metaTag{name, strings.TrimSpace(value), n})
	}
}

func (h *head) linkTag(n *html.Node) {
	if strings.EqualFold(attr(n, "rel"), "canonical") && h.canonical == "" {
		h.canonical = strings.TrimSpace(attr(n, "href"))
	}
}

func (h *head) script(n *html.Node) {
	if !strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") || len(h.scripts) >= 50 {
		return
	}
	h.scripts = append(h.scripts, nodeText(n))
}

// get gives the first meta of one of the names, in the order of the names.
func (h *head) get(names ...string) metaTag {
	for _, name := range names {
		for _, m := range h.metas {
			if m.name == name {
				return m
			}
		}
	}
	return metaTag{}
}

// all gives the values of every meta of a name.
func (h *head) all(name string) []string {
	var values []string
	for _, m := range h.metas {
		if m.name == name {
			values = append(values, m.value)
		}
	}
	return values
}
