package segment

import (
	"context"
	"fmt"
	"math/bits"
	"sync"

	"khobao/index/bleveindex/segment/bitpack"
)

// unionScratch is as large as a segment has documents, so it is kept.
type unionScratch struct {
	set   []uint64
	tfs   []uint32 // by document, all 0 between uses
	p     postings
	write listWriter
}

var unionScratches = sync.Pool{New: func() any { return new(unionScratch) }}

// Union makes one list of several of the field, as if their terms were one: the
// frequencies in a document add up. It has no positions. size is what it takes of
// memory, in bytes. It stops with ctx's error soon after ctx ends.
func (f *Field) Union(ctx context.Context, lists []List) (union List, size int, err error) {
	s := unionScratches.Get().(*unionScratch) // put back only when it is clean again
	n := f.seg.documents
	if words := (n + 63) / 64; len(s.set) < words {
		s.set, s.tfs = make([]uint64, words), make([]uint32, 64*words)
	}
	for i := range lists {
		if err = s.add(ctx, &lists[i]); err != nil {
			break
		}
	}
	s.p.reset()
	for i, word := range s.set[:(n+63)/64] {
		for ; word != 0; word &= word - 1 {
			doc := uint32(i*64 + bits.TrailingZeros64(word))
			s.p.docs = append(s.p.docs, doc)
			s.p.tfs = append(s.p.tfs, s.tfs[doc])
			s.tfs[doc] = 0
		}
		s.set[i] = 0
	}
	defer unionScratches.Put(s)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return List{}, 0, fmt.Errorf("unite postings: %w", err)
	}
	if len(s.p.docs) == 0 {
		return List{}, 0, nil
	}
	made := &Field{seg: f.seg, meta: f.meta, lengths: f.lengths}
	made.meta.Positions = false
	bitmap := -1
	if wantsBitmap(len(s.p.docs), n) {
		bitmap = 0
		made.bitmaps = bitmapOf(s.p.docs, n)
	}
	s.write.freqs, s.write.documents, s.write.norms = f.meta.Freqs, n, f.lengths
	s.write.setAverage(f.meta.Average)
	s.write.ctx = ctx
	made.postings = s.write.append(nil, &s.p, 0, bitmap)
	s.write.norms, s.write.ctx = nil, nil
	if err := ctx.Err(); err != nil {
		return List{}, 0, fmt.Errorf("unite postings: %w", err)
	}
	union, err = made.at(0)
	return union, len(made.postings) + len(made.bitmaps), err
}

func (s *unionScratch) add(ctx context.Context, l *List) error {
	var docs, tfs [bitpack.Block]uint32
	for b := range l.Blocks() {
		if b%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		n, err := l.Docs(b, &docs)
		if err != nil {
			return err
		}
		if _, err := l.TFs(b, &tfs); err != nil {
			return err
		}
		for i, d := range docs[:n] {
			s.set[d>>6] |= 1 << (d & 63)
			s.tfs[d] += tfs[i]
		}
	}
	return nil
}
