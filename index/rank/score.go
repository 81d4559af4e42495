package rank

import "khobao/index"

// BM25 over fields together (Robertson, Zaragoza and Taylor 2004): counts are
// weighed by field and length, added up, then saturated. Pairs of words side by
// side are scored as words are, and count less. To that come two shares of what the
// words of the query weigh together: of those that stand early in the text, and of
// the title that is answered by the query. Chosen on news topics, questions, leads,
// titles and pairs of compounds.
const (
	bm25K       = 1
	pairWeight  = 0.5
	earlyWeight = 0.25
	titleWeight = 0.6
)

var (
	fieldBoost = [...]float64{titleField: 1.2, leadField: 1.1, bodyField: 1, captionField: 1}
	earlyHalf  = [...]float64{titleField: 1e6, leadField: 100, bodyField: 100} // tokens from the beginning after which a word counts half
	fieldB     = [...]float64{titleField: 0.5, leadField: 0.5, bodyField: 0.75, captionField: 0.5}
)

// norms gives what a count in each field of a hit is multiplied with.
func norms(p *index.Places, hit int) (n [4]float64) {
	for f := range n {
		n[f] = fieldBoost[f] / (1 - fieldB[f] + fieldB[f]*float64(p.Length(hit, f))/max(p.Average[f], 1))
	}
	return n
}

func saturate(tf float64) float64 { return tf * (bm25K + 1) / (tf + bm25K) }

// grades of a hit, in BM25's units.
type grades struct {
	words, pairs, early, title float64
}

// measured is how often the slots and the pairs of a plan stand in hits, weighed
// by field and length, and where.
type measured struct {
	slots, pairs []float32 // by hit, then slot or pair
	early, title []float32 // by hit: shares from 0 to 1
}

// measure reads hits, once for all that is reckoned from them.
func (e *evidence) measure(p *index.Places, hits int) (m measured) {
	m.slots = make([]float32, 0, hits*e.plan.slots)
	m.pairs = make([]float32, 0, hits*len(e.pairs))
	side := make([]float64, len(e.pairs)*len(textFields))
	for hit := range hits {
		e.read(p, hit)
		norm := norms(p, hit)
		for i := range e.pairs {
			tf := 0.0
			for f, n := range norm {
				count := e.adjacent(&e.pairs[i], f)
				side[i*len(norm)+f] = count
				tf += count * n
			}
			m.pairs = append(m.pairs, float32(tf))
		}
		for s := range e.plan.slots {
			tf := 0.0
			for f, n := range norm {
				tf += e.count(s, f, side) * n
			}
			m.slots = append(m.slots, float32(tf))
		}
		early := e.early()
		title := early // where there is no title, the beginning stands for it
		if tokens := p.Length(hit, titleField); tokens > 0 {
			title = e.answered(tokens)
		}
		m.early, m.title = append(m.early, float32(early)), append(m.title, float32(title))
	}
	return m
}

// early is the share of the query's weight that stands in the title of the hit at
// hand, or near the beginning of its lead or body.
func (e *evidence) early() float64 {
	sum := 0.0
	for s := range e.plan.slots {
		best := 0.0
		for f, half := range earlyHalf {
			for _, o := range e.slot[s*len(textFields)+f] {
				best = max(best, float64(o.quality)*half/(half+float64(o.first-1)))
			}
		}
		sum += float64(e.plan.times[s]) * e.idf[s] * best
	}
	return sum / e.mass
}

// answered is the share of the title of the hit at hand, of so many tokens, that
// the query has too; one that stands apart from those it was typed beside counts
// less. A token that the query has not weighs what the query's do on average.
func (e *evidence) answered(tokens int) float64 {
	e.besides()
	clear(e.covered[:])
	weight, found := 0.0, 0.0
	for s := range e.plan.slots {
		for _, o := range e.slot[s*len(textFields)+titleField] {
			for at := o.first; at <= o.last && at < maxTitle; at++ {
				quality := o.quality
				if !e.beside[at] && len(e.pairs) > 0 {
					quality *= loneSyllable
				}
				if more := float64(quality - e.covered[at]); more > 0 {
					weight += e.idf[s] * more
					found += more
					e.covered[at] = quality
				}
			}
		}
	}
	if weight == 0 {
		return 0
	}
	return weight / (weight + max(float64(tokens)-found, 0)*e.average)
}

// besides finds the tokens of the title of the hit at hand that stand beside one
// that they were typed beside.
func (e *evidence) besides() {
	clear(e.beside[:])
	for i := range e.pairs {
		a, b := e.slot[e.pairs[i].a*len(textFields)+titleField], e.slot[e.pairs[i].b*len(textFields)+titleField]
		for _, x := range a {
			for _, y := range b {
				if y.first == x.last+1 || y == x && x.last > x.first {
					for at := x.first; at <= y.last && at < maxTitle; at++ {
						e.beside[at] = true
					}
				}
			}
		}
	}
}

// count is how often a slot is filled in a field of the hit at hand. A syllable of
// a compound counts less where it stands without the others.
func (e *evidence) count(slot, f int, side []float64) float64 {
	sum := 0.0
	for _, o := range e.slot[slot*len(textFields)+f] {
		sum += float64(o.quality)
	}
	if sum == 0 || len(e.inner[slot]) == 0 {
		return sum
	}
	inside := 0.0
	for _, pair := range e.inner[slot] {
		inside += side[pair*len(textFields)+f]
	}
	inside = min(inside, sum)
	return inside + loneSyllable*(sum-inside)
}

// grade scores one hit by what was measured.
func (e *evidence) grade(m *measured, hit int) (g grades) {
	for s, tf := range m.slots[hit*e.plan.slots:][:e.plan.slots] {
		if tf > 0 {
			g.words += float64(e.plan.times[s]) * e.idf[s] * saturate(float64(tf))
		}
	}
	for i, tf := range m.pairs[hit*len(e.pairs):][:len(e.pairs)] {
		if tf > 0 {
			g.pairs += e.pairs[i].idf * saturate(float64(tf))
		}
	}
	g.pairs *= pairWeight
	g.early = earlyWeight * e.mass * float64(m.early[hit])
	g.title = titleWeight * e.mass * float64(m.title[hit])
	return g
}

// adjacent counts how often the two words of a pair stand side by side in a field.
func (e *evidence) adjacent(q *pair, f int) float64 {
	fields := len(textFields)
	a, b := e.slot[q.a*fields+f], e.slot[q.b*fields+f]
	n, j := float32(0), 0
	for i := range a {
		for j < len(b) && b[j].first <= a[i].last {
			if b[j] == a[i] && a[i].last > a[i].first { // one reading of both
				n += a[i].quality
			}
			j++
		}
		if j < len(b) && b[j].first == a[i].last+1 {
			n += a[i].quality * b[j].quality
		}
	}
	return float64(n)
}
