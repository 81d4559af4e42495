package rank

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// maxReadings bounds the readings of one piece of a query, and maxExpansions
// those of the whole: each is a search of its own for the engine.
const (
	maxReadings   = 6
	maxExpansions = 16
)

// Leaf is a word or a phrase typed, cut into its tokens.
type Leaf struct {
	Node   query.Node // Word or Phrase
	Text   string     // as typed or, once that is known, as it was meant
	Tokens []vi.Token // of Text; none where other readings are not wanted
}

// Proposal is another reading of the leaves from From to To-1 of a run.
type Proposal struct {
	From, To int
	Node     query.Node // without spans
	As       string     // what it is taken for, as shown
	Kind     string     // of index.Expansion
	Count    int        // articles with this reading; negative where the engine must count
	Weight   float64    // of query.Reading
	Whole    bool       // the leaves are one term: they count only side by side
}

// Expander proposes readings of leaves that were typed side by side. It is asked
// once a run, never about =words or the values of keyword fields. Errors end the
// search.
type Expander func(ctx context.Context, v index.Vocabulary, run []Leaf) ([]Proposal, error)

// Expanders lists those that need no table, in the order their readings are shown.
func Expanders() []Expander {
	return []Expander{WrittenForms, MissingMarks, SameSound}
}

// expanded is a tree with its readings, and what is said of them.
type expanded struct {
	node       query.Node
	expansions []index.Expansion
	literal    bool           // words without marks are any spelling: it was asked for so
	shares     shares         // of the spellings of words without marks, as far as known
	rest       query.Node     // as it was before it was narrowed; nil when it was not
	meant      map[int]string // the likeliest text of words typed without marks, by where they stand in Q
	read       string         // what Q was read as, whose places the words have; "" is Q itself
}

type expander struct {
	s     *Searcher
	r     index.Request
	off   map[string]bool // typed, as key gives it
	list  []Expander
	meant map[int]string // words typed without marks as they were meant, by where they stand
	vocab index.Vocabulary
	field string // the text field being looked in, "" for all
	out   []index.Expansion
}

func (s *Searcher) expand(ctx context.Context, n query.Node, r index.Request) (expanded, error) {
	list := s.Expanders
	if list == nil {
		list = append(append(Expanders(), s.joined), s.tables()...)
	}
	return s.expandBy(ctx, list, n, r, nil)
}

// expandMeant reads what words typed without marks were meant for: uy ban nhan dan
// has the abbreviations of Ủy ban nhân dân. What was read as typed stays.
func (s *Searcher) expandMeant(ctx context.Context, n query.Node, r index.Request, meant map[int]string) (expanded, error) {
	if s.Expanders != nil || len(meant) == 0 {
		return expanded{node: n}, nil
	}
	return s.expandBy(ctx, s.tables(), n, r, meant)
}

// tables lists the expanders that go by tables of names.
func (s *Searcher) tables() []Expander {
	list := []Expander{Abbreviations(s.abbreviations()), abbreviations(names(), NameKind)}
	if learned := s.learned.Load(); learned != nil && learned.Abbreviations != nil {
		list = append(list, abbreviations(learned.Abbreviations, LearnedKind))
	}
	return list
}

func (s *Searcher) expandBy(ctx context.Context, list []Expander, n query.Node, r index.Request, meant map[int]string) (expanded, error) {
	e := &expander{s: s, r: r, list: list, meant: meant, off: map[string]bool{}, out: []index.Expansion{}, vocab: s.vocabulary()}
	for _, typed := range r.Literal {
		e.off[vi.Normalize(typed)] = true
	}
	n, err := e.node(ctx, n)
	if err != nil {
		return expanded{}, fmt.Errorf("expand the query: %w", err)
	}
	return expanded{node: n, expansions: e.out}, nil
}

