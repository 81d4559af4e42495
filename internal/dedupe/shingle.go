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
}

// shingler makes shingles. It belongs to one goroutine.
type shingler struct {
	tokens vi.Tokenizer
	all    []uint32
	figs   []uint32
}

// of gives the shingles of lead and body; they are good until the next call.
func (s *shingler) of(a *index.Article) shingles {
	s.all, s.figs = s.all[:0], s.figs[:0]
	s.each(a, func(h uint32, figure bool) {
		s.all = append(s.all, h)
		if figure {
			s.figs = append(s.figs, h)
		}
	})
	slices.Sort(s.all)
	slices.Sort(s.figs)
	s.all, s.figs = slices.Compact(s.all), slices.Compact(s.figs)
	return shingles{all: s.all, figures: s.figs}
}

// each gives the shingles of lead and body in their order, some more than once.
func (s *shingler) each(a *index.Article, visit func(h uint32, figure bool)) {
	for _, text := range [...]string{a.Lead, a.Body} {
		var run window
		s.tokens.Reset(text)
		for s.tokens.Next() {
			run.next(s.tokens.Break(), hashOf(s.tokens.Folded()), numeric(s.tokens.Kind()))
			if run.n >= width {
				visit(run.shingle())
			}
		}
	}
}

// eachOf gives the shingles of texts that are tokens already.
func eachOf(texts [2][]vi.Token, visit func(h uint32, figure bool)) {
	for _, tokens := range texts {
		var run window
		for i := range tokens {
			t := &tokens[i]
			run.next(t.Break, hashOf(t.Folded), numeric(t.Kind))
			if run.n >= width {
				visit(run.shingle())
			}
		}
	}
}

// clone gives shingles that stay.
func (s shingles) clone() shingles {
	both := make([]uint32, 0, len(s.all)+len(s.figures))
	both = append(append(both, s.all...), s.figures...)
	n := len(s.all)
	return shingles{all: both[:n:n], figures: both[n:]}
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
