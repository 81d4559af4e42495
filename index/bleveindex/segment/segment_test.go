package segment

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/bleve_index_api"
	api "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/google/go-cmp/cmp"

	"khobao/index/bleveindex/segment/bitpack"
)

// flatDoc is a document of flat tokens.
type flatDoc struct {
	id     string
	tokens *Tokens
}

func (d *flatDoc) ID() string                                 { return d.id }
func (d *flatDoc) Size() int                                  { return 0 }
func (d *flatDoc) VisitFields(bleve.FieldVisitor)             {}
func (d *flatDoc) VisitComposite(bleve.CompositeFieldVisitor) {}
func (d *flatDoc) HasComposite() bool                         { return false }
func (d *flatDoc) NumPlainTextBytes() uint64                  { return 0 }
func (d *flatDoc) AddIDField()                                {}
func (d *flatDoc) StoredFieldsBytes() uint64                  { return 0 }
func (d *flatDoc) Indexed() bool                              { return true }
func (d *flatDoc) FlatTokens() *Tokens                        { return d.tokens }

// plain is a document as a test writes it.
type plain struct {
	id     string
	minute uint32
	body   []string
	site   string
}

func randomDocs(r *rand.Rand, from, n int) []plain {
	docs := make([]plain, n)
	for i := range docs {
		docs[i] = plain{id: fmt.Sprintf("d%06d", from+i), minute: uint32(r.IntN(50)), site: fmt.Sprint("s", r.IntN(4))}
		for range r.IntN(60) {
			docs[i].body = append(docs[i].body, fmt.Sprint("t", int(r.ExpFloat64()*20)))
		}
	}
	return docs
}

func flatten1(docs []plain) []bleve.Document {
	terms := NewTerms()
	out := make([]bleve.Document, len(docs))
	for i, d := range docs {
		t := &Tokens{Terms: terms, Minute: d.minute}
		body := FieldTokens{Name: "body", Freqs: true, Positions: true}
		for _, w := range d.body {
			body.Terms = append(body.Terms, terms.Number([]byte(w)))
		}
		site := FieldTokens{Name: "site", Terms: []uint32{terms.Number([]byte(d.site))}}
		t.Fields = []FieldTokens{body, site}
		out[i] = &flatDoc{d.id, t}
	}
	return out
}

// dump writes everything a segment holds as lines, in one order.
func dump(t *testing.T, s *Segment) string {
	t.Helper()
	var b strings.Builder
	for doc := range uint32(s.Documents()) {
		if found, ok := s.Find(s.ID(doc)); !ok || found != doc {
			t.Fatalf("document %d (%s) is found as %d, %v", doc, s.ID(doc), found, ok)
		}
		fmt.Fprintf(&b, "doc %s %d", s.ID(doc), s.Minute(doc))
		if f := s.Field("body"); f != nil {
			fmt.Fprintf(&b, " %d", Length(f.LengthCode(doc)))
		}
		b.WriteByte('\n')
	}
	for _, name := range []string{"body", "site"} {
		f := s.Field(name)
		if f == nil || f.dict == nil {
			continue
		}
		d, _ := s.Dictionary(name)
		it := d.AutomatonIterator(nil, nil, nil)
		for {
			e, err := it.Next()
			if err != nil {
				t.Fatal(err)
			}
			if e == nil {
				break
			}
			dumpList(t, &b, s, f, e.Term)
		}
	}
	return b.String()
}

