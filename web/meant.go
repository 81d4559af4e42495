package web

import "khobao/index"

// meantView is another query that may have been meant, in pieces so that what
// differs can be shown.
type meantView struct {
	Before, As, After string
	Count             int
	Href              string
}

// meant lists what a query that finds hardly anything may have been a slip for.
func meant(st State, offers []index.Suggestion) []meantView {
	var out []meantView
	for _, o := range offers {
		to := st.with(func(r *index.Request) { r.Q = o.Q })
		out = append(out, meantView{
			Before: st.Request.Q[:o.Start], As: o.As, After: st.Request.Q[o.End:], Count: o.Count, Href: to.Search(),
		})
	}
	return out
}
