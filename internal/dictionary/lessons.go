package dictionary

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"khobao/index"
	"khobao/index/vi"
	"khobao/internal/failure"
)

// How much is learned: an abbreviation is explained at least this often, and
// pairs of syllables are counted in at most so many articles, evenly chosen.
const (
	leastExplained = 2
	leastBeside    = 5
	perMillion     = 2
	maxRead        = 20_000
)

// Lessons are what articles teach: abbreviations that they explain, pairs of
// syllables that stand together more often than chance, and how often any do, which
// stands in a file of its own.
type Lessons struct {
	Articles      int                      `json:"articles"` // in the index then
	Abbreviations []vi.LearnedAbbreviation `json:"abbreviations"`
	Pairs         []vi.Pair                `json:"pairs"`
	Bigrams       *vi.Bigrams              `json:"-"`
}

// Reading takes lessons from the articles of an archive, one after another. It
// belongs to one goroutine.
type Reading struct {
	every  int // of so many articles the pairs of one are counted
	read   int
	tokens int
	short  vi.AbbreviationLearner
	pairs  vi.Learner

	tokenizer vi.Tokenizer
	text      []vi.Token
}

// Read begins to read an archive of about total articles.
func Read(total int) *Reading {
	return &Reading{every: max(1, (total+maxRead-1)/maxRead)}
}

// Add reads the next article.
func (r *Reading) Add(a *index.Article) {
	for _, text := range [...]string{a.Title, a.Lead, a.Body} {
		r.short.Add(text)
		if r.read%r.every == 0 {
			r.text = r.tokenizer.AppendTokens(r.text[:0], text)
			r.tokens += len(r.text)
			r.pairs.Add(r.text)
		}
	}
	r.read++
}

// Lessons gives what the articles taught.
func (r *Reading) Lessons() Lessons {
	return Lessons{
		Articles: r.read, Abbreviations: r.short.Pairs(leastExplained),
		Pairs:   r.pairs.Pairs(max(leastBeside, perMillion*r.tokens/1_000_000), vi.BoundNPMI),
		Bigrams: r.pairs.Bigrams(),
	}
}

// Learn reads the articles of an archive, of which there are about total.
func Learn(ctx context.Context, articles iter.Seq2[index.Article, error], total int) (Lessons, error) {
	r := Read(total)
	for a, err := range articles {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return Lessons{}, fmt.Errorf("learn from articles: %w", err)
		}
		r.Add(&a)
	}
	return r.Lessons(), nil
}

// The files of lessons in an index folder, by generation.
const (
	lessonsFile = "learned-%04d.json"
	bigramsFile = "learned-%04d.pairs"
)

func fileOf(dir, name string, generation int) string {
	return filepath.Join(dir, fmt.Sprintf(name, generation))
}

// Keep writes lessons beside a generation of the index and removes those of
// others.
func (l Lessons) Keep(dir string, generation int) error {
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	var pairs bytes.Buffer
	if err := l.Bigrams.Write(&pairs); err != nil {
		return err
	}
	kept := map[string]bool{}
	for name, data := range map[string][]byte{lessonsFile: text, bigramsFile: pairs.Bytes()} {
		name = fileOf(dir, name, generation)
		kept[name] = true
		tmp := name + ".tmp"
		if err := errors.Join(os.WriteFile(tmp, data, 0o644), os.Rename(tmp, name)); err != nil {
			return failure.New(failure.Unreadable, name, err)
		}
	}
	old, err := filepath.Glob(filepath.Join(dir, "learned-*"))
	for _, o := range old {
		if !kept[o] {
			err = errors.Join(err, os.Remove(o))
		}
	}
	return err
}

// Kept reads the lessons of a generation; ok is false where there are none, or
// none that can be read: they can always be learned again.
func Kept(dir string, generation int) (l Lessons, ok bool, err error) {
	if l, ok, err = kept(fileOf(dir, lessonsFile, generation)); !ok || err != nil {
		return l, ok, err
	}
	data, ok, err := readFile(fileOf(dir, bigramsFile, generation))
	if !ok {
		return Lessons{}, false, err
	}
	if l.Bigrams, err = vi.ReadBigrams(data); err != nil {
		return Lessons{}, false, nil
	}
	return l, true, nil
}

// Latest reads the lessons in an index folder that is not open, but for the
// bigrams.
func Latest(dir string) (l Lessons, ok bool, err error) {
	names, err := filepath.Glob(filepath.Join(dir, "learned-*.json"))
	if err != nil || len(names) == 0 {
		return Lessons{}, false, err
	}
	return kept(slices.Max(names))
}

func kept(name string) (l Lessons, ok bool, err error) {
	b, ok, err := readFile(name)
	if !ok || json.Unmarshal(b, &l) != nil {
		return Lessons{}, false, err
	}
	return l, true, nil
}

// readFile reads a file; ok is false where there is none.
func readFile(name string) (b []byte, ok bool, err error) {
	b, err = os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, false, nil
	case err != nil:
		return nil, false, failure.New(failure.Unreadable, name, err)
	}
	return b, true, nil
}

// Fresh reports whether lessons still speak for an index of so many articles.
func (l Lessons) Fresh(articles int) bool {
	return articles <= l.Articles+l.Articles/4 && articles >= l.Articles-l.Articles/4
}

// Table makes a table of the abbreviations that known does not have. Of several
// meanings, those explained a quarter as often as the commonest are kept.
func (l Lessons) Table(known *vi.Abbreviations) *vi.Abbreviations {
	table := &vi.Abbreviations{}
	most := map[string]int{}
	for _, a := range l.Abbreviations { // the most frequent first
		key := vi.Normalize(a.Short)
		most[key] = max(most[key], a.Count)
		if a.Count*4 < most[key] || has(known, a) {
			continue
		}
		if table.Add(a.Short, vi.LongForm{Text: a.Long}) != nil {
			break // there are more than enough
		}
	}
	return table
}

func has(known *vi.Abbreviations, a vi.LearnedAbbreviation) bool {
	for _, f := range known.Long(a.Short) {
		if vi.Normalize(f.Text) == vi.Normalize(a.Long) {
			return true
		}
	}
	return false
}
