package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"khobao/index"
)

// nameGroup is the places, agencies or people of a text, each leading to where
// it stands.
type nameGroup struct {
	Key   string // of the group's label
	Field string // that filters by them
	Items []nameItem
	More  []nameItem // those beyond namesShown
}

type nameItem struct {
	Text   string
	Key    string // of a place: tells namesakes apart
	Count  int
	Anchor string // id in the page, "" where it is not known where it stands
	Href   string // of the page about it, "" when there is none
	spot
}

// spot is a place in a text of an article.
type spot struct {
	field      string // title, lead or body
	start, end int    // bytes in it
}

// namesShown is how many names of a kind stand open; the rest is one press away.
const namesShown = 8

// anchored gives spots their ids in a page: one id where several things begin.
type anchored struct {
	a    *index.Article
	ids  map[spot]string // by field and start
	ends map[spot]int    // of the first thing that begins there
}

func newAnchored(a *index.Article) *anchored { return &anchored{a, map[spot]string{}, map[spot]int{}} }

// at gives the id of a spot, "" where it is no place in the text.
func (n *anchored) at(s spot) string {
	text := textOfField(n.a, s.field)
	if s.start < 0 || s.end <= s.start || s.end > len(text) || !letterStart(text, s.start) || !letterStart(text, s.end) {
		return ""
	}
	if named := text[s.start:s.end]; strings.TrimSpace(named) != named {
		return ""
	}
	key := spot{field: s.field, start: s.start}
	if n.ids[key] == "" {
		n.ids[key], n.ends[key] = "m"+strconv.Itoa(len(n.ids)+1), s.end
	}
	return n.ids[key]
}

func textOfField(a *index.Article, field string) string {
	switch field {
	case "title":
		return a.Title
	case "lead":
		return a.Lead
	case "body":
		return a.Body
	}
	return ""
}

// names lists what was found in the text, each name once, most frequent first.
func names(a *index.Article, at *anchored) []nameGroup {
	var out []nameGroup
	for _, g := range []struct {
		key, field string
		found      []index.Mention
	}{{"web.names.places", "place", a.Places}, {"web.names.agencies", "agency", a.Agencies}, {"web.names.people", "person", a.People}} {
		items := mentions(g.found)
		if len(items) == 0 {
			continue
		}
		slices.SortStableFunc(items, func(a, b nameItem) int { return cmp.Compare(b.Count, a.Count) })
		for i := range items {
			items[i].Anchor = at.at(items[i].spot)
		}
		shown := min(len(items), namesShown)
		out = append(out, nameGroup{g.key, g.field, items[:shown], items[shown:]})
	}
	return out
}

// mentions counts each name and keeps its first place, in the body if it has one
// there. Namesakes are told apart by their keys.
func mentions(found []index.Mention) []nameItem {
	var items []nameItem
	for _, m := range found {
		at := spot{m.Field, m.Start, m.End}
		i := slices.IndexFunc(items, func(o nameItem) bool { return o.Text == m.Name && o.Key == m.Key })
		if i < 0 {
			items = append(items, nameItem{Text: m.Name, Key: m.Key, Count: 1, spot: at})
			continue
		}
		items[i].Count++
		if items[i].field != "body" && m.Field == "body" {
			items[i].spot = at
		}
	}
	return items
}

// paragraph is one paragraph of a text, cut where names and marks begin and end.
type paragraph []run

// run is text that is marked or not and may be the anchor of a name. The first
// run of a mark carries its number on the page, those behind it none.
type run struct {
	Text   string
	Anchor string
	Marked bool
	No     int
}

// marksOf counts the marks of a page from 1.
type marksOf struct{ n int }

// runs cuts a text of one field at its empty lines, at the names that are led to
// and at the marks, which come in the order of the text.
func (n *marksOf) runs(field, text string, at *anchored, marks [][2]int) []paragraph {
	anchors, cuts := map[int]string{}, []int{}
	if at != nil {
		for s, id := range at.ids {
			if s.field == field {
				anchors[s.start] = id
				cuts = append(cuts, s.start, at.ends[s])
			}
		}
	}
	marked := map[int]bool{}
	begin := 0
	for _, p := range pieces(text, marks) {
		cuts = append(cuts, begin)
		marked[begin] = p.Marked
		begin += len(p.Text)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)

	var out []paragraph
	on, counted := false, false
	from := 0
	for part := range strings.SplitSeq(text, "\n\n") {
		end := from + len(part)
		var p paragraph
		for begin := from; begin < end; {
			for len(cuts) > 0 && cuts[0] <= begin {
				if m, ok := marked[cuts[0]]; ok {
					on, counted = m, false
				}
				cuts = cuts[1:]
			}
			next := end
			if len(cuts) > 0 && cuts[0] < end {
				next = cuts[0]
			}
			r := run{Text: text[begin:next], Anchor: anchors[begin], Marked: on}
			if on && !counted {
				n.n++
				r.No, counted = n.n, true
			}
			p = append(p, r)
			begin = next
		}
		if strings.TrimSpace(part) != "" {
			out = append(out, p)
		}
		from = end + len("\n\n")
	}
	return out
}

// line is runs of a text that is one paragraph.
func (n *marksOf) line(field, text string, at *anchored, marks [][2]int) paragraph {
	var out paragraph
	for _, p := range n.runs(field, text, at, marks) {
		out = append(out, p...)
	}
	return out
}

// paragraphs cuts a body at its empty lines and its marks.
func paragraphs(body string, marks [][2]int) []paragraph {
	return new(marksOf).runs("body", body, nil, marks)
}
