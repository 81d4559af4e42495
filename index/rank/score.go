package rank

import "khobao/index"

// BM25 over fields together (Robertson, Zaragoza and Taylor 2004): counts are
// weighed by field and length, added up, then saturated. Pairs of words side by
// side are scored as words are, and count less. Chosen on news topics, questions,
// leads, titles and pairs of compounds.
const (
	bm25K      = 1.2
	pairWeight = 0.5
)

var (
	fieldBoost = [...]float64{titleField: 1.2, leadField: 1.1, bodyField: 1, captionField: 1}
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
	words, pairs float64
}

// measured is how often the slots and the pairs of a plan stand in hits, weighed
// by field and length.
type measured struct {
	slots, pairs []float32 // by hit, then slot or pair
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
	}
	return m
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
			g.pairs += e.pairs[i].weight * e.pairs[i].idf * saturate(float64(tf))
		}
	}
	g.pairs *= pairWeight
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
