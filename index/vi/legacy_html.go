package vi

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"
)

const (
	maxTag        = 2000 // bytes; a < that is not closed by then is no tag
	maxReference  = 10   // bytes of &plusmn; and the like
	minReferences = 4    // fewer do not make a page worth reading word by word
)

// visible gives the text between the tags of b, without scripts and styles, with
// references read, at most maxSample bytes. Of text without tags it gives the
// beginning.
func visible(b []byte) []byte {
	wide := utf8.Valid(b)
	t := tags{page: b, close: -1}
	out := make([]byte, 0, min(len(b), maxSample))
	for i := 0; i < len(b) && len(out) < maxSample; {
		switch c := b[i]; c {
		case '<':
			if end := t.end(i); end > i {
				out = append(out, ' ')
				i = pastRaw(b, i, end)
				continue
			}
		case '&':
			if r, n := reference(b[i:]); n > 0 {
				if wide {
					out = utf8.AppendRune(out, r)
				} else if c, ok := latinByte(r); ok {
					out = append(out, c)
				} else {
					out = append(out, ' ')
				}
				i += n
				continue
			}
		}
		out = append(out, b[i])
		i++
	}
	return out
}

// tags finds the tags of a page from its start to its end. It looks for each >
// once, so that a page of nothing but < takes no longer than another.
type tags struct {
	page  []byte
	close int // place of the first > at or behind the last tag looked at
}

// end gives the place behind the tag or comment at i, 0 when none is there. As
// in browsers, a comment that is not closed goes on to the end.
func (t *tags) end(i int) int {
	b := t.page
	if i+1 >= len(b) {
		return 0
	}
	if c := b[i+1]; c != '/' && c != '!' && c != '?' && (c|0x20 < 'a' || c|0x20 > 'z') {
		return 0
	}
	if bytes.HasPrefix(b[i:], []byte("<!--")) {
		if n := bytes.Index(b[i:], []byte("-->")); n >= 0 {
			return i + n + 3
		}
		return len(b)
	}
	if t.close < i {
		t.close = len(b)
		if n := bytes.IndexByte(b[i:], '>'); n >= 0 {
			t.close = i + n
		}
	}
	if t.close == len(b) || t.close-i > maxTag {
		return 0
	}
	return t.close + 1
}

// pastRaw gives the place behind the tag at i or, if it opens a script or style,
// where that is closed.
func pastRaw(b []byte, i, end int) int {
	for _, close := range []string{"</script", "</style"} {
		name := close[2:]
		if end-i <= len(name)+1 || !strings.EqualFold(string(b[i+1:i+1+len(name)]), name) {
			continue
		}
		for at := end; at < len(b); at++ {
			n := bytes.Index(b[at:], []byte("</"))
			if n < 0 {
				return len(b)
			}
			at += n
			if at+len(close) <= len(b) && strings.EqualFold(string(b[at:at+len(close)]), close) {
				return at
			}
		}
		return len(b)
	}
	return end
}

// reference reads the character reference at the start of b where it stands for
// a letter or sign that windows-1252 has above 7F; n is 0 for any other.
func reference(b []byte) (r rune, n int) {
	end := bytes.IndexByte(b[:min(len(b), maxReference)], ';')
	if end < 3 {
		return 0, 0
	}
	s := html.UnescapeString(string(b[:end+1]))
	r, size := utf8.DecodeRuneInString(s)
	if size != len(s) || r < 0xA1 {
		return 0, 0
	}
	if _, ok := latinByte(r); !ok {
		return 0, 0
	}
	return r, end + 1
}

// referencesNear counts the references to letters of latin-1, up to a few.
func referencesNear(b []byte) int {
	n := 0
	for n < minReferences {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			break
		}
		b = b[i:]
		if r, size := reference(b); size > 0 && r >= 0xC0 && r <= 0xFF {
			n++
			b = b[size:]
			continue
		}
		b = b[1:]
	}
	return n
}

// unreference writes the references of a page as the characters they stand for.
func unreference(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], '&')
		if j < 0 {
			out.WriteString(s[i:])
			break
		}
		out.WriteString(s[i : i+j])
		i += j
		r, n := reference([]byte(s[i:min(len(s), i+maxReference)]))
		if n == 0 {
			out.WriteByte('&')
			i++
			continue
		}
		out.WriteRune(r)
		i += n
	}
	return out.String()
}

// unreferenceBytes writes the references of a page as the bytes they stand for.
func unreferenceBytes(b []byte) []byte {
	if bytes.IndexByte(b, '&') < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		if b[i] == '&' {
			if r, n := reference(b[i:]); n > 0 {
				c, _ := latinByte(r)
				out = append(out, c)
				i += n
				continue
			}
		}
		out = append(out, b[i])
		i++
	}
	return out
}
