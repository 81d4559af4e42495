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
	start  int    // byte in the body, -1 when it stands outside it
	end    int
}

// paragraph is one paragraph of the body, cut where names and marks begin and end.
type paragraph []run

// run is text that is marked or not and may be the anchor of a name.
type run struct {
	Text   string
	Anchor string
	Marked bool
}

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
		figures = place(figures, f.Text, f.Field, f.Start, f.End)
	}
	add("web.names.figures", figures)
	return out
}

func mentions(found []index.Mention) []nameItem {
	var items []nameItem
	for _, m := range found {
		items = place(items, m.Name, m.Field, m.Start, m.End)
	}
	return items
}

// place counts a name and keeps its first place in the body.
func place(items []nameItem, text, field string, start, end int) []nameItem {
	if field != "body" {
		start = -1
	}
	for i := range items {
		if items[i].Text == text {
			items[i].Count++
			if items[i].start < 0 {
				items[i].start, items[i].end = start, end
			}
			return items
		}
	}
	return append(items, nameItem{Text: text, Count: 1, start: start, end: end})
}

// paragraphs cuts the body at its empty lines, at the names that are led to and
// at the marks, which come in the order of the text.
func paragraphs(body string, groups []nameGroup, marks [][2]int) []paragraph {
	anchors, cuts := map[int]string{}, []int{}
	for _, g := range groups {
		for _, item := range g.Items {
			if item.Anchor == "" || item.start >= len(body) || !letterStart(body, item.start) {
				continue
			}
			anchors[item.start] = item.Anchor
			cuts = append(cuts, item.start)
			if end := item.end; end > item.start && end <= len(body) && letterStart(body, end) {
				cuts = append(cuts, end)
			}
		}
	}
	marked := map[int]bool{}
	at := 0
	for _, p := range pieces(body, marks) {
		cuts = append(cuts, at)
		marked[at] = p.Marked
		at += len(p.Text)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)

	var out []paragraph
	on := false
	from := 0
	for text := range strings.SplitSeq(body, "\n\n") {
		end := from + len(text)
		var p paragraph
		begin := from
		for begin < end {
			for len(cuts) > 0 && cuts[0] <= begin {
				if m, ok := marked[cuts[0]]; ok {
					on = m
				}
				cuts = cuts[1:]
			}
			next := end
			if len(cuts) > 0 && cuts[0] < end {
				next = cuts[0]
			}
			p = append(p, run{Text: body[begin:next], Anchor: anchors[begin], Marked: on})
			begin = next
		}
		if strings.TrimSpace(text) != "" {
			out = append(out, p)
		}
		from = end + len("\n\n")
	}
	return out
}
