package lab

import (
	"context"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/blevesearch/vellum/levenshtein"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment"
	"khobao/index/bleveindex/topk"
)

// page is how many hits a query returns.
const page = 20

// Index answers the classes of queries on one segment. It serves one goroutine.
type Index struct {
	segment *segment.Segment
	columns map[string]*column
	packed  *packed // the columns in one word a document; nil where they do not fit
	norms   map[string]*topk.Norm
	fuzzy   *levenshtein.LevenshteinAutomatonBuilder
	set     docset.Set
	other   docset.Set
	docs    []uint32
	ids     []string // of the last page, as a client would read them
}

// Open opens a segment that Build made.
func Open(path string) (*Index, error) {
	s, err := segment.Open(path)
	if err != nil {
		return nil, err
	}
	x := &Index{
		segment: s, columns: map[string]*column{}, norms: map[string]*topk.Norm{},
		set: docset.New(s.Documents()), other: docset.New(s.Documents()),
	}
	for _, f := range texts {
		field := s.Field(f.name)
		x.norms[f.name] = topk.NewNorm(float64(field.Tokens()) / float64(max(field.Having(), 1)))
	}
	for _, f := range keywords {
		if x.columns[f.name], err = newColumn(s, f.name); err != nil {
			return nil, err
		}
	}
	x.packed = pack(s.Documents(), x.columns)
	x.fuzzy, err = levenshtein.NewLevenshteinAutomatonBuilder(1, true)
	return x, err
}

// Close closes the segment.
func (x *Index) Close() error { return x.segment.Close() }

// Documents gives the number of articles.
func (x *Index) Documents() int { return x.segment.Documents() }

// Ask answers a query line split at the tab, and gives what the anchors compare:
// the exact total, and for facets the sums of the counts shown behind it.
func (x *Index) Ask(ctx context.Context, q []string) (string, error) {
	x.ids = x.ids[:0]
	total, sums, err := x.class(ctx, q)
	if err != nil {
		return "", fmt.Errorf("query %s: %w", strings.Join(q, " "), err)
	}
	answer := strconv.Itoa(total)
	for _, s := range sums {
		answer += " " + strconv.Itoa(s)
	}
	return answer, nil
}

func (x *Index) class(ctx context.Context, q []string) (total int, sums []int, err error) {
	switch q[0] {
	case "common", "mid", "rare":
		total, err = x.term(ctx, q[1], 0, page)
	case "page100":
		total, err = x.term(ctx, q[1], 1980, page)
	case "facets":
		if total, err = x.term(ctx, q[1], 0, page); err != nil {
			return 0, nil, err
		}
		if err = x.only(q[1]); err == nil {
			sums = x.facets(x.set, false)
		}
	case "allfacets":
		total = x.Documents()
		x.first(docset.Full(page)[:1])
		sums = x.facets(nil, true)
	case "newest":
		total, err = x.newest(q[1])
	case "or3":
		total, err = x.or(ctx, q[1:4], page)
	case "count_or3":
		total, err = x.or(ctx, q[1:4], 0)
	case "and3":
		total, err = x.and(ctx, q[1:4], page, nil)
	case "count_and3":
		total, err = x.and(ctx, q[1:4], 0, nil)
	case "and2f":
		total, err = x.filtered(ctx, q)
	case "and3f":
		total, err = x.andFields(ctx, q[1:4])
	case "phrase2", "phrase3":
		total, err = x.phrase(ctx, q[1:])
	case "prefix2":
		total, err = x.prefix(q[1])
	case "fuzzy1":
		total, err = x.near(q[1])
	default:
		err = fmt.Errorf("unknown class %q", q[0])
	}
	return total, sums, err
}

// clause weighs a term of a field; ok is false when no document has it.
func (x *Index) clause(field, term string, boost float64) (topk.Clause, bool, error) {
	f := x.segment.Field(field)
	l, ok, err := f.Term([]byte(term))
	if err != nil || !ok {
		return topk.Clause{}, false, err
	}
	return topk.Clause{List: l, Field: f, Norm: x.norms[field], Weight: float32(boost * (segment.K1 + 1) * x.idf(l.Len()))}, true, nil
}

func (x *Index) idf(df int) float64 {
	n := float64(x.Documents())
	return math.Log(1 + (n-float64(df)+0.5)/(float64(df)+0.5))
}

// best makes room for hits and take reads their ids, from the offset on.
func (x *Index) best(k int) *topk.Best {
	b := topk.NewBest(k)
	b.Enter(0, x.segment)
	return b
}

func (x *Index) take(b *topk.Best, offset int) {
	for _, f := range b.Page(offset) {
		x.ids = append(x.ids, string(x.segment.ID(f.Doc)))
	}
}

// first takes the newest of a set.
func (x *Index) first(set docset.Set) {
	for _, d := range set.First(page) {
		x.ids = append(x.ids, string(x.segment.ID(d)))
	}
}

func (x *Index) term(ctx context.Context, term string, offset, n int) (int, error) {
	c, ok, err := x.clause("body", term, 1)
	if err != nil || !ok {
		return 0, err
	}
	b := x.best(offset + n)
	if err := topk.Term(ctx, &c, nil, b); err != nil {
		return 0, err
	}
	x.take(b, offset)
	return c.List.Len(), nil
}

// only makes the set of one term's documents.
func (x *Index) only(term string) error {
	l, ok, err := x.segment.Field("body").Term([]byte(term))
	clear(x.set)
	if err != nil || !ok {
		return err
	}
	return x.set.OrList(&l)
}

