package extract

import (
	"net/url"
	"strings"

	"khobao/internal/page"
)

// address gives the canonical address: the page's own word where it names the
// site of the capture (or there is no capture address), else the capture's.
func (r *reading) address() string {
	captured := webAddress(r.p.URL, nil)
	base, _ := url.Parse(r.p.URL)
	for _, raw := range []string{r.t.head.canonical, r.t.head.get("og:url").value, r.ld.url} {
		u := webAddress(raw, base)
		if u == "" || captured != "" && frontAddress(u) {
			continue
		}
		if captured == "" || sameSite(page.Site(u), page.Site(captured)) {
			return u
		}
	}
	return captured
}

// webAddress gives the canonical form of a web address, "" for anything else.
func webAddress(raw string, base *url.URL) string {
	raw = strings.TrimSpace(raw)
	if raw == "" {
		return ""
	}
	if page.Site(raw) == "" && base != nil && base.Host != "" {
		u, err := base.Parse(raw)
		if err != nil {
			return ""
		}
		raw = u.String()
	}
	if page.Site(raw) == "" {
		return ""
	}
	return page.Canonical(raw)
}

func sameSite(a, b string) bool {
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}
