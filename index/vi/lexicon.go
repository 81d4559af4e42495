package vi

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// lexiconFiles holds the compounds of the language, a file for each domain,
// written for this project: one compound a line, lower case, in the normal form
// of Normalize, sorted by bytes; a line that begins with # is a comment.
//
//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// maxCompound is the number of syllables of the longest compound.
const maxCompound = 8

// rank says how sure it is that a compound is one word.
type rank uint8

const (
	rankPrefix  rank = iota // only the beginning of a compound
	rankLoose               // seen together in an archive, NPMI below .35
	rankBound               // below .55
	rankTight               // above
	rankLexicon             // of the embedded lexicon
	rankUser                // of the archive's own list
	rankBits    = 3
)

// Lexicon knows which syllables make a word together. It holds no strings, only
// hashes of compounds and of their beginnings. Once filled it may be used by
// several goroutines.
type Lexicon struct {
	slots []uint64 // hash of a sequence of terms, its low bits a rank; 0 is free
	used  int
	words int
}

// NewLexicon gives the embedded lexicon, to which words can be added.
func NewLexicon() *Lexicon {
	l := &Lexicon{}
	names, err := fs.Glob(lexiconFiles, "lexicon/*.txt")
	if err != nil {
		panic(err) // the pattern above is wrong
	}
	for _, name := range names {
		text, err := lexiconFiles.ReadFile(name)
		if err != nil {
			panic(err) // embedded files can always be read
		}
		l.load(string(text))
	}
	return l
}

// load takes an embedded file, which the tests hold to its form.
func (l *Lexicon) load(text string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if line != "" && line[0] != '#' {
			l.insert(strings.Split(line, " "), rankLexicon)
		}
	}
}

// Clone gives a copy to which words can be added.
func (l *Lexicon) Clone() *Lexicon {
	return &Lexicon{slots: slices.Clone(l.slots), used: l.used, words: l.words}
}

// Len is the number of compounds.
func (l *Lexicon) Len() int { return l.words }

// ReadWords adds a list of words: one a line in any spelling, # begins a comment.
// The error joins a *LineError for every line that is no compound, up to ten; the
// others are added all the same.
func (l *Lexicon) ReadWords(r io.Reader) error {
	var bad []error
	lines := bufio.NewScanner(r)
	n := 0
	for lines.Scan() {
		n++
		line, _, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "\uFEFF"), "#")
		if line = strings.TrimSpace(line); line == "" || len(bad) == maxBadLines {
			continue
		}
		switch {
		case !utf8.ValidString(line):
			bad = append(bad, &LineError{Line: n, Code: BadUTF8})
		case l.Add(line) != nil:
			bad = append(bad, &LineError{Line: n, Code: BadWord, Detail: fmt.Sprintf("%.60s", line)})
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read words after line %d: %w", n, err)
	}
	return errors.Join(bad...)
}

// Add enters a compound of two to eight syllables in any spelling. Where it
// competes with one of the embedded lexicon, it wins.
func (l *Lexicon) Add(word string) error {
	terms := strings.Fields(Normalize(word))
	if len(terms) < 2 || len(terms) > maxCompound {
		return fmt.Errorf("word %q: want 2 to %d syllables, have %d", word, maxCompound, len(terms))
	}
	l.insert(terms, rankUser)
	return nil
}

// Learn enters pairs of syllables that an archive holds together.
func (l *Lexicon) Learn(pairs []Pair) {
	for _, p := range pairs {
		r := rankTight
		switch {
		case p.NPMI < 0.35:
			r = rankLoose
		case p.NPMI < 0.55:
			r = rankBound
		}
		l.insert([]string{p.First, p.Second}, r)
	}
}

// Has reports whether the terms, in normal form, are a compound.
func (l *Lexicon) Has(terms ...string) bool {
	h := uint64(0)
	for _, term := range terms {
		h = extend(h, hashTerm(term))
	}
	r, ok := l.get(h)
	return ok && r != rankPrefix
}

