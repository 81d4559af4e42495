package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/extract"
	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/progress"
	"khobao/internal/source"
)

// rulesCmd is about the rules by which pages of known newspapers are read.
type rulesCmd struct {
	List     rulesListCmd     `cmd:""`
	Test     rulesTestCmd     `cmd:""`
	Coverage rulesCoverageCmd `cmd:""`
	Ledger   rulesLedgerCmd   `cmd:""`
}

// rulesListCmd lists the rules with their hosts, versions and layouts.
type rulesListCmd struct{ output }

// Run prints a line a layout, in the order they are tried.
func (c *rulesListCmd) Run(a *app) error {
	x, err := extract.New(extract.Options{})
	if err != nil {
		return err
	}
	layouts := x.Layouts()
	if c.JSON {
		return a.printJSON(struct {
			Layouts []extract.Layout `json:"layouts"`
		}{layouts})
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, l := range layouts {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\n", l.Rule, l.Version, l.Number, years(l), strings.Join(l.Hosts, " "))
	}
	return w.Flush()
}

// years writes when a layout was seen: 2013-2020, 2021-.
func years(l extract.Layout) string {
	year := func(y int) string {
		if y == 0 {
			return ""
		}
		return fmt.Sprint(y)
	}
	if l.From == 0 && l.To == 0 {
		return "-"
	}
	return year(l.From) + "-" + year(l.To)
}

// rulesTestCmd shows what a page's rule took, where it stands, and what is
// missing. The page is a file, or one in the archive named by its address.
type rulesTestCmd struct {
	output
	Page string `arg:""`
	URL  string `placeholder:"URL"`
}

// taken is what was read from one page.
type taken struct {
	URL     string          `json:"url"`
	Kind    index.Kind      `json:"kind"`
	Rule    string          `json:"rule"`
	Layout  *extract.Layout `json:"layout,omitempty"` // nil: read the general way
	Fields  []takenField    `json:"fields"`
	Missing []string        `json:"missing"`
	Doubts  []index.Doubt   `json:"doubts"`
}

type takenField struct {
	Field string `json:"field"`
	index.Evidence
}

// Run prints one page after the other; in JSON one object a line.
func (c *rulesTestCmd) Run(ctx context.Context, a *app) error {
	x, err := extract.New(extract.Options{})
	if err != nil {
		return err
	}
	failed := 0
	err = c.pages(ctx, a, func(p *page.Page, err error) error {
		var art index.Article
		if err == nil {
			if c.URL != "" {
				p.URL = c.URL
			}
			art, err = x.Extract(ctx, p)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed++
			fmt.Fprintln(a.stderr, progress.FailureLine(asFailure(err, p.Origin.String()), a.t))
			return nil
		}
		t := takenFrom(art)
		if l, ok := x.Recognise(ctx, p); ok {
			t.Layout = &l
		}
		if c.JSON {
			enc := json.NewEncoder(a.stdout)
			enc.SetEscapeHTML(false)
			return enc.Encode(t)
		}
		a.printTaken(t)
		return nil
	})
	if err == nil && failed > 0 {
		err = failure.Newf(failure.Partial, "", "%d", failed)
	}
	return err
}

// pages gives the pages of the file, or the newest capture of the address.
func (c *rulesTestCmd) pages(ctx context.Context, a *app, each func(*page.Page, error) error) error {
	if strings.HasPrefix(c.Page, "http://") || strings.HasPrefix(c.Page, "https://") {
		original, err := a.original(ctx, c.Page)
		if err != nil {
			return err
		}
		return each(&original, nil)
	}
	file := c.Page
	if file == "-" {
		spooled, err := spool(a.stdin)
		if err != nil {
			return err
		}
		defer os.RemoveAll(filepath.Dir(spooled))
		file = spooled
	}
	sources, err := source.Open(ctx, []string{file}, source.Options{})
	if err != nil {
		return err
	}
	for _, s := range sources {
		for item, err := range s.Pages(ctx, "") {
			if err := each(&item.Page, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// original gives the newest original of an address, from the process that holds
// the archive where there is one.
func (a *app) original(ctx context.Context, url string) (p page.Page, err error) {
	arc, err := a.openArchive(ctx)
	if err != nil {
		return p, a.handOver(ctx, err, "original", originalArgs{url}, &p)
	}
	defer arc.Close()
	return originalOf(ctx, arc, url)
}

func originalOf(ctx context.Context, arc *archive.Archive, url string) (page.Page, error) {
	capture, err := arc.FindCapture(ctx, url, time.Time{})
	if err != nil {
		return page.Page{}, err
	}
	return arc.Original(ctx, capture.ID)
}

// openArchive opens the archive of the options without its index.
func (a *app) openArchive(ctx context.Context) (*archive.Archive, error) {
	dir := a.values.Get("archive")
	arc, err := archive.Open(ctx, dir, archive.Options{})
	if failure.Is(err, failure.NotFound) {
		return nil, failure.New(failure.NotFound, dir, err).WithCode("no-archive")
	}
	return arc, err
}

// takenFrom sorts an article's fields into those that were read and those that
// were not.
func takenFrom(art index.Article) taken {
	t := taken{
		URL: art.URL, Kind: art.Kind, Rule: art.Rule, Fields: []takenField{}, Missing: []string{},
		Doubts: append([]index.Doubt{}, art.Doubts...),
	}
	for _, f := range index.ArticleParts {
		switch e, ok := art.Evidence[f.Name]; {
		case !f.Filled(&art):
			t.Missing = append(t.Missing, f.Name)
		case ok:
			t.Fields = append(t.Fields, takenField{f.Name, e})
		default:
			t.Fields = append(t.Fields, takenField{Field: f.Name})
		}
	}
	return t
}

// printTaken prints a page for reading: field, rule and version, selector, byte
// range, and the beginning of the raw text below.
func (a *app) printTaken(t taken) {
	if t.URL != "" {
		fmt.Fprintln(a.stdout, t.URL)
	}
	how := a.t.Text("rules.general")
	if t.Layout != nil {
		how = a.t.Text("rules.layout", "Rule", t.Rule, "Number", fmt.Sprint(t.Layout.Number), "Years", years(*t.Layout))
	}
	fmt.Fprintf(a.stdout, "%s, %s\n", a.t.Text("kind."+string(t.Kind)), how)
	for _, f := range t.Fields {
		fmt.Fprintf(a.stdout, "%s: %s/%s  %s  %d-%d\n    %s\n", a.fieldLabel(f.Field), f.Rule, f.Version, f.Selector, f.Start, f.End, short(f.Text, 100))
	}
	if len(t.Missing) > 0 {
		labels := make([]string, len(t.Missing))
		for i, m := range t.Missing {
			labels[i] = a.fieldLabel(m)
		}
		fmt.Fprintf(a.stdout, "%s: %s\n", a.t.Text("rules.missing"), strings.Join(labels, ", "))
	}
	for _, d := range t.Doubts {
		fmt.Fprintf(a.stdout, "! %s\n", a.t.Text("doubt."+d.Code, "Text", d.Text))
	}
}

// short gives the first n characters of a text.
func short(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}
