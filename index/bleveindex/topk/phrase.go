package topk

import (
	"khobao/index/bleveindex/segment"
	"khobao/index/bleveindex/segment/bitpack"
)

// Phrase finds the documents of set, all of which hold every list's term, in
// which the terms stand side by side in this order, and tells each with the
// number of times they do. visit is called with ascending documents.
func Phrase(set Set, lists []segment.List, visit func(doc, times uint32)) error {
	walks := make([]walk, len(lists))
	for i := range lists {
		if err := walks[i].begin(&lists[i]); err != nil {
			return err
		}
	}
	// The rarest term is looked at first: its few positions settle most documents.
	order := byOccurrences(lists)
	var docs []uint32
	for start := 0; start < len(set); start += windowWords {
		docs = Set(set[start:min(start+windowWords, len(set))]).Documents(docs[:0])
		for _, d := range docs {
			doc := d + uint32(start*64)
			times, err := phraseAt(walks, order, doc)
			if err != nil {
				return err
			}
			if times > 0 {
				visit(doc, times)
			}
		}
	}
	return nil
}

func byOccurrences(lists []segment.List) []int {
	order := make([]int, len(lists))
	for i := range order {
		order[i] = i
		for k := i; k > 0 && lists[order[k]].Occurrences() < lists[order[k-1]].Occurrences(); k-- {
			order[k], order[k-1] = order[k-1], order[k]
		}
	}
	return order
}

// phraseAt counts the places where all terms stand side by side: the positions
// of the first term looked at, less its place, are thinned by each next term.
func phraseAt(walks []walk, order []int, doc uint32) (uint32, error) {
	first := &walks[order[0]]
	if err := first.to(doc); err != nil {
		return 0, err
	}
	starts := first.starts[:0]
	for _, p := range first.places {
		if p >= uint32(order[0]) {
			starts = append(starts, p-uint32(order[0]))
		}
	}
	first.starts = starts
	for _, i := range order[1:] {
		if len(starts) == 0 {
			return 0, nil
		}
		w := &walks[i]
		if err := w.to(doc); err != nil {
			return 0, err
		}
		kept, at := starts[:0], 0
		for _, s := range starts {
			want := s + uint32(i)
			for at < len(w.places) && w.places[at] < want {
				at++
			}
			if at < len(w.places) && w.places[at] == want {
				kept = append(kept, s)
			}
		}
		starts = kept
	}
	return uint32(len(starts)), nil
}

// walk reads one term's positions for ascending documents.
type walk struct {
	list      *segment.List
	positions segment.Positions
	block     int
	decoded   int
	i, n      int
	first     int // place of posting i's first position
	docs      [bitpack.Block]uint32
	tfs       [bitpack.Block]uint32
	places    []uint32
	starts    []uint32
}

func (w *walk) begin(l *segment.List) error {
	w.list, w.decoded = l, -1
	return w.positions.Reset(l)
}

// to reads the positions in doc, which the list holds.
func (w *walk) to(doc uint32) error {
	w.places = w.places[:0]
	w.block = w.list.Seek(w.block, doc)
	if w.block >= w.list.Blocks() {
		return nil
	}
	if w.block != w.decoded {
		var err error
		if w.n, err = w.list.Docs(w.block, &w.docs); err != nil {
			return err
		}
		if _, err = w.list.TFs(w.block, &w.tfs); err != nil {
			return err
		}
		w.decoded, w.i, w.first = w.block, 0, w.list.Before(w.block)
	}
	for w.i < w.n && w.docs[w.i] < doc {
		w.first += int(w.tfs[w.i])
		w.i++
	}
	if w.i == w.n || w.docs[w.i] != doc {
		return nil
	}
	var err error
	w.places, err = w.positions.Read(w.places, w.first, int(w.tfs[w.i]))
	return err
}
