package web

import (
	"net/url"
	"strings"

	"khobao/index"
)

// choice is one of several links of which one is current.
type choice struct {
	Key     string // of its text
	Href    string
	Current bool
}

// hidden is a parameter that the search form carries on unseen.
type hidden struct{ Name, Value string }

// withoutEmpty drops parameters that have no value and reports whether there were any.
func withoutEmpty(query string) (string, bool) {
	if query == "" {
		return "", false
	}
	var kept []string
	dropped := false
	for part := range strings.SplitSeq(query, "&") {
		if name, value, _ := strings.Cut(part, "="); value == "" && name != paramQ || part == "" {
			dropped = true
			continue
		}
		kept = append(kept, part)
	}
	if !dropped {
		return "", false
	}
	if len(kept) == 0 {
		return "", true
	}
	return "?" + strings.Join(kept, "&"), true
}

// sorts lists the orders; relevance means nothing without words.
func sorts(st State, words bool) []choice {
	current := st.Request.Sort
	if current == "" {
		current = index.Newest
		if words {
			current = index.Relevance
		}
	}
	var out []choice
	for _, o := range sortNames {
		if o.sort == index.Relevance && !words {
			continue
		}
		to := st.with(func(r *index.Request) {
			r.Sort = o.sort
			if o.sort == index.Relevance {
				r.Sort = ""
			}
		})
		out = append(out, choice{Key: "web.sort." + string(o.sort), Href: to.Search(), Current: o.sort == current})
	}
	return out
}

// carried lists what the search form keeps when a new query is typed: filters,
// order and language, but neither the page nor switched-off readings.
func carried(st State) []hidden {
	kept := st.with(func(r *index.Request) {
		r.Q, r.Literal = "", nil
	})
	return hiddenOf(kept)
}

func hiddenOf(st State) []hidden {
	q, err := url.ParseQuery(st.Address())
	if err != nil {
		return nil // Address escapes everything it writes
	}
	var out []hidden
	for part := range strings.SplitSeq(st.Address(), "&") {
		name, _, _ := strings.Cut(part, "=")
		if values := q[name]; len(values) > 0 {
			out = append(out, hidden{name, values[0]})
			q[name] = values[1:]
		}
	}
	return out
}
