package vi

import (
	"strings"
)

// CapitalFont reports whether a font prints small letters as capitals, as its
// name tells: .VnTimeH, .VnArial NarrowH. VNI fonts have capitals of their own.
func CapitalFont(name string) bool {
	name = strings.TrimSpace(strings.Trim(strings.TrimSpace(name), `"'`))
	return len(name) > 4 && strings.EqualFold(name[:3], ".vn") && name[len(name)-1] == 'H'
}

// RaiseCapitals makes capital what stands in the elements of a decoded TCVN3 page
// whose face attribute or inline style names a capital font. Tags and character
// references stay.
func RaiseCapitals(page string) string {
	if !strings.Contains(page, ".V") && !strings.Contains(page, ".v") {
		return page
	}
	var out strings.Builder
	out.Grow(len(page))
	var raised []string // open elements, from the first that raises
	t := tags{page: []byte(page), close: -1}
	for i := 0; i < len(page); {
		end := 0
		if page[i] == '<' {
			end = t.end(i)
		}
		if end == 0 {
			next := strings.IndexByte(page[i+1:], '<')
			stop := len(page)
			if next >= 0 {
				stop = i + 1 + next
			}
			if len(raised) > 0 {
				raise(&out, page[i:stop])
			} else {
				out.WriteString(page[i:stop])
			}
			i = stop
			continue
		}
		raised = track(raised, page[i:end])
		out.WriteString(page[i:end])
		i = end
	}
	return out.String()
}

// maxRaised bounds the elements kept inside one that raises.
const maxRaised = 200

// track keeps the open elements while one of them raises. An element that names
// another font inside ends the raising for its own text.
func track(raised []string, tag string) []string {
	name := strings.ToLower(strings.TrimLeft(tag[1:], "/"))
	name = name[:strings.IndexAny(name+">", " \t\r\n/>")]
	if name == "" || !('a' <= name[0] && name[0] <= 'z') {
		return raised
	}
	if strings.HasPrefix(tag, "</") {
		for k := len(raised) - 1; k >= 0; k-- {
			if raised[k] == name {
				return raised[:k]
			}
		}
		return raised
	}
	if len(raised) == 0 && !namesCapitalFont(tag) || strings.HasSuffix(tag, "/>") || len(raised) >= maxRaised {
		return raised
	}
	switch name {
	case "br", "img", "hr", "input", "meta", "link", "wbr", "col":
		return raised
	}
	return append(raised, name)
}

// namesCapitalFont looks for .Vn…H in the attributes of a tag.
func namesCapitalFont(tag string) bool {
	for rest := tag; ; {
		i := strings.IndexByte(rest, '.')
		if i < 0 {
			return false
		}
		rest = rest[i:]
		if len(rest) < 4 || !strings.EqualFold(rest[:3], ".vn") {
			rest = rest[1:]
			continue
		}
		end := strings.IndexAny(rest, `"';,>&`)
		if end < 0 {
			end = len(rest)
		}
		if CapitalFont(rest[:end]) {
			return true
		}
		rest = rest[3:]
	}
}

// raise writes text in capitals, references apart.
func raise(out *strings.Builder, text string) {
	for text != "" {
		i := strings.IndexByte(text, '&')
		if i < 0 {
			out.WriteString(strings.ToUpper(text))
			return
		}
		out.WriteString(strings.ToUpper(text[:i]))
		text = text[i:]
		end := strings.IndexByte(text[:min(len(text), maxReference)], ';')
		out.WriteString(text[:end+1])
		text = text[end+1:]
		if end < 0 {
			out.WriteByte('&')
			text = text[1:]
		}
	}
}
