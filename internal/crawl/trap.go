package crawl

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Figures of the traps: addresses that a program makes without end.
const (
	longestAddress = 2000 // bytes; browsers and search engines stop there too
	mostSegments   = 16
	mostRepeats    = 3   // times one segment may stand in a path
	mostParameters = 8   // in a query
	calendarPages  = 60  // five years of months: a calendar shows nothing that is not listed elsewhere
	queryPages     = 300 // of queries that name no article: pages of a list, orders, views
	patternPages   = 20_000
	queriesOfPath  = 300 // of one path, queries that name no article
)

// trapped tells, by the address alone, what no newspaper's article has.
func trapped(u *url.URL) bool {
	if len(u.String()) > longestAddress {
		return true
	}
	segments := strings.Split(strings.Trim(u.EscapedPath(), "/"), "/")
	if len(segments) > mostSegments {
		return true
	}
	times := map[string]int{}
	for _, s := range segments {
		if times[s]++; times[s] >= mostRepeats && s != "" && !number(s) {
			return true
		}
	}
	return u.RawQuery != "" && strings.Count(u.RawQuery, "&")+1 > mostParameters
}

// pattern gives the shape of an address, numbers being alike, how many
// addresses of that shape are followed by links, and whether its query names an
// article: old sites have nothing but ?id=123456.
func pattern(u *url.URL) (shape string, most int, article bool) {
	path, dated := shapeOf(u.EscapedPath())
	most = patternPages
	if dated && !slug(u.EscapedPath()) {
		most = calendarPages
	}
	if u.RawQuery == "" {
		return path, most, false
	}
	var parts []string
	values := ""
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		values += "/" + value
		if number(value) {
			article = article || len(value) >= 3
			value = "#"
		} else {
			value, _ = shapeOf(value)
		}
		parts = append(parts, name+"="+value)
	}
	slices.Sort(parts)
	if _, dated := shapeOf(values); dated {
		most, article = calendarPages, false
	}
	if !article {
		most = min(most, queryPages)
	}
	return path + "?" + strings.Join(parts, "&"), most, article
}

// shapeOf replaces each run of digits by #. dated tells of a year and a month
// beside each other, in either order.
func shapeOf(s string) (shape string, dated bool) {
	var b strings.Builder
	year, month, before := -2, -2, -1 // places of the last ones among the numbers
	for i := 0; i < len(s); {
		if s[i] < '0' || s[i] > '9' {
			b.WriteByte(s[i])
			i++
			continue
		}
		end := i
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		n, _ := strconv.Atoi(s[i:min(end, i+9)])
		before++
		switch {
		case end-i == 4 && n >= 1900 && n <= 2200:
			year = before
		case end-i <= 2 && n >= 1 && n <= 12:
			month = before
		case end-i == 6 && n >= 190001 && n%100 >= 1 && n%100 <= 12, end-i == 8 && n >= 19000101 && n%100 <= 31 && n/100%100 <= 12:
			year, month = before, before+1
		}
		if year >= 0 && month >= 0 && (year-month == 1 || month-year == 1) {
			dated = true
		}
		b.WriteByte('#')
		i = end
	}
	return b.String(), dated
}

// slug tells whether the end of a path is words, as articles have after their
// date.
func slug(path string) bool {
	last := path[strings.LastIndexByte(path, '/')+1:]
	last, _, _ = strings.Cut(last, ".")
	letters := 0
	for _, c := range []byte(last) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 || c == '%' {
			letters++
		}
	}
	return letters >= 8
}

func number(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// traps counts what was followed, one for each site.
type traps struct {
	shapes map[string]int
	paths  map[string]int // queries of a path that name no article
}

// enough tells whether a link is one too many of its kind, and counts it if not.
func (t *traps) enough(u *url.URL) bool {
	if trapped(u) {
		return true
	}
	shape, most, article := pattern(u)
	if t.shapes[shape] >= most {
		return true
	}
	if u.RawQuery != "" && !article {
		if t.paths[u.EscapedPath()] >= queriesOfPath {
			return true
		}
		t.paths[u.EscapedPath()]++
	}
	t.shapes[shape]++
	return false
}

// notPages are endings of what is no page and is not asked for.
var notPages = []string{
	".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".ico", ".bmp", ".css", ".js", ".json", ".woff", ".woff2", ".ttf",
	".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".rar", ".7z", ".gz", ".tar", ".exe", ".apk", ".dmg",
	".mp3", ".mp4", ".m4a", ".m4v", ".avi", ".mov", ".flv", ".wmv", ".wav", ".ogg", ".webm", ".m3u8", ".ts",
}

func looksLikeFile(u *url.URL) bool {
	path := strings.ToLower(u.Path)
	return slices.ContainsFunc(notPages, func(end string) bool { return strings.HasSuffix(path, end) })
}
