package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	bleveapi "github.com/blevesearch/bleve_index_api"

	"khobao/index"
	"khobao/index/bleveindex/columns"
	"khobao/index/bleveindex/segment"
	"khobao/index/vi"
)

// generation is one complete index in its own folder. It is closed after its
// last user let go of it.
type generation struct {
	number   int
	dir      string
	meta     meta
	format   SegmentFormat // of its segments: the one it was made with
	store    *store
	columns  *columns.Set
	words    *vocabulary
	unions   *unions
	last     record        // of the last batch acknowledged; guarded by Engine.applying, and by Engine.mu for writing
	pending  *pending      // a batch that scorch holds but may not have persisted; guarded like last
	verified bool          // its files were checked before they were opened
	retired  chan struct{} // closed when another generation took its place
	users    atomic.Int64
	closed   func(*generation)
	fate     fate
}

// pending is a batch that was not acknowledged though scorch took it in.
type pending struct {
	record   record
	snapshot uint64 // scorch's number of the snapshot that holds it
}

const (
	currentName  = "CURRENT"
	previousName = "PREVIOUS"
	lockName     = "LOCK"
	genPrefix    = "gen-"
)

func genName(number int) string { return fmt.Sprintf("%s%04d", genPrefix, number) }

func parseGenName(name string) (int, bool) {
	digits, ok := strings.CutPrefix(name, genPrefix)
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n > 0 && genName(n) == name
}

// generations lists the numbers of the generations in dir, lowest first.
func generations(dir string) ([]int, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var numbers []int
	for _, e := range entries {
		if n, ok := parseGenName(e.Name()); ok && e.IsDir() {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return numbers, nil
}

// readCurrent gives the number of the live generation; 0 when there never was one.
func readCurrent(dir string) (int, error) { return readName(dir, currentName) }

func writeCurrent(dir string, number int) error { return writeName(dir, currentName, number) }

// readName gives the number of the generation that a file names; 0 without one.
func readName(dir, name string) (int, error) {
	data, err := os.ReadFile(filepath.Join(dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	n, ok := parseGenName(strings.TrimSpace(string(data)))
	if !ok {
		return 0, damaged("%s does not name a generation", filepath.Join(dir, name))
	}
	return n, nil
}

func writeName(dir, name string, number int) error {
	return writeFile(filepath.Join(dir, name), []byte(genName(number)+"\n"))
}

// removeLeftovers deletes generations that are neither live nor kept, and
// half-written files.
func removeLeftovers(dir string, live, kept int) error {
	numbers, err := generations(dir)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if n != live && n != kept {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, genName(n))))
		}
	}
	gen := filepath.Join(dir, genName(live))
	for _, pattern := range []string{filepath.Join(dir, newPattern), filepath.Join(gen, newPattern), filepath.Join(gen, segment.Temporary)} {
		temps, _ := filepath.Glob(pattern)
		for _, t := range temps {
			err = errors.Join(err, os.Remove(t))
		}
	}
	return err
}

// createGeneration makes an empty generation. bulk is for filling it at speed.
func (e *Engine) createGeneration(number int, bulk bool) (*generation, error) {
	g := &generation{
		number:   number,
		dir:      filepath.Join(e.dir, genName(number)),
		meta:     e.wantMeta(),
		format:   e.options.Segment,
		verified: true,
	}
	if err := os.RemoveAll(g.dir); err != nil {
		return nil, fmt.Errorf("clear %s: %w", g.dir, err)
	}
	if err := os.Mkdir(g.dir, 0o700); err != nil {
		return nil, fmt.Errorf("create generation: %w", storageError(err))
	}
	if err := g.meta.write(g.dir); err != nil {
		return nil, err
	}
	if err := syncDir(e.dir); err != nil {
		return nil, err
	}
	return g, e.start(g, bulk)
}

func (e *Engine) wantMeta() meta {
	return meta{
		Schema:   e.layout.schema(),
		Analysis: vi.Version,
		Segment:  e.options.Segment.name(),
	}
}

// formatNamed finds the format a generation was made with; zero when unknown.
func (e *Engine) formatNamed(name string) SegmentFormat {
	for _, f := range []SegmentFormat{e.options.Segment, Own, Zap} {
		if f.name() == name {
			return f
		}
	}
	return SegmentFormat{}
}

// openGeneration opens an existing generation and checks that it lost nothing.
// Errors of damage are isDamage.
func (e *Engine) openGeneration(ctx context.Context, number int) (*generation, error) {
	g := &generation{number: number, dir: filepath.Join(e.dir, genName(number))}
	var err error
	if g.meta, err = readMeta(g.dir); err != nil {
		return nil, &damage{err}
	}
	if g.format = e.formatNamed(g.meta.Segment); g.format.Type == "" || g.meta.Schema != e.layout.schema() {
		return g, nil // its files are not read at all
	}
	if err := e.checkGeneration(ctx, g); err != nil {
		return g, err
	}
	if err := e.start(g, false); err != nil {
		return g, err
	}
	if err := g.checkRecord(); err != nil {
		return g, errors.Join(err, g.store.close())
	}
	return g, nil
}

// checkGeneration looks at the files before scorch does, which trusts them.
func (e *Engine) checkGeneration(ctx context.Context, g *generation) error {
	if found, err := exists(filepath.Join(g.dir, boltName)); err != nil {
		return err
	} else if !found {
		if r, ok := readApplied(g.dir); ok && r.seq > 0 {
			return damaged("%s is gone", filepath.Join(g.dir, boltName))
		}
		return nil
	}
	if err := checkClosed(g.dir); err != nil {
		return &damage{err}
	}
	files, err := newestFiles(g.dir)
	if err != nil {
		return &damage{err}
	}
	var total int64
	var paths []string
	for _, name := range files {
		path := filepath.Join(g.dir, name)
		info, err := os.Stat(path)
		if err != nil {
			return &damage{fmt.Errorf("segment of the index: %w", err)}
		}
		total += info.Size()
		paths = append(paths, path)
	}
	if total <= e.options.VerifyNow {
		if err := checkFiles(ctx, g.format, paths); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return &damage{err}
		}
		g.verified = true
	}
	return removeClosed(g.dir)
}

// start opens the scorch files of g.
func (e *Engine) start(g *generation, bulk bool) error {
	s, err := openStore(g.dir, g.format, bulk)
	if err != nil {
		if isDamage(err) {
			return err
		}
		return &damage{err}
	}
	g.store = s
	g.columns = e.layout.newColumns()
	g.words = newVocabulary()
	g.unions = newUnions()
	g.retired = make(chan struct{})
	g.closed = e.generationClosed
	g.users.Store(1)
	return nil
}

// checkRecord compares what scorch came back with with what was acknowledged.
func (g *generation) checkRecord() error {
	return guarded("read the record of the last batch", func() error {
		reader, err := g.store.scorch.Reader()
		if err != nil {
			return err
		}
		defer reader.Close()
		r, err := readRecord(reader)
		if err != nil {
			return &damage{err}
		}
		count, err := reader.DocCount()
		if err != nil {
			return &damage{err}
		}
		if count != r.articles {
			return damaged("the index holds %d articles, its last batch left %d", count, r.articles)
		}
		if applied, ok := readApplied(g.dir); ok && applied.seq > r.seq {
			return damaged("the index went back to batch %d, batch %d was acknowledged", r.seq, applied.seq)
		}
		g.last = r
		return nil
	})
}

func readRecord(reader bleveapi.IndexReader) (record, error) {
	value, err := reader.GetInternal(recordKey)
	if err != nil || value == nil {
		return record{}, err
	}
	return parseRecord(value)
}

func (g *generation) retain() { g.users.Add(1) }

// release lets go of g; the last one out closes it.
func (g *generation) release() {
	if g.users.Add(-1) == 0 {
		g.closed(g)
	}
}

// shut closes the files of g, and seals them or, when it is not to stay, removes them.
func (g *generation) shut() error {
	err := g.store.close()
	return g.fate.end(func(gone bool) error {
		if gone {
			return errors.Join(err, os.RemoveAll(g.dir))
		}
		if err == nil && g.store.failure() == nil {
			err = writeClosed(g.dir)
		}
		return err
	})
}

func (g *generation) isRetired() bool {
	select {
	case <-g.retired:
		return true
	default:
		return false
	}
}

var _ index.Engine = (*Engine)(nil)
