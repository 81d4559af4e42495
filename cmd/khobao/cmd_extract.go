package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"khobao/index"
	"khobao/internal/extract"
	"khobao/internal/failure"
	"khobao/internal/progress"
	"khobao/internal/source"
)

// extractCmd shows what would be extracted from a file; it touches no archive.
type extractCmd struct {
	output
	File    string `arg:""`
	URL     string `placeholder:"URL"`
	NoRules bool
}

// Run prints one article (or list, or other page) after the other. Pages that
// cannot be read are told on standard error and make the exit code 3.
func (c *extractCmd) Run(ctx context.Context, a *app) error {
	file := c.File
	if file == "-" {
		spooled, err := spool(a.stdin)
		if err != nil {
			return err
		}
		defer os.RemoveAll(filepath.Dir(spooled))
		file = spooled
	}
	x, err := extract.New(extract.Options{NoRules: c.NoRules})
	if err != nil {
		return err
	}
	sources, err := source.Open(ctx, []string{file}, source.Options{})
	if err != nil {
		return err
	}
	failed := 0
	for _, s := range sources {
		for item, err := range s.Pages(ctx, "") {
			var art index.Article
			if err == nil {
				if c.URL != "" {
					item.Page.URL = c.URL
				}
				art, err = x.Extract(ctx, &item.Page)
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				failed++
				fmt.Fprintln(a.stderr, progress.FailureLine(asFailure(err, item.Page.Origin.String()), a.t))
				continue
			}
			if err := c.print(a, art); err != nil {
				return err
			}
		}
	}
	if failed > 0 {
		return failure.Newf(failure.Partial, "", "%d", failed)
	}
	return nil
}

func (c *extractCmd) print(a *app, art index.Article) error {
	if c.JSON {
		enc := json.NewEncoder(a.stdout)
		enc.SetEscapeHTML(false)
		return enc.Encode(art)
	}
	rows := [][2]string{
		{"kind", string(art.Kind)},
		{"rule", art.Rule},
		{"url", art.URL},
		{"title", art.Title},
		{"published", art.Published.String()},
		{"updated", art.Updated.String()},
		{"author", strings.Join(art.Authors, ", ")},
		{"section", strings.Join(art.Section, " › ")},
		{"tag", strings.Join(art.Tags, ", ")},
		{"original_source", art.OriginalSource},
		{"lead", art.Lead},
	}
	for _, r := range rows {
		if r[1] != "" {
			fmt.Fprintf(a.stdout, "%s: %s\n", a.t.Text("field."+r[0]), r[1])
		}
	}
	for i, caption := range art.Captions {
		fmt.Fprintf(a.stdout, "%s %s: %s\n", a.t.Text("field.caption"), strconv.Itoa(i+1), caption.Text)
	}
	for _, d := range art.Doubts {
		fmt.Fprintf(a.stdout, "! %s\n", a.t.Text("doubt."+d.Code, "Text", d.Text))
	}
	_, err := fmt.Fprintf(a.stdout, "\n%s\n", art.Body)
	return err
}

// spool writes standard input to a file of its own, since formats are
// recognised by their first bytes and some are read from their end.
func spool(r io.Reader) (string, error) {
	dir, err := os.MkdirTemp("", "khobao-stdin-")
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "stdin")
	f, err := os.Create(name)
	if err != nil {
		return "", err
	}
	if _, err = io.Copy(f, r); err == nil {
		err = f.Close()
	}
	if err != nil {
		return "", fmt.Errorf("read standard input: %w", err)
	}
	return name, nil
}

// asFailure gives an error's kind and reason for a report; object names the
// thing where the error does not.
func asFailure(err error, object string) progress.Failure {
	f := failure.From(err, object)
	return progress.Failure{Object: f.Object, Kind: string(f.Kind), Code: f.Code, Detail: f.Detail}
}