func dumpList(t *testing.T, b *strings.Builder, s *Segment, f *Field, term string) {
	t.Helper()
	l, ok, err := f.Term([]byte(term))
	if err != nil || !ok {
		t.Fatalf("%s: %v, %v", term, ok, err)
	}
	fmt.Fprintf(b, "%s %s", f.meta.Name, term)
	var at *Positions
	if f.meta.Positions {
		if at, err = l.Positions(); err != nil {
			t.Fatal(err)
		}
	}
	var docs, tfs [bitpack.Block]uint32
	count := 0
	for block := range l.Blocks() {
		n, err := l.Docs(block, &docs)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.TFs(block, &tfs); err != nil {
			t.Fatal(err)
		}
		first := l.Before(block)
		for i := range n {
			if l.Bitmap() != nil && !l.Bitmap().Has(docs[i]) {
				t.Fatalf("%s: document %d is not in the bitmap", term, docs[i])
			}
			fmt.Fprintf(b, " %s:%d", s.ID(docs[i]), tfs[i])
			if at != nil {
				places, err := at.Read(nil, first, int(tfs[i]))
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprint(b, places)
				first += int(tfs[i])
			}
			if f.meta.Freqs {
				if got := saturated(float64(tfs[i]), float64(Length(f.LengthCode(docs[i]))), f.meta.Average); got > l.Impact(block)+1e-9 {
					t.Fatalf("%s: document %d scores %f, over its block's bound %f", term, docs[i], got, l.Impact(block))
				}
			}
			count++
		}
	}
	if count != l.Len() || l.Bitmap() != nil && l.Bitmap().Count() != count {
		t.Fatalf("%s: %d documents, header says %d", term, count, l.Len())
	}
	b.WriteByte('\n')
}

// saturated is BM25's frequency part as its formula says, see impact.go.
func saturated(tf, length, average float64) float64 {
	return tf / (tf + K1*(1-B+B*length/average))
}

// TestMergeEqualsBuildingAnew merges random segments with random deletions and
// compares every byte of meaning with a segment built of the survivors.
func TestMergeEqualsBuildingAnew(t *testing.T) {
	for seed := range 12 {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		var segments []api.Segment
		var drops []*roaring.Bitmap
		var alive []plain
		from := 0
		for range 1 + r.IntN(5) {
			docs := randomDocs(r, from, r.IntN(700))
			from += len(docs)
			s, _, err := Plugin{}.New(flatten1(docs))
			if err != nil {
				t.Fatal(err)
			}
			own := s.(*Segment)
			var drop *roaring.Bitmap
			if r.IntN(3) > 0 {
				drop = roaring.New()
			}
			byID := map[string]plain{}
			for _, d := range docs {
				byID[d.id] = d
			}
			for doc := range uint32(own.Documents()) {
				if drop != nil && r.IntN(4) == 0 {
					drop.Add(doc)
					continue
				}
				alive = append(alive, byID[string(own.ID(doc))])
			}
			segments, drops = append(segments, own), append(drops, drop)
		}
		path := filepath.Join(t.TempDir(), "m.seg")
		numbers, _, err := Plugin{}.Merge(segments, drops, path, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		merged, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer merged.Close()
		if err := merged.Verify(); err != nil {
			t.Fatal(err)
		}
		checkNumbers(t, segments, drops, numbers, merged)
		want, err := build(flatten1(alive))
		if err != nil {
			t.Fatal(err)
		}
		// Documents of one minute keep the order of their segments in a merge.
		if diff := cmp.Diff(sortedLines(dump(t, want)), sortedLines(dump(t, merged))); diff != "" {
			t.Fatalf("seed %d: merged differs (-built +merged):\n%s", seed, diff)
		}
	}
}

// sortedLines sorts lines, and the postings inside them.
func sortedLines(s string) []string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		parts := strings.Split(l, " d0")
		sort.Strings(parts[1:])
		lines[i] = strings.Join(parts, " d0")
	}
	sort.Strings(lines)
	return lines
}

func checkNumbers(t *testing.T, segments []api.Segment, drops []*roaring.Bitmap, numbers [][]uint64, merged *Segment) {
	t.Helper()
	last := uint32(1 << 31)
	for doc := range uint32(merged.Documents()) {
		if m := merged.Minute(doc); m > last {
			t.Fatalf("document %d is newer than the one before it", doc)
		} else {
			last = m
		}
	}
	for i, s := range segments {
		for doc, n := range numbers[i] {
			gone := drops[i] != nil && drops[i].Contains(uint32(doc))
			if gone != (n == dropped) {
				t.Fatalf("segment %d document %d: dropped %v, new number %d", i, doc, gone, n)
			}
			if old, _ := s.DocID(uint64(doc)); !gone && string(merged.ID(uint32(n))) != string(old) {
				t.Fatalf("segment %d document %d became another", i, doc)
			}
		}
	}
}

