package web

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dropped elements vanish with what they hold: what runs, embeds, loads or
// redirects. The answer's policy forbids all of it again.
var dropped = map[string]bool{
	"script": true, "base": true, "object": true, "embed": true, "applet": true, "iframe": true,
	"frame": true, "frameset": true, "noframes": true, "portal": true, "template": true, "param": true,
	"foreignobject": true, "animate": true, "animatemotion": true, "animatetransform": true, "set": true,
	"use": true, "math": true, "fencedframe": true, "noembed": true,
}

// renamed elements show what they hold and lose what they do. A writer of HTML
// must not escape the text of noscript, xmp and plaintext, so that escaped text
// in them would come to life when read again: they become elements it escapes.
var renamed = map[string]atom.Atom{
	"form": atom.Div, "noscript": atom.Div, "xmp": atom.Pre, "plaintext": atom.Pre, "listing": atom.Pre,
}

// urlAttributes hold an address of something a page loads.
var urlAttributes = map[string]bool{"src": true, "poster": true, "background": true}

// lazySources are where pages keep a picture's address until a script moves it
// to src; no script runs here, so we move it.
var lazySources = []string{"data-src", "data-original", "data-lazy-src"}

// kept lists the attributes that may stay; all others go, handlers first.
var kept = map[string]bool{
	"id": true, "class": true, "title": true, "alt": true, "lang": true, "dir": true, "name": true,
	"width": true, "height": true, "align": true, "valign": true, "bgcolor": true, "color": true,
	"border": true, "cellpadding": true, "cellspacing": true, "colspan": true, "rowspan": true,
	"face": true, "size": true, "span": true, "start": true, "type": true, "value": true, "role": true,
	"datetime": true, "controls": true, "open": true, "nowrap": true, "hspace": true, "vspace": true,
	"media": true, "rel": true, "label": true, "disabled": true, "checked": true, "placeholder": true,
	"rows": true, "cols": true, "clear": true, "headers": true, "scope": true, "cite": true, "hidden": true,
	// of drawings
	"viewbox": true, "d": true, "fill": true, "stroke": true, "stroke-width": true, "x": true, "y": true,
	"cx": true, "cy": true, "r": true, "rx": true, "ry": true, "x1": true, "x2": true, "y1": true, "y2": true,
	"points": true, "transform": true, "xmlns": true, "fill-rule": true, "clip-rule": true,
}

// inertHTML rewrites a page so that it shows and does nothing: no script, no
// handler, no form that sends, no link that leads out, and every picture and
// style sheet from the archive or not at all. resource gives the replay's
// address of an address in the page, "" for none.
func inertHTML(src string, resource func(string) string) ([]byte, error) {
	// With scripting off, what stands in noscript is shown, as it must be here.
	doc, err := html.ParseWithOptions(strings.NewReader(src), html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, fmt.Errorf("parse stored page: %w", err)
	}
	inertChildren(doc, resource)
	declareUTF8(doc)
	var b bytes.Buffer
	if err := html.Render(&b, doc); err != nil {
		return nil, fmt.Errorf("write stored page: %w", err)
	}
	return b.Bytes(), nil
}

func inertChildren(n *html.Node, resource func(string) string) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.CommentNode, c.Type == html.ElementNode && !keepElement(c, resource):
			n.RemoveChild(c)
		default:
			if c.Type == html.ElementNode && c.Data == "style" {
				inertStyle(c, resource)
			} else {
				inertChildren(c, resource)
			}
		}
		c = next
	}
}

// keepElement cleans one element and reports whether it stays.
func keepElement(n *html.Node, resource func(string) string) bool {
	name := strings.ToLower(n.Data)
	if dropped[name] {
		return false
	}
	switch name {
	case "style":
		if n.Namespace != "" {
			return false // of a drawing: it may hold elements that a page's style cannot
		}
	case "meta":
		return false // charset, refresh, policies, cookies: all said by our own header
	case "link":
		return keepStyleSheet(n, resource)
	case "noscript":
		if n.Parent != nil && n.Parent.DataAtom == atom.Head {
			return false // nothing of a head is shown
		}
	case "input":
		if strings.EqualFold(attr(n, "type"), "password") || strings.EqualFold(attr(n, "type"), "image") {
			return false
		}
	}
	if to, ok := renamed[name]; ok {
		n.Data, n.DataAtom, n.Namespace = to.String(), to, ""
	}
	n.Attr = inertAttributes(n, name, resource)
	return true
}

