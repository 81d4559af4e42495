package extract

import (
	"bytes"
	"regexp"
	"strings"
)

// lean leaves out of a page what no step reads, so that the parser has less to
// do: the insides of scripts (but JSON-LD), styles, noscript and drawings, what
// comments say, attributes nobody asks for and blanks beside blanks. The tree that comes of the rest is the same.
// It reads tags as the parser does, and where it cannot know how that would go
// on, it leaves the rest of the page as it is.
type lean struct {
	b    []byte
	keep map[string]bool // attributes
	out  []byte
	done int // b[:done] is in out, or left out
	tag  leanTag
}

// keptAttributes are those the general reading asks for.
var keptAttributes = wordSet(`class id itemprop align style hidden type rel href role name property content lang bgcolor datetime
src data-src data-original data-lazy-src data-srcset`)

// attributesOf gives the general attributes and those of selectors: [data-role=title].
func attributesOf(selectors ...string) map[string]bool {
	keep := map[string]bool{}
	for name := range keptAttributes {
		keep[name] = true
	}
	for _, s := range selectors {
		for _, m := range attributeName.FindAllStringSubmatch(s, -1) {
			keep[strings.ToLower(m[1])] = true
		}
	}
	return keep
}

var attributeName = regexp.MustCompile(`\[\s*([a-zA-Z-]+)`)

// leaner gives what remains of a page, in room.
func leaner(room, b []byte, keep map[string]bool) []byte {
	l := lean{b: b, keep: keep, out: room[:0]}
	for i, text := 0, 0; i >= 0; {
		j := bytes.IndexByte(b[i:], '<')
		if j < 0 || i+j+2 >= len(b) {
			break
		}
		i += j
		if c := b[i+1]; !isLetter(c) && c != '/' && c != '!' && c != '?' {
			i++ // a sign in a text
			continue
		}
		l.squeeze(text, i)
		i = l.markup(i)
		text = i
	}
	return append(l.out, b[l.done:]...)
}

// squeeze leaves one blank of several at either end of a text between tags.
func (l *lean) squeeze(from, to int) {
	if name := string(l.tag.name); name == "pre" || name == "listing" {
		return // where the first line break does not count
	}
	first := skipSpace(l.b[:to], from)
	if first > from+1 {
		l.drop(from+1, first, "")
	}
	last := to
	for last > first && isSpace(l.b[last-1]) {
		last--
	}
	if last < to-1 {
		l.drop(last+1, to, "")
	}
}

// drop leaves b[from:to] out and writes something else in its place.
func (l *lean) drop(from, to int, instead string) {
	l.out = append(append(l.out, l.b[l.done:from]...), instead...)
	l.done = to
}

// markup passes over what begins with the "<" at i and gives where it ends;
// -1 leaves the rest as it is.
func (l *lean) markup(i int) int {
	switch c := l.b[i+1]; {
	case isLetter(c):
		return l.startTag(i)
	case c == '/':
		return l.endTag(i)
	case c == '!' && bytes.HasPrefix(l.b[i+2:], []byte("--")):
		return l.comment(i)
	}
	return l.after(i+2, '>')
}

// endTag passes over "</a>", "</>" and what reads like a comment: "</ a>".
func (l *lean) endTag(i int) int {
	switch {
	case l.b[i+2] == '>':
		return i + 3
	case !isLetter(l.b[i+2]):
		return l.after(i+2, '>')
	}
	if !l.tag.read(l.b, i+2, nil) {
		return -1
	}
	return l.tag.end
}

func (l *lean) after(i int, c byte) int {
	j := bytes.IndexByte(l.b[i:], c)
	if j < 0 {
		return -1
	}
	return i + j + 1
}

// comment empties "<!--" to "-->" or "--!>"; "<!-->" and "<!--->" end at once.
func (l *lean) comment(i int) int {
	start := i + len("<!--")
	for at := start; ; {
		end := l.after(at, '>')
		if end < 0 {
			return -1
		}
		said := l.b[start : end-1]
		if bytes.HasSuffix(said, []byte("--")) || bytes.HasSuffix(said, []byte("--!")) || len(said) == 0 || string(said) == "-" {
			l.drop(start, end, "-->")
			return end
		}
		at = end
	}
}

