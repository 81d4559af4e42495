package vi

import (
	"bufio"
	"bytes"
	_ "embed" // for the table
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

//go:embed abbreviations.tsv
var abbreviationTable []byte

//go:embed names.tsv
var nameTable []byte

// LongForm is one meaning of an abbreviation.
type LongForm struct {
	Text    string   // as written in the table
	Context []string // words in normal form that tell this meaning from another; none when there is but one
}

// Abbreviations knows what abbreviations stand for. The zero value knows none. It
// is safe for concurrent use once it is loaded.
type Abbreviations struct {
	long   map[string][]LongForm // by squeezed abbreviation
	folded map[string][]string   // squeezed abbreviations by their folded form
	short  map[string][]string   // abbreviations as written, by normal long form
	apart  map[string]string     // squeezed abbreviations of several words, by their normal form
	first  map[string]bool       // first terms of long forms and of those in apart
	tokens int                   // of the abbreviation of most pieces
	words  int                   // of the longest long form
}

// Limits of a table, which users edit.
const (
	maxAbbreviation = 40  // bytes
	maxLongForm     = 200 // bytes
	maxEntries      = 50000
)

// LoadAbbreviations reads a table of lines
//
//	abbreviation TAB long form TAB context words parted by commas
//
// the last of which may be missing. Empty lines and lines that begin with # are
// left out; an abbreviation of two meanings has two lines. The error joins a
// *LineError for every bad line, up to ten; the others are loaded all the same.
func LoadAbbreviations(r io.Reader) (*Abbreviations, error) {
	a := &Abbreviations{}
	var bad []error
	lines := bufio.NewScanner(r)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\uFEFF"))
		if line == "" || line[0] == '#' {
			continue
		}
		if err := a.line(line); err != nil && len(bad) < maxBadLines {
			err.Line = n
			bad = append(bad, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read abbreviations after line %d: %w", n, err)
	}
	return a, errors.Join(bad...)
}

// Default loads the table that comes with the package.
func Default() *Abbreviations { return embedded(abbreviationTable) }

// Names loads the table of names that are spelled in several ways, in the form of
// abbreviations of the commonest one: Đăk Lăk and Đắc Lắc of Đắk Lắk, Moscow of
// Mát-xcơ-va.
func Names() *Abbreviations { return embedded(nameTable) }

func embedded(table []byte) *Abbreviations {
	a, err := LoadAbbreviations(bytes.NewReader(table))
	if err != nil {
		panic(err) // the tests hold the tables to their form
	}
	return a
}

func (a *Abbreviations) line(line string) *LineError {
	fields := strings.Split(line, "\t")
	if len(fields) < 2 || len(fields) > 3 {
		return &LineError{Code: BadColumns, Detail: strconv.Itoa(len(fields))}
	}
	abbr, long := strings.TrimSpace(fields[0]), strings.TrimSpace(fields[1])
	switch {
	case !utf8.ValidString(line):
		return &LineError{Code: BadUTF8}
	case len(abbr) > maxAbbreviation || len(long) > maxLongForm:
		return &LineError{Code: BadLength, Detail: fmt.Sprintf("%.20s", abbr)}
	case squeeze(abbr) == "":
		return &LineError{Code: BadShort, Detail: abbr}
	case Normalize(long) == "":
		return &LineError{Code: BadLong, Detail: abbr}
	case Normalize(abbr) == Normalize(long):
		return &LineError{Code: BadSame, Detail: abbr}
	}
	var context []string
	if len(fields) == 3 {
		for _, w := range strings.Split(fields[2], ",") {
			if w = Normalize(w); w != "" {
				context = append(context, w)
			}
		}
	}
	if err := a.Add(abbr, LongForm{Text: long, Context: context}); err != nil {
		return &LineError{Code: BadMany, Detail: strconv.Itoa(maxEntries)}
	}
	return nil
}

// Add enters one meaning of an abbreviation; one that is known already gets the
// context words. It must not run beside other calls.
func (a *Abbreviations) Add(abbr string, long LongForm) error {
	key, full := squeeze(abbr), Normalize(long.Text)
	if key == "" || full == "" {
		return fmt.Errorf("abbreviation %q of %q: one of them has no word", abbr, long.Text)
	}
	if len(a.long) >= maxEntries {
		return fmt.Errorf("%s: more than %d abbreviations", abbr, maxEntries)
	}
	if a.long == nil {
		a.long, a.folded = make(map[string][]LongForm), make(map[string][]string)
		a.short, a.first = make(map[string][]string), make(map[string]bool)
		a.apart = make(map[string]string)
	}
	forms := a.long[key]
	if i := slices.IndexFunc(forms, func(f LongForm) bool { return Normalize(f.Text) == full }); i >= 0 {
		forms[i].Context = long.Context
	} else {
		a.long[key] = append(forms, long)
	}
	if f := Fold(key); f != key && !slices.Contains(a.folded[f], key) {
		a.folded[f] = append(a.folded[f], key)
	}
	if !slices.Contains(a.short[full], abbr) {
		a.short[full] = append(a.short[full], abbr)
	}
	pieces, words := Tokens(abbr), Tokens(long.Text)
	a.tokens, a.words = max(a.tokens, len(pieces)), max(a.words, len(words), len(pieces))
	a.first[words[0].Term] = true
	for i := 1; i < len(pieces); i++ {
		if bound(pieces[i-1], pieces[i]) {
			continue
		}
		normal := Normalize(abbr)
		a.apart[normal], a.first[pieces[0].Term] = key, true
		if f := Fold(normal); len(pieces) >= foldedFrom && a.apart[f] == "" {
			a.apart[f], a.first[pieces[0].Folded] = key, true
		}
	}
	return nil
}

// foldedFrom is the number of words from which an abbreviation of several words is
// known without its marks: tp ho chi minh.
const foldedFrom = 3

// Merge enters all of another table over this one, as a user's over the embedded:
// its meanings come first.
func (a *Abbreviations) Merge(user *Abbreviations) error {
	fulls := make([]string, 0, len(user.short))
	for full := range user.short {
		fulls = append(fulls, full)
	}
	slices.Sort(fulls)
	for _, full := range fulls {
		for _, abbr := range user.short[full] {
			for _, f := range user.long[squeeze(abbr)] {
				if Normalize(f.Text) == full {
					if err := a.Add(abbr, f); err != nil {
						return err
					}
				}
			}
		}
	}
	for key, forms := range user.long {
		var rest []LongForm
		for _, f := range a.long[key] {
			if !slices.ContainsFunc(forms, func(u LongForm) bool { return Normalize(u.Text) == Normalize(f.Text) }) {
				rest = append(rest, f)
			}
		}
		a.long[key] = slices.Concat(forms, rest)
	}
	return nil
}

// Len is the number of abbreviations.
func (a *Abbreviations) Len() int { return len(a.long) }

// Long gives the meanings of an abbreviation, in the order of the table,
// whatever its case and the signs in it: GD&ĐT, gdđt, GD-ĐT. Where none is known
// it is read as typed without marks (HDND).
func (a *Abbreviations) Long(abbr string) []LongForm {
	if len(abbr) > maxAbbreviation {
		return nil
	}
	return slices.Clone(a.meanings(squeeze(abbr)))
}

func (a *Abbreviations) meanings(key string) []LongForm {
	if forms := a.long[key]; len(forms) > 0 || key == "" {
		return forms
	}
	var all []LongForm
	for _, k := range a.folded[key] {
		all = append(all, a.long[k]...)
	}
	return all
}

// Short gives the abbreviations of a long form, in the order of the table,
// whatever its case, commas and place of tones.
func (a *Abbreviations) Short(long string) []string {
	return slices.Clone(a.short[Normalize(long)])
}

// squeeze gives what is the same in all ways to write an abbreviation: letters
// and digits in lower case.
func squeeze(abbr string) string { return squeezeTerm(Normalize(abbr)) }

var signsOut = strings.NewReplacer(" ", "", ".", "", "&", "", "-", "", "/", "", ",", "")

func squeezeTerm(term string) string {
	if strings.ContainsAny(term, " .&-/,") {
		return signsOut.Replace(term)
	}
	return term
}
