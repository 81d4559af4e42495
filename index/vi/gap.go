package vi

// gap watches what stands between two tokens.
type gap struct {
	first    bool // no token yet
	newlines int
	terminal bool
}

func (g *gap) add(r rune) {
	switch r {
	case '\n', '\u0085', '\u2028':
		g.newlines++
	case '\u2029':
		g.newlines += 2
	case '.', '!', '?', '…':
		g.terminal = true
	}
}

// close gives the break before the token just read and starts the next gap.
func (g *gap) close(t *Tokenizer) Break {
	b := NoBreak
	switch {
	case g.first:
	case g.newlines > 1:
		b = ParagraphBreak
	case g.terminal && t.upper, g.newlines == 1 && (g.terminal || t.upper):
		b = SentenceBreak
	}
	*g = gap{}
	return b
}
