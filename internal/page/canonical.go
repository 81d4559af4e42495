package page

import (
	"net"
	"path"
	"strings"

	"golang.org/x/net/idna"
)

// Canonical gives one address for the ways a page of a newspaper is linked to:
// scheme and host in lower case, no default port, no fragment, no user, no
// tracking parameters, no AMP, mobile or print variant, percent-encoding of
// RFC 3986 in its shortest form. A plain address comes back as it is, also with
// http or www., so that it opens where a reader follows it and an id can be
// reckoned from it. Canonical of a Canonical is the same; what is no web address
// comes back trimmed.
func Canonical(raw string) string {
	raw = strings.TrimSpace(raw)
	for range maxFolds {
		folded := fold(raw)
		if folded == raw {
			break
		}
		raw = folded
	}
	return raw
}

// maxFolds bounds how often folding may uncover something else to fold; a
// newspaper's address takes two.
const maxFolds = 64

func fold(raw string) string {
	a, ok := split(raw)
	if !ok {
		return raw
	}
	s := a.scheme + "://" + a.www + a.host + a.port + canonicalPath(a.path)
	if q := canonicalQuery(a.query); q != "" {
		s += "?" + q
	}
	return s
}

// Site gives the host of an address as readers name a newspaper: lower case,
// without www., m. or amp., without port. "" for what is no web address.
func Site(raw string) string {
	a, ok := split(raw)
	if !ok {
		return ""
	}
	return a.host
}

// address is a web address in parts; www is "www." or "", port ":8080" or "".
type address struct{ scheme, www, host, port, path, query string }

func split(raw string) (a address, ok bool) {
	s := strings.TrimSpace(raw)
	scheme, rest, found := strings.Cut(s, "://")
	if !found || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return a, false
	}
	a.scheme = strings.ToLower(scheme)
	rest, _, _ = strings.Cut(rest, "#")
	rest, a.query, _ = strings.Cut(rest, "?")
	authority, after, hasPath := strings.Cut(rest, "/")
	if hasPath {
		a.path = "/" + after
	}
	authority = authority[strings.LastIndexByte(authority, '@')+1:]
	a.host = authority
	if h, port, err := net.SplitHostPort(authority); err == nil {
		a.host = h
		if strings.Contains(h, ":") {
			a.host = "[" + h + "]"
		}
		if port != "" && port != map[string]string{"http": "80", "https": "443"}[a.scheme] {
			a.port = ":" + port
		}
	}
	a.www, a.host = foldHost(a.host)
	bad := func(r rune) bool { return r <= ' ' || r == 0x7f || strings.ContainsRune(`\<>"^{|}%`+"`", r) }
	ok = a.host != "" && strings.IndexFunc(a.host+a.port, bad) < 0
	if strings.ContainsAny(a.host, "[]:") { // an address of version 6, whole or not at all
		ok = ok && net.ParseIP(strings.TrimSuffix(strings.TrimPrefix(a.host, "["), "]")) != nil
	}
	return a, ok
}

// variantHosts are labels before the name of a newspaper that show the same
// articles another way.
var variantHosts = []string{"www.", "m.", "amp.", "mobile.", "wap."}

// foldHost gives a host without its variant labels; www is "www." where the host
// began with it and with no other of them.
func foldHost(host string) (www, name string) {
	host = strings.TrimRight(strings.ToLower(host), ".")
	if ascii, err := idna.ToASCII(host); err == nil {
		host = strings.Trim(ascii, ".") // a label may come out empty
	}
	removed := ""
	for again := true; again; {
		again = false
		for _, v := range variantHosts {
			if rest, ok := strings.CutPrefix(host, v); ok && registered(rest) {
				host, again = rest, true
				removed += v
			}
		}
	}
	if removed == "www." {
		return removed, host
	}
	return "", host
}

// registered tells whether a host can still be that of a newspaper: it has a
// dot, and is not itself an ending such as com.vn.
func registered(host string) bool {
	name, ending, ok := strings.Cut(host, ".")
	if !ok || name == "" || ending == "" {
		return false
	}
	if len(ending) != 2 {
		return true
	}
	switch name {
	case "com", "net", "org", "gov", "edu", "co", "ac", "info", "int", "biz", "name", "pro", "health", "ne", "or", "go":
		return false
	}
	return true
}

