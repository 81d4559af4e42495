package rank

// What a spelling counts in choosing among those of a word typed without marks.
const (
	voters     = 60  // candidates that are asked, the best first
	rounds     = 2   // a spelling counts for its neighbour what it was found to be worth
	priorVotes = 0.5 // by its share of the archive's articles
	typedVotes = 4   // as typed, where other words bear marks
	lookAlike  = 0.2 // quality of what was hardly meant
	undecided  = 0.3 // of other spellings than the one typed, with nothing to go by
)

// restore learns from the best candidates with which marks the words typed without
// any were meant where the archive's pairs do not say it: two words typed side by side, and found side by side, vote for
// the spellings found. So the archive's own pairs decide, and those of the articles
// at hand more than others.
func (e *evidence) restore(lists []candidates) {
	if !e.open() {
		if len(e.shares) > 0 {
			e.decide()
		}
		return
	}
	for range rounds {
		for i := range e.wants {
			for j := range e.wants[i].variants {
				e.wants[i].variants[j].votes = 0
			}
		}
		for _, c := range lists {
			if c.places == nil {
				continue
			}
			for hit := range min(c.depth, voters) {
				e.read(c.places, hit)
				e.vote(1 / (1 + float64(hit)/10))
			}
		}
		e.decide()
	}
}

// open reports whether some word typed without marks is spelled in other ways, and
// it is not known which was meant.
func (e *evidence) open() bool {
	for i := range e.wants {
		if e.shares[e.plan.wants[i].term] != nil {
			continue
		}
		if v := e.wants[i].variants; len(v) > 1 || len(v) == 1 && v[0].term != e.plan.wants[i].term {
			return true
		}
	}
	return false
}

// vote counts the pairs of the hit at hand, each pair of spellings once.
func (e *evidence) vote(weight float64) {
	fields := len(textFields)
	for i := range e.pairs {
		q := &e.pairs[i]
		a, b := e.single(q.a), e.single(q.b)
		if a < 0 || b < 0 || len(e.wants[a].variants) == 0 && len(e.wants[b].variants) == 0 {
			continue
		}
		var seen uint64
		for f := range fields {
			left, right, j := e.occ[a*fields+f], e.occ[b*fields+f], 0
			for _, o := range left {
				for j < len(right) && right[j].first <= o.last {
					j++
				}
				if j == len(right) {
					break
				}
				if right[j].first != o.last+1 {
					continue
				}
				bit := uint64(1) << (uint(o.variant&7)*8 + uint(right[j].variant&7))
				if seen&bit != 0 {
					continue
				}
				seen |= bit
				e.cast(a, o.variant, weight*float64(right[j].quality))
				e.cast(b, right[j].variant, weight*float64(o.quality))
			}
		}
	}
}

// cast counts a vote for a spelling, numbered from 1; 0 is none of those known.
func (e *evidence) cast(want int, variant uint8, weight float64) {
	if variant > 0 {
		e.wants[want].variants[variant-1].votes += weight
	}
}

// single gives the want of a slot that is filled by one word as typed, or -1.
func (e *evidence) single(slot int) int { return e.typed[slot] }

// decide turns votes into qualities.
func (e *evidence) decide() {
	for i := range e.wants {
		w := &e.wants[i]
		if len(w.variants) == 0 {
			continue
		}
		if known := e.shares[e.plan.wants[i].term]; known != nil {
			w.other = lookAlike
			for j := range w.variants {
				v := &w.variants[j]
				v.votes = known[v.term]
				v.quality = max(v.votes, lookAlike)
			}
			continue
		}
		total, votes := 0.0, 0.0
		for _, v := range w.variants {
			total += float64(v.count)
			votes += v.votes
		}
		w.decided = votes
		best := 0.0
		for j := range w.variants {
			v := &w.variants[j]
			v.votes += priorVotes * float64(v.count) / max(total, 1)
			if e.plan.marked && v.term == e.plan.wants[i].term {
				v.votes += typedVotes
			}
			best = max(best, v.votes)
		}
		if votes == 0 && !e.plan.marked {
			w.other = undecided
			exact := false
			for j := range w.variants {
				exact = exact || w.variants[j].term == e.plan.wants[i].term
			}
			for j := range w.variants {
				v := &w.variants[j]
				if v.quality = 1; exact && v.term != e.plan.wants[i].term {
					v.quality = undecided
				}
			}
			continue
		}
		w.other = lookAlike
		for j := range w.variants {
			v := &w.variants[j]
			v.quality = max(v.votes/best, lookAlike)
		}
	}
}
