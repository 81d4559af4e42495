package web

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	cssURL     = regexp.MustCompile(`(?is)url\(\s*("[^"]*"|'[^']*'|[^)"']*)\s*\)?`)
	cssImport  = regexp.MustCompile(`(?is)@import\s*("[^"]*"|'[^']*')`)
	cssComment = regexp.MustCompile(`(?s)/\*.*?(?:\*/|$)`)
	cssEscape  = regexp.MustCompile(`(?i)\\(?:([0-9a-f]{1,6})[ \t\n\r\f]?|([g-z@:/.-]))`)
	// cssImages are functions whose strings are addresses.
	cssImages  = regexp.MustCompile(`(?is)(?:image-set|cross-fade|image|src)\((?:[^()"']|"[^"]*"|'[^']*'|\([^()]*\))*\)?`)
	cssAddress = regexp.MustCompile(`(?is)url\(\s*(?:"[^"]*"|'[^']*'|[^)"']*)\s*\)?|"[^"]*"|'[^']*'`)
)

// inertCSS leads the addresses of a style sheet to the archive; an address it
// does not hold becomes an empty one. What this misses the policy stops.
func inertCSS(css string, resource func(string) string) string {
	css = plainCSS(css)
	lead := func(quoted string) string {
		return `"` + cssString(resource(strings.Trim(quoted, `"' `))) + `"`
	}
	css = cssImport.ReplaceAllStringFunc(css, func(m string) string {
		return `@import ` + lead(cssImport.FindStringSubmatch(m)[1])
	})
	css = cssImages.ReplaceAllStringFunc(css, func(m string) string {
		return cssAddress.ReplaceAllStringFunc(m, func(a string) string {
			if a[0] == '"' || a[0] == '\'' {
				return lead(a)
			}
			return a // a url(), led below
		})
	})
	return cssURL.ReplaceAllStringFunc(css, func(m string) string {
		return `url(` + lead(cssURL.FindStringSubmatch(m)[1]) + `)`
	})
}

// plainCSS spells a style sheet out: without comments, and with the letters that
// are written as escapes, so that u\72l( and @/**/import are what they say.
func plainCSS(css string) string {
	if strings.Contains(css, "/*") {
		css = cssComment.ReplaceAllString(css, " ")
	}
	if !strings.Contains(css, `\`) {
		return css
	}
	return cssEscape.ReplaceAllStringFunc(css, func(m string) string {
		parts := cssEscape.FindStringSubmatch(m)
		if parts[2] != "" {
			return parts[2]
		}
		n, err := strconv.ParseUint(parts[1], 16, 32)
		if err != nil || n >= 0x80 || !plainInCSS(rune(n)) {
			return m // another sign, which spells no address and ends no string
		}
		return string(rune(n))
	})
}

func plainInCSS(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("@:/.-_?=&", r)
}