func (x *Index) newest(term string) (int, error) {
	l, ok, err := x.segment.Field("body").Term([]byte(term))
	if err != nil || !ok {
		return 0, err
	}
	docs, err := l.First(page, nil)
	for _, d := range docs {
		x.ids = append(x.ids, string(x.segment.ID(d)))
	}
	return l.Len(), err
}

func (x *Index) clauses(terms []string) ([]topk.Clause, error) {
	var all []topk.Clause
	for _, t := range terms {
		c, ok, err := x.clause("body", t, 1)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, c)
		}
	}
	return all, nil
}

func (x *Index) or(ctx context.Context, terms []string, k int) (int, error) {
	clauses, err := x.clauses(terms)
	if err != nil {
		return 0, err
	}
	if len(clauses) == 0 {
		return 0, nil
	}
	for i := range clauses {
		put := x.set.OrList
		if i == 0 {
			put = x.set.CopyList
		}
		if err := put(&clauses[i].List); err != nil {
			return 0, err
		}
	}
	return x.scored(ctx, clauses, k)
}

func (x *Index) and(ctx context.Context, terms []string, k int, filter func() error) (int, error) {
	clauses, err := x.clauses(terms)
	if err != nil || len(clauses) < len(terms) {
		return 0, err
	}
	if err := x.all(clauses); err != nil {
		return 0, err
	}
	if filter != nil {
		if err := filter(); err != nil {
			return 0, err
		}
	}
	return x.scored(ctx, clauses, k)
}

// all makes the set of documents that every clause has, the rarest first.
func (x *Index) all(clauses []topk.Clause) error {
	order := make([]*segment.List, len(clauses))
	for i := range clauses {
		order[i] = &clauses[i].List
	}
	sort.Slice(order, func(i, j int) bool { return order[i].Len() < order[j].Len() })
	var err error
	_, x.docs, err = docset.Intersect(x.set, order, x.docs)
	return err
}

func (x *Index) scored(ctx context.Context, clauses []topk.Clause, k int) (int, error) {
	total := x.set.Count()
	if k == 0 || total == 0 {
		return total, nil
	}
	b := x.best(k)
	if err := topk.Score(ctx, x.set, clauses, b); err != nil {
		return 0, err
	}
	x.take(b, 0)
	return total, nil
}

// filtered is two words, a year and a category. Documents stand newest first,
// so a year is a range of them.
func (x *Index) filtered(ctx context.Context, q []string) (int, error) {
	year, err := strconv.Atoi(q[3])
	if err != nil {
		return 0, err
	}
	return x.and(ctx, q[1:3], page, func() error {
		from, to := x.after(year+1), x.after(year)
		x.set.Keep(from, to)
		l, ok, err := x.segment.Field("category").Term([]byte(q[4]))
		if err != nil {
			return err
		}
		if !ok {
			clear(x.set)
			return nil
		}
		return x.set.AndList(&l)
	})
}

// after gives the first document older than a year's first moment.
func (x *Index) after(year int) uint32 {
	minute := uint32(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Unix() / 60)
	return uint32(sort.Search(x.Documents(), func(d int) bool { return x.segment.Minute(uint32(d)) < minute }))
}

func (x *Index) andFields(ctx context.Context, words []string) (int, error) {
	var clauses []topk.Clause
	for i, w := range words {
		into := x.set
		if i > 0 {
			into = x.other
		}
		clear(into)
		for _, f := range []struct {
			name  string
			boost float64
		}{{"title", 3}, {"lead", 2}, {"body", 1}} {
			c, ok, err := x.clause(f.name, w, f.boost)
			if err != nil {
				return 0, err
			}
			if ok {
				clauses = append(clauses, c)
				if err := into.OrList(&c.List); err != nil {
					return 0, err
				}
			}
		}
		if i > 0 {
			x.set.And(x.other)
		}
	}
	return x.scored(ctx, clauses, page)
}

func (x *Index) phrase(ctx context.Context, words []string) (int, error) {
	clauses, err := x.clauses(words)
	if err != nil || len(clauses) < len(words) {
		return 0, err
	}
	if err := x.all(clauses); err != nil {
		return 0, err
	}
	lists := make([][]segment.List, len(clauses))
	weight := float32(0)
	for i, c := range clauses {
		lists[i] = []segment.List{c.List}
		weight += c.Weight
	}
	b, total := x.best(page), 0
	lengths, norm := clauses[0].Field.Lengths(), clauses[0].Norm
	err = topk.Phrase(ctx, x.set, lists, func(doc, times uint32) {
		total++
		if s := weight * norm.Part(lengths[doc], times); s >= b.Threshold() {
			b.Add(doc, s)
		}
	})
	x.take(b, 0)
	return total, err
}

func (x *Index) prefix(p string) (int, error) {
	end := []byte(p)
	for len(end) > 0 && end[len(end)-1] == 0xff {
		end = end[:len(end)-1]
	}
	if len(end) > 0 {
		end[len(end)-1]++
	}
	clear(x.set)
	err := x.segment.Field("body").Walk(nil, []byte(p), end, func(_ []byte, l *segment.List) error { return x.set.OrList(l) })
	x.first(x.set)
	return x.set.Count(), err
}

func (x *Index) near(term string) (int, error) {
	a, err := x.fuzzy.BuildDfa(term, 1)
	if err != nil {
		return 0, err
	}
	clear(x.set)
	err = x.segment.Field("body").Walk(a, nil, nil, func(_ []byte, l *segment.List) error { return x.set.OrList(l) })
	x.first(x.set)
	return x.set.Count(), err
}
