package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"khobao/index"
	"khobao/internal/archive"
)

// statsCmd tells what the archive holds.
type statsCmd struct{ output }

// holdings is what `khobao stats --json` prints.
type holdings struct {
	archive.Stats
	State index.State `json:"index"`
}

// Run asks the running server when one holds the archive, else the archive itself.
func (c *statsCmd) Run(ctx context.Context, a *app) error {
	out, err := here(ctx, a, "stats", nil, func(h *house) (holdings, error) { return h.holdings(ctx) })
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(out)
	}
	a.printStats(out)
	return nil
}

func (h *house) holdings(ctx context.Context) (holdings, error) {
	stats, err := h.archive.Stats(ctx)
	if err != nil {
		return holdings{}, err
	}
	state, err := h.engine.State(ctx)
	return holdings{Stats: stats, State: state}, err
}

func (a *app) printStats(out holdings) {
	previous := ""
	if p := out.State.Previous; p != nil {
		previous = a.t.Text("stats.generation-of", "Number", strconv.Itoa(p.Generation), "Bytes", int(p.Bytes))
	}
	for _, row := range [][2]string{
		{"articles", a.t.Number(out.Articles)},
		{"captures", a.t.Number(out.Captures)},
		{"versions", a.t.Number(out.Versions)},
		{"sites", a.t.Number(len(out.Sites))},
		{"period", a.period(out)},
		{"originals", a.t.Number(int(out.Originals))},
		{"index", a.t.Number(int(out.State.Bytes))},
		{"generation", strconv.Itoa(out.State.Generation)},
		{"previous", previous},
		{"status", a.t.Text("index-status." + string(out.State.Status))},
	} {
		if row[1] != "" {
			fmt.Fprintf(a.stdout, "%s: %s\n", a.t.Text("stats."+row[0]), row[1])
		}
	}
	if len(out.Imports) == 0 {
		return
	}
	fmt.Fprintf(a.stdout, "%s:\n", a.t.Text("stats.imports"))
	for _, i := range out.Imports {
		fmt.Fprintf(a.stdout, "  %s\n", a.importLine(i))
	}
}

// importLine tells of an entry of the log of imports.
func (a *app) importLine(i archive.Import) string {
	started, paths := a.t.Minute(i.Started.In(index.Zone)), strings.Join(i.Paths, " ")
	if i.Label == archive.LabelUndo {
		return a.t.Text("stats.undo", "Started", started, "Import", paths, "Removed", i.Counts["removed"], "Kept", i.Counts["kept"])
	}
	return a.t.Text("stats.import", "Started", started, "Verb", i.Label, "Number", strconv.FormatInt(i.ID, 10), "Paths", paths,
		"Status", a.t.Text("import-status."+i.Status),
		"Added", i.Counts["added"], "Changed", i.Counts["changed"], "Failed", i.Counts["failed"])
}

// period tells from when to when articles were published, and how many do not say.
func (a *app) period(out holdings) string {
	if out.From.IsZero() {
		return a.t.Text("stats.undated")
	}
	period := a.t.Day(out.From.In(index.Zone)) + " – " + a.t.Day(out.To.In(index.Zone))
	if out.Undated > 0 {
		period += " " + a.t.Text("stats.some-undated", "Count", out.Undated)
	}
	return period
}
