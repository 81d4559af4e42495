package reading

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/sample"
	"khobao/internal/source"
)

// Expectation is what is right for a page, as far as it is known. A text is
// given whole, or as the first 12 hex digits of its SHA-256.
type Expectation struct {
	Kind           index.Kind `json:"kind"`
	Title          string     `json:"title"`
	Lead           string     `json:"lead"`
	Body           string     `json:"body"`
	Published      string     `json:"published"`
	Authors        string     `json:"authors"` // joined by "; "
	OriginalSource string     `json:"original_source"`
	Section        string     `json:"section"` // joined by " > "

	File string `json:"file"`        // name of the page's file, in a list of expectations
	Text string `json:"articleBody"` // headline and all of the text; nothing else is known
	URL  string `json:"url"`
}

// Page is a page to measure, and what is right for it; nil where unknown.
type Page struct {
	Page page.Page
	Want *Expectation
}

// truthFile is the name under which a folder may bring what is right for it.
const truthFile = "ground-truth.json"

// Sample gives the pages of the embedded sample with what they say.
func Sample(ctx context.Context) ([]Page, error) {
	dir, err := os.MkdirTemp("", "khobao-bench-")
	if err != nil {
		return nil, failure.New(failure.Unreadable, os.TempDir(), err)
	}
	defer os.RemoveAll(dir)
	manifest, err := sample.Write(dir)
	if err != nil {
		return nil, err
	}
	wants := map[string]*Expectation{}
	for _, p := range manifest.Pages {
		w := p.Want
		wants[p.Digest] = &Expectation{
			Kind: p.Kind, Title: w.Title, Lead: w.Lead, Body: w.Body, Published: w.Published.String(),
			Authors: strings.Join(w.Authors, "; "), OriginalSource: w.OriginalSource, Section: strings.Join(w.Section, " > "),
		}
	}
	sources, err := source.Open(ctx, []string{dir}, source.Options{})
	if err != nil {
		return nil, err
	}
	var pages []Page
	for _, s := range sources {
		for item, err := range s.Pages(ctx, "") {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err != nil {
				continue // the sample is damaged on purpose
			}
			if want := wants[item.Page.Digest()]; want != nil {
				pages = append(pages, Page{item.Page, want})
			}
		}
	}
	return pages, nil
}

// Below reads files and folders of saved pages, gzipped ones too. What is
// right for them is in truth, a file, or in a ground-truth.json of the folder.
func Below(ctx context.Context, paths []string, truth string) ([]Page, error) {
	wants := map[string]*Expectation{}
	if truth != "" {
		if err := readTruth(truth, wants); err != nil {
			return nil, err
		}
	}
	var pages []Page
	for _, root := range paths {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if d.IsDir() {
				if err := readTruth(filepath.Join(path, truthFile), wants); err != nil && !errors.Is(err, fs.ErrNotExist) {
					return err
				}
				return nil
			}
			if p, ok, err := pageOfFile(path); err != nil || !ok {
				return err
			} else {
				pages = append(pages, Page{Page: p})
			}
			return nil
		})
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			return nil, unreadable(root, err)
		}
	}
	for i := range pages {
		p := &pages[i]
		name := filepath.Base(p.Page.Origin.Path)
		if p.Want = wants[name]; p.Want == nil {
			stem, _, _ := strings.Cut(name, ".")
			p.Want = wants[stem]
		}
		if p.Want != nil && p.Page.URL == "" {
			p.Page.URL = p.Want.URL
		}
	}
	if len(pages) == 0 {
		return nil, failure.Newf(failure.NotFound, strings.Join(paths, " "), "*.html")
	}
	return pages, nil
}

// unreadable says what is wrong with reading a path the user named.
func unreadable(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return failure.New(failure.NotFound, path, err).WithCode("no-path")
	}
	return failure.New(failure.Unreadable, path, err)
}

// pageOfFile reads a page; ok is false for a file of another name.
func pageOfFile(path string) (p page.Page, ok bool, err error) {
	name := strings.ToLower(filepath.Base(path))
	plain := strings.TrimSuffix(name, ".gz")
	if !strings.HasSuffix(plain, ".html") && !strings.HasSuffix(plain, ".htm") {
		return p, false, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return p, false, err
	}
	defer f.Close()
	var r io.Reader = f
	if plain != name {
		z, err := gzip.NewReader(f)
		if err != nil {
			return p, false, err
		}
		r = z
	}
	body, err := io.ReadAll(io.LimitReader(r, page.MaxBody+1))
	p = page.Page{Body: body, ContentType: "text/html", Origin: page.Origin{Path: path, Kind: "file"}}
	if info, serr := f.Stat(); serr == nil {
		p.Captured = info.ModTime()
	}
	return p, true, err
}

// readTruth adds the expectations of a file: a list of objects with the name of
// their file, or an object by name.
func readTruth(path string, into map[string]*Expectation) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var list []Expectation
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("[")) {
		err = json.Unmarshal(raw, &list)
		for i := range list {
			into[list[i].File] = &list[i]
		}
	} else {
		byName := map[string]*Expectation{}
		err = json.Unmarshal(raw, &byName)
		for name, want := range byName {
			into[name] = want
		}
	}
	if err != nil {
		return failure.New(failure.Unreadable, path, err)
	}
	return nil
}
