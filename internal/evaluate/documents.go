package evaluate

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"

	"khobao/index"
	"khobao/internal/extract"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// maxLine bounds one document in bytes, and maxWindow the memory zstd may take
// to read a file.
const (
	maxLine   = 16 << 20
	maxWindow = 1 << 27
)

// Document is one line of a file of articles, as it stands there, and what the
// product makes of it.
type Document struct {
	Line    []byte
	Keys    []string // by which topics may name it: its id, its address
	Article index.Article
}

// ReadDocuments reads the files named by specs: FILE or FILE:N for the first N
// lines; a name that ends in .zst is decompressed. Lines are read as an import
// reads them; empty ones are left out, and one that is no article is an error
// that names it.
func ReadDocuments(ctx context.Context, specs []string) ([]Document, error) {
	x, err := extract.New(extract.Options{})
	if err != nil {
		return nil, err
	}
	var docs []Document
	for _, spec := range specs {
		name, limit, err := parseSpec(spec)
		if err != nil {
			return nil, err
		}
		if docs, err = readFile(ctx, x, name, limit, docs); err != nil {
			return nil, err
		}
	}
	if len(docs) == 0 {
		return nil, failure.Newf(failure.Usage, strings.Join(specs, ", "), "no documents")
	}
	return docs, nil
}

// parseSpec parts FILE:N; a file of exactly that name is meant first.
func parseSpec(spec string) (name string, limit int, err error) {
	at := strings.LastIndexByte(spec, ':')
	if at < 0 {
		return spec, -1, nil
	}
	if _, err := os.Stat(spec); err == nil {
		return spec, -1, nil
	}
	limit, err = strconv.Atoi(spec[at+1:])
	if err != nil || limit < 1 {
		return "", 0, failure.Newf(failure.Usage, spec, "want FILE or FILE:N with N of 1 or more")
	}
	return spec[:at], limit, nil
}

func readFile(ctx context.Context, x *extract.Extractor, name string, limit int, docs []Document) ([]Document, error) {
	r, closer, err := openText(name)
	if err != nil {
		return nil, err
	}
	defer closer()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	read := 0
	for n := 1; lines.Scan() && read != limit; n++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\uFEFF")))
		if len(line) == 0 {
			continue
		}
		d, err := newDocument(ctx, x, line)
		if err != nil {
			return nil, failure.New(failure.Unreadable, fmt.Sprintf("%s:%d", name, n), err).WithCode("jsonl-line")
		}
		docs = append(docs, d)
		read++
	}
	if err := lines.Err(); err != nil {
		return nil, failure.New(failure.Unreadable, name, err)
	}
	return docs, nil
}

// openText opens a file that may be compressed.
func openText(name string) (io.Reader, func(), error) {
	f, err := os.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, failure.New(failure.NotFound, name, err)
	case err != nil:
		return nil, nil, failure.New(failure.Unreadable, name, err)
	case !strings.HasSuffix(name, ".zst"):
		return f, func() { f.Close() }, nil
	}
	z, err := zstd.NewReader(f, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderConcurrency(1))
	if err != nil {
		f.Close()
		return nil, nil, failure.New(failure.Unreadable, name, err)
	}
	return z, func() { z.Close(); f.Close() }, nil
}

func newDocument(ctx context.Context, x *extract.Extractor, line []byte) (Document, error) {
	d := Document{Line: bytes.Clone(line)}
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(line, &fields); err != nil {
		return d, err
	}
	for _, name := range []string{"id", "url"} {
		key := strings.Trim(string(fields[name]), `"`)
		var s string
		if json.Unmarshal(fields[name], &s) == nil {
			key = s
		}
		if key != "" && key != "null" && !slices.Contains(d.Keys, key) {
			d.Keys = append(d.Keys, key)
		}
	}
	var err error
	d.Article, err = x.Extract(ctx, &page.Page{ContentType: page.ArticleJSON, Body: d.Line})
	return d, err
}

// Without takes the title or the lead from a document: a topic made of it then
// finds its article by the rest. A document with nothing else stays as it is.
func (d *Document) Without(field string) error {
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(d.Line, &fields); err != nil {
		return err
	}
	a := d.Article
	switch field {
	case FieldTitle:
		a.Title = ""
	case FieldLead:
		a.Lead = ""
	default:
		return fmt.Errorf("no field %q to leave out", field)
	}
	if a.Title == "" && a.Body == "" {
		return nil
	}
	delete(fields, field)
	line, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	d.Line, d.Article = line, a
	return nil
}

// The fields that can be left out.
const (
	FieldTitle = "title"
	FieldLead  = "lead"
)

// WriteLines writes documents as a file of JSON lines.
func WriteLines(w io.Writer, docs []Document) error {
	out := bufio.NewWriter(w)
	for i := range docs {
		out.Write(docs[i].Line)
		if err := out.WriteByte('\n'); err != nil {
			return err
		}
	}
	return out.Flush()
}

// twins gives each article the id of the first with the same text: what is found
// counts whichever of the two is kept.
func twins(docs []Document) map[string]string {
	first := map[string]string{}
	same := map[string]string{}
	for i := range docs {
		a := &docs[i].Article
		text := index.NewID(a.Title + "\x00" + a.Lead + "\x00" + a.Body)
		if _, known := first[text]; !known {
			first[text] = a.ID
		}
		same[a.ID] = first[text]
	}
	return same
}
