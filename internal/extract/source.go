package extract

import (
	"html"
	"slices"
	"strings"

	htmlnode "golang.org/x/net/html"

	"khobao/index"
)

// source is where the text of a field was taken from.
type source struct {
	selector string
	text     string
	from, to *htmlnode.Node // first and last text node; nil for attributes and scripts
	rule     string         // "" means the page's rule
	version  string
}

// selectorOf writes a short selector of an element: its tag with its id or
// classes, under its parent's.
func selectorOf(n *htmlnode.Node) string {
	one := func(n *htmlnode.Node) string {
		s := n.Data
		if id := attr(n, "id"); id != "" && !strings.ContainsAny(id, " \t") {
			return s + "#" + clip(id, 60)
		}
		for i, c := range strings.Fields(attr(n, "class")) {
			if i == 2 {
				break
			}
			s += "." + clip(c, 40)
		}
		return s
	}
	s := one(n)
	if p := n.Parent; p != nil && p.Type == htmlnode.ElementNode && p.Data != "body" && p.Data != "html" {
		s = one(p) + " > " + s
	}
	return s
}

// evidence notes where a field comes from.
func (r *reading) evidence(field string, s source) {
	if s.selector == "" {
		return
	}
	e := index.Evidence{Rule: r.a.Rule, Version: r.version, Selector: s.selector, Text: clip(s.text, 500)}
	if s.rule != "" {
		e.Rule, e.Version = s.rule, s.version
	}
	r.pending = append(r.pending, pendingEvidence{field, e, s})
}

type pendingEvidence struct {
	field string
	index.Evidence
	source source
}

// forget drops the evidence and doubts of fields.
func (r *reading) forget(fields ...string) {
	r.pending = slices.DeleteFunc(r.pending, func(p pendingEvidence) bool { return slices.Contains(fields, p.field) })
	r.a.Doubts = slices.DeleteFunc(r.a.Doubts, func(d index.Doubt) bool { return slices.Contains(fields, d.Field) })
}

// settle locates all evidence in the stored bytes, last note of a field wins.
func (r *reading) settle() {
	r.a.Evidence = make(map[string]index.Evidence, len(r.pending))
	loc := locator{raw: r.p.Body, read: r.readBytes, printed: r.printed}
	var nodes []*htmlnode.Node
	for _, p := range r.pending {
		if p.source.from != nil {
			nodes = append(nodes, p.source.from)
		}
		if p.source.to != nil {
			nodes = append(nodes, p.source.to)
		}
	}
	loc.rank(r.doc, nodes)
	for _, p := range r.pending {
		e := p.Evidence
		e.Start, e.End = loc.locate(p.source)
		r.a.Evidence[p.field] = e
	}
}

// plain undoes entities that stand in attributes or JSON a second time, drops
// tags and collapses blanks.
func plain(s string) string {
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s)
	}
	if i := strings.IndexByte(s, '<'); i >= 0 && strings.IndexByte(s[i:], '>') > 0 {
		var b strings.Builder
		in := false
		for _, c := range s {
			switch {
			case c == '<':
				in = true
			case c == '>' && in:
				in = false
				b.WriteByte(' ')
			case !in:
				b.WriteRune(c)
			}
		}
		s = b.String()
	}
	return tidy(s)
}
