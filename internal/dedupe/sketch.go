package dedupe

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"khobao/index"
	"khobao/index/vi"
)

// The smallest hashes kept of an article. With a share p of shingles in common,
// about p of the smallest are; more of them make the guess better and every
// article larger by four bytes each.
const (
	keptAll     = 32
	keptFigures = 12
)

// Sketcher makes sketches without allocating for each article. It belongs to one
// goroutine; its zero value is ready.
type Sketcher struct {
	s            shingler
	all, figures smallest
}

// Append appends the sketch of an article to b. An article too short to have
// copies gets an empty one.
func (k *Sketcher) Append(b []byte, a *index.Article) []byte {
	k.reset()
	k.s.each(a, k.take)
	return k.append(b)
}

// AppendTokens is Append for an article whose lead and body are tokens already.
func (k *Sketcher) AppendTokens(b []byte, lead, body []vi.Token) []byte {
	k.reset()
	eachOf([2][]vi.Token{lead, body}, k.take)
	return k.append(b)
}

func (k *Sketcher) reset() {
	k.all.reset(keptAll)
	k.figures.reset(keptFigures)
}

func (k *Sketcher) take(w *window) {
	if w.n < width {
		return
	}
	h, figure := w.shingle()
	k.all.add(h)
	if figure {
		k.figures.add(h)
	}
}

func (k *Sketcher) append(b []byte) []byte {
	all, figures := k.all.list(), k.figures.list()
	if len(all) < shortest {
		return append(b, 0, 0)
	}
	b = append(b, byte(len(all)), byte(len(figures)))
	for _, h := range all {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	for _, h := range figures {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	return b
}

// smallest keeps the smallest of many hashes.
type smallest struct {
	keep int
	most uint32 // none above is among them
	some []uint32
}

func (s *smallest) reset(keep int) { s.keep, s.most, s.some = keep, math.MaxUint32, s.some[:0] }

func (s *smallest) add(h uint32) {
	if h > s.most {
		return
	}
	if s.some = append(s.some, h); len(s.some) >= 4*s.keep {
		s.list()
	}
}

// list gives them, each once, in ascending order.
func (s *smallest) list() []uint32 {
	slices.Sort(s.some)
	s.some = slices.Compact(s.some)
	if len(s.some) >= s.keep {
		s.some = s.some[:s.keep]
		s.most = s.some[s.keep-1]
	}
	return s.some
}

// sketch is a decoded sketch: two ascending lists, one behind the other.
type sketch struct {
	hashes [keptAll + keptFigures]uint32
	nAll   uint8
	nFig   uint8
}

func (s *sketch) all() []uint32     { return s.hashes[:s.nAll] }
func (s *sketch) figures() []uint32 { return s.hashes[s.nAll : s.nAll+s.nFig] }

func (s *sketch) decode(b []byte) error {
	if len(b) < 2 || b[0] > keptAll || b[1] > keptFigures || len(b) != 2+4*(int(b[0])+int(b[1])) {
		return fmt.Errorf("sketch of %d bytes does not read", len(b))
	}
	s.nAll, s.nFig = b[0], b[1]
	for i := range int(s.nAll) + int(s.nFig) {
		s.hashes[i] = binary.LittleEndian.Uint32(b[2+4*i:])
		if i > 0 && i != int(s.nAll) && s.hashes[i] <= s.hashes[i-1] {
			return fmt.Errorf("sketch is not in order at %d", i)
		}
	}
	return nil
}
