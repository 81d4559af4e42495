package lab

import (
	"math/bits"

	"khobao/index/bleveindex/docset"
)

// packed holds all facets of a document in one word, so that counting reads one
// number a document and takes no branch: eight bits each for category, source
// and year, ten bits each for up to four places. A value that is missing is the
// highest number of its bits. Each place counts in an array of its own: where two
// documents in a row raise the same count, the second waits for the first.
type packed struct {
	words  []uint64
	sizes  [4]int // values of each facet
	single [3]*[1 << singleBits]uint32
	places [4]*[1 << placeBits]uint32
}

const (
	singleBits, noSingle = 8, 1<<8 - 1
	placeBits, noPlace   = 10, 1<<10 - 1
	maxPlaces            = 4
)

// pack gives nil where the values do not fit.
func pack(documents int, columns map[string]*column) *packed {
	p := &packed{words: make([]uint64, documents)}
	shifts := [4]int{0, singleBits, 3 * singleBits, 2 * singleBits} // in the order of shown
	for i, f := range shown {
		c := columns[f.field]
		p.sizes[i] = len(c.values)
		most, width, none := 1, singleBits, uint64(noSingle)
		if f.field == "places" {
			most, width, none = maxPlaces, placeBits, noPlace
		}
		if len(c.values) > int(none) {
			return nil
		}
		for d := range documents {
			values := c.of[c.starts[d]:c.starts[d+1]]
			if len(values) > most {
				return nil
			}
			for k := range most {
				v := none
				if k < len(values) {
					v = uint64(values[k])
				}
				p.words[d] |= v << (shifts[i] + k*width)
			}
		}
	}
	for i := range p.single {
		p.single[i] = new([1 << singleBits]uint32)
	}
	for i := range p.places {
		p.places[i] = new([1 << placeBits]uint32)
	}
	return p
}

// count counts the values over a set, by facet in the order of shown.
func (p *packed) count(set docset.Set) [][]int {
	a, b, c := p.single[0], p.single[1], p.single[2]
	d, e, f, g := p.places[0], p.places[1], p.places[2], p.places[3]
	*a, *b, *c = [1 << singleBits]uint32{}, [1 << singleBits]uint32{}, [1 << singleBits]uint32{}
	*d, *e, *f, *g = [1 << placeBits]uint32{}, [1 << placeBits]uint32{}, [1 << placeBits]uint32{}, [1 << placeBits]uint32{}
	for i, word := range set {
		for ; word != 0; word &= word - 1 {
			v := p.words[i*64+bits.TrailingZeros64(word)]
			a[v&noSingle]++
			b[v>>8&noSingle]++
			c[v>>16&noSingle]++
			d[v>>24&noPlace]++
			e[v>>34&noPlace]++
			f[v>>44&noPlace]++
			g[v>>54&noPlace]++
		}
	}
	out := make([][]int, len(shown))
	for i, from := range [][]uint32{a[:], b[:], nil, c[:]} {
		out[i] = make([]int, p.sizes[i])
		for v := range out[i] {
			if from != nil {
				out[i][v] = int(from[v])
			} else {
				out[i][v] = int(d[v] + e[v] + f[v] + g[v])
			}
		}
	}
	return out
}
