package columns

import (
	"context"
	"slices"
	"sort"
	"strings"
	"sync"
)

// Normal is a value of a keyword field as it is compared: Marked keeps the
// marks and drops case and spacing, Folded drops the marks too.
type Normal struct{ Marked, Folded string }

// Values numbers the values of one keyword field. Numbers are given in order of
// appearance and never taken back.
type Values struct {
	normal func(string) Normal

	mu       sync.RWMutex
	numbers  map[string]uint32
	names    []string
	order    ordered
	byMarked map[string][]uint32
	byFolded map[string][]uint32
}

// ordered are the values seen so far in the order of their names. Its slices are
// never changed.
type ordered struct {
	names  []string // by number
	byName []uint32 // numbers
	rank   []uint32 // place in byName, by number
}

// ordered gives the order of all values seen so far. Those that came since it was
// asked for last are sorted apart and merged in.
func (v *Values) ordered() ordered {
	v.mu.RLock()
	o := v.order
	done := len(o.byName) == len(v.names)
	v.mu.RUnlock()
	if done {
		return o
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	names, old := v.names, v.order.byName
	fresh := make([]uint32, len(names)-len(old))
	for i := range fresh {
		fresh[i] = uint32(len(old) + i)
	}
	slices.SortFunc(fresh, func(a, b uint32) int { return strings.Compare(names[a], names[b]) })
	o = ordered{names: names, byName: make([]uint32, 0, len(names)), rank: make([]uint32, len(names))}
	for _, n := range fresh {
		before := sort.Search(len(old), func(i int) bool { return names[old[i]] > names[n] })
		o.byName = append(append(o.byName, old[:before]...), n)
		old = old[before:]
	}
	o.byName = append(o.byName, old...)
	for place, n := range o.byName {
		o.rank[n] = uint32(place)
	}
	v.order = o
	return o
}

// Order puts the values seen so far in the order of their names, which counting
// them needs: of hundreds of thousands that takes a tenth of a second the first time,
// which no search should have to wait for.
func (v *Values) Order() { v.ordered() }

func newValues(normal func(string) Normal) *Values {
	return &Values{
		normal:   normal,
		numbers:  map[string]uint32{},
		byMarked: map[string][]uint32{},
		byFolded: map[string][]uint32{},
	}
}

// number gives the number of a value, a new one when it was never seen.
func (v *Values) number(name string) uint32 {
	v.mu.RLock()
	n, ok := v.numbers[name]
	v.mu.RUnlock()
	if ok {
		return n
	}
	form := v.normal(name)
	v.mu.Lock()
	defer v.mu.Unlock()
	if n, ok := v.numbers[name]; ok {
		return n
	}
	n = uint32(len(v.names))
	v.numbers[name] = n
	v.names = append(v.names, name)
	v.byMarked[form.Marked] = append(v.byMarked[form.Marked], n)
	v.byFolded[form.Folded] = append(v.byFolded[form.Folded], n)
	return n
}

// Len is the number of values seen so far.
func (v *Values) Len() int {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return len(v.names)
}

// Name gives a value by its number.
func (v *Values) Name(n uint32) string {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.names[n]
}

// Match lists the values that text stands for: the very value when there is
// one, else those equal but for case and spacing, and, when text is typed
// without marks, but for marks too.
func (v *Values) Match(text string) []uint32 {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if n, ok := v.numbers[text]; ok {
		return []uint32{n}
	}
	return v.like(v.normal(text))
}

// MatchLoose is Match without the preference for the very value.
func (v *Values) MatchLoose(text string) []uint32 {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.like(v.normal(text))
}

func (v *Values) like(form Normal) []uint32 {
	if form.Folded == "" {
		return nil
	}
	if form.Marked != form.Folded {
		return v.byMarked[form.Marked]
	}
	return v.byFolded[form.Folded]
}

// checkValues is how many values are looked at between two looks at the context.
const checkValues = 64

// Prefix lists the values that begin with text, compared as Match does, in the order
// of their numbers as all lists are. It stops with ctx's error soon after ctx ends.
func (v *Values) Prefix(ctx context.Context, text string) ([]uint32, error) {
	form := v.normal(text)
	table, prefix := v.byFolded, form.Folded
	if form.Marked != form.Folded {
		table, prefix = v.byMarked, form.Marked
	}
	if prefix == "" {
		return nil, nil
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	var found []uint32
	n := 0
	for key, numbers := range table {
		if n++; n%checkValues == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if strings.HasPrefix(key, prefix) {
			found = append(found, numbers...)
		}
	}
	slices.Sort(found)
	return found, nil
}
