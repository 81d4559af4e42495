package columns

import (
	"context"
	"fmt"
	"math"
	"strconv"

	api "github.com/blevesearch/scorch_segment_api/v2"

	"khobao/index/bleveindex/docset"
	"khobao/index/bleveindex/segment"
)

// FigureField is the keyword field that carries the numbers articles tell: a term
// for each, its kind and unit first. Terms of one unit sort by number, so that the
// articles with a number within bounds are those of a stretch of the dictionary.
const FigureField = "_figures"

// figureEnd parts a kind and a unit from the number; afterFigures is behind all
// numbers of a unit.
const (
	figureEnd    = 0
	afterFigures = figureEnd + 1
)

// The powers of ten that a number may have; what is outside is written as the
// nearest.
const (
	leastPower = -60
	mostPower  = 60
)

// AppendFigure writes the term of a number: behind kind and unit its power of ten
// and its digits without trailing zeros, which sort as numbers do. v is not negative.
func AppendFigure(dst []byte, kind, unit string, v float64) []byte {
	dst = append(dst, kind...)
	dst = append(dst, ' ')
	dst = append(dst, unit...)
	dst = append(dst, figureEnd)
	if v <= 0 {
		return append(dst, 1)
	}
	var room [32]byte
	text := strconv.AppendFloat(room[:0], v, 'e', -1, 64) // d.ddde±dd
	digits, power := text, 0
	for i, c := range text {
		if c == 'e' {
			digits = text[:i]
			power, _ = strconv.Atoi(string(text[i+1:])) // as it was written
		}
	}
	dst = append(dst, byte(min(max(power, leastPower), mostPower)-leastPower+2))
	for _, c := range digits {
		if c != '.' {
			dst = append(dst, c)
		}
	}
	return dst
}

// Figures are bounds of numbers of one kind and unit: the terms from Start up to,
// and without, End.
type Figures struct{ Start, End []byte }

// NewFigures gives the bounds from low to high; over and under leave the bound
// itself out, and an infinite high is none.
func NewFigures(kind, unit string, low, high float64, over, under bool) Figures {
	f := Figures{Start: AppendFigure(nil, kind, unit, low), End: AppendFigure(nil, kind, unit, high)}
	if over {
		f.Start = append(f.Start, 0)
	}
	switch {
	case math.IsInf(high, 1):
		f.End = append([]byte(kind+" "+unit), afterFigures)
	case !under:
		f.End = append(f.End, 0)
	}
	return f
}

// AddFigures puts into set the documents of a segment that have a number within
// bounds, deleted ones included.
func AddFigures(ctx context.Context, s api.Segment, set docset.Set, f Figures) error {
	if string(f.Start) >= string(f.End) {
		return nil
	}
	n := 0
	own := segment.Of(s)
	if own != nil {
		return own.Field(FigureField).Walk(nil, f.Start, f.End, func(_ []byte, l *segment.List) error {
			if n++; n%256 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			return set.OrList(l)
		})
	}
	dict, err := s.Dictionary(FigureField)
	if err != nil {
		return fmt.Errorf("open dictionary of %s: %w", FigureField, err)
	}
	terms := dict.AutomatonIterator(nil, f.Start, f.End)
	var docs []uint32
	for {
		entry, err := terms.Next()
		if err != nil || entry == nil {
			return err
		}
		if n++; n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if docs, err = documentsOf(dict, entry.Term, s.Count(), docs[:0]); err != nil {
			return err
		}
		for _, doc := range docs {
			set.Add(doc)
		}
	}
}
