package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"khobao/index"
	"khobao/index/rank"
	"khobao/internal/failure"
)

// searchCmd finds articles from the command line.
type searchCmd struct {
	output
	Query  string   `arg:""`
	Filter []string `placeholder:"FIELD=VALUE" sep:"none"`
	Sort   string   `placeholder:"ORDER" enum:"relevance,newest,oldest,arrived," default:""`
	Size   int      `placeholder:"N" default:"20"`
	Offset int      `placeholder:"N" default:"0"`
}

// Run asks the running server when one holds the archive, else the archive itself.
func (c *searchCmd) Run(ctx context.Context, a *app) error {
	req, err := c.request()
	if err != nil {
		return err
	}
	var res index.Result
	h, err := a.open(ctx, openSearch)
	switch {
	case failure.Is(err, failure.InUse):
		client, cerr := a.client()
		if cerr != nil {
			return err
		}
		res, err = client.search(ctx, c)
	case err == nil:
		defer h.close(a.log)
		res, err = h.searcher.Search(ctx, req)
		a.word(&res)
	}
	if err != nil {
		return tooManyTerms(err, c.Query)
	}
	if c.JSON {
		return a.printJSON(res)
	}
	a.printResult(res, req.Offset)
	return nil
}

func (c *searchCmd) request() (index.Request, error) {
	req, err := requestOf(c.Query, c.Sort, c.Filter)
	req.Size, req.Offset, req.Facets = c.Size, c.Offset, index.FacetNames()
	if c.Size < 0 || c.Size > index.MaxSize || c.Offset < 0 || c.Offset+c.Size > index.MaxDepth {
		return req, failure.Newf(failure.Usage, "", "size 0-%d, offset + size ≤ %d", index.MaxSize, index.MaxDepth).WithCode("page-range")
	}
	if c.Size == 0 {
		req.Size = -1
	}
	return req, err
}

// requestOf makes a request of what verbs are given.
func requestOf(q, sort string, filters []string) (index.Request, error) {
	req := index.Request{Q: q, Sort: index.Sort(sort)}
	for _, f := range filters {
		if err := req.AddFilter(f); err != nil {
			return req, &failure.Error{Kind: failure.Usage, Object: f, Code: "filter", Detail: strings.Join(index.FilterNames(), ", "), Err: err}
		}
	}
	return req, nil
}

// word fills in what notices say, in the reader's language.
func (a *app) word(res *index.Result) {
	for i, n := range res.Notices {
		res.Notices[i].Message = a.t.Text("notice."+n.Code, "Detail", n.Detail)
	}
}

func (a *app) printResult(res index.Result, offset int) {
	w := a.stdout
	fmt.Fprintln(w, a.t.Text("search.total", "Count", res.Total))
	for _, n := range res.Notices {
		fmt.Fprintf(w, "! %s\n", n.Message)
	}
	for _, e := range res.Expansions {
		fmt.Fprintf(w, "~ %s\n", a.expansion(e))
	}
	for _, o := range res.Suggestions {
		fmt.Fprintf(w, "? %s\n", a.t.Text("search.suggestion", "Q", o.Q, "Count", o.Count))
	}
	mark := marker(w)
	for i, h := range res.Hits {
		a.printHit(w, offset+i+1, h, mark)
	}
	if res.Wider != nil && len(res.Wider.Hits) > 0 {
		fmt.Fprintf(w, "\n%s\n", a.t.Text("search.wider", "Count", res.Wider.Total))
		for i, h := range res.Wider.Hits {
			a.printHit(w, i+1, h, mark)
		}
	}
}

// expansion says what a piece of the query was also, or only, taken for.
func (a *app) expansion(e index.Expansion) string {
	switch e.Kind {
	case rank.RestoredKind, rank.LikelyKind:
		return a.t.Text("search.understood", "Typed", e.Typed, "Why", a.t.Text("expansion."+e.Kind)+" "+e.As, "Count", e.Count)
	case rank.OthersKind, rank.ScatteredKind:
		return a.t.Text("search.understood", "Typed", e.Typed, "Why", a.t.Text("expansion."+e.Kind), "Count", e.Count)
	}
	return a.t.Text("search.expansion", "Typed", e.Typed, "As", e.As, "Count", e.Count)
}

func (a *app) printHit(w io.Writer, n int, h index.Hit, mark func(string, [][2]int) string) {
	title := mark(h.Title, h.TitleMarks)
	if title == "" {
		title = a.t.Text("web.untitled")
	}
	fmt.Fprintf(w, "\n%d. %s\n", n, title)
	var meta []string
	for _, s := range []string{h.Site, a.day(h.Published), strings.Join(h.Section, " › ")} {
		if s != "" {
			meta = append(meta, s)
		}
	}
	if h.Reprints > 0 {
		meta = append(meta, a.t.Text("web.hit.reprints", "Count", h.Reprints))
	}
	fmt.Fprintf(w, "   %s\n", strings.Join(meta, " · "))
	for _, s := range h.Snippets {
		fmt.Fprintf(w, "   %s\n", strings.ReplaceAll(mark(s.Text, s.Marks), "\n", " "))
	}
	address := h.URL
	if address == "" {
		address = h.Name
	}
	fmt.Fprintf(w, "   %s  %s\n", h.ID, address)
}

func (a *app) day(d index.Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Day:
		return a.t.Day(d.Time.In(index.Zone))
	}
	return a.t.Minute(d.Time.In(index.Zone))
}

// marker makes found words bold on a terminal and puts them in brackets elsewhere.
func marker(w io.Writer) func(string, [][2]int) string {
	before, after := "[", "]"
	if isTerminal(w) {
		before, after = "\x1b[1m", "\x1b[0m"
	}
	return func(text string, marks [][2]int) string {
		var b strings.Builder
		last := 0
		for _, m := range marks {
			if m[0] < last || m[1] > len(text) {
				continue
			}
			b.WriteString(text[last:m[0]] + before + text[m[0]:m[1]] + after)
			last = m[1]
		}
		b.WriteString(text[last:])
		return b.String()
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// tooManyTerms names the query whose prefix stands for too many words.
func tooManyTerms(err error, q string) error {
	if errors.Is(err, index.ErrTooManyTerms) {
		return &failure.Error{Kind: failure.Usage, Code: "too-many-terms", Object: q, Err: err}
	}
	return err
}