func (l *Lexicon) insert(terms []string, r rank) {
	h := uint64(0)
	for i, term := range terms {
		h = extend(h, hashTerm(term))
		if i < len(terms)-1 {
			l.put(h, rankPrefix)
		}
	}
	l.put(h, r)
}

// hashTerm is FNV-1a over the bytes of a term, an open y taken for i: kỹ sư and
// kĩ sư are one compound.
func hashTerm(term string) uint64 {
	h := uint64(14695981039346656037)
	stem, open := openY(term)
	for i := range len(stem) {
		h = (h ^ uint64(stem[i])) * 1099511628211
	}
	for i := range len(open) {
		h = (h ^ uint64(open[i])) * 1099511628211
	}
	return h
}

// openY parts a syllable that is an onset and y (lý, quỹ) into its onset and the
// same vowel written i. Other terms come back whole.
func openY(term string) (stem, open string) {
	n := len(term)
	switch {
	case n >= 4 && term[n-3] == 0xE1 && term[n-2] == 0xBB:
		switch term[n-1] {
		case 0xB3:
			stem, open = term[:n-3], "ì"
		case 0xB5:
			stem, open = term[:n-3], "ị"
		case 0xB7:
			stem, open = term[:n-3], "ỉ"
		case 0xB9:
			stem, open = term[:n-3], "ĩ"
		}
	case n >= 3 && term[n-2] == 0xC3 && term[n-1] == 0xBD:
		stem, open = term[:n-2], "í"
	case n >= 2 && term[n-1] == 'y':
		stem, open = term[:n-1], "i"
	}
	if open == "" || !onsetEnd(stem) {
		return term, ""
	}
	return stem, open
}

// onsetEnd reports whether a consonant, or the u of qu, ends the stem.
func onsetEnd(stem string) bool {
	switch c := stem[len(stem)-1]; c {
	case 'a', 'e', 'i', 'o', 'y':
		return false
	case 'u':
		return stem == "qu"
	default:
		return 'b' <= c && c <= 'z'
	}
}

// extend gives the hash of a sequence with one more term. The low bits are left
// to the rank; 0 never comes out, as it marks a free slot.
func extend(h, term uint64) uint64 {
	h = (h ^ term) * 0x9E3779B97F4A7C15
	h ^= h >> 29
	return h&^(1<<rankBits-1) | 1<<rankBits
}

func (l *Lexicon) get(h uint64) (rank, bool) {
	if len(l.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(l.slots) - 1)
	for i := h >> 20 & mask; ; i = (i + 1) & mask {
		switch s := l.slots[i]; {
		case s == 0:
			return 0, false
		case s&^(1<<rankBits-1) == h:
			return rank(s & (1<<rankBits - 1)), true
		}
	}
}

// put enters h, or raises its rank.
func (l *Lexicon) put(h uint64, r rank) {
	if 2*(l.used+1) > len(l.slots) {
		l.grow()
	}
	mask := uint64(len(l.slots) - 1)
	for i := h >> 20 & mask; ; i = (i + 1) & mask {
		s := l.slots[i]
		if s == 0 {
			l.slots[i] = h | uint64(r)
			l.used++
			if r != rankPrefix {
				l.words++
			}
			return
		}
		if s&^(1<<rankBits-1) == h {
			old := rank(s & (1<<rankBits - 1))
			if r > old {
				l.slots[i] = h | uint64(r)
				if old == rankPrefix {
					l.words++
				}
			}
			return
		}
	}
}

func (l *Lexicon) grow() {
	old := l.slots
	l.slots = make([]uint64, max(1024, 2*len(old)))
	l.used, l.words = 0, 0
	for _, s := range old {
		if s != 0 {
			l.put(s&^(1<<rankBits-1), rank(s&(1<<rankBits-1)))
		}
	}
}
