package export

import (
	"archive/zip"
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"khobao/index"
)

// BundleArticle is what a bundle holds of an article beside its text.
type BundleArticle struct {
	Pictures  []BundleFile // one a caption, in their order; without a name where there is none
	Originals []BundleOriginal
}

// BundleFile is a file of a bundle: letters, digits and points in its name.
type BundleFile struct {
	Name string
	Data []byte
}

// BundleOriginal is a stored page as it may be shown: it runs and loads nothing.
type BundleOriginal struct {
	BundleFile
	Captured time.Time
	Digest   string // of the page as it was stored
	URL      string
}

// BundleSource gives what a bundle is made of.
type BundleSource struct {
	Source
	Extras    func(ctx context.Context, a *index.Article) (BundleArticle, error)
	Originals Originals // as they are kept
}

//go:embed bundle
var bundleFiles embed.FS

// bundleDir is the folder all files of a bundle are in.
const bundleDir = "kho-bao/"

// bundler writes one bundle.
type bundler struct {
	zip   *zip.Writer
	o     *Options
	pages *template.Template
	seen  map[string]bool // pictures and originals that are in it
	parts int
	rows  int
}

// WriteBundle writes the articles of a list as one ZIP: a folder that opens in a
// browser without a network and is searched by a script of its own. It holds the
// texts, the pictures and stored pages that Extras gives, and the originals as
// they are kept. It gives the articles written.
func WriteBundle(ctx context.Context, w io.Writer, o Options, ids *IDs, from BundleSource) (int, error) {
	pages, err := template.New("bundle").ParseFS(bundleFiles, "bundle/*.html")
	if err != nil {
		return 0, fmt.Errorf("parse the pages of a bundle: %w", err)
	}
	b := &bundler{zip: zip.NewWriter(w), o: &o, pages: pages, seen: map[string]bool{}}
	for _, name := range []string{"tim.js", "kieu.css"} {
		data, err := bundleFiles.ReadFile("bundle/" + name)
		if err != nil {
			return 0, fmt.Errorf("read %s: %w", name, err)
		}
		if err := b.file(name, data); err != nil {
			return 0, err
		}
	}
	last := max((ids.Len()+batch-1)/batch, 1)
	for at := 0; at < ids.Len(); at += batch {
		if err := b.part(ctx, ids.Slice(at, min(at+batch, ids.Len())), from, last); err != nil {
			return b.rows, err
		}
	}
	if err := b.page("index.html", "first", b.front(ids.Len(), last)); err != nil {
		return b.rows, err
	}
	if from.Originals != nil {
		const name = "ban-goc.warc.gz"
		out, err := b.create(name, zip.Store) // packed already
		if err != nil {
			return b.rows, err
		}
		if _, err := WriteWARC(ctx, out, name, o, ids, from.Originals); err != nil {
			return b.rows, err
		}
	}
	if err := b.zip.Close(); err != nil {
		return b.rows, fmt.Errorf("end the bundle: %w", err)
	}
	return b.rows, nil
}

func (b *bundler) create(name string, method uint16) (io.Writer, error) {
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: bundleDir + name, Method: method, Modified: b.o.Created})
	if err != nil {
		return nil, fmt.Errorf("begin %s: %w", name, err)
	}
	return w, nil
}

