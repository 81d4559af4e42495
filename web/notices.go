package web

import (
	"khobao/index/query"
	"khobao/internal/locale"
)

// noticed is a notice of the query language.
type noticed = query.Notice

func notices(sh *shell, st State, found []noticed) []string {
	var out []string
	for _, u := range st.Unread {
		out = append(out, sh.T("web.unread."+u.Code, "Value", u.Value))
	}
	for _, n := range found {
		out = append(out, noticeText(sh.p, n))
	}
	return out
}

// noticeText gives the text of a notice, its code where a text is missing.
func noticeText(p *locale.Printer, n query.Notice) string {
	if key := "notice." + n.Code; p.Has(key) {
		return p.Text(key, "Detail", n.Detail)
	}
	return n.Code
}
