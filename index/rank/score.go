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
	fieldBoost = [...]float64{titleField: 2, leadField: 1.5, bodyField: 1, captionField: 1}
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

// score reads one hit.
func (e *evidence) score(p *index.Places, hit int) grades {
	e.read(p, hit)
	norm := norms(p, hit)
	fields := len(textFields)
	var g grades
	for s := range e.plan.slots {
		tf := 0.0
		for f := range fields {
			sum := float32(0)
			for _, o := range e.slot[s*fields+f] {
				sum += o.quality
			}
			tf += float64(sum) * norm[f]
		}
		g.words += e.idf[s] * saturate(tf)
	}
	for i := range e.pairs {
		q := &e.pairs[i]
		tf := 0.0
		for f := range fields {
			if n := e.adjacent(q, f); n > 0 {
				tf += n * norm[f]
			}
		}
		if tf > 0 {
			g.pairs += q.weight * q.idf * saturate(tf)
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
