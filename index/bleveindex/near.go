package bleveindex

import (
	"slices"

	"khobao/index/bleveindex/runs"
)

// event is a position where a slot's terms stand, above the number of its group,
// so that events in order are ordered by position.
type event uint64

func at(position uint32, group int) event { return event(position)<<32 | event(group) }

func (e event) position() uint32 { return uint32(e >> 32) }
func (e event) group() int       { return int(uint32(e)) }

// near finds the places where every slot has a position of its own within a
// window of slots+slop positions, in any order. Places do not overlap.
func (p *phraseFinder) near(doc uint32, cursors []*slotCursor) ([]span, error) {
	p.events, p.ends = p.events[:0], p.ends[:0]
	for i, c := range cursors {
		if err := c.at(doc); err != nil {
			return nil, err
		}
		if len(c.positions) == 0 {
			return nil, nil
		}
		if slices.Index(p.group, p.group[i]) != i {
			continue // the same terms as an earlier slot
		}
		for _, pos := range c.positions {
			p.events = append(p.events, at(pos, p.group[i]))
		}
		p.ends = append(p.ends, len(p.events))
	}
	var err error
	if p.events, p.spare, err = runs.Merge(p.events, p.spare, p.ends, p.m.worked); err != nil {
		return nil, err
	}
	if p.shared() {
		return p.spans, p.nearShared()
	}
	window := uint32(p.slots + p.slop)
	clear(p.have)
	missing, first := p.slots, 0
	for last, e := range p.events {
		if err := p.m.worked(1); err != nil {
			return nil, err
		}
		g := e.group()
		if p.have[g]++; p.have[g] <= p.need[g] {
			missing--
		}
		for p.events[first].position()+window <= e.position() {
			missing += p.drop(first)
			first++
		}
		if missing == 0 {
			p.spans = append(p.spans, span{p.events[first].position(), e.position()})
			clear(p.have)
			missing, first = p.slots, last+1
		}
	}
	return p.spans, nil
}

// drop takes an event out of the window and says whether a place is missing it now.
func (p *phraseFinder) drop(i int) int {
	g := p.events[i].group()
	p.have[g]--
	if p.have[g] < p.need[g] {
		return 1
	}
	return 0
}

// shared reports whether one position may stand for two slots, as báo does for
// "báo" and for "bao" typed without marks.
func (p *phraseFinder) shared() bool {
	for i := 1; i < len(p.events); i++ {
		if p.events[i].position() == p.events[i-1].position() {
			return true
		}
	}
	return false
}

// nearShared adds to spans what near finds where slots may compete for a position:
// each window has to be settled as an assignment of positions to slots.
func (p *phraseFinder) nearShared() error {
	window := uint32(p.slots + p.slop)
	for first := 0; first < len(p.events); {
		last := first
		for last+1 < len(p.events) && p.events[last+1].position() < p.events[first].position()+window {
			last++
		}
		if err := p.m.worked(documentWork + p.slots*(last+1-first)); err != nil {
			return err
		}
		if !p.assignable(p.events[first : last+1]) {
			first++
			continue
		}
		p.spans = append(p.spans, span{p.events[first].position(), p.events[last].position()})
		for last := p.events[last].position(); first < len(p.events) && p.events[first].position() <= last; {
			first++
		}
	}
	return nil
}

// assignable reports whether every slot can have a position of its own among
// events, by augmenting paths.
func (p *phraseFinder) assignable(events []event) bool {
	owner := map[uint32]int{} // position → slot
	for slot := range p.slots {
		if !p.assign(events, slot, owner, map[uint32]bool{}) {
			return false
		}
	}
	return true
}

func (p *phraseFinder) assign(events []event, slot int, owner map[uint32]int, tried map[uint32]bool) bool {
	for _, e := range events {
		pos := e.position()
		if e.group() != p.group[slot] || tried[pos] {
			continue
		}
		tried[pos] = true
		other, taken := owner[pos]
		if !taken || p.assign(events, other, owner, tried) {
			owner[pos] = slot
			return true
		}
	}
	return false
}