// keepStyleSheet keeps a link only as a style sheet that the archive holds.
func keepStyleSheet(n *html.Node, resource func(string) string) bool {
	if !strings.EqualFold(strings.TrimSpace(attr(n, "rel")), "stylesheet") {
		return false
	}
	to := resource(attr(n, "href"))
	if to == "" || strings.HasPrefix(to, "data:") {
		return false
	}
	media := attr(n, "media")
	n.Attr = []html.Attribute{{Key: "rel", Val: "stylesheet"}, {Key: "href", Val: to}}
	if media != "" && media != "print" {
		n.Attr = append(n.Attr, html.Attribute{Key: "media", Val: media})
	}
	return true
}

func inertAttributes(n *html.Node, element string, resource func(string) string) []html.Attribute {
	var out []html.Attribute
	set := map[string]bool{}
	put := func(key, val string) {
		if !set[key] {
			set[key] = true
			out = append(out, html.Attribute{Key: key, Val: val})
		}
	}
	if element == "img" {
		for _, lazy := range lazySources {
			if to := resource(attr(n, lazy)); to != "" {
				put("src", to)
				break
			}
		}
	}
	for _, a := range n.Attr {
		key := strings.ToLower(a.Key)
		switch {
		case a.Namespace != "" && a.Namespace != "xml":
			continue
		case urlAttributes[key]:
			if to := resource(a.Val); to != "" {
				put(key, to)
			}
		case key == "style":
			put(key, inertCSS(a.Val, resource))
		case key == "srcset":
			if set := inertSrcset(a.Val, resource); set != "" {
				put(key, set)
			}
		case key == "href":
			inertLink(n, element, a.Val, resource, put)
		case kept[key]:
			out = append(out, html.Attribute{Key: a.Key, Val: a.Val})
		}
	}
	return out
}

// inertLink keeps jumps within the page; another address is only told, and a
// drawing's picture comes from the archive.
func inertLink(n *html.Node, element, to string, resource func(string) string, put func(key, val string)) {
	switch {
	case element == "image":
		if src := resource(to); src != "" {
			put("href", src)
		}
	case strings.HasPrefix(to, "#"):
		put("href", to)
	case element == "a" && attr(n, "title") == "" && isWeb(to):
		put("title", to)
	}
}

func isWeb(address string) bool {
	lower := strings.ToLower(strings.TrimSpace(address))
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "/")
}

// inertSrcset keeps the candidates that the archive holds.
func inertSrcset(set string, resource func(string) string) string {
	var out []string
	for part := range strings.SplitSeq(set, ",") {
		fields := strings.Fields(part)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "data:") {
			continue
		}
		if to := resource(fields[0]); to != "" {
			out = append(out, strings.Join(append([]string{to}, fields[1:]...), " "))
		}
	}
	return strings.Join(out, ", ")
}

// cssString writes an address of ours inside double quotes.
func cssString(s string) string {
	return strings.NewReplacer(`"`, "%22", `\`, "%5C", "\n", "", "<", "%3C").Replace(s)
}

// inertStyle rewrites the text of a style element.
func inertStyle(n *html.Node, resource func(string) string) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			c.Data = inertCSS(strings.ReplaceAll(c.Data, "</", `<\/`), resource)
		}
	}
}

// declareUTF8 says in the page too how it is written, for a copy that is saved.
func declareUTF8(doc *html.Node) {
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom == atom.Head {
			n.InsertBefore(&html.Node{
				Type: html.ElementNode, Data: "meta", DataAtom: atom.Meta,
				Attr: []html.Attribute{{Key: "charset", Val: "utf-8"}},
			}, n.FirstChild)
			return
		}
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, name) {
			return a.Val
		}
	}
	return ""
}
