package vi

import "unicode"

// gap watches what stands between two tokens, to tell where a sentence or a
// paragraph ends. It never needs to look ahead more than one token.
type gap struct {
	started  bool // a token has been seen
	newlines int
	stop     rune // the last of . ! ? … seen, 0 for none
	blank    bool // white space behind the stop
	opened   bool // a quote, bracket, dash or bullet behind the white space
	colon    bool
	apart    bool // something other than white space

	abbreviation bool // the token before does not end a sentence with its point
	single       bool // the token before is one letter or so: its point needs a blank
	number       bool // the token before numbers an item: 1. or 2)
	name         bool // the token before is a capitalised word
	long         bool // the token before is a syllable of some length
}

// abbreviations are followed by a point that ends no sentence.
var abbreviations = map[string]bool{
	"tp": true, "tx": true, "tt": true, "q": true, "p": true, "h": true, "x": true, "đ": true,
	"ths": true, "ts": true, "tskh": true, "gs": true, "pgs": true, "bs": true, "bsck": true, "ks": true,
	"kts": true, "ls": true, "cn": true, "ncs": true, "nsnd": true, "nsưt": true, "ngnd": true, "ngưt": true,
	"pgs.ts": true, "gs.ts": true, "ths.bs": true, "ts.bs": true, "gs.bs": true, "pgs.bs": true,
	"gs.tskh": true, "pgs.tskh": true, "th.s": true, "đ/c": true, "đc": true,
	"mr": true, "mrs": true, "ms": true, "dr": true, "st": true, "prof": true, "jr": true, "vs": true,
	"tel": true, "sđt": true, "đt": true, "nxb": true, "tr": true, "stt": true,
}

func (g *gap) add(r rune) {
	if r > ' ' && !unicode.IsSpace(r) && !ignorable(r) {
		g.apart = true
	}
	switch r {
	case '\n', '\u0085', '\u2028':
		g.newlines++
		g.blank = true
	case '\u2029':
		g.newlines += 2
	case '.', '!', '?', '…', '。', '！', '？':
		g.stop, g.blank, g.opened = r, false, false
	case ' ', '\t', '\r', '\v', '\f', '\u00A0', '\u2009', '\u202F', '\u3000':
		g.blank = true
	case '"', '\'', '“', '‘', '«', '(', '[', '-', '–', '—', '•', '*', '+':
		g.opened = g.opened || g.blank
	case ':':
		g.colon = true
	}
}

// close gives the break before the token just read and starts the next gap.
func (g *gap) close(t *Tokenizer) Break {
	b := g.judge(t)
	first := b != NoBreak || !g.started
	// Á and Ý are words, whose point may end a sentence; A and Đ are initials.
	letter := len(t.folded) == 1 && t.kind != Number && (len(t.term) == 1 || t.folded[0] == 'd')
	named := g.name && b == NoBreak
	*g = gap{started: true, number: first && t.kind == Number, name: t.upper && !letter, long: t.kind == Syllable && len(t.folded) > 2}
	if t.byteAt(t.end) == '.' {
		g.single = letter
		// One capital is an initial (J. Smith), but the end of a name that was
		// made short (Nguyễn Văn A. Sau đó).
		g.abbreviation = letter && t.upper && !named || abbreviations[string(t.term)]
	}
	return b
}

func (g *gap) judge(t *Tokenizer) Break {
	digit := t.kind != Syllable && len(t.term) > 0 && t.term[0] <= '9'
	begins := t.upper || digit || g.opened
	switch {
	case !g.started:
		return NoBreak
	case g.newlines > 1:
		return ParagraphBreak
	case g.newlines == 1:
		// A line may be broken for its width; then it goes on in lower case.
		if begins || g.stop != 0 || g.colon {
			return SentenceBreak
		}
		return NoBreak
	case g.stop == 0 || !begins:
		return NoBreak
	case g.stop == '.' && (g.abbreviation || g.number):
		return NoBreak
	case !g.blank && (digit && !g.long || g.single || !t.upper && !digit):
		return NoBreak // Q.1; a.Ông
	}
	return SentenceBreak
}
