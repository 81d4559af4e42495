package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
	"unicode/utf8"

	"khobao/index"
	"khobao/internal/locale"
)

// Options say how a file is written.
type Options struct {
	Columns  []string        // of formats that have them; empty means the usual ones
	Printer  *locale.Printer // of column titles
	SiteName func(host string) string
	Base     string // origin of the site: addresses of articles are made from it
	Query    string // as a reader would say it, for the file's own description
	Software string // name and version
	Created  time.Time
}

// Source gives articles and their originals.
type Source interface {
	// Articles gives articles in the order asked; missing ones are left out.
	Articles(ctx context.Context, ids []string) ([]index.Article, error)
}

// Originals gives the stored records of an article, each a gzip member of WARC,
// oldest first.
type Originals func(ctx context.Context, articleID string) iter.Seq2[[]byte, error]

// Format is one form of file.
type Format struct {
	Name    string // in addresses; its label is locale key "export.format."+Name
	Ext     string
	Type    string // media type
	Columns bool   // columns can be chosen
	Records bool   // it holds originals, not articles
	Bundle  bool   // a folder that opens offline, see WriteBundle
	start   func(w io.Writer, o *Options) (sheet, error)
}

// sheet is a file being written.
type sheet interface {
	row(a *index.Article) error
	end() error
}

// Formats lists every form of file. A format is one line here and one file.
var Formats = []Format{
	{Name: "csv", Ext: ".csv", Type: "text/csv; charset=utf-8", Columns: true, start: startCSV},
	{Name: "xlsx", Ext: ".xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Columns: true, start: startXLSX},
	{Name: "jsonl", Ext: ".jsonl", Type: "application/x-ndjson; charset=utf-8", Columns: true, start: startJSONL},
	{Name: "ris", Ext: ".ris", Type: "application/x-research-info-systems; charset=utf-8", start: startRIS},
	{Name: "bibtex", Ext: ".bib", Type: "application/x-bibtex; charset=utf-8", start: startBibTeX},
	{Name: "csl", Ext: ".csl.json", Type: "application/vnd.citationstyles.csl+json; charset=utf-8", start: startCSL},
	{Name: "bundle", Ext: ".zip", Type: "application/zip", Bundle: true},
	{Name: "warc", Ext: ".warc.gz", Type: "application/warc", Records: true},
}

// FormatNamed finds a format by its name.
func FormatNamed(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// WriteFile writes the articles of a list in any form; name is the file's, for its
// own description. It gives the rows or articles written.
func WriteFile(ctx context.Context, w io.Writer, f Format, name string, o Options, ids *IDs, from BundleSource) (int, error) {
	switch {
	case f.Bundle:
		return WriteBundle(ctx, w, o, ids, from)
	case f.Records:
		return WriteWARC(ctx, w, name, o, ids, from.Originals)
	}
	return Write(ctx, w, f, o, ids, from)
}

// batch is how many articles are read at a time.
const batch = 100

// Write writes the articles of a list, one row each, in its order. An article
// whose text is gone has a row with its id alone, so that rows are as many as
// were told. It gives the rows written.
func Write(ctx context.Context, w io.Writer, f Format, o Options, ids *IDs, from Source) (int, error) {
	if f.start == nil {
		return 0, fmt.Errorf("write %s: it holds originals or files, not rows", f.Name)
	}
	s, err := f.start(w, &o)
	if err != nil {
		return 0, fmt.Errorf("begin %s: %w", f.Name, err)
	}
	rows := 0
	for at := 0; at < ids.Len(); at += batch {
		want := ids.Slice(at, min(at+batch, ids.Len()))
		have, err := from.Articles(ctx, want)
		if err != nil {
			return rows, fmt.Errorf("read articles from row %d: %w", at+1, err)
		}
		for _, id := range want {
			a := &index.Article{ID: id}
			if len(have) > 0 && have[0].ID == id {
				a, have = &have[0], have[1:]
			}
			if err := s.row(a); err != nil {
				return rows, fmt.Errorf("write row %d of %s: %w", rows+1, f.Name, err)
			}
			rows++
		}
	}
	if err := s.end(); err != nil {
		return rows, fmt.Errorf("end %s: %w", f.Name, err)
	}
	return rows, nil
}

func (o *Options) site(host string) string {
	if o.SiteName != nil {
		if name := o.SiteName(host); name != "" {
			return name
		}
	}
	return host
}

func (o *Options) permalink(id string) string { return o.Base + "/bai/" + id }

func (o *Options) label(key string) string {
	if o.Printer == nil || !o.Printer.Has("export.column."+key) {
		return key
	}
	return o.Printer.Text("export.column." + key)
}

// TextDigest gives the SHA-256 of an article's title, lead and body in hex: it
// changes exactly when what a reader reads does.
func TextDigest(a *index.Article) string {
	h := sha256.New()
	for _, part := range []string{a.Title, a.Lead, a.Body} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// line makes a text one line without control characters.
func line(s string) string {
	return strings.Join(strings.Fields(plain(s)), " ")
}

// plain drops what no text holds: broken UTF-8, control characters other than
// tab and newline, and the two code points that XML forbids.
func plain(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r < 0x20 && r != '\t' && r != '\n', r == 0x7f, r >= 0x80 && r < 0xa0, r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, s)
}