// node expands what n holds. Vocabulary may be nil, then nothing is expanded.
func (e *expander) node(ctx context.Context, n query.Node) (query.Node, error) {
	if e.vocab == nil || len(e.list) == 0 {
		return n, nil
	}
	var err error
	if isLeaf(n) {
		nodes, err := e.run(ctx, []query.Node{n})
		if err != nil || len(nodes) != 1 {
			return n, err
		}
		return nodes[0], nil
	}
	switch t := n.(type) {
	case query.And:
		t.Nodes, err = e.and(ctx, t.Nodes)
		n = t
	case query.Or:
		t.Nodes = slices.Clone(t.Nodes)
		for i := range t.Nodes {
			if t.Nodes[i], err = e.node(ctx, t.Nodes[i]); err != nil {
				return nil, err
			}
		}
		n = t
	case query.Not:
		t.Node, err = e.node(ctx, t.Node)
		n = t
	case query.Scope:
		t.Node, err = e.node(ctx, t.Node)
		n = t
	case query.Field:
		if fieldMask(t.Name) != 0 {
			e.field = t.Name
			t.Node, err = e.node(ctx, t.Node)
			e.field, n = "", t
			return n, err
		}
		return e.value(ctx, t)
	}
	return n, err
}

// and expands the runs of words and phrases among nodes, and the rest one by one.
func (e *expander) and(ctx context.Context, nodes []query.Node) ([]query.Node, error) {
	var out []query.Node
	for i := 0; i < len(nodes); {
		end := i
		for end < len(nodes) && isLeaf(nodes[end]) {
			end++
		}
		if end == i {
			n, err := e.node(ctx, nodes[i])
			if err != nil {
				return nil, err
			}
			out = append(out, n)
			i++
			continue
		}
		run, err := e.run(ctx, nodes[i:end])
		if err != nil {
			return nil, err
		}
		out = append(out, run...)
		i = end
	}
	return out, nil
}

// isLeaf reports whether n is one word or phrase, perhaps with its spellings.
func isLeaf(n query.Node) bool { return leafOf(n) != nil }

// leafOf gives the word or phrase of a leaf, nil for what is none.
func leafOf(n query.Node) query.Node {
	switch t := n.(type) {
	case query.Word, query.Phrase:
		return n
	case query.Readings:
		for _, r := range t.Readings {
			if r.Kind != RestoredKind && r.Kind != SoundKind {
				return nil
			}
		}
		return leafOf(t.Typed)
	}
	return nil
}

// run asks every expander about the leaves and puts readings in their places.
func (e *expander) run(ctx context.Context, nodes []query.Node) ([]query.Node, error) {
	leaves := make([]Leaf, len(nodes))
	for i, n := range nodes {
		leaves[i] = e.leaf(n)
	}
	var proposals []Proposal
	for _, expand := range e.list {
		more, err := expand(ctx, e.vocab, leaves)
		if err != nil {
			return nil, err
		}
		proposals = append(proposals, more...)
	}
	proposals = slices.DeleteFunc(proposals, func(p Proposal) bool {
		return p.From < 0 || p.From >= p.To || p.To > len(nodes)
	})
	// Longer pieces first, so that shorter ones go inside; then as proposed.
	slices.SortStableFunc(proposals, func(a, b Proposal) int { return (b.To - b.From) - (a.To - a.From) })
	return e.place(ctx, nodes, 0, proposals)
}

func (e *expander) leaf(n query.Node) Leaf {
	l := Leaf{Node: leafOf(n)}
	plain := false
	switch n := l.Node.(type) {
	case query.Word:
		l.Text, plain = n.Text, !n.Exact && !n.Prefix
	case query.Phrase:
		l.Text, plain = n.Text, !n.Exact
	}
	if meant, ok := e.meant[query.SpanOf(l.Node).Start]; ok {
		l.Text, plain = meant, true
	}
	if plain {
		l.Tokens = vi.Tokens(l.Text)
	}
	return l
}

// place puts the readings of the first proposal's piece around it; those of the
// same piece go with it, those that lie inside go in what was typed, those beside
// it beside it, those that overlap are left out. The first leaf is number base.
func (e *expander) place(ctx context.Context, nodes []query.Node, base int, proposals []Proposal) ([]query.Node, error) {
	if len(proposals) == 0 {
		return nodes, nil
	}
	from, to := proposals[0].From, proposals[0].To
	var before, inside, after, same []Proposal
	for _, p := range proposals {
		switch {
		case p.From == from && p.To == to:
			same = append(same, p)
		case p.To <= from:
			before = append(before, p)
		case p.From >= to:
			after = append(after, p)
		case p.From >= from && p.To <= to:
			inside = append(inside, p)
		}
	}
	left, err := e.place(ctx, nodes[:from-base], base, before)
	if err != nil {
		return nil, err
	}
	piece := nodes[from-base : to-base]
	readings, err := e.readings(ctx, query.And{Nodes: piece}, same)
	if err != nil {
		return nil, err
	}
	middle, whole := piece, len(readings) > 0 && same[0].Whole && len(piece) > 1
	if whole {
		middle = []query.Node{asPhrase(piece)}
	} else if middle, err = e.place(ctx, piece, from, inside); err != nil {
		return nil, err
	}
	right, err := e.place(ctx, nodes[to-base:], to, after)
	if err != nil {
		return nil, err
	}
	if len(readings) > 0 {
		n := middle[0]
		if len(middle) > 1 {
			n = query.And{Nodes: middle}
		}
		middle = []query.Node{query.Readings{Typed: n, Readings: readings}}
	}
	return slices.Concat(left, middle, right), nil
}

// readings turns proposals for one piece into readings and notes them; those
// that are switched off or in no article are left out.
func (e *expander) readings(ctx context.Context, piece query.Node, proposals []Proposal) ([]query.Reading, error) {
	typed, at := typedPiece(piece, e.r.Q)
	if e.off[vi.Normalize(typed)] {
		return nil, nil
	}
	var out []query.Reading
	seen := map[string]bool{}
	for _, p := range proposals {
		if len(out) == maxReadings || len(e.out) == maxExpansions {
			break
		}
		as := vi.Normalize(p.As)
		if seen[as] {
			continue
		}
		seen[as] = true
		if p.Count < 0 || e.field != "" {
			counted := p.Node
			if e.field != "" {
				counted = query.Field{Name: e.field, Node: p.Node}
			}
			n, err := e.s.count(ctx, counted)
			if err != nil {
				return nil, fmt.Errorf("count %q: %w", p.As, err)
			}
			p.Count = n
		}
		if p.Count == 0 {
			continue
		}
		out = append(out, query.Reading{Node: p.Node, Kind: p.Kind, Weight: p.Weight})
		said := index.Expansion{
			Typed: typed, As: p.As, Kind: p.Kind, Count: p.Count, Start: at.Start, End: at.End,
		}
		if !slices.ContainsFunc(e.out, func(o index.Expansion) bool { // typed twice, told once
			return o.Typed == said.Typed && o.As == said.As && o.Kind == said.Kind
		}) {
			e.out = append(e.out, said)
		}
	}
	return out, nil
}

// typedPiece gives what was typed of a query where a node stands.
func typedPiece(n query.Node, q string) (typed string, at query.Span) {
	at = query.SpanOf(n)
	if at.End > len(q) || at.Start >= at.End {
		return query.String(n), at
	}
	return strings.TrimSpace(q[at.Start:at.End]), at
}

// asPhrase joins leaves into one phrase.
func asPhrase(leaves []query.Node) query.Node {
	p := query.Phrase{Span: query.SpanOf(query.And{Nodes: leaves})}
	var texts []string
	for _, n := range leaves {
		switch n := leafOf(n).(type) {
		case query.Word:
			texts, p.Exact = append(texts, n.Text), p.Exact || n.Exact
		case query.Phrase:
			texts, p.Exact = append(texts, n.Text), p.Exact || n.Exact
		}
	}
	p.Text = strings.Join(texts, " ")
	return p
}
