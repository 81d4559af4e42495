package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"khobao/internal/failure"
	"khobao/internal/sample"
)

// Doc is an article of the corpus, the fields that are asked for.
type Doc struct {
	ID      string
	Title   string
	Lead    string
	Body    string
	Section string
	Source  string
	Date    time.Time // zero = not known
}

// Corpus is a file of articles, a line of JSON each, as import takes it.
type Corpus struct {
	Path     string
	Articles int
	Text     int64    // bytes of titles, leads and bodies
	Titles   []string // of articles spread over all, to draw searches from
}

// Limits.
const (
	maxLine     = 64 << 20 // bytes of a line of a corpus
	maxWindow   = 128 << 20
	titlesKept  = 4000
	sampleTimes = 2000 // articles made of the sample when no number is given
)

// Write makes a corpus of n articles in a file at path: those of docs (JSONL,
// also .zst), over again with new ids, dates and a line of their own where there
// are fewer; the embedded sample where docs is "". n = 0 takes all of docs once.
func Write(ctx context.Context, path, docs string, n int) (*Corpus, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("write the corpus: %w", err)
	}
	w := &writer{out: bufio.NewWriterSize(f, 1<<20), corpus: &Corpus{Path: path}, want: n}
	each := func(visit func(line) error) error { return eachLine(docs, visit) }
	if docs == "" {
		if each = eachSample; n == 0 {
			w.want = sampleTimes
		}
	}
	for err = nil; err == nil && !w.full(); w.round++ {
		before := w.corpus.Articles
		err = each(func(l line) error {
			if w.full() && w.want > 0 {
				return errFull
			}
			if w.corpus.Articles%1024 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			return w.add(l)
		})
		if err == nil && w.corpus.Articles == before {
			err = failure.Newf(failure.Unreadable, docs, "no article in it")
		}
	}
	if errors.Is(err, errFull) {
		err = nil
	}
	return w.corpus, errors.Join(err, w.out.Flush(), f.Close())
}

var errFull = errors.New("enough articles")

// line is an article as JSON with whatever fields it has.
type line map[string]json.RawMessage

func (l line) text(name string) string {
	var s string
	if json.Unmarshal(l[name], &s) != nil {
		return ""
	}
	return s
}

func (l line) set(name, value string) {
	b, _ := json.Marshal(value) // a string always can be
	l[name] = b
}

type writer struct {
	out    *bufio.Writer
	corpus *Corpus
	want   int // 0 = one round
	round  int
}

func (w *writer) full() bool {
	return w.want > 0 && w.corpus.Articles >= w.want || w.want == 0 && w.round > 0
}

// firstDay is that of articles repeated; the others are spread over the days
// after it.
var firstDay = time.Date(2006, 1, 1, 0, 0, 0, 0, time.UTC)

const days = 6500

func (w *writer) add(l line) error {
	n := w.corpus.Articles
	if w.round > 0 { // the same text twice would be one article
		l.set("id", fmt.Sprintf("%d-%s", n, l.text("id")))
		delete(l, "url")
		l.set("date", firstDay.AddDate(0, 0, n*7919%days).Format(time.DateOnly))
		l.set("body", fmt.Sprintf("%s\n\nBản in thứ %d.", l.text("body"), w.round+1))
	}
	title := l.text("title")
	w.corpus.Text += int64(len(title) + len(l.text("lead")) + len(l.text("body")))
	if len(w.corpus.Titles) < titlesKept {
		w.corpus.Titles = append(w.corpus.Titles, title)
	} else if at := n * 2654435761 % (n + 1); at < titlesKept {
		w.corpus.Titles[at] = title
	}
	b, err := json.Marshal(l)
	if err != nil {
		return err
	}
	w.corpus.Articles++
	_, err = w.out.Write(append(b, '\n'))
	return err
}

// eachLine visits the articles of a file.
func eachLine(name string, visit func(line) error) error {
	f, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) {
		return failure.New(failure.NotFound, name, err)
	}
	if err != nil {
		return failure.New(failure.Unreadable, name, err)
	}
	defer f.Close()
	var from io.Reader = f
	if strings.HasSuffix(name, ".zst") {
		z, err := zstd.NewReader(f, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return failure.New(failure.Unreadable, name, err)
		}
		defer z.Close()
		from = z
	}
	lines := bufio.NewScanner(from)
	lines.Buffer(make([]byte, 1<<20), maxLine)
	for n := 1; lines.Scan(); n++ {
		if len(strings.TrimSpace(lines.Text())) == 0 {
			continue
		}
		var l line
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return failure.New(failure.Unreadable, fmt.Sprintf("%s:%d", name, n), err)
		}
		if err := visit(l); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return failure.New(failure.Unreadable, name, err)
	}
	return nil
}

// eachSample visits the articles of the embedded sample.
func eachSample(visit func(line) error) error {
	articles, err := sample.Articles()
	if err != nil {
		return err
	}
	for _, a := range articles {
		l := line{}
		l.set("id", fmt.Sprintf("%s/%s-%d", a.Site, a.Slug, a.Version))
		l.set("title", a.Title)
		l.set("lead", a.Lead)
		l.set("body", strings.Join(a.Paragraphs(), "\n\n"))
		l.set("source", a.Site)
		if len(a.Section) > 0 {
			l.set("section", a.Section[0])
		}
		l.set("date", a.Published.Time.Format(time.DateOnly))
		if err := visit(l); err != nil {
			return err
		}
	}
	return nil
}

// EachDoc visits the articles of the corpus, for engines that are not ours.
func (c *Corpus) EachDoc(visit func(Doc) error) error {
	return eachLine(c.Path, func(l line) error {
		d := Doc{ID: l.text("id"), Title: l.text("title"), Lead: l.text("lead"), Body: l.text("body"), Section: l.text("section"), Source: l.text("source")}
		if at, err := time.Parse(time.DateOnly, l.text("date")); err == nil {
			d.Date = at
		}
		return visit(d)
	})
}