// canonicalPath normalises escapes and dots, and folds the variants that are
// told by the path: /amp/tin, /tin/amp, /tin.amp, /print/tin, /tin/print.
func canonicalPath(p string) string {
	p = escapes(p, pathSafe)
	if i := strings.Index(strings.ToLower(p), ";jsessionid="); i >= 0 {
		p = p[:i]
	}
	for {
		p = cleanPath(p)
		trimmed := strings.TrimRight(p, "/")
		folded := foldPath(trimmed)
		if folded == trimmed {
			break // no variant: a slash at the end stays
		}
		p = folded
	}
	if strings.Trim(p, "/") == "" {
		return "/"
	}
	return p
}

// cleanPath takes dots and double slashes out; a slash at the end stays.
func cleanPath(p string) string {
	if !strings.Contains(p, "/.") && !strings.Contains(p, "//") {
		return p
	}
	slash := strings.HasSuffix(p, "/")
	if p = path.Clean(p); slash && p != "/" {
		p += "/"
	}
	return p
}

func foldPath(p string) string {
	lower := strings.ToLower(p)
	for _, v := range []string{"/amp", "/print"} {
		if strings.HasPrefix(lower, v+"/") {
			return p[len(v):]
		}
		if strings.HasSuffix(lower, v) && len(p) > len(v) {
			return p[:len(p)-len(v)]
		}
	}
	for _, v := range []struct{ from, to string }{{".amp", ""}, {".amp.html", ".html"}, {".amp.htm", ".htm"}} {
		if strings.HasSuffix(lower, v.from) && !strings.HasSuffix(lower, "/"+v.from) {
			return p[:len(p)-len(v.from)] + v.to
		}
	}
	return p
}

// tracking are parameters that tell where a reader came from, not what is
// read. Ones that end in "*" stand for all that begin so.
var tracking = []string{
	"utm_*", "vn_*", "pk_*", "mtm_*", "itm_*", "hsa_*", "fb_*", "_hs*", "_x_tr_*", "at_*", "ns_*",
	"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ttclid", "twclid", "li_fat_id",
	"zarsrc", "gidzl", "igshid", "igsh", "mc_cid", "mc_eid", "_ga", "_gl", "cmpid", "spm",
	"phpsessid", "jsessionid",
}

func isTracking(name string) bool {
	name = strings.ToLower(name)
	for _, t := range tracking {
		if stem, ok := strings.CutSuffix(t, "*"); ok && strings.HasPrefix(name, stem) || t == name {
			return true
		}
	}
	return false
}

// isVariant tells parameters that ask for the same page in another dress:
// amp=1, print=1, m=1, or any parameter with the value amp or print.
func isVariant(name, value string) bool {
	value = strings.ToLower(value)
	switch strings.ToLower(name) {
	case "amp", "print", "m", "mobile", "amp_markup":
		switch value {
		case "", "1", "true", "yes", "y":
			return true
		}
	}
	return value == "amp" || value == "print"
}

// canonicalQuery drops what does not tell pages apart.
func canonicalQuery(q string) string {
	var kept []string
	for _, pair := range strings.Split(q, "&") {
		pair = escapes(strings.ReplaceAll(pair, "+", "%20"), querySafe)
		name, value, _ := strings.Cut(pair, "=")
		if pair == "" || name == "" && value == "" || isTracking(name) || isVariant(name, value) {
			continue
		}
		kept = append(kept, pair)
	}
	return strings.Join(kept, "&")
}

// Bytes beside letters, digits and "-._~" that stand for themselves.
const (
	pathSafe  = "/!$&'()*+,;=:@"
	querySafe = "/!$'()*,;=:@?"
)

// escapes gives percent-encoding one form: what needs none is bare, the rest
// has capital digits; a "%" that begins no escape is one itself.
func escapes(s, safe string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		escaped := false
		if c == '%' && i+2 < len(s) {
			if hi, lo := unhex(s[i+1]), unhex(s[i+2]); hi >= 0 && lo >= 0 {
				c, escaped = byte(hi<<4|lo), true
				i += 2
			}
		}
		if unreserved(c) || !escaped && strings.IndexByte(safe, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
