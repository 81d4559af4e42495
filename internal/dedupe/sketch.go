package dedupe

import (
	"encoding/binary"
	"fmt"

	"khobao/index"
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
type Sketcher struct{ s shingler }

// Append appends the sketch of an article to b. An article too short to have
// copies gets an empty one.
func (k *Sketcher) Append(b []byte, a *index.Article) []byte {
	set := k.s.of(a)
	if len(set.all) < shortest {
		return append(b, 0, 0)
	}
	all, figures := set.all[:min(len(set.all), keptAll)], set.figures[:min(len(set.figures), keptFigures)]
	b = append(b, byte(len(all)), byte(len(figures)))
	for _, h := range all {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	for _, h := range figures {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	return b
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
