package extract

import (
	"context"

	"khobao/internal/page"
)

// Layout is what there is to know of one layout of a site's rule.
type Layout struct {
	Rule    string   `json:"rule"`
	Version string   `json:"version"`
	Number  int      `json:"layout"`         // from 1, the newest of its rule first
	Hosts   []string `json:"hosts"`          // subdomains included
	From    int      `json:"from,omitempty"` // years it was seen, 0 = open
	To      int      `json:"to,omitempty"`
	Pins    []string `json:"pins"` // fields it points at; the others are read the general way
}

// Layouts lists the layouts of all rules in the order they are tried; none with
// NoRules.
func (x *Extractor) Layouts() []Layout {
	all := make([]Layout, 0, len(x.rules))
	number := map[string]int{}
	for _, c := range x.rules {
		number[c.Name]++
		all = append(all, Layout{
			Rule: c.Name, Version: c.Version, Number: number[c.Name],
			Hosts: c.Hosts, From: c.From, To: c.To, Pins: c.pinned(),
		})
	}
	return all
}

// pinned names the fields that a rule has a selector for.
func (c *compiled) pinned() []string {
	var fields []string
	for _, f := range []struct{ name, selector string }{
		{"title", c.Title},
		{"lead", c.Lead},
		{"body", c.Body},
		{"captions", c.Hero + c.Caption},
		{"authors", c.Author},
		{"section", c.Section},
		{"tags", c.Tags},
		{"published", c.Date},
		{"original_source", c.Source},
	} {
		if f.selector != "" {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// Recognise gives the layout a page is read by; ok is false where none fits and
// the page is read the general way, and for bytes that are no page.
func (x *Extractor) Recognise(ctx context.Context, p *page.Page) (layout Layout, ok bool) {
	if len(p.Body) > page.MaxBody || notPage(p) != "" || p.ContentType == page.ArticleJSON {
		return layout, false
	}
	ctx, cancel := context.WithTimeout(ctx, x.options.Budget)
	defer cancel()
	doc, err := parse(ctx, decode(p).text)
	if err != nil {
		return layout, false
	}
	r := &reading{x: x, p: p, ctx: ctx, doc: doc, t: newTree(doc, false)}
	r.identify()
	chosen := x.choose(r)
	for i, c := range x.rules {
		if c == chosen {
			return x.Layouts()[i], true
		}
	}
	return layout, false
}
