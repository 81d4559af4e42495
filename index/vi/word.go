package vi

import "unicode/utf8"

// maxWord is the number of letters after which a run is cut: nothing longer is
// a word, and no input may make a token of any size.
const maxWord = 128

// word is what is known of a run of letters and digits after reading it.
type word struct {
	end      int
	letters  uint8
	digits   uint8
	uppers   uint8
	ascii    bool // the normal form is ASCII
	syllable bool
}

// run is the state of reading one word.
type run struct {
	codes    [maxSyllable + 1]uint8
	n        int   // letters and digits so far
	tones    int   // how many letters bear a tone
	tone     Tone  // the last of them
	at       int   // and its letter
	code     uint8 // of the last letter
	mark     Tone  // and its tone
	lastTerm int   // where the last letter begins in term
	lastFold int
	nonASCII bool
}

// word reads the run of letters and digits at pos and appends its normal form
// to term and folded. Marks are composed on the way in whatever order they were
// typed; what has no place in a Vietnamese letter goes the long way.
func (t *Tokenizer) word(pos int) word {
	text, at, plain := t.plain(pos)
	if plain {
		if k := recall(text, at); k != nil {
			t.term, t.folded = append(t.term, k.termBytes()...), append(t.folded, k.foldedBytes()...)
			t.last = k
			return k.word(pos)
		}
	}
	term, folded := len(t.term), len(t.folded)
	w := t.run(pos, maxWord)
	if w.syllable && plain {
		remember(text, at, t.term[term:], t.folded[folded:], w)
	}
	if !w.syllable && !w.ascii && w.digits == 0 && w.letters <= maxGlued {
		if n := glued(t.term[term:]); n > 0 {
			t.term, t.folded = t.term[:term], t.folded[:folded]
			return t.run(pos, n)
		}
	}
	return w
}

// run reads at most limit letters at pos.
func (t *Tokenizer) run(pos, limit int) word {
	w := word{end: pos}
	var s run
	term, folded := len(t.term), len(t.folded)
loop:
	for i := pos; i < len(t.text); {
		r, size := t.runeAt(i)
		g := t.glyph(r)
		switch g.class {
		case clIgnore:
			i += size
			continue
		case clMark:
			if !t.putMark(&s, r) {
				t.term, t.folded = t.term[:term], t.folded[:folded]
				return t.longWay(pos)
			}
		case clLetter, clDigit:
			if s.n == limit {
				break loop
			}
			if g.size == 0 {
				t.term, t.folded = t.term[:term], t.folded[:folded]
				return t.longWay(pos)
			}
			w.count(g)
			t.put(&s, g)
		default:
			break loop
		}
		i += size
		w.end = i
	}
	t.settle(&s, &w, term)
	return w
}

func (w *word) count(g *glyph) {
	if g.class == clDigit {
		w.digits++
		return
	}
	w.letters++
	if g.upper {
		w.uppers++
	}
}

// put appends one letter or digit.
func (t *Tokenizer) put(s *run, g *glyph) {
	if s.n < len(s.codes) {
		s.codes[s.n] = g.code
	}
	if g.tone != Level {
		s.tones, s.tone, s.at = s.tones+1, g.tone, s.n
	}
	s.n++
	s.code, s.mark, s.lastTerm, s.lastFold = g.code, g.tone, len(t.term), len(t.folded)
	t.show(s, g)
}

func (t *Tokenizer) show(s *run, g *glyph) {
	if g.size == 1 {
		t.term = append(t.term, g.lower[0])
	} else {
		t.term = append(t.term, g.lower[:g.size]...)
		s.nonASCII = true
	}
	if g.base != 0 {
		t.folded = append(t.folded, g.base)
		return
	}
	if g.bared > 0 {
		t.folded = append(t.folded, g.fold[:g.bared]...)
		return
	}
	r, _ := utf8.DecodeRune(g.lower[:g.size])
	t.folded = append(t.folded, foldRune(r)...)
}

// putMark composes a mark with the letter before it, false when it cannot.
func (t *Tokenizer) putMark(s *run, r rune) bool {
	if s.n == 0 || s.code == 0 {
		return false
	}
	if tone := combiningTone(r); tone != Level {
		if s.mark != Level || !isVowel(s.code) {
			return false
		}
		s.mark = tone
		s.tones, s.tone, s.at = s.tones+1, tone, s.n-1
	} else if r == '\u0307' && s.code == cI {
		return true // the Turkish İ is i
	} else {
		to := hatted(s.code, r)
		if to == 0 {
			return false
		}
		s.code = to
	}
	t.term, t.folded = t.term[:s.lastTerm], t.folded[:s.lastFold]
	if s.n <= len(s.codes) {
		s.codes[s.n-1] = s.code
	}
	t.show(s, &letters.form[s.code][s.mark])
	return true
}

// settle decides whether the run is a syllable and puts its tone in place.
func (t *Tokenizer) settle(s *run, w *word, term int) {
	w.ascii = !s.nonASCII
	if s.n > maxSyllable || s.tones > 1 {
		return
	}
	codes := s.codes[:s.n]
	on, r, ok := parse(codes)
	if !ok {
		return
	}
	w.syllable = true
	at := on + int(r.toneAt)
	if s.tones == 0 || s.at == at || !r.strict {
		return
	}
	t.term = t.term[:term]
	for i, c := range codes {
		tone := Level
		if i == at {
			tone = s.tone
		}
		g := &letters.form[c][tone]
		t.term = append(t.term, g.lower[:g.size]...)
	}
}

func combiningTone(r rune) Tone {
	switch r {
	case '\u0300', '\u0340':
		return Grave
	case '\u0301', '\u0341':
		return Acute
	case '\u0309':
		return Hook
	case '\u0303':
		return Tilde
	case '\u0323':
		return Dot
	}
	return Level
}

func hatted(code uint8, r rune) uint8 {
	switch r {
	case '\u0302':
		switch code {
		case cA:
			return cAa
		case cE:
			return cEe
		case cO:
			return cOo
		}
	case '\u0306':
		if code == cA {
			return cAw
		}
	case '\u031B':
		switch code {
		case cO:
			return cOw
		case cU:
			return cUw
		}
	}
	return 0
}
