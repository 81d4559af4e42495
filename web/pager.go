package web

import "khobao/index"

type pager struct {
	Page, Last       int
	Prev, Next       string
	HasPrev, HasNext bool
	Numbers          []pageLink
}

type pageLink struct {
	N       int // 0 for a gap
	Href    string
	Current bool
}

// pagerOf lists the pages around the current one, never past what can be shown.
func pagerOf(st State, rows int) pager {
	size := st.Size()
	last := (min(rows, index.MaxDepth) + size - 1) / size
	p := pager{Page: st.Page(), Last: last}
	at := func(n int) string {
		to := st
		to.Unread = nil
		to.Request.Offset = (n - 1) * size
		return to.Search()
	}
	if p.Page > 1 {
		p.HasPrev, p.Prev = true, at(min(p.Page-1, max(last, 1)))
	}
	if p.Page < last {
		p.HasNext, p.Next = true, at(p.Page+1)
	}
	if last < 2 {
		return p
	}
	shown := 0
	for n := 1; n <= last; n++ {
		if n == 1 || n == last || n >= p.Page-2 && n <= p.Page+2 {
			if shown > 0 && n > shown+1 {
				p.Numbers = append(p.Numbers, pageLink{})
			}
			p.Numbers = append(p.Numbers, pageLink{N: n, Href: at(n), Current: n == p.Page})
			shown = n
		}
	}
	return p
}

// pastEnd fills the page of a reader who went past the last hit.
func pastEnd(sh *shell, st State, v *searchView) {
	v.Chips = chips(sh, st)
	v.Sorts = sorts(st, v.Words)
	v.Hidden = carried(st)
}
