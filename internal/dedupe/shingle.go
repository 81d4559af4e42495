package dedupe

import (
	"slices"

	"khobao/index"
	"khobao/index/vi"
)

// width is the number of syllables of a shingle: fewer make strangers alike,
// more make a copy strange that changed a word here and there.
const width = 4

// shingles are the hashes of an article's shingles, each once, in ascending order.
type shingles struct {
	all     []uint32
	figures []uint32 // those of all that hold a number, a date or a code
	pairs   []uint32 // of two syllables
}

// shingler makes shingles. It belongs to one goroutine.
type shingler struct {
	tokens vi.Tokenizer
	all    []uint32
	figs   []uint32
	pairs  []uint32
}

// of gives the shingles of lead and body; they are good until the next call.
func (s *shingler) of(a *index.Article) shingles {
	s.all, s.figs, s.pairs = s.all[:0], s.figs[:0], s.pairs[:0]
	s.each(a, func(w *window) {
		if w.n >= 2 {
			s.pairs = append(s.pairs, w.pair())
		}
		if w.n < width {
			return
		}
		h, figure := w.shingle()
		s.all = append(s.all, h)
		if figure {
			s.figs = append(s.figs, h)
		}
	})
	for _, list := range []*[]uint32{&s.all, &s.figs, &s.pairs} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return shingles{all: s.all, figures: s.figs, pairs: s.pairs}
}

// each calls visit at every token of lead and body.
func (s *shingler) each(a *index.Article, visit func(*window)) {
	for _, text := range [...]string{a.Lead, a.Body} {
		var run window
		s.tokens.Reset(text)
		for s.tokens.Next() {
			run.next(s.tokens.Break(), hashOf(s.tokens.Folded()), numeric(s.tokens.Kind()))
			visit(&run)
		}
	}
}

// eachOf is each for texts that are tokens already.
func eachOf(texts [2][]vi.Token, visit func(*window)) {
	for _, tokens := range texts {
		var run window
		for i := range tokens {
			t := &tokens[i]
			run.next(t.Break, hashOf(t.Folded), numeric(t.Kind))
			visit(&run)
		}
	}
}

// clone gives shingles that stay.
func (s shingles) clone() shingles {
	return shingles{all: slices.Clone(s.all), figures: slices.Clone(s.figures), pairs: slices.Clone(s.pairs)}
}

func numeric(k vi.TokenKind) bool {
	switch k {
	case vi.Number, vi.Date, vi.Time, vi.Code, vi.Phone:
		return true
	}
	return false
}

// window holds the last tokens of a text.
type window struct {
	hashes [width]uint64
	number [width]bool
	n      int // tokens of the sentence so far
}

// next takes a token in. Sentences are moved whole, so none goes on in the next.
func (w *window) next(b vi.Break, h uint64, number bool) {
	if b != vi.NoBreak {
		w.n = 0
	}
	w.hashes[w.n%width], w.number[w.n%width] = h, number
	w.n++
}

func (w *window) shingle() (h uint32, figure bool) {
	sum := uint64(0)
	for i := range width {
		at := (w.n + i) % width
		sum = mix(sum ^ w.hashes[at])
		figure = figure || w.number[at]
	}
	return uint32(sum >> 32), figure
}

// pair is the hash of the last two tokens.
func (w *window) pair() uint32 {
	return uint32(mix(mix(w.hashes[(w.n-2)%width])^w.hashes[(w.n-1)%width]) >> 32)
}

// hashOf is FNV-1a.
func hashOf[T string | []byte](s T) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return h
}

// mix is the finisher of SplitMix64: every bit of the input moves every bit of
// the output.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// shared counts what two ascending lists have in common.
func shared(a, b []uint32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := a[i], b[j]
		if x == y {
			n++
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	return n
}