// startTag passes over a tag, leaving attributes out, and over the text inside
// where tags do not count.
func (l *lean) startTag(i int) int {
	t := &l.tag
	if !t.read(l.b, i+1, l.keep) {
		return -1
	}
	switch string(t.name) {
	case "plaintext", "math", "frameset":
		return -1
	case "svg":
		return l.svg(i)
	}
	if t.drops && !asWritten[string(t.name)] {
		l.strip(t)
	}
	switch name := string(t.name); name {
	case "script":
		return l.script(t)
	case "style", "noscript":
		end := l.rawEnd(t.end, name)
		if end > t.end {
			l.drop(t.end, end, "")
		}
		return end
	case "iframe", "noembed", "noframes", "textarea", "title", "xmp":
		return l.rawEnd(t.end, name)
	}
	return t.end
}

// strip writes a tag with the attributes that are kept.
func (l *lean) strip(t *leanTag) {
	l.out = append(l.out, l.b[l.done:t.nameEnd]...)
	for _, a := range t.kept {
		l.out = append(append(l.out, ' '), l.b[a.from:a.to]...)
	}
	l.out = append(l.out, '>')
	l.done = t.end
}

// asWritten elements keep all attributes: abbr for its title, the others since
// the parser compares them by all when it mends a page that never closes them.
var asWritten = wordSet("abbr b big code em font i nobr s small strike strong tt u")

// script empties a script that is no JSON-LD.
func (l *lean) script(t *leanTag) int {
	end := l.rawEnd(t.end, "script")
	if end <= t.end {
		return end
	}
	inside := l.b[t.end:end]
	if i := bytes.Index(inside, []byte("<!--")); i >= 0 && bytes.Contains(bytes.ToLower(inside[i:]), []byte("<script")) {
		return -1 // hides end tags from the parser
	}
	if !isLinkedData(t.kind) {
		l.drop(t.end, end, "")
	}
	return end
}

// isJSON reports the type of a script that holds JSON, isLinkedData of one that
// holds JSON-LD: ld+json, however the sign is written.
func isJSON(kind []byte) bool { return bytes.Contains(bytes.ToLower(kind), []byte("json")) }

func isLinkedData(kind []byte) bool {
	return isJSON(kind) && bytes.Contains(bytes.ToLower(kind), []byte("ld"))
}

// rawEnd gives where the end tag of a name begins, in text where other tags do
// not count.
func (l *lean) rawEnd(i int, name string) int {
	for {
		j := bytes.Index(l.b[i:], []byte("</"))
		if j < 0 {
			return -1
		}
		i += j
		after := i + 2 + len(name)
		if after >= len(l.b) {
			return -1
		}
		if c := l.b[after]; (isSpace(c) || c == '/' || c == '>') && strings.EqualFold(string(l.b[i+2:after]), name) {
			return i
		}
		i += 2
	}
}

// drawing are the elements of SVG that hold no HTML.
var drawing = wordSet(`svg g path circle rect line polygon polyline ellipse defs use symbol lineargradient radialgradient stop clippath
mask text tspan image pattern filter marker animate animatetransform animatemotion fegaussianblur feoffset feblend feflood fecolormatrix
fecomposite femerge femergenode`)

// svg empties the drawing that begins at i, unless it holds text. Inside, tags
// also count in what is text elsewhere, and some tags end the drawing.
func (l *lean) svg(i int) int {
	inside, text := -1, false
	for depth := 0; ; {
		from := i
		if i = l.after(i, '<'); i < 0 || i >= len(l.b) {
			return -1
		}
		tag := i - 1
		text = text || skipSpace(l.b, from) < tag
		closing := l.b[i] == '/'
		if closing {
			i++
		}
		t := &l.tag
		if i >= len(l.b) || !isLetter(l.b[i]) || !t.read(l.b, i, nil) {
			return -1
		}
		i = t.end
		closes, unsure := t.selfClosing(l.b)
		switch name := string(t.name); {
		case unsure:
			return -1
		case name == "title" || name == "desc" || name == "style":
			if next := bytes.IndexByte(l.b[i:], '<'); !closing && (next < 0 || l.rawEnd(i, name) != i+next) {
				return -1
			}
		case !drawing[name]:
			return -1
		case name == "svg" && closing:
			depth--
		case name == "svg" && !closes:
			depth++
		}
		switch {
		case inside < 0:
			inside = i
		case depth == 0 && !text:
			l.drop(inside, tag, "")
		}
		if depth == 0 {
			return i
		}
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }
