package lab

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/bleve_index_api"
	api "github.com/blevesearch/scorch_segment_api/v2"

	"khobao/index/bleveindex/segment"
)

// A corpus is UTF-8, an article a line, nine columns parted by U+001F: id,
// title, lead, body, date (seconds since 1970), year, category, source, places;
// several places are parted by U+001E.
const (
	columnBreak = '\x1f'
	placeBreak  = "\x1e"
)

// texts and keywords are the fields, by column.
var (
	texts = []struct {
		name   string
		column int
	}{{"title", 1}, {"lead", 2}, {"body", 3}}
	keywords = []struct {
		name   string
		column int
	}{{"year", 5}, {"category", 6}, {"source", 7}, {"places", 8}}
)

// batchTokens bounds a batch: about 120 MB while it is inverted.
const batchTokens = 6 << 20

// Build indexes at most n articles of a corpus (0 = all) into one segment file
// at path.
func Build(ctx context.Context, corpus, path string, n int) (articles int, err error) {
	f, err := os.Open(corpus)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	b := &builder{dir: filepath.Dir(path), terms: segment.NewTerms()}
	defer b.clean()
	lines := bufio.NewReaderSize(f, 1<<20)
	for n == 0 || b.articles < n {
		if b.articles%1024 == 0 && ctx.Err() != nil {
			return b.articles, ctx.Err()
		}
		line, err := lines.ReadBytes('\n')
		if line = bytes.TrimSuffix(line, []byte("\n")); len(line) > 0 {
			if err := b.add(line); err != nil {
				return b.articles, fmt.Errorf("article %d of %s: %w", b.articles+1, corpus, err)
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return b.articles, err
		}
	}
	if err := b.flush(); err != nil {
		return b.articles, err
	}
	return b.articles, b.merge(path)
}

// builder makes a segment a batch and merges them at the end.
type builder struct {
	dir      string
	terms    *segment.Terms
	docs     []bleve.Document
	tokens   int
	arena    []uint32
	parts    []api.Segment
	files    []string
	articles int
}

func (b *builder) add(line []byte) error {
	columns := bytes.Split(line, []byte{columnBreak})
	if len(columns) != 9 {
		return fmt.Errorf("%d columns, want 9", len(columns))
	}
	seconds, err := strconv.ParseInt(string(columns[4]), 10, 64)
	if err != nil {
		return fmt.Errorf("date: %w", err)
	}
	t := &segment.Tokens{Terms: b.terms, Minute: uint32(max(seconds, 0) / 60), Fields: make([]segment.FieldTokens, 0, len(texts)+len(keywords))}
	for _, f := range texts {
		t.Fields = append(t.Fields, segment.FieldTokens{Name: f.name, Freqs: true, Positions: true, Terms: b.numbers(columns[f.column], ' ')})
	}
	for _, f := range keywords {
		if len(columns[f.column]) > 0 {
			t.Fields = append(t.Fields, segment.FieldTokens{Name: f.name, Terms: b.numbers(columns[f.column], placeBreak[0])})
		}
	}
	b.docs = append(b.docs, &document{id: string(columns[0]), tokens: t})
	b.articles++
	if b.tokens >= batchTokens {
		return b.flush()
	}
	return nil
}

// numbers gives the numbers of the terms of a column, from one arena a batch.
func (b *builder) numbers(column []byte, part byte) []uint32 {
	start := len(b.arena)
	for len(column) > 0 {
		end := bytes.IndexByte(column, part)
		if end < 0 {
			end = len(column)
		}
		if end > 0 {
			b.arena = append(b.arena, b.terms.Number(column[:end]))
		}
		column = column[min(end+1, len(column)):]
	}
	b.tokens += len(b.arena) - start
	return b.arena[start:len(b.arena):len(b.arena)]
}

func (b *builder) flush() error {
	if len(b.docs) == 0 {
		return nil
	}
	s, _, err := segment.Plugin{}.New(b.docs)
	if err != nil {
		return err
	}
	name := filepath.Join(b.dir, "part-"+strconv.Itoa(len(b.parts))+".tmp")
	if err := segment.Of(s).Persist(name); err != nil {
		return err
	}
	b.files = append(b.files, name)
	mapped, err := segment.Open(name)
	if err != nil {
		return err
	}
	b.parts = append(b.parts, mapped)
	b.docs, b.tokens, b.arena = b.docs[:0], 0, make([]uint32, 0, batchTokens+1<<16)
	b.terms = segment.NewTerms()
	return nil
}

func (b *builder) merge(path string) error {
	drops := make([]*roaring.Bitmap, len(b.parts))
	_, _, err := segment.Plugin{}.Merge(b.parts, drops, path, nil, nil)
	return err
}

func (b *builder) clean() {
	for _, p := range b.parts {
		_ = p.Close()
	}
	for _, f := range b.files {
		_ = os.Remove(f)
	}
}

// document is an article of flat tokens; bleve's own analysis has nothing to do.
type document struct {
	id     string
	tokens *segment.Tokens
}

func (d *document) ID() string                                 { return d.id }
func (d *document) Size() int                                  { return 0 }
func (d *document) VisitFields(bleve.FieldVisitor)             {}
func (d *document) VisitComposite(bleve.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                         { return false }
func (d *document) NumPlainTextBytes() uint64                  { return 0 }
func (d *document) AddIDField()                                {}
func (d *document) StoredFieldsBytes() uint64                  { return 0 }
func (d *document) Indexed() bool                              { return true }

// FlatTokens gives the tokens.
func (d *document) FlatTokens() *segment.Tokens { return d.tokens }
