package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"khobao/index"
	"khobao/internal/archive"
)

// partLabels are the keys of labels of index.ArticleParts that are not their names.
var partLabels = map[string]string{"captions": "caption", "authors": "author", "tags": "tag"}

func (a *app) fieldLabel(name string) string {
	if slices.ContainsFunc(index.ArticleParts, func(p index.ArticlePart) bool { return p.Name == name }) {
		return a.t.Text("field." + cmp.Or(partLabels[name], name))
	}
	return name
}

// rulesCoverageCmd counts by site and period how many articles of the archive
// have each field, so that a layout that changed shows.
type rulesCoverageCmd struct {
	output
	Site string `arg:"" optional:""`
	By   string `enum:"year,month" default:"year" placeholder:"year|month"`
}

// coverage is one site in one period.
type coverage struct {
	Site     string         `json:"site"`
	Period   string         `json:"period"` // 2021 or 2021-08; "" where articles have no date
	Articles int            `json:"articles"`
	ByRule   int            `json:"by_rule"` // read by a rule of the site
	Filled   map[string]int `json:"filled"`  // articles with the field
}

// Run prints a row a site and period.
func (c *rulesCoverageCmd) Run(ctx context.Context, a *app) error {
	rows, err := c.rows(ctx, a)
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(struct {
			Rows []*coverage `json:"rows"`
		}{rows})
	}
	return a.printCoverage(rows)
}

// rows counts here, or has the process count that holds the archive.
func (c *rulesCoverageCmd) rows(ctx context.Context, a *app) (rows []*coverage, err error) {
	args := coverageArgs{Site: c.Site, By: c.By}
	arc, err := a.openArchive(ctx)
	if err != nil {
		return rows, a.handOver(ctx, err, "coverage", args, &rows)
	}
	defer arc.Close()
	return coverageOf(ctx, arc, args)
}

// coverageOf reads the archive once and gives its rows, by site and period.
func coverageOf(ctx context.Context, arc *archive.Archive, in coverageArgs) ([]*coverage, error) {
	rows := map[[2]string]*coverage{}
	for entry, err := range arc.Walk(ctx, 0) {
		if archive.OneDamaged(err) != nil {
			continue // verify tells of it
		}
		if err != nil {
			return nil, err
		}
		if in.Site == "" || strings.EqualFold(entry.Article.Site, in.Site) {
			in.count(rows, &entry.Article)
		}
	}
	return append([]*coverage{}, slices.SortedFunc(maps.Values(rows), func(x, y *coverage) int {
		return cmp.Or(strings.Compare(x.Site, y.Site), strings.Compare(x.Period, y.Period))
	})...), nil
}

// count adds an article to its site's row.
func (c coverageArgs) count(rows map[[2]string]*coverage, art *index.Article) {
	period := ""
	if !art.Published.IsZero() {
		layout := "2006"
		if c.By == "month" {
			layout = "2006-01"
		}
		period = art.Published.Time.In(index.Zone).Format(layout)
	}
	key := [2]string{art.Site, period}
	row := rows[key]
	if row == nil {
		row = &coverage{Site: art.Site, Period: period, Filled: map[string]int{}}
		for _, f := range index.ArticleParts {
			row.Filled[f.Name] = 0
		}
		rows[key] = row
	}
	row.Articles++
	switch art.Rule {
	case "", "general", "json-ld", "jsonl":
	default:
		row.ByRule++
	}
	for _, f := range index.ArticleParts {
		if f.Filled(art) {
			row.Filled[f.Name]++
		}
	}
}

// printCoverage prints the shares in percent, rounded down: 100 is all.
func (a *app) printCoverage(rows []*coverage) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s\t%s\t%s\t%s", a.t.Text("field.site"), a.t.Text("rules.period"), a.t.Text("stats.articles"), a.t.Text("field.rule"))
	for _, f := range index.ArticleParts {
		fmt.Fprintf(w, "\t%s", a.fieldLabel(f.Name))
	}
	fmt.Fprintln(w)
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d%%", cmp.Or(r.Site, "-"), cmp.Or(r.Period, "-"), a.t.Number(r.Articles), r.ByRule*100/r.Articles)
		for _, f := range index.ArticleParts {
			fmt.Fprintf(w, "\t%d%%", r.Filled[f.Name]*100/r.Articles)
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}
