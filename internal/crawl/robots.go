package crawl

import (
	"bytes"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// product is the token by which robots.txt files may name us.
const product = "khobao"

// robotsSize is how much of a robots.txt is read, 500 KiB (RFC 9309, 2.5).
const robotsSize = 500 << 10

// robots is what a robots.txt says to us.
type robots struct {
	rules    []robotsRule
	delay    time.Duration // Crawl-delay; 0 when there is none
	sitemaps []string      // as written
}

type robotsRule struct {
	path  string // normal form, with * and a closing $
	allow bool
}

// parseRobots reads a robots.txt (RFC 9309). It takes every file: lines that
// are none are passed over. The groups that name us hold, all of them together,
// else those of *.
func parseRobots(b []byte) *robots {
	b = bytes.TrimPrefix(b[:min(len(b), robotsSize)], []byte("\xef\xbb\xbf"))
	var ours, all robots
	named := false // some group names us
	var us, any bool
	inRules := true // a user-agent line now begins a group
	for line := range strings.FieldsFuncSeq(string(b), func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch key {
		case "user-agent", "useragent":
			if inRules {
				us, any, inRules = false, false, false
			}
			token := agentToken(value)
			us, any = us || token == product, any || value == "*"
			named = named || us
		case "allow", "disallow":
			inRules = true
			if value == "" {
				continue
			}
			rule := robotsRule{path: normalPath(value), allow: key == "allow"}
			if us {
				ours.rules = append(ours.rules, rule)
			}
			if any {
				all.rules = append(all.rules, rule)
			}
		case "crawl-delay", "crawldelay":
			inRules = true
			d := seconds(value)
			if us {
				ours.delay = max(ours.delay, d)
			}
			if any {
				all.delay = max(all.delay, d)
			}
		case "sitemap":
			if value != "" && utf8.ValidString(value) {
				all.sitemaps = append(all.sitemaps, value)
			}
		}
	}
	ours.sitemaps = all.sitemaps
	if named {
		return &ours
	}
	return &all
}

// agentToken is the product token a user-agent line begins with.
func agentToken(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	})
	if end >= 0 {
		s = s[:end]
	}
	return strings.ToLower(s)
}

// seconds reads a Crawl-delay; a day is the most that is meant seriously.
func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f > 0) || math.IsInf(f, 0) {
		return 0
	}
	return time.Duration(min(f, 86400) * float64(time.Second))
}

// allowed judges an address: the longest rule decides, of two of one length
// the one that allows.
func (r *robots) allowed(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if path == "/robots.txt" {
		return true
	}
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	path = normalPath(path)
	best, allow := -1, true
	for _, rule := range r.rules {
		if n := len(rule.path); (n > best || n == best && rule.allow) && matchRobots(rule.path, path) {
			best, allow = n, rule.allow
		}
	}
	return allow
}

// matchRobots matches from the start; * stands for any bytes, $ at the end for
// the end. Linear in practice: of several stars only the last is tried again.
func matchRobots(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	if len(pattern)-strings.Count(pattern, "*") > len(path) {
		return false
	}
	p, s, star, mark := 0, 0, -1, 0
	for {
		switch {
		case p == len(pattern) && (!whole || s == len(path)):
			return true
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, s
			p++
		case p < len(pattern) && s < len(path) && pattern[p] == path[s]:
			p++
			s++
		case star >= 0 && mark < len(path):
			mark++
			p, s = star+1, mark
		default:
			return false
		}
	}
}

// normalPath gives rules and addresses one spelling (RFC 9309, 2.2.2): letters
// beyond ASCII escaped, letters that need no escape bare.
func normalPath(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c, escaped := s[i], false
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, escaped = byte(n), true
				i += 2
			}
		}
		bare := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
		if bare || !escaped && c > ' ' && c < 0x7f {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&15])
	}
	return b.String()
}
