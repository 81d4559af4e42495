package bleveindex

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"khobao/index"
	"khobao/index/bleveindex/segment"
)

// places gives where words stand in the hits found. Words of several tokens have
// none, since whoever ranks asks for tokens; nor has a prefix that stands for more
// terms than can be read one by one.
func (s *search) places(p *planner, words []index.PlaceWord) (*index.Places, error) {
	fields := len(s.engine.layout.texts)
	out := &index.Places{
		Words: len(words), Fields: fields, Articles: s.view.articles, Average: s.view.averages,
		DocFreq: make([]int, len(words)),
		Lengths: make([]uint16, 0, len(s.found)*fields),
		Ends:    make([]uint32, len(s.found)*len(words)*fields),
	}
	for _, f := range s.found {
		out.Minutes = append(out.Minutes, f.Segment.Minutes[f.Doc])
		for field := range fields {
			out.Lengths = append(out.Lengths, f.Segment.Lengths[field][f.Doc])
		}
	}
	slots := make([]slot, len(words))
	whole := *p
	whole.places = true
	for i, w := range words {
		e, err := whole.text(w.Text, s.engine.layout.plain(), 0, w.Exact, w.Prefix)
		if errors.Is(err, index.ErrTooManyTerms) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if t, ok := e.(*textExpr); ok && len(t.slots) == 1 {
			slots[i] = t.slots[0]
		}
	}
	c := &placeCollector{search: s, out: out, starts: make([]uint32, len(out.Ends))}
	for _, m := range s.matchers {
		if err := c.collect(m, slots); err != nil {
			return nil, err
		}
	}
	c.arrange()
	return out, nil
}

// placeCollector gathers places segment by segment and word by word, then puts
// them in the order of the hits.
type placeCollector struct {
	search *search
	out    *index.Places
	starts []uint32 // by hit, word, field: where its positions begin in at
	at     []uint32

	// of the segment at hand
	hits   []int // by document
	read   map[fieldTerm][]stretch
	cursor ownCursor
}

// stretch is the positions of a term in one of the hits, in at.
type stretch struct{ start, end uint32 }

func (c *placeCollector) collect(m *matcher, slots []slot) error {
	c.hits, c.read = c.hits[:0], map[fieldTerm][]stretch{}
	for i, f := range c.search.found {
		if f.Segment == m.part.columns {
			c.hits = append(c.hits, i)
		}
	}
	slices.SortFunc(c.hits, func(a, b int) int { return cmp.Compare(c.search.found[a].Doc, c.search.found[b].Doc) })
	for word, s := range slots {
		most := 0
		for field := range m.layout.texts {
			if c.search.ctx.Err() != nil {
				return c.search.ctx.Err()
			}
			n, err := c.word(m, word, field, s)
			if err != nil {
				return fmt.Errorf("read places: %w", err)
			}
			most = max(most, n)
		}
		c.out.DocFreq[word] += most
	}
	return nil
}

// word reads the places of one word in one field and gives how many documents of
// the segment have it there.
func (c *placeCollector) word(m *matcher, word, field int, s slot) (freq int, err error) {
	if len(s.terms) == 0 {
		return 0, nil
	}
	if freq, err = c.frequency(m, field, s); err != nil || len(c.hits) == 0 || freq == 0 {
		return freq, err
	}
	if m.own != nil {
		return freq, c.own(m, word, field, s)
	}
	cursor, err := m.slotCursor(field, s)
	if err != nil {
		return 0, err
	}
	for _, h := range c.hits {
		if err := cursor.at(c.search.found[h].Doc); err != nil {
			return 0, err
		}
		if len(cursor.positions) > 0 {
			c.put(h, word, field, cursor.positions)
		}
	}
	return freq, nil
}

// frequency gives how many documents that are not deleted have any of a slot's
// terms in a field.
func (c *placeCollector) frequency(m *matcher, field int, s slot) (int, error) {
	if s.begins != nil {
		begun, err := m.begunWith(field, s.begins)
		return m.part.countLive(begun), err
	}
	if len(s.terms) == 1 && m.part.live == nil {
		return m.frequency(field, s.terms[0])
	}
	docs := m.emptySet()
	defer m.discard(docs)
	err := m.addSlot(docs, &s, field)
	return m.part.countLive(docs), err
}

