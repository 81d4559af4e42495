package evaluate

import (
	"math"
	"slices"
	"time"
)

// Depth is how many hits of a query are looked at.
const Depth = 100

// Report is what a run measured. The means are over all topics, those that found
// nothing included. The names of its JSON are those of the trade.
type Report struct {
	Mode      string   `json:"mode"`
	Typing    string   `json:"queries"`
	Topics    int      `json:"topics"`
	Documents int      `json:"documents"`
	MAP       float64  `json:"MAP"`    // mean average precision at Depth
	P1        float64  `json:"P@1"`    // share of topics whose first hit is relevant
	R10       float64  `json:"R@10"`   // mean share of the relevant among the first ten
	MRR10     float64  `json:"MRR@10"` // mean of 1/rank of the first relevant hit, 0 beyond ten
	P50       float64  `json:"p50_ms"` // median latency of a search in milliseconds
	P95       float64  `json:"p95_ms"`
	Failed    []string `json:"failed,omitempty"`  // ids of topics without a relevant hit at Depth
	Missing   []string `json:"missing,omitempty"` // ids in the topics that no document has
}

// figures sums up queries.
type figures struct {
	n                int
	ap, p1, r10, mrr float64
	times            []time.Duration
}

// add judges the hits of one query; relevant has no doubles.
func (f *figures) add(hits, relevant []string, took time.Duration) (found int) {
	f.n++
	f.times = append(f.times, took)
	ap, inTen, first := 0.0, 0, 0
	for i, id := range hits[:min(len(hits), Depth)] {
		if !slices.Contains(relevant, id) {
			continue
		}
		found++
		ap += float64(found) / float64(i+1)
		if i < 10 {
			inTen++
		}
		if first == 0 {
			first = i + 1
		}
	}
	f.ap += ap / float64(len(relevant))
	f.r10 += float64(inTen) / float64(len(relevant))
	if first == 1 {
		f.p1++
	}
	if first > 0 && first <= 10 {
		f.mrr += 1 / float64(first)
	}
	return found
}

func (f *figures) report() Report {
	n := float64(max(f.n, 1))
	slices.Sort(f.times)
	return Report{
		Topics: f.n, MAP: round(f.ap / n), P1: round(f.p1 / n), R10: round(f.r10 / n), MRR10: round(f.mrr / n),
		P50: f.quantile(0.50), P95: f.quantile(0.95),
	}
}

// quantile gives a time by nearest rank, in milliseconds.
func (f *figures) quantile(q float64) float64 {
	if len(f.times) == 0 {
		return 0
	}
	i := max(int(math.Ceil(q*float64(len(f.times))))-1, 0)
	return round(float64(f.times[i]) / float64(time.Millisecond))
}

// round keeps four decimals: more would only be noise in a diff.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }
