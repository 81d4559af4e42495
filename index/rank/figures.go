package rank

import (
	"slices"
	"sort"

	"khobao/index"
	"khobao/index/query"
)

// FigurePart is the code of the part of a score that says which number of an article
// was asked for. It adds nothing.
const FigurePart = "figure"

// shown is how many slots places can have: behind those of words, one of each figure
// asked for.
func (p *plan) shown() int { return p.slots + len(p.figures) }

// asked gives the numbers of the figures asked for that a figure of an article is.
func (p *plan) asked(f index.Figure) []int {
	var which []int
	for i, q := range p.figures {
		if f.Answers(q) {
			which = append(which, i)
		}
	}
	return which
}

// withFigures adds to the places of words in a field those of the figures asked for.
// The places come in the order of the text. Where bounds are kept, they have their
// tokens too.
func (s *scanner) withFigures(places []place, a *index.Article, field int, text string) []place {
	if len(s.plan.figures) == 0 {
		return places
	}
	for _, f := range a.Figures {
		which := s.plan.asked(f)
		if f.Field != textFields[field] || len(which) == 0 || f.Start < 0 || f.Start >= f.End || f.End > len(text) {
			continue
		}
		p := place{start: int32(f.Start), end: int32(f.End), exact: true}
		for _, i := range which {
			p.slots = append(p.slots, s.plan.slots+i)
		}
		if s.keep && !s.tokensOf(&p) {
			continue
		}
		places = append(places, p)
	}
	slices.SortStableFunc(places, func(a, b place) int {
		if a.start != b.start {
			return int(a.start - b.start)
		}
		return int(b.end - a.end)
	})
	return places
}

// tokensOf fills in the first and the last token of a place; false where there is none.
func (s *scanner) tokensOf(p *place) bool {
	first := sort.Search(len(s.bounds), func(i int) bool { return s.bounds[i].end > p.start })
	last := sort.Search(len(s.bounds), func(i int) bool { return s.bounds[i].start >= p.end }) - 1
	p.first, p.last = int32(first), int32(last)
	return first <= last
}

// figureParts says which numbers of an article were asked for, each wording once.
func (p *plan) figureParts(a *index.Article) []index.Part {
	var parts []index.Part
	if len(p.figures) == 0 {
		return nil
	}
	for _, f := range a.Figures {
		part := index.Part{Code: FigurePart, Term: f.Text}
		if len(parts) < maxFigureParts && len(p.asked(f)) > 0 && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return parts
}

// maxFigureParts is how many numbers are told of one article.
const maxFigureParts = 3

// MarksIn is Marks for a field of an article: the figures asked for are marked too.
func MarksIn(n query.Node, a *index.Article, field, text string) [][2]int {
	s := markScanner(n)
	number := fieldNumber(field)
	places := s.scan(text, number)
	if textFields[number] == field {
		places = s.withFigures(places, a, number, text)
	}
	return s.plan.marks(places)
}