// own reads the places of a word in a segment of our own format, spelling by
// spelling: those of a word typed without marks are often asked for by themselves
// too, and are read once.
func (c *placeCollector) own(m *matcher, word, field int, s slot) error {
	var all [][]stretch
	if s.begins != nil {
		var err error
		if all, err = c.begun(m, field, s.begins); err != nil {
			return err
		}
		s.terms = nil
	}
	for _, term := range m.spelled(s.terms) {
		places, err := c.spelling(m, field, term)
		if err != nil {
			return err
		}
		if places != nil {
			all = append(all, places)
		}
	}
	for n, h := range c.hits {
		var only stretch
		several := false
		for _, places := range all {
			if p := places[n]; p.end > p.start {
				several = several || only.end > 0
				only = p
			}
		}
		if several {
			only = c.together(all, n)
		}
		if only.end > only.start {
			c.note(h, word, field, only)
		}
	}
	return nil
}

// begun reads the places of all terms that begin with any of begins.
func (c *placeCollector) begun(m *matcher, field int, begins []string) (all [][]stretch, err error) {
	for _, begin := range begins {
		err := eachTermWith(m.ctx, m.part, m.layout.texts[field].Name, begin, func(_ []byte, l *segment.List) error {
			places, err := c.list(m, l)
			if places != nil {
				all = append(all, places)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// spelling reads the places of a term in all hits; nil when none has it.
func (c *placeCollector) spelling(m *matcher, field int, term string) ([]stretch, error) {
	key := fieldTerm{field, term}
	if places, ok := c.read[key]; ok {
		return places, nil
	}
	c.read[key] = nil
	l, err := m.list(field, term)
	if err != nil || l.Len() == 0 {
		return nil, err
	}
	places, err := c.list(m, l)
	if err == nil {
		c.read[key] = places
	}
	return places, err
}

// list reads the places of a list in all hits; nil when none has it.
func (c *placeCollector) list(m *matcher, l *segment.List) ([]stretch, error) {
	if err := m.worked(len(c.hits) * cursorWork); err != nil {
		return nil, err
	}
	if err := c.cursor.reset(l); err != nil {
		return nil, err
	}
	var places []stretch
	for n, h := range c.hits {
		ok, err := c.cursor.seek(c.search.found[h].Doc)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if places == nil {
			places = make([]stretch, len(c.hits))
		}
		start := uint32(len(c.at))
		tf := min(int(c.cursor.tfs[c.cursor.i]), index.MaxPlaces)
		if c.at, err = c.cursor.positions.Read(c.at, c.cursor.first, tf); err != nil {
			return nil, err
		}
		places[n] = stretch{start, uint32(len(c.at))}
	}
	return places, nil
}

// together puts the places of several spellings in one hit in order.
func (c *placeCollector) together(all [][]stretch, n int) stretch {
	start := len(c.at)
	for _, places := range all {
		c.at = append(c.at, c.at[places[n].start:places[n].end]...)
	}
	sorted := c.at[start:]
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	c.at = c.at[:start+min(len(sorted), index.MaxPlaces)]
	return stretch{uint32(start), uint32(len(c.at))}
}

func (c *placeCollector) put(hit, word, field int, positions []uint32) {
	start := uint32(len(c.at))
	c.at = append(c.at, positions[:min(len(positions), index.MaxPlaces)]...)
	c.note(hit, word, field, stretch{start, uint32(len(c.at))})
}

// note keeps where the positions just read begin, and for now how many there are.
func (c *placeCollector) note(hit, word, field int, at stretch) {
	i := (hit*c.out.Words+word)*c.out.Fields + field
	c.starts[i], c.out.Ends[i] = at.start, at.end-at.start
}

// arrange puts the positions in the order of hits, words and fields.
func (c *placeCollector) arrange() {
	at := make([]uint32, 0, len(c.at))
	for i, n := range c.out.Ends {
		at = append(at, c.at[c.starts[i]:c.starts[i]+n]...)
		c.out.Ends[i] = uint32(len(at))
	}
	c.out.At = at
}
