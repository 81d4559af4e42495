package main

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/failure"
)

// rulesLedgerCmd shows the lines that were found to stand on most pages of a
// site and are left out of its articles, and the site's counters.
type rulesLedgerCmd struct {
	output
	Site   string `arg:"" optional:""`
	Forget string `placeholder:"KEY"`
}

// ledgerArgs is what the verb hands over.
type ledgerArgs struct {
	Site   string `json:"site"`
	Forget string `json:"forget"`
}

// ledger is what an archive knows of its sites' own words.
type ledger struct {
	Lines    []ledgerLine    `json:"lines"`
	Counters []ledgerCounter `json:"counters"`
}

type ledgerLine struct {
	Site     string `json:"site"`
	Key      string `json:"key"` // 16 hex digits
	Articles int    `json:"articles"`
	First    string `json:"first"` // days of publication, in Vietnam; "" = unknown
	Last     string `json:"last"`
	Text     string `json:"text"`
}

// ledgerCounter is one number of a counter of a site, as it stood at a time.
type ledgerCounter struct {
	Site  string `json:"site"`
	Label string `json:"label"`
	At    string `json:"at"` // to the minute, in Vietnam
	Value int64  `json:"value"`
}

// Run prints the ledger, after taking a line off it with --forget.
func (c *rulesLedgerCmd) Run(ctx context.Context, a *app) error {
	if c.Forget != "" && c.Site == "" {
		return failure.Newf(failure.Usage, "--forget", "%s", c.Forget)
	}
	args := ledgerArgs{Site: c.Site, Forget: c.Forget}
	var out ledger
	arc, err := a.openArchive(ctx)
	if err != nil {
		err = a.handOver(ctx, err, "ledger", args, &out)
	} else {
		defer arc.Close()
		out, err = ledgerOf(ctx, arc, args)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(out)
	}
	return a.printLedger(out)
}

func ledgerOf(ctx context.Context, arc *archive.Archive, in ledgerArgs) (ledger, error) {
	out := ledger{Lines: []ledgerLine{}, Counters: []ledgerCounter{}}
	if in.Forget != "" {
		key, err := strconv.ParseUint(in.Forget, 16, 64)
		if err != nil {
			return out, failure.New(failure.Usage, in.Forget, err)
		}
		if err := arc.ForgetLine(ctx, in.Site, key); err != nil {
			return out, err
		}
	}
	lines, err := arc.Ledger(ctx, in.Site)
	if err != nil {
		return out, err
	}
	for _, l := range lines {
		out.Lines = append(out.Lines, ledgerLine{l.Site, fmt.Sprintf("%016x", l.Key), l.Articles, vietnam(l.First, time.DateOnly), vietnam(l.Last, time.DateOnly), l.Sample})
	}
	counters, err := arc.SiteCounters(ctx, in.Site)
	for _, n := range counters {
		out.Counters = append(out.Counters, ledgerCounter{n.Site, n.Label, vietnam(n.At, "2006-01-02T15:04-07:00"), n.Value})
	}
	return out, err
}

func vietnam(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.In(index.Zone).Format(layout)
}

func (a *app) printLedger(out ledger) error {
	if len(out.Lines)+len(out.Counters) == 0 {
		_, err := fmt.Fprintln(a.stdout, a.t.Text("rules.ledger-empty"))
		return err
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, l := range out.Lines {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s – %s\t%s\n", l.Site, l.Key, a.t.Number(l.Articles), cmp.Or(l.First, "?"), cmp.Or(l.Last, "?"), short(l.Text, 100))
	}
	for _, n := range out.Counters {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", n.Site, n.Label, a.t.Number(int(n.Value)), n.At)
	}
	return w.Flush()
}
