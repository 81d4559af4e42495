package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"khobao/index"
	"khobao/internal/ingest"
	"khobao/internal/progress"
)

// What --compare is asked for and tells: its JSON is public, names are never changed.
type (
	compareArgs struct {
		Site    string   `json:"site"`
		Queries []string `json:"queries"` // nil = those of the receipts that are kept
	}
	comparison struct {
		Articles int            `json:"articles"` // that were compared
		Changed  int            `json:"changed"`
		New      int            `json:"new"`  // pages that would become articles
		Gone     int            `json:"gone"` // articles that would be none any more
		Failed   int            `json:"failed"`
		Fields   []fieldCount   `json:"fields"`  // by site, the most first
		Samples  []changeSample `json:"samples"` // at most sampleChanges
		Queries  []queryChange  `json:"queries"`
	}
	fieldCount struct {
		Site     string `json:"site"`
		Field    string `json:"field"`
		Articles int    `json:"articles"`
	}
	changeSample struct {
		ID     string             `json:"id"`
		URL    string             `json:"url"`
		Site   string             `json:"site"`
		Title  string             `json:"title"`
		Fields []ingest.FieldDiff `json:"fields"`
	}
	queryChange struct {
		Query    string   `json:"query"`
		Filters  []string `json:"filters,omitempty"`
		OldTotal int      `json:"old_total"`
		NewTotal int      `json:"new_total"`
		Overlap  int      `json:"overlap"` // of the first topCompared
		Old      []string `json:"old"`     // ids
		New      []string `json:"new"`
	}
)

// How much a comparison shows.
const (
	sampleChanges = 20
	topCompared   = 10
)

func (c *reindexCmd) compare(ctx context.Context, a *app) error {
	args := compareArgs{Site: siteNamed(c.Site)}
	if c.Queries != "" {
		text, err := os.ReadFile(c.Queries)
		if err != nil {
			return pathFailure(c.Queries, err)
		}
		args.Queries = []string{}
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); line != "" {
				args.Queries = append(args.Queries, line)
			}
		}
	}
	out, err := here(ctx, a, "compare", args, func(h *house) (comparison, error) { return h.compare(ctx, args, a.sink()) })
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(out)
	}
	a.printComparison(out, args.Site)
	return nil
}

// compare reads every page anew beside what there is, and searches an index of
// that which is thrown away afterwards.
func (h *house) compare(ctx context.Context, in compareArgs, sink progress.Sink) (comparison, error) {
	queries, err := h.comparedQueries(ctx, in.Queries)
	if err != nil {
		return comparison{}, err
	}
	t := newTally()
	if len(queries) == 0 {
		err := h.importer.Compare(ctx, in.Site, func(c ingest.Compared) error { t.add(c); return nil }, sink)
		return t.result(), err
	}
	if _, err := h.engine.Search(ctx, index.Request{Size: -1}); err != nil {
		return comparison{}, err // there is nothing to compare with; told before the work
	}
	other, err := h.otherIndex(ctx, in.Site, t, sink)
	if err != nil {
		return comparison{}, err
	}
	defer other.close()
	out := t.result()
	for _, q := range queries {
		change, err := h.compareQuery(ctx, other.searcher, q)
		if err != nil {
			return out, err
		}
		out.Queries = append(out.Queries, change)
	}
	return out, nil
}

func (a *app) printComparison(out comparison, site string) {
	w := a.stdout
	fmt.Fprintln(w, a.t.Text("compare.articles", "Articles", out.Articles, "Changed", out.Changed, "New", out.New, "Gone", out.Gone, "Failed", out.Failed))
	if len(out.Fields) > 0 {
		fmt.Fprintf(w, "\n%s\n", a.t.Text("compare.fields"))
	}
	for _, f := range out.Fields {
		fmt.Fprintf(w, "  %-28s %-18s %s\n", f.Site, a.t.Text("field."+f.Field), a.t.Number(f.Articles))
	}
	if len(out.Samples) > 0 {
		fmt.Fprintf(w, "\n%s\n", a.t.Text("compare.samples"))
	}
	for _, s := range out.Samples {
		fmt.Fprintf(w, "  %s  %s\n", s.ID, s.Title)
		for _, f := range s.Fields {
			fmt.Fprintf(w, "    %s:\n    - %s\n    + %s\n", a.t.Text("field."+f.Field), f.Old, f.New)
		}
	}
	fmt.Fprintln(w)
	a.printQueryChanges(out.Queries)
	if out.Changed+out.New+out.Gone == 0 {
		return
	}
	command := "khobao reindex --extract"
	if site != "" {
		command = "khobao reindex --site " + site
	}
	fmt.Fprintln(w, a.t.Text("compare.next", "Command", command))
}

// printQueryChanges lists the queries whose first articles differ.
func (a *app) printQueryChanges(queries []queryChange) {
	if len(queries) == 0 {
		fmt.Fprintln(a.stdout, a.t.Text("compare.no-queries"))
		return
	}
	told := false
	for _, q := range queries {
		if strings.Join(q.Old, " ") == strings.Join(q.New, " ") && q.OldTotal == q.NewTotal {
			continue
		}
		if !told {
			fmt.Fprintln(a.stdout, a.t.Text("compare.queries"))
			told = true
		}
		fmt.Fprintf(a.stdout, "  %d / %s / %s  %s %s\n", q.Overlap, a.t.Number(q.OldTotal), a.t.Number(q.NewTotal), q.Query, strings.Join(q.Filters, " "))
	}
	if !told {
		fmt.Fprintln(a.stdout, a.t.Text("compare.same"))
	}
}

// shortText bounds what a sample shows of a field, in runes.
const shortText = 160

// around cuts two texts to where they differ.
func around(old, now string) (string, string) {
	x, y := []rune(old), []rune(now)
	from := 0
	for from < len(x) && from < len(y) && x[from] == y[from] {
		from++
	}
	from = max(0, from-shortText/4)
	cut := func(r []rune) string {
		to := min(len(r), from+shortText)
		s := strings.ReplaceAll(string(r[min(from, len(r)):to]), "\n\n", " ¶ ")
		if from > 0 && len(r) > 0 {
			s = "…" + s
		}
		if to < len(r) {
			s += "…"
		}
		return s
	}
	return cut(x), cut(y)
}
