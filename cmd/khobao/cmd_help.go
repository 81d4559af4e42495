package main

import (
	"github.com/alecthomas/kong"

	"khobao/internal/failure"
)

// helpCmd prints the page that --help prints: `khobao help rules list`.
type helpCmd struct {
	Verb []string `arg:"" optional:""`
}

// Run prints the page of the program, or of the verb named.
func (c *helpCmd) Run(a *app) error {
	var other cli
	k, err := a.parser(&other)
	if err != nil {
		return err
	}
	if _, err := k.Parse(append(c.Verb, "--help")); err != nil {
		return a.usage(err)
	}
	return &failure.Error{Kind: failure.Usage, Object: "--help"} // it always ends the parsing
}

// versionFlag is --version, which many type before they know the verb.
type versionFlag bool

// BeforeReset does what the verb does, before anything else is asked for.
func (versionFlag) BeforeReset(a *app) error {
	if err := (&versionCmd{}).Run(a); err != nil {
		return err
	}
	return errHelpShown
}

// elsewhere is what other programs call an option or a verb of ours, so that
// whoever types it is told our name.
var elsewhere = map[string]string{
	"--data": "--archive", "--data-dir": "--archive", "--dir": "--archive", "--db": "--archive", "--repo": "--archive",
	"--store": "--archive", "--path": "--archive", "--kho": "--archive",
	"--limit": "--size", "--max": "--size", "--rows": "--size", "--top": "--size", "--count": "--size",
	"--skip": "--offset", "--start": "--offset", "--page": "--offset",
	"--output": "--out", "--file": "--out", "-o": "--out", "--type": "--format", "--fields": "--columns",
	"--overwrite": "--force", "--yes": "--force", "-f": "--force",
	"--order": "--sort", "--order-by": "--sort", "--where": "--filter", "--from": "--filter", "--to": "--filter",
	"--host": "--addr", "--port": "--addr", "--listen": "--addr", "--bind": "--addr", "--address": "--addr", "-p": "--addr",
	"--base-url": "--site-url", "--public-url": "--site-url",
	"--verbose": "--log-level", "--debug": "--log-level", "--quiet": "--log-level", "-v": "--log-level", "-q": "--log-level",
	"--language": "--lang", "--locale": "--lang", "--log": "--report", "-V": "--version", "-?": "--help",

	"index": "import", "add": "import", "load": "import", "ingest": "import", "nhap": "import", "nhập": "import",
	"find": "search", "query": "search", "grep": "search", "tim": "search", "tìm": "search",
	"server": "serve", "web": "serve", "start": "serve", "run": "serve", "mo": "serve", "mở": "serve",
	"rebuild": "reindex", "check": "verify", "fsck": "verify", "kiemtra": "verify",
	"status": "stats", "info": "stats", "fetch": "crawl", "download": "crawl", "spider": "crawl",
	"dump": "export", "xuat": "export", "xuất": "export", "save": "backup", "snapshot": "backup",
	"settings": "config", "try": "demo", "sample": "demo", "parse": "extract", "rollback": "reindex",
}

// meant gives what a user may have meant by an option or a verb that n does not
// have: our name for what he typed, where n has that, else the nearest.
func meant(n *kong.Node, typed string) string {
	var names []string
	for at := n; at != nil; at = at.Parent {
		for _, f := range at.Flags {
			names = append(names, "--"+f.Name)
		}
	}
	for _, child := range n.Children {
		names = append(names, child.Name)
	}
	best, least := "", 1+len([]rune(typed))/3 // a third of it may be wrong
	for _, name := range names {
		if name == elsewhere[typed] {
			return name
		}
		if d := slips(typed, name); d < least && (typed[0] == '-') == (name[0] == '-') {
			best, least = name, d
		}
	}
	return best
}

// slips counts the letters that are wrong, missing, too many or swapped with the
// next: the restricted Damerau–Levenshtein distance.
func slips(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range y {
		rows[0][j+1] = j + 1
	}
	for i := range x {
		for j := range y {
			wrong := 1
			if x[i] == y[j] {
				wrong = 0
			}
			d := min(rows[i][j+1]+1, rows[i+1][j]+1, rows[i][j]+wrong)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				d = min(d, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = d
		}
	}
	return rows[len(x)][len(y)]
}