func (b *bundler) file(name string, data []byte) error {
	w, err := b.create(name, zip.Deflate)
	if err == nil {
		_, err = w.Write(data)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func (b *bundler) page(name, page string, v any) error {
	var text bytes.Buffer
	if err := b.pages.ExecuteTemplate(&text, page+".html", v); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return b.file(name, text.Bytes())
}

// bundleText gives pages of a bundle their texts and marks.
type bundleText struct{ o *Options }

// T gives a text of the bundle in its language.
func (t bundleText) T(key string) string {
	if t.o.Printer == nil {
		return key
	}
	return t.o.Printer.Text("export.bundle." + key)
}

// N writes a whole number.
func (t bundleText) N(n int) string {
	if t.o.Printer == nil {
		return strconv.Itoa(n)
	}
	return t.o.Printer.Number(n)
}

// Lang is the language of what is not an article.
func (t bundleText) Lang() string {
	if t.o.Printer == nil {
		return "vi"
	}
	return t.o.Printer.Lang
}

// Time writes a moment as readers do, "" when it is not known.
func (t bundleText) Time(at time.Time) string {
	switch {
	case at.IsZero():
		return ""
	case t.o.Printer == nil:
		return at.In(index.Zone).Format("02/01/2006 15:04")
	}
	return t.o.Printer.Minute(at.In(index.Zone))
}

// Date writes a printed date, with its clock only where one is printed.
func (t bundleText) Date(d index.Date) string {
	if d.Day && !d.IsZero() {
		return d.Time.In(index.Zone).Format("02/01/2006")
	}
	return t.Time(d.Time)
}

// bundleFront is the data of the page a bundle is opened at.
type bundleFront struct {
	bundleText
	Total   int
	Parts   int
	Query   string
	Created time.Time
	Base    string
	By      string
}

func (b *bundler) front(total, parts int) bundleFront {
	return bundleFront{bundleText{b.o}, total, parts, line(b.o.Query), b.o.Created, b.o.Base, line(b.o.Software)}
}

// bundleRow is an article in the lists of a bundle and in what its script searches.
type bundleRow struct {
	ID    string `json:"id"`
	Title string `json:"t"`
	Lead  string `json:"l,omitempty"`
	Body  string `json:"b,omitempty"`
	Site  string `json:"s,omitempty"`
	Day   string `json:"d,omitempty"` // 2021-08-25
	Shown string `json:"n,omitempty"` // as it is read
}

// bundlePage is the data of an article's page.
type bundlePage struct {
	bundleText
	Article    *index.Article
	Site       string
	Section    string
	Paragraphs []string
	Captions   []bundleCaption
	Originals  []BundleOriginal
	Permanent  string
	Digest     string
}

type bundleCaption struct{ Text, Picture string }

// bundleList is the data of a page that lists one part for readers without a script.
type bundleList struct {
	bundleText
	Rows             []bundleRow
	Part, Prev, Next int
	Parts            int
}

// part writes the articles of one batch, the list of them, and what is searched.
func (b *bundler) part(ctx context.Context, want []string, from BundleSource, last int) error {
	have, err := from.Articles(ctx, want)
	if err != nil {
		return fmt.Errorf("read articles from row %d: %w", b.rows+1, err)
	}
	b.parts++
	var rows []bundleRow
	for _, id := range want {
		a := &index.Article{ID: id}
		if len(have) > 0 && have[0].ID == id {
			a, have = &have[0], have[1:]
		}
		if err := b.article(ctx, a, from); err != nil {
			return err
		}
		t := bundleText{b.o}
		row := bundleRow{ID: id, Title: composed(line(a.Title)), Lead: composed(line(a.Lead)), Body: composed(plain(a.Body)), Site: line(b.o.site(a.Site)), Shown: t.Date(a.Published)}
		if !a.Published.IsZero() {
			row.Day = a.Published.Time.In(index.Zone).Format(time.DateOnly)
		}
		rows = append(rows, row)
		b.rows++
	}
	list := bundleList{bundleText: bundleText{b.o}, Rows: rows, Part: b.parts, Parts: last, Prev: b.parts - 1}
	if b.parts < last {
		list.Next = b.parts + 1
	}
	if err := b.page("danh-sach/"+strconv.Itoa(b.parts)+".html", "list", list); err != nil {
		return err
	}
	data, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	return b.file("du-lieu/"+strconv.Itoa(b.parts)+".js", []byte("khoBao("+string(data)+");\n"))
}

// composed puts marks on their letters, so that a letter is one character.
func composed(s string) string { return norm.NFC.String(s) }

func (b *bundler) article(ctx context.Context, a *index.Article, from BundleSource) error {
	var more BundleArticle
	if from.Extras != nil {
		var err error
		if more, err = from.Extras(ctx, a); err != nil {
			return fmt.Errorf("read the originals of %s: %w", a.ID, err)
		}
	}
	p := bundlePage{
		bundleText: bundleText{b.o}, Article: a, Site: line(b.o.site(a.Site)), Section: line(strings.Join(a.Section, " › ")),
		Originals: more.Originals, Permanent: b.o.permalink(a.ID), Digest: TextDigest(a),
	}
	for text := range strings.SplitSeq(plain(a.Body), "\n\n") {
		if text = strings.TrimSpace(text); text != "" {
			p.Paragraphs = append(p.Paragraphs, text)
		}
	}
	for i, c := range a.Captions {
		k := bundleCaption{Text: line(c.Text)}
		if i < len(more.Pictures) && more.Pictures[i].Name != "" {
			k.Picture = more.Pictures[i].Name
			if err := b.once("anh/", more.Pictures[i]); err != nil {
				return err
			}
		}
		if k.Text != "" || k.Picture != "" {
			p.Captions = append(p.Captions, k)
		}
	}
	for _, o := range more.Originals {
		if err := b.once("goc/", o.BundleFile); err != nil {
			return err
		}
	}
	return b.page("bai/"+a.ID+".html", "article", p)
}

// once writes a file that several articles may share.
func (b *bundler) once(dir string, f BundleFile) error {
	if b.seen[dir+f.Name] {
		return nil
	}
	b.seen[dir+f.Name] = true
	return b.file(dir+f.Name, f.Data)
}