func TestOpenRefusesWhatIsNoSegment(t *testing.T) {
	s, err := build(flatten1(randomDocs(rand.New(rand.NewPCG(1, 1)), 0, 300)))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	whole := s.data
	versioned := func(head, foot uint32) []byte {
		b := append([]byte(nil), whole...)
		binary.LittleEndian.PutUint32(b[len(magic):], head)
		binary.LittleEndian.PutUint32(b[len(b)-len(magic)-4:], foot)
		return b
	}
	foreign := map[string][]byte{
		"newer": versioned(Version+1, Version+1), "other byte order": versioned(bits.ReverseBytes32(Version), bits.ReverseBytes32(Version)),
	}
	cases := map[string][]byte{
		"empty": {}, "short": whole[:20], "cut": whole[:len(whole)-1], "half": whole[:len(whole)/2], "zeros": make([]byte, len(whole)),
		"two versions": versioned(Version+1, Version), "turned": append([]byte(magic), whole...),
	}
	maps.Copy(cases, foreign)
	for name, b := range cases {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path)
		if err == nil {
			t.Errorf("%s: opened", name)
			_ = s.Close()
			continue
		}
		if _, other := foreign[name]; errors.Is(err, ErrForeign) != other || errors.Is(err, ErrDamaged) == other || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEveryFlipIsFound flips single bytes all over a file: opening or verifying
// must say so, padding between sections aside.
func TestEveryFlipIsFound(t *testing.T) {
	s, err := build(flatten1(randomDocs(rand.New(rand.NewPCG(5, 1)), 0, 200)))
	if err != nil {
		t.Fatal(err)
	}
	covered := make([]bool, len(s.data))
	for _, sec := range s.dir.sections() {
		for i := sec.Off; i < sec.Off+sec.Len; i++ {
			covered[i] = true
		}
	}
	for i := range s.data {
		if !covered[i] && i >= headerSize && i < len(s.data)-footerSize-200 {
			continue
		}
		b := append([]byte(nil), s.data...)
		b[i] ^= 1 << (i % 8)
		damaged, err := load(b)
		if err == nil {
			err = damaged.Verify()
		}
		if err == nil && covered[i] {
			t.Fatalf("a flip at byte %d of %d was not found", i, len(b))
		}
	}
}

// FuzzDamaged reads everything of a file with bytes changed: an error is fine, a
// crash, an endless loop or, where verifying finds nothing, another answer is not.
func FuzzDamaged(f *testing.F) {
	s, err := build(flatten1(randomDocs(rand.New(rand.NewPCG(9, 1)), 0, 400)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(100), byte(1), uint32(5000), byte(255))
	f.Add(uint32(0), byte(0), uint32(0), byte(0)) // whole
	f.Fuzz(func(t *testing.T, at1 uint32, x1 byte, at2 uint32, x2 byte) {
		b := append([]byte(nil), s.data...)
		b[int(at1)%len(b)] ^= x1
		b[int(at2)%len(b)] ^= x2
		damaged, err := load(b)
		if err != nil {
			return
		}
		readAll(damaged)
		if damaged.Verify() == nil && dump(t, damaged) != dump(t, s) {
			t.Error("a damaged file verifies and reads otherwise")
		}
	})
}

// readAll reads what a searcher would, stopping at the first error.
func readAll(s *Segment) {
	for _, name := range s.Fields() {
		d, err := s.Dictionary(name)
		if err != nil {
			return
		}
		it := d.AutomatonIterator(nil, nil, nil)
		for range 10_000 {
			e, err := it.Next()
			if err != nil || e == nil {
				break
			}
			list, err := d.PostingsList([]byte(e.Term), nil, nil)
			if err != nil {
				continue
			}
			postings := list.Iterator(true, true, true, nil)
			for {
				if p, err := postings.Next(); err != nil || p == nil {
					break
				}
			}
		}
	}
	for doc := range s.Count() {
		_, _ = s.DocID(doc)
	}
}
