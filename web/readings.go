package web

import (
	"slices"

	"khobao/index"
)

// readingGroup is the readings of one kind: what was typed was also taken for
// them, each can be switched off.
type readingGroup struct {
	Kind  string
	Label string // what it is, in front of its readings
	Items []readingView
	All   string // switches all of them off, "" when there is but one
}

// readingView is what one typed piece was also taken for.
type readingView struct {
	Typed string
	As    []reading
	Off   string // what the switch does
	Said  bool   // the kind says so in its own words, which are shown: it is more than to drop a reading
	Href  string
}

type reading struct {
	Text  string
	Count int
}

// readingOff is a reading that was switched off, with the address that takes it back.
type readingOff struct{ Typed, Href string }

// readings groups the expansions of a query by kind, in the order they were made.
func readings(sh *shell, st State, found []index.Expansion) []readingGroup {
	var out []readingGroup
	for _, e := range found {
		i := slices.IndexFunc(out, func(g readingGroup) bool { return g.Kind == e.Kind })
		if i < 0 {
			label := sh.T("web.understood")
			if kind := sh.Reading(e.Kind); kind != "" {
				label = kind + ":"
			}
			out = append(out, readingGroup{Kind: e.Kind, Label: label})
			i = len(out) - 1
		}
		g := &out[i]
		j := slices.IndexFunc(g.Items, func(v readingView) bool { return v.Typed == e.Typed })
		if j < 0 {
			off := st.with(func(r *index.Request) { r.Literal = append(r.Literal, e.Typed) })
			text, said := switchText(sh, e)
			g.Items = append(g.Items, readingView{Typed: e.Typed, Off: text, Said: said, Href: off.Search()})
			j = len(g.Items) - 1
		}
		as := reading{e.As, e.Count}
		if e.As == e.Typed {
			as.Text = "" // it stands in the field
		}
		g.Items[j].As = append(g.Items[j].As, as)
	}
	for i := range out {
		if g := &out[i]; len(g.Items) > 1 && !g.Items[0].Said {
			g.All = st.with(func(r *index.Request) {
				for _, v := range g.Items {
					r.Literal = append(r.Literal, v.Typed)
				}
			}).Search()
		}
	}
	return out
}

// switchText says what switching a reading off does, and whether the kind has its
// own words for it.
func switchText(sh *shell, e index.Expansion) (text string, said bool) {
	if key := "expansion." + e.Kind + ".off"; sh.Has(key) {
		return sh.T(key, "Typed", e.Typed, "As", e.As, "Count", e.Count), true
	}
	return sh.T("web.literal.title", "Typed", e.Typed), false
}

// literals lists what the reader has asked for exactly as typed.
func literals(st State) []readingOff {
	var out []readingOff
	for i, typed := range st.Request.Literal {
		on := st.with(func(r *index.Request) { r.Literal = append(r.Literal[:i], r.Literal[i+1:]...) })
		out = append(out, readingOff{typed, on.Search()})
	}
	return out
}
