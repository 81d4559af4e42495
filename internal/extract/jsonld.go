package extract

import (
	"encoding/json"
	"strings"
)

// linked is what JSON-LD says of the article, or a page's other data.
type linked struct {
	where     string // selector of the script
	found     bool
	video     bool // a VideoObject
	article   bool // a NewsArticle, Article, Report or BlogPosting
	headline  string
	lead      string
	body      string
	published string
	uploaded  string // of a video
	updated   string
	authors   []string
	publisher string
	section   []string
	tags      []string
	url       string
	crumbs    []string
}

var articleTypes = wordSet(`NewsArticle Article ReportageNewsArticle OpinionNewsArticle AnalysisNewsArticle
BackgroundNewsArticle ReviewNewsArticle BlogPosting LiveBlogPosting Report TechArticle AskPublicNewsArticle MediaNewsArticle`)

// readLinked reads every JSON-LD block of the page; the first article wins,
// and broken JSON is mended where it is only a comma or a control character.
func (h *head) readLinked() linked {
	l := linked{where: "script[type=application/ld+json]"}
	for _, s := range h.scripts {
		if len(s) > 1<<20 {
			continue
		}
		v, ok := looseJSON(s)
		if !ok {
			continue
		}
		l.visit(v, 0)
	}
	return l
}

// looseJSON parses JSON, dropping what pages often leave in: comments around
// it, raw control characters in strings, commas before a closing bracket.
func looseJSON(s string) (any, bool) {
	s = strings.TrimSpace(s)
	s = strings.TrimPrefix(s, "<!--")
	s = strings.TrimSuffix(strings.TrimSpace(s), "-->")
	s = strings.TrimPrefix(strings.TrimSpace(s), "//<![CDATA[")
	s = strings.TrimPrefix(s, "<![CDATA[")
	s = strings.TrimSuffix(strings.TrimSpace(s), "//]]>")
	s = strings.TrimSuffix(s, "]]>")
	var v any
	dec := json.NewDecoder(strings.NewReader(s))
	if dec.Decode(&v) == nil {
		return v, true
	}
	v = nil
	if json.NewDecoder(strings.NewReader(mendJSON(s))).Decode(&v) == nil {
		return v, true
	}
	return nil, false
}

// mendJSON walks the text once: control characters inside strings become
// blanks, commas before } or ] go, unknown escapes lose their backslash.
func mendJSON(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	inString := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case inString && c == '\\' && i+1 < len(s):
			if strings.IndexByte(`"\/bfnrtu`, s[i+1]) >= 0 {
				b.WriteByte(c)
			}
			i++
			b.WriteByte(s[i])
		case c == '"':
			inString = !inString
			b.WriteByte(c)
		case inString && c < ' ':
			b.WriteByte(' ')
		case !inString && c == ',':
			j := i + 1
			for j < len(s) && (s[j] == ' ' || s[j] == '\n' || s[j] == '\r' || s[j] == '\t' || s[j] == ',') {
				j++
			}
			if j < len(s) && s[j] != '}' && s[j] != ']' {
				b.WriteByte(c)
			}
			i = j - 1
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (l *linked) visit(v any, depth int) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			l.visit(x, depth+1)
		}
	case map[string]any:
		if g, ok := v["@graph"]; ok {
			l.visit(g, depth+1)
		}
		if m, ok := v["mainEntity"].(map[string]any); ok {
			l.visit(m, depth+1)
		}
		types := stringsOf(v["@type"])
		for _, t := range types {
			switch {
			case articleTypes[t] && !l.article:
				l.readArticle(v)
			case t == "VideoObject" && !l.video:
				l.video = true
				l.uploaded = first(stringsOf(v["uploadDate"]))
			case t == "BreadcrumbList" && len(l.crumbs) == 0:
				l.crumbs = crumbsOf(v)
			}
		}
	}
}

func (l *linked) readArticle(v map[string]any) {
	l.found, l.article = true, true
	l.headline = plain(first(stringsOf(v["headline"]), stringsOf(v["name"])))
	l.lead = plain(first(stringsOf(v["description"])))
	l.body = first(stringsOf(v["articleBody"]))
	l.published = first(stringsOf(v["datePublished"]), stringsOf(v["dateCreated"]))
	l.updated = first(stringsOf(v["dateModified"]))
	l.publisher = first(stringsOf(v["publisher"]))
	l.section = stringsOf(v["articleSection"])
	l.tags = stringsOf(v["keywords"])
	l.url = first(stringsOf(v["url"]), idsOf(v["mainEntityOfPage"]))
	l.authors = peopleOf(v["author"])
}

// peopleOf gives the names of authors that are not organisations.
func peopleOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{plain(v)}
	case []any:
		var names []string
		for _, x := range v {
			names = append(names, peopleOf(x)...)
		}
		return names
	case map[string]any:
		for _, t := range stringsOf(v["@type"]) {
			if t == "Organization" || t == "NewsMediaOrganization" {
				return nil
			}
		}
		return stringsOf(v["name"])
	}
	return nil
}

func crumbsOf(v map[string]any) []string {
	items, _ := v["itemListElement"].([]any)
	var names []string
	for _, it := range items {
		m, _ := it.(map[string]any)
		name := first(stringsOf(m["name"]))
		if name == "" {
			name = first(stringsOf(m["item"]))
		}
		if name != "" && !strings.Contains(name, "://") {
			names = append(names, plain(name))
		}
	}
	return names
}

// stringsOf gives the string, the strings of a list, or the name of an object.
func stringsOf(v any) []string {
	switch v := v.(type) {
	case string:
		if s := strings.TrimSpace(v); s != "" {
			return []string{s}
		}
	case []any:
		var all []string
		for _, x := range v {
			all = append(all, stringsOf(x)...)
		}
		return all
	case map[string]any:
		return stringsOf(v["name"])
	}
	return nil
}

func idsOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case map[string]any:
		return stringsOf(v["@id"])
	}
	return nil
}

func first(lists ...[]string) string {
	for _, l := range lists {
		if len(l) > 0 {
			return l[0]
		}
	}
	return ""
}
