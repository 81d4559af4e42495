package extract

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// pageData reads the article out of what a page hands its scripts as JSON, for
// pages that print no text before a script has run: Next.js, Nuxt and states of
// window.__NAME__. The article is the object that bears the page's own title.
func (r *reading) pageData() linked {
	const most = 20 // scripts looked at
	f := dataFinder{r: r}
	for _, title := range []string{r.t.head.title, r.t.head.get("og:title", "twitter:title").value} {
		f.titles = append(f.titles, foldText(clip(title, longestTitle)))
	}
	n := 0
	for name, data := range dataScripts(r.text) {
		if n++; n > most || r.ctx.Err() != nil {
			break
		}
		var v any
		if json.NewDecoder(bytes.NewReader(data)).Decode(&v) != nil {
			continue
		}
		f.where = "script" + name
		f.visit(v, 0)
	}
	return f.best
}

const longestTitle = 1000 // bytes

// dataScripts gives the scripts that hold JSON by a name: "#__NEXT_DATA__" for
// an id, " window.__STATE__" for a variable.
func dataScripts(b []byte) func(yield func(string, []byte) bool) {
	const largest = 8 << 20
	return func(yield func(string, []byte) bool) {
		l := lean{b: b}
		for i := 0; ; {
			j := bytes.Index(b[i:], []byte("<script"))
			if j < 0 || !l.tag.read(b, i+j+1, dataAttributes) {
				return
			}
			i = l.tag.end
			end := l.rawEnd(i, "script")
			if end < 0 {
				return
			}
			name, data := l.tag.data(b, b[i:end])
			if i = end; len(data) == 0 || len(data) > largest {
				continue
			}
			if !yield(name, data) {
				return
			}
		}
	}
}

var dataAttributes = wordSet("id type")

// assigned is how a state is handed over: window.__STATE__ = {…, or
// window["__STATE__"] = JSON.parse("{…
var assigned = regexp.MustCompile(`^\s*(?:window|self|globalThis)(?:\.|\[["'])(\w+)(?:["']\])?\s*=\s*(JSON\.parse\()?`)

// data gives the JSON a script holds, and by what name.
func (t *leanTag) data(b, script []byte) (name string, data []byte) {
	if isJSON(t.kind) {
		for _, a := range t.kept {
			if bytes.EqualFold(b[a.from:a.keyEnd], []byte("id")) {
				return "#" + string(b[a.value:a.valueEnd]), script
			}
		}
		return "[type=application/json]", script
	}
	m := assigned.FindSubmatchIndex(script[:min(len(script), 200)])
	if m == nil {
		return "", nil
	}
	name, data = " window."+string(script[m[2]:m[3]]), script[m[1]:]
	if m[4] >= 0 {
		var quoted string
		if json.NewDecoder(bytes.NewReader(data)).Decode(&quoted) != nil {
			return "", nil
		}
		data = []byte(quoted)
	}
	return name, data
}

// dataFinder looks for the article in decoded JSON.
type dataFinder struct {
	r      *reading
	titles []string // of the page, folded
	where  string
	best   linked
}

// Keys under which sites keep the parts of an article, the surest first.
var (
	dataTitles     = []string{"title", "headline", "name"}
	dataLeads      = []string{"sapo", "description", "summary", "lead", "excerpt", "abstract", "shortDescription", "short_description", "intro", "desc"}
	dataBodies     = []string{"articleBody", "content", "body", "contentHtml", "content_html", "html", "detail", "contents", "blocks", "text"}
	dataPublished  = []string{"datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "publishedDate", "published_date", "publishTime", "publish_time", "published", "date", "createdAt", "created_at"}
	dataUpdated    = []string{"dateModified", "updatedAt", "updated_at", "modifiedAt", "modified_at"}
	dataAuthors    = []string{"author", "authors", "authorName", "author_name", "penName", "pen_name"}
	dataSections   = []string{"section", "category", "categories", "zone", "articleSection"}
	dataTags       = []string{"tags", "keywords"}
	dataParagraphs = []string{"content", "html", "text", "value", "data", "body", "children"}
)

// visit keeps the object with the longest text of those that bear the page's title.
func (f *dataFinder) visit(v any, depth int) {
	const deepest = 16
	if depth > deepest {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			f.visit(x, depth+1)
		}
	case map[string]any:
		f.read(v)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			f.visit(v[key], depth+1)
		}
	}
}

func (f *dataFinder) read(v map[string]any) {
	const least = 300 // runes of an article's text
	title := plain(first(valuesOf(v, dataTitles)))
	if !f.bearsTitle(title) {
		return
	}
	body := ""
	for _, key := range dataBodies {
		if text := f.r.linesOf(v[key], 0); runes(text) > runes(body) {
			body = text
		}
	}
	if runes(body) < least || runes(body) <= runes(f.best.body) {
		return
	}
	f.best = linked{
		where: f.where, found: true, article: true, headline: title, body: body,
		lead: plain(first(valuesOf(v, dataLeads))), published: first(valuesOf(v, dataPublished)), updated: first(valuesOf(v, dataUpdated)),
		authors: valuesOf(v, dataAuthors), section: valuesOf(v, dataSections), tags: valuesOf(v, dataTags),
	}
}

// bearsTitle reports a title that stands in one of the page's.
func (f *dataFinder) bearsTitle(title string) bool {
	folded := foldText(clip(title, longestTitle))
	return runes(folded) >= 10 && slices.ContainsFunc(f.titles, func(t string) bool { return strings.Contains(t, folded) })
}

// valuesOf gives the values of the first of the keys that has some.
func valuesOf(v map[string]any, keys []string) []string {
	for _, key := range keys {
		if n, ok := v[key].(float64); ok && n > 1e9 {
			return []string{strconv.FormatFloat(n, 'f', 0, 64)}
		}
		if values := stringsOf(v[key]); len(values) > 0 {
			return values
		}
	}
	return nil
}

// linesOf gives the text of HTML or of a list of paragraphs, one a line.
func (r *reading) linesOf(v any, depth int) string {
	const deepest = 8
	if depth > deepest {
		return ""
	}
	switch v := v.(type) {
	case string:
		return r.linesOfHTML(v)
	case []any:
		var lines []string
		for _, x := range v {
			if text := r.linesOf(x, depth+1); text != "" {
				lines = append(lines, text)
			}
		}
		return strings.Join(lines, "\n")
	case map[string]any:
		for _, key := range dataParagraphs {
			if text := r.linesOf(v[key], depth+1); text != "" {
				return text
			}
		}
	}
	return ""
}

// linesOfHTML gives the blocks of text of a piece of HTML, captions left out.
func (r *reading) linesOfHTML(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	doc, err := parse(r.ctx, []byte(s))
	if err != nil {
		return ""
	}
	var lines []string
	for _, b := range newTree(doc, false).blocks {
		if b.mark&(captionMark|relatedMark|adMark) == 0 && !isPointer(&b) {
			lines = append(lines, b.text)
		}
	}
	return strings.Join(lines, "\n")
}
