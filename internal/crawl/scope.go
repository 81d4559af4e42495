package crawl

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"khobao/internal/page"
)

// hostKey names the machine that is asked: the host without www., m. and their
// like, which are one server's names, and a port that is not the usual one.
func hostKey(u *url.URL) string {
	key := page.Site(u.Scheme + "://" + u.Host)
	if key == "" {
		key = strings.ToLower(u.Hostname())
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		key += ":" + port
	}
	return key
}

// originOf is what a robots.txt speaks for: scheme, host and port.
func originOf(u *url.URL) string { return u.Scheme + "://" + strings.ToLower(u.Host) }

// fold makes one key of an address under its scheme and www. variants, which
// lead to the same page.
func fold(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	return strings.TrimPrefix(rest, "www.")
}

// absolute reads an address as links have them, against base: a web address
// without fragment. ok is false for other schemes and for what a wrong charset
// left behind.
func absolute(base *url.URL, ref string) (u *url.URL, ok bool) {
	ref = strings.TrimSpace(ref)
	if ref == "" || strings.HasPrefix(ref, "#") || strings.ContainsRune(ref, utf8.RuneError) || !utf8.ValidString(ref) {
		return nil, false
	}
	ref = strings.Map(func(r rune) rune { // as browsers do
		if r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, ref)
	u, err := url.Parse(strings.ReplaceAll(ref, " ", "%20"))
	if err != nil {
		return nil, false
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return nil, false
	}
	u.Host, u.Fragment, u.RawFragment = strings.ToLower(u.Host), "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, true
}

// webAddress is absolute in the form that is asked for when a page or a list
// names it: canonical, so that printing, mobile and tracked variants are one.
func webAddress(base *url.URL, ref string) (u *url.URL, ok bool) {
	u, ok = absolute(base, ref)
	if !ok {
		return nil, false
	}
	u, err := url.Parse(page.Canonical(u.String()))
	return u, err == nil && u.Host != ""
}
