package web

import (
	"slices"
	"strconv"
)

// paramVersion asks for an earlier text of an article, counted from 1.
const paramVersion = "ban"

// versionLink leads to one text kept of an article.
type versionLink struct {
	Number  int
	Href    string
	Time    string // newest time this text was seen
	Shown   bool
	Current bool
}

// versionAsked reads the parameter; anything that is no number asks for nothing.
func versionAsked(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0
}

// versionLinks lists the texts, newest first; one text needs no list. An article
// that does not say its version shows the current text.
func versionLinks(sh *shell, id string, versions []Version, shown, current int) []versionLink {
	if len(versions) < 2 {
		return nil
	}
	if shown == 0 {
		shown = len(versions)
	}
	if current == 0 {
		current = len(versions)
	}
	var out []versionLink
	for _, v := range versions {
		href := articleHref(sh, sh.State, id)
		if v.Number != current {
			sep := "?"
			if href != "/bai/"+id {
				sep = "&"
			}
			href += sep + paramVersion + "=" + strconv.Itoa(v.Number)
		}
		out = append(out, versionLink{Number: v.Number, Href: href, Time: sh.Minute(v.Captured), Shown: v.Number == shown, Current: v.Number == current})
	}
	slices.Reverse(out)
	return out
}
