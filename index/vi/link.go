package vi

// maxAddress bounds the pieces of the path of a link, maxLocal those of an
// e-mail address on each side of @.
const (
	maxAddress = 512
	maxLocal   = 64
)

// domains are the last labels that make a bare name a link. Those that are
// also words (me, co, to) are left out: a lost space must not make a link.
var domains = map[string]bool{
	"vn": true, "com": true, "net": true, "org": true, "info": true, "gov": true,
	"edu": true, "biz": true, "io": true, "tv": true, "asia": true, "int": true,
}

// email reads an address whole; its parts are what stands before and behind @.
func (t *Tokenizer) email(w word) bool {
	if t.start < t.noEmail {
		return false
	}
	at := w.end
	for n := 0; ; n++ {
		if n == maxLocal {
			return false
		}
		if at >= len(t.text) {
			t.noEmail = at
			return false
		}
		c := t.text[at]
		if c == '@' {
			break
		}
		if c == '.' || c == '-' || c == '_' || c == '+' {
			at++
			continue
		}
		if !t.lettered(at) {
			t.noEmail = at // nor does one begin before this
			return false
		}
		at = t.skip(at)
	}
	end, dots := at+1, 0
	for n := 0; n < maxLocal && end < len(t.text) && t.lettered(end); n++ {
		end = t.skip(end)
		c := t.byteAt(end)
		if (c != '.' && c != '-') || end+1 >= len(t.text) || !t.lettered(end+1) {
			break
		}
		if c == '.' {
			dots++
		}
		end++
	}
	if dots == 0 {
		return false
	}
	t.restart()
	p := t.open(t.start)
	t.address(t.start, at)
	t.shut(p, at)
	t.lit('@')
	p = t.open(at + 1)
	t.address(at+1, end)
	t.shut(p, end)
	t.end, t.kind, t.caps = end, Email, false
	return true
}

// lettered reports whether a letter or digit stands at i.
func (t *Tokenizer) lettered(i int) bool {
	r, _ := t.runeAt(i)
	c := t.glyph(r).class
	return c == clLetter || c == clDigit
}

// skip gives the end of the word at i.
func (t *Tokenizer) skip(i int) int {
	p := t.open(i)
	w := t.word(i)
	t.cut(p)
	return w.end
}

// address appends text[start:end]: words in their normal form, ASCII signs as they are.
func (t *Tokenizer) address(start, end int) {
	for start < end {
		if t.lettered(start) {
			start = t.word(start).end
			continue
		}
		t.lit(t.text[start])
		start++
	}
}

// link reads http://…, www.… and names that end in a known domain, with what
// follows behind a slash. The term is without scheme, www. and a last slash;
// the host and its name are parts.
func (t *Tokenizer) link(w word) bool {
	host := t.start
	scheme := false
	if t.hasPrefix(w.end, "://") {
		switch string(t.term) {
		case "http", "https", "ftp":
			host, scheme = w.end+3, true
		}
	}
	if host >= len(t.text) || !t.lettered(host) || t.byteAt(w.end) == ':' && !scheme {
		return false
	}
	www, end, known := t.host(host)
	if end == host || !scheme && !www && !known {
		t.restart()
		t.word(t.start)
		return false
	}
	last := t.path(end)
	t.restart()
	from := host
	if www {
		from = host + 4
	}
	name, first := t.open(from), from
	for first < end && t.text[first] != '.' {
		first++
	}
	t.address(from, first)
	t.shut(name, first)
	t.address(first, end)
	name.end = end
	if len(t.parts) == 1 && t.parts[0].end == end {
		t.parts = t.parts[:0]
	}
	t.shut(name, end)
	stop := last
	for stop > end && t.text[stop-1] == '/' {
		stop--
	}
	t.address(end, stop)
	if stop == end && len(t.parts) > 0 {
		t.parts = t.parts[:len(t.parts)-1] // the host is the term
	}
	t.end, t.kind, t.caps = last, Link, false
	return true
}

// host reads labels parted by points and hyphens; known says that the last
// label is a known domain and that another stands before it.
func (t *Tokenizer) host(i int) (www bool, end int, known bool) {
	start, labels := i, 0
	joined := false // by a hyphen to what stands before
	for n := 0; n < 32; n++ {
		p := t.open(i)
		w := t.word(i)
		label := t.term[p.term:]
		if n == 0 && string(label) == "www" && t.byteAt(w.end) == '.' && w.end-i == 3 && w.end+1 < len(t.text) && t.lettered(w.end+1) {
			www = true
		}
		known = labels > 0 && !joined && w.ascii && domains[string(label)]
		t.cut(p)
		end = w.end
		c := t.byteAt(end)
		if c != '.' && c != '-' || end+1 >= len(t.text) || !t.lettered(end+1) {
			break
		}
		if c == '.' {
			labels++
		}
		joined = c == '-'
		i = end + 1
	}
	if www && end == start+3 {
		www = false
	}
	return www, end, known
}

// path gives the end of a port, path and query behind the host. Signs that close
// a sentence or a bracket are not taken with it.
func (t *Tokenizer) path(i int) int {
	c := t.byteAt(i)
	if c != '/' && c != ':' && c != '?' && c != '#' {
		return i
	}
	end := i
	for n := 0; i < len(t.text) && n < maxAddress; n++ {
		if t.lettered(i) {
			i = t.skip(i)
			end = i
			continue
		}
		if !urlSign(t.text[i]) || i+1 < len(t.text) && t.marked(i+1) {
			break
		}
		i++
		if t.text[i-1] == '/' {
			end = i
		}
	}
	return end
}

// marked reports whether a combining mark stands at i.
func (t *Tokenizer) marked(i int) bool {
	r, _ := t.runeAt(i)
	return t.glyph(r).class == clMark
}

func urlSign(c byte) bool {
	switch c {
	case '/', '.', '-', '_', '~', ':', '?', '#', '[', ']', '@', '!', '$', '&', '(', ')', '*', '+', ',', ';', '=', '%':
		return true
	}
	return false
}
