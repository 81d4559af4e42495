package vi

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"slices"
)

// Bigrams says how often the syllables of an archive stand in it, and how often
// side by side. It may be used by several goroutines.
type Bigrams struct {
	ids    map[string]int32
	counts []uint32
	rows   []uint32 // by syllable and one more: where its followers begin in next
	next   []uint32 // followers, ascending in a row
	times  []uint32
	total  int
	before []uint32 // by syllable: how many different ones it follows
	kept   []uint32 // by syllable: how often it has a follower
}

// Bigrams gives what was counted.
func (c *Learner) Bigrams() *Bigrams {
	keys := make([]uint64, 0, len(c.pairs))
	for k := range c.pairs {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	b := newBigrams(len(c.terms), len(keys))
	for id, term := range c.terms {
		b.add(term, c.counts[id])
		n := 0
		for n < len(keys) && int(keys[n]>>32) == id {
			b.next, b.times = append(b.next, uint32(keys[n])), append(b.times, c.pairs[keys[n]])
			n++
		}
		keys = keys[n:]
		b.rows = append(b.rows, uint32(len(b.next)))
	}
	b.sum()
	return b
}

func newBigrams(terms, pairs int) *Bigrams {
	return &Bigrams{
		ids: make(map[string]int32, terms), counts: make([]uint32, 0, terms), rows: append(make([]uint32, 0, terms+1), 0),
		next: make([]uint32, 0, pairs), times: make([]uint32, 0, pairs),
	}
}

func (b *Bigrams) add(term string, count uint32) {
	b.ids[term] = int32(len(b.counts))
	b.counts = append(b.counts, count)
	b.total += int(count)
}

// sum reckons what follows from the counts.
func (b *Bigrams) sum() {
	b.before, b.kept = make([]uint32, len(b.counts)), make([]uint32, len(b.counts))
	for id := range b.counts {
		for i := b.rows[id]; i < b.rows[id+1]; i++ {
			b.before[b.next[i]]++
			b.kept[id] += b.times[i]
		}
	}
}

// ID numbers a syllable in normal form; -1 is one that was not seen.
func (b *Bigrams) ID(term string) int {
	if id, ok := b.ids[term]; ok {
		return int(id)
	}
	return -1
}

// Len is the number of pairs.
func (b *Bigrams) Len() int { return len(b.next) }

// Share is how likely any syllable of the archive is this one.
func (b *Bigrams) Share(id int) float64 {
	if id < 0 {
		return 0.5 / float64(b.total+1)
	}
	return float64(b.counts[id]) / float64(b.total+1)
}

// Beside is how often a syllable stands right before another; 0 is hardly ever.
func (b *Bigrams) Beside(first, second int) int {
	if first < 0 || second < 0 {
		return 0
	}
	from, to := b.rows[first], b.rows[first+1]
	i, ok := slices.BinarySearchFunc(b.next[from:to], uint32(second), cmp.Compare[uint32])
	if !ok {
		return 0
	}
	return int(b.times[int(from)+i])
}

// discount is taken from the count of every pair for those that were never seen.
const discount = 0.75

// Follow is how likely the second syllable stands right behind the first where any
// does (Kneser and Ney 1995, interpolated): a pair that was not seen is the likelier
// the more syllables the second is seen behind. The pair counts as seen more times
// than it was.
func (b *Bigrams) Follow(first, second int, more float64) float64 {
	seen := 0.5
	if second >= 0 {
		seen += float64(b.before[second])
	}
	other := seen / float64(len(b.next)+len(b.counts)+1)
	if first < 0 || b.kept[first] == 0 {
		return (more + other) / (more + 1)
	}
	all := float64(b.kept[first]) + more
	rest := discount * float64(b.rows[first+1]-b.rows[first]) / all
	return (max(float64(b.Beside(first, second))-discount, 0)+more)/all + rest*other
}

// bigramsMark begins a file of bigrams; its last byte is the format.
const bigramsMark = "KHOBAO-BIGRAMS\x01"

// ErrBigrams is what is no file of bigrams, or a damaged one.
var ErrBigrams = errors.New("no bigrams, or damaged ones")

// Write writes what ReadBigrams reads.
func (b *Bigrams) Write(w io.Writer) error {
	sum := crc32.NewIEEE()
	out := bufio.NewWriter(io.MultiWriter(w, sum))
	out.WriteString(bigramsMark)
	var buf []byte
	put := func(numbers ...int) {
		buf = buf[:0]
		for _, n := range numbers {
			buf = binary.AppendUvarint(buf, uint64(n))
		}
		out.Write(buf)
	}
	terms := make([]string, len(b.counts))
	for term, id := range b.ids {
		terms[id] = term
	}
	put(len(terms), len(b.next))
	for id, term := range terms {
		put(len(term))
		out.WriteString(term)
		from, to := b.rows[id], b.rows[id+1]
		put(int(b.counts[id]), int(to-from))
		last := uint32(0)
		for i := from; i < to; i++ {
			put(int(b.next[i]-last), int(b.times[i]))
			last = b.next[i]
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return binary.Write(w, binary.LittleEndian, sum.Sum32())
}

// Bounds of a file of bigrams.
const (
	maxBigramTerms = 1 << 20
	maxBigramPairs = 1 << 24
)

// ReadBigrams reads what Write wrote, whole; what is anything else is ErrBigrams.
func ReadBigrams(data []byte) (*Bigrams, error) {
	n := len(data) - crc32.Size
	if n < len(bigramsMark) || string(data[:len(bigramsMark)]) != bigramsMark ||
		binary.LittleEndian.Uint32(data[n:]) != crc32.ChecksumIEEE(data[:n]) {
		return nil, ErrBigrams
	}
	data = data[len(bigramsMark):n]
	ok := true
	take := func(limit int) int {
		v, size := binary.Uvarint(data)
		if size <= 0 || v > uint64(limit) {
			ok = false
			return 0
		}
		data = data[size:]
		return int(v)
	}
	terms, pairs := take(maxBigramTerms), take(maxBigramPairs)
	if !ok || terms+pairs > len(data) {
		return nil, ErrBigrams
	}
	b := newBigrams(terms, pairs)
	for range terms {
		size := take(len(data))
		if !ok || size > len(data) {
			return nil, ErrBigrams
		}
		term := string(data[:size])
		data = data[size:]
		b.add(term, uint32(take(1<<32-1)))
		last := 0
		for range take(pairs - len(b.next)) {
			last += take(terms - 1 - last)
			b.next, b.times = append(b.next, uint32(last)), append(b.times, uint32(take(1<<32-1)))
		}
		b.rows = append(b.rows, uint32(len(b.next)))
	}
	if !ok || len(data) > 0 || len(b.next) != pairs || len(b.ids) != terms {
		return nil, ErrBigrams
	}
	b.sum()
	return b, nil
}
