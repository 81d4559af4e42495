package extract

import "bytes"

// leanTag is a tag read as the parser reads it.
type leanTag struct {
	name    []byte // in small letters
	nameEnd int
	end     int    // after its ">"
	kind    []byte // the value of type, as written
	drops   bool   // it has attributes that are not kept
	kept    []leanAttribute
	lastEnd int // of the last value
}

// leanAttribute is where an attribute stands: b[from:to] is all of it.
type leanAttribute struct{ from, keyEnd, value, valueEnd, to int }

// read reads the tag whose name begins at i; it is false where the tag does not
// end. With keep nil the attributes are only passed over.
func (t *leanTag) read(b []byte, i int, keep map[string]bool) bool {
	start := i
	for i < len(b) && !isSpace(b[i]) && b[i] != '/' && b[i] != '>' {
		i++
	}
	*t = leanTag{name: b[start:i], nameEnd: i, kept: t.kept[:0]}
	if hasUpper(t.name) {
		t.name = bytes.ToLower(t.name)
	}
	for i = skipSpace(b, i); i < len(b) && b[i] != '>'; i = skipSpace(b, i) {
		var a leanAttribute
		if i = a.read(b, i); i < 0 {
			return false
		}
		if a.keyEnd == a.from {
			continue // a "/"
		}
		t.lastEnd = a.valueEnd
		if keep == nil {
			continue
		}
		key := b[a.from:a.keyEnd]
		if !keep[string(key)] && !(hasUpper(key) && keep[string(bytes.ToLower(key))]) {
			t.drops = true
			continue
		}
		t.kept = append(t.kept, a)
		if t.kind == nil && bytes.EqualFold(key, []byte("type")) {
			t.kind = b[a.value:a.valueEnd]
		}
	}
	t.end = i + 1
	return i < len(b)
}

// read reads the attribute at i and gives where the parser goes on, -1 where the
// page ends first.
func (a *leanAttribute) read(b []byte, i int) int {
	a.from = i
	if b[i] == '=' {
		i++ // the first sign of a key may be one
	}
	for i < len(b) && b[i] != '=' && b[i] != '/' && b[i] != '>' && !isSpace(b[i]) {
		i++
	}
	a.keyEnd, a.value, a.valueEnd, a.to = i, i, i, i
	i = skipSpace(b, i)
	switch {
	case i >= len(b):
		return -1
	case b[i] == '/':
		return i + 1
	case b[i] != '=':
		return i
	}
	if i = skipSpace(b, i+1); i >= len(b) {
		return -1
	}
	switch quote := b[i]; quote {
	case '>':
		return i
	case '"', '\'':
		size := bytes.IndexByte(b[i+1:], quote)
		if size < 0 {
			return -1
		}
		a.value, a.valueEnd, a.to = i+1, i+1+size, i+2+size
	default:
		a.value = i
		for i < len(b) && b[i] != '>' && !isSpace(b[i]) {
			i++
		}
		if i >= len(b) {
			return -1
		}
		a.valueEnd, a.to = i, i
	}
	return a.to
}

// selfClosing reports "<a/>"; unsure is "<a b=c/>", where the sign may belong to
// the value.
func (t *leanTag) selfClosing(b []byte) (closes, unsure bool) {
	slash := b[t.end-2] == '/'
	return slash && t.lastEnd != t.end-1, slash && t.lastEnd == t.end-1
}

func hasUpper(b []byte) bool {
	for _, c := range b {
		if c >= 'A' && c <= 'Z' {
			return true
		}
	}
	return false
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	return i
}
