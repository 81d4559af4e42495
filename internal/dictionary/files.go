package dictionary

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"khobao/index/vi"
	"khobao/internal/failure"
)

// The files of a dictionary folder.
const (
	WordsFile         = "words.txt"
	AbbreviationsFile = "abbreviations.tsv"
)

// maxFile bounds the bytes of a file.
const maxFile = 16 << 20

// Set is what is known beside the program's own tables, and with them.
type Set struct {
	Abbreviations *vi.Abbreviations // built in, and the file's over them
	Lexicon       *vi.Lexicon
}

// Problem is a line of a file that was left out.
type Problem struct {
	File string // its path
	vi.LineError
}

// Load reads the files of a folder over the built-in tables. Files that are not
// there are empty. Bad lines are left out and come back as problems; an error is a
// file that cannot be read.
func Load(dir string) (Set, []Problem, error) {
	set := Set{Abbreviations: vi.Default(), Lexicon: vi.NewLexicon()}
	var problems []Problem
	own := &vi.Abbreviations{}
	for _, f := range []struct {
		name string
		read func(io.Reader) error
	}{
		{AbbreviationsFile, func(r io.Reader) (err error) { own, err = vi.LoadAbbreviations(r); return err }},
		{WordsFile, set.Lexicon.ReadWords},
	} {
		path := filepath.Join(dir, f.name)
		more, err := read(path, f.read)
		if err != nil {
			return set, problems, err
		}
		problems = append(problems, more...)
	}
	if err := set.Abbreviations.Merge(own); err != nil {
		return set, problems, failure.New(failure.TooLarge, filepath.Join(dir, AbbreviationsFile), err)
	}
	return set, problems, nil
}

func read(path string, take func(io.Reader) error) ([]Problem, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, failure.New(failure.Unreadable, path, err)
	}
	defer f.Close()
	limited := &io.LimitedReader{R: f, N: maxFile + 1}
	err = take(limited)
	if limited.N == 0 {
		return nil, failure.Newf(failure.TooLarge, path, "%d MB", maxFile>>20)
	}
	return problemsOf(path, err)
}

// problemsOf parts bad lines from a file that cannot be read.
func problemsOf(path string, err error) ([]Problem, error) {
	if err == nil {
		return nil, nil
	}
	lines, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil, failure.New(failure.Unreadable, path, err)
	}
	var out []Problem
	for _, one := range lines.Unwrap() {
		var line *vi.LineError
		if !errors.As(one, &line) {
			return nil, failure.New(failure.Unreadable, path, err)
		}
		out = append(out, Problem{path, *line})
	}
	return out, nil
}
