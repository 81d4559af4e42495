package export

import (
	"fmt"
	"strconv"
)

// IDs is a list of article ids, eight bytes each.
type IDs struct{ packed []uint64 }

// Add appends an id of 16 hex digits.
func (l *IDs) Add(id string) error {
	n, err := pack(id)
	if err != nil {
		return err
	}
	l.packed = append(l.packed, n)
	return nil
}

// Len is the number of ids.
func (l *IDs) Len() int { return len(l.packed) }

// At gives the i-th id, from 0.
func (l *IDs) At(i int) string { return fmt.Sprintf("%016x", l.packed[i]) }

// Slice gives the ids from i up to j, without j.
func (l *IDs) Slice(i, j int) []string {
	out := make([]string, 0, j-i)
	for ; i < j; i++ {
		out = append(out, l.At(i))
	}
	return out
}

func pack(id string) (uint64, error) {
	n, err := strconv.ParseUint(id, 16, 64)
	if err != nil || len(id) != 16 {
		return 0, fmt.Errorf("read article id %q: want 16 hex digits", id)
	}
	return n, nil
}
