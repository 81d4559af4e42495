package index

import "khobao/index/query"

// Places says where words stand in the hits of a Result, so that they can be
// ranked by it without their texts. An engine that was asked by Request.Places
// gives it with every hit of a page ordered by relevance, or leaves it nil.
type Places struct {
	Words    int       // as many as were asked
	Fields   int       // the Text fields of the table, in its order
	Articles int       // in the index
	Average  []float64 // by field: mean length in tokens of the articles that have it
	DocFreq  []int     // by word: about how many articles hold it
	Minutes  []uint32  // by hit: when it was published, growing with time; 0 unknown
	Lengths  []uint16  // by hit, then field: length in tokens; 65535 stands for more

	Ends []uint32 // by hit, word, field: end of its positions in At
	At   []uint32 // positions of tokens from 1, ascending; at most MaxPlaces in a field
}

// MaxPlaces bounds the places of one word in one field of one hit: more say no
// more about it.
const MaxPlaces = 48

// Of gives the positions of a word in a field of a hit.
func (p *Places) Of(hit, word, field int) []uint32 {
	i := (hit*p.Words+word)*p.Fields + field
	start := uint32(0)
	if i > 0 {
		start = p.Ends[i-1]
	}
	return p.At[start:p.Ends[i]]
}

// Length gives the length of a field of a hit in tokens.
func (p *Places) Length(hit, field int) int { return int(p.Lengths[hit*p.Fields+field]) }

// PlaceWord is a word whose places are asked for: one token, matched as a
// query.Word is.
type PlaceWord = query.Word
