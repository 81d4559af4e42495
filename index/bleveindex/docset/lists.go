package docset

import (
	"encoding/binary"
	"sync"

	"khobao/index/bleveindex/segment"
	"khobao/index/bleveindex/segment/bitpack"
)

// CopyList makes s the documents of a list.
func (s Set) CopyList(l *segment.List) error {
	b := l.Bitmap()
	if b == nil {
		clear(s)
		return s.OrList(l)
	}
	for i := range s {
		if len(b) < 8 {
			break
		}
		s[i] = binary.LittleEndian.Uint64(b)
		b = b[8:]
	}
	return nil
}

// OrList puts in the documents of a list.
func (s Set) OrList(l *segment.List) error {
	if b := l.Bitmap(); b != nil {
		for i := range s {
			if len(b) < 8 {
				break
			}
			s[i] |= binary.LittleEndian.Uint64(b)
			b = b[8:]
		}
		return nil
	}
	var docs [bitpack.Block]uint32
	for block := range l.Blocks() {
		n, err := l.Docs(block, &docs)
		if err != nil {
			return err
		}
		for _, d := range docs[:n] {
			s[d>>6] |= 1 << (d & 63)
		}
	}
	return nil
}

// keptPool keeps room for the documents that AndList finds in.
var keptPool = sync.Pool{New: func() any { return new([]uint32) }}

// AndList keeps what is in a list, too.
func (s Set) AndList(l *segment.List) error {
	if b := l.Bitmap(); b != nil {
		for i := range s {
			if len(b) < 8 {
				break
			}
			s[i] &= binary.LittleEndian.Uint64(b)
			b = b[8:]
		}
		return nil
	}
	kept := keptPool.Get().(*[]uint32)
	defer keptPool.Put(kept)
	var err error
	if *kept, err = s.appendIn((*kept)[:0], l); err != nil {
		return err
	}
	clear(s)
	s.addAll(*kept)
	return nil
}

// appendIn appends the documents of a list that are in s, without a branch on
// whether one is: that would be guessed wrong as often as not.
func (s Set) appendIn(dst []uint32, l *segment.List) ([]uint32, error) {
	var docs, in [bitpack.Block]uint32
	for block := range l.Blocks() {
		n, err := l.Docs(block, &docs)
		if err != nil {
			return dst, err
		}
		k := 0
		for _, d := range docs[:n] {
			in[k&(bitpack.Block-1)] = d
			k += int(s[d>>6] >> (d & 63) & 1)
		}
		dst = append(dst, in[:k]...)
	}
	return dst, nil
}

func (s Set) addAll(docs []uint32) {
	for _, d := range docs {
		s[d>>6] |= 1 << (d & 63)
	}
}

// Intersect makes set the documents that all lists hold, and gives how many these
// are; lists must be ordered by growing length, and room is overwritten. Of rare
// terms the documents are gone through one by one: set is touched where neither of
// two lists has a bitmap, and at the end.
func Intersect(set Set, lists []*segment.List, room []uint32) (count int, _ []uint32, err error) {
	if lists[0].Bitmap() != nil { // then all have one
		if err := set.CopyList(lists[0]); err != nil {
			return 0, room, err
		}
		for _, l := range lists[1:] {
			if err := set.AndList(l); err != nil {
				return 0, room, err
			}
		}
		return set.Count(), room, nil
	}
	docs, err := Append(room[:0], lists[0])
	if err != nil {
		return 0, docs, err
	}
	for _, l := range lists[1:] {
		if b := l.Bitmap(); b != nil {
			docs = within(docs, b)
			continue
		}
		clear(set)
		set.addAll(docs)
		if docs, err = set.appendIn(docs[:0], l); err != nil {
			return 0, docs, err
		}
	}
	clear(set)
	set.addAll(docs)
	return len(docs), docs, nil
}

// within keeps the documents that are in a bitmap.
func within(docs []uint32, b segment.Bits) []uint32 {
	k := 0
	for _, d := range docs {
		docs[k] = d
		k += int(b[d>>3] >> (d & 7) & 1)
	}
	return docs[:k]
}

// Append appends the documents of a list to dst, ascending.
func Append(dst []uint32, l *segment.List) ([]uint32, error) {
	var docs [bitpack.Block]uint32
	for block := range l.Blocks() {
		n, err := l.Docs(block, &docs)
		if err != nil {
			return dst, err
		}
		dst = append(dst, docs[:n]...)
	}
	return dst, nil
}
