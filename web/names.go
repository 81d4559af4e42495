package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"khobao/index"
)

// nameGroup is the places, agencies, people or figures of a text, each leading
// to where it stands.
type nameGroup struct {
	Key   string // of the group's label
	Items []nameItem
}

type nameItem struct {
	Text   string
	Count  int
	Anchor string // id in the page, "" when it stands outside the body
	start  int    // byte in the body
}

// paragraph is one paragraph of the body with the anchors of its names.
type paragraph []run

// run is text that begins at an anchor, "" for none.
type run struct{ Text, Anchor string }

// names lists what was found in the text, each name once, most frequent first.
func names(a index.Article) []nameGroup {
	var out []nameGroup
	n := 0
	add := func(key string, items []nameItem) {
		if len(items) == 0 {
			return
		}
		slices.SortStableFunc(items, func(a, b nameItem) int { return cmp.Compare(b.Count, a.Count) })
		for i := range items {
			if items[i].start >= 0 {
				n++
				items[i].Anchor = "m" + strconv.Itoa(n)
			}
		}
		out = append(out, nameGroup{key, items})
	}
	add("web.names.places", mentions(a.Places))
	add("web.names.agencies", mentions(a.Agencies))
	add("web.names.people", mentions(a.People))
	var figures []nameItem
	for _, f := range a.Figures {
		figures = place(figures, f.Text, f.Field, f.Start)
	}
	add("web.names.figures", figures)
	return out
}

func mentions(found []index.Mention) []nameItem {
	var items []nameItem
	for _, m := range found {
		items = place(items, m.Name, m.Field, m.Start)
	}
	return items
}

// place counts a name and keeps its first place in the body.
func place(items []nameItem, text, field string, start int) []nameItem {
	if field != "body" {
		start = -1
	}
	for i := range items {
		if items[i].Text == text {
			items[i].Count++
			if items[i].start < 0 {
				items[i].start = start
			}
			return items
		}
	}
	return append(items, nameItem{Text: text, Count: 1, start: start})
}

// paragraphs cuts the body at its empty lines and at the anchors.
func paragraphs(body string, groups []nameGroup) []paragraph {
	type stop struct {
		at     int
		anchor string
	}
	var stops []stop
	for _, g := range groups {
		for _, item := range g.Items {
			if item.Anchor != "" && item.start < len(body) && letterStart(body, item.start) {
				stops = append(stops, stop{item.start, item.Anchor})
			}
		}
	}
	slices.SortStableFunc(stops, func(a, b stop) int { return cmp.Compare(a.at, b.at) })
	var out []paragraph
	at := 0
	for text := range strings.SplitSeq(body, "\n\n") {
		end := at + len(text)
		var p paragraph
		begin, anchor := at, ""
		for len(stops) > 0 && stops[0].at < end {
			if stops[0].at > begin || anchor != "" {
				p = append(p, run{body[begin:stops[0].at], anchor})
			}
			begin, anchor = max(stops[0].at, at), stops[0].anchor
			stops = stops[1:]
		}
		p = append(p, run{body[begin:end], anchor})
		if strings.TrimSpace(text) != "" {
			out = append(out, p)
		}
		at = end + len("\n\n")
	}
	return out
}
