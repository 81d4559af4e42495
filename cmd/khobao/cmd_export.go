package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"khobao/index"
	"khobao/index/rank"
	"khobao/internal/export"
	"khobao/internal/failure"
	"khobao/web"
)

// exportCmd writes every hit of a search to a file.
type exportCmd struct {
	indexFlags
	Query   string   `arg:""`
	Filter  []string `placeholder:"FIELD=VALUE" sep:"none"`
	Sort    string   `placeholder:"ORDER" enum:"relevance,newest,oldest,arrived," default:""`
	Format  string   `placeholder:"FORMAT"`
	Columns []string `placeholder:"NAME,…"`
	Fold    bool
	Out     string `placeholder:"FILE"`
	Force   bool
}

// exportArgs is what is exported, also when another process does it.
type exportArgs struct {
	Query   string   `json:"query"`
	Filter  []string `json:"filter"`
	Sort    string   `json:"sort"`
	Format  string   `json:"format"`
	Columns []string `json:"columns"`
	Fold    bool     `json:"fold"`
	Name    string   `json:"name"` // of the file, for its own description
	Lang    string   `json:"lang"`
}

// exported is what was written.
type exported struct {
	Rows int `json:"rows"`
}

// Run writes the rows that the site's own export has, in its order, to the file
// or to standard output. A server that holds the archive sends them.
func (c *exportCmd) Run(ctx context.Context, a *app) error {
	args := exportArgs{Query: c.Query, Filter: c.Filter, Sort: c.Sort, Format: c.Format, Columns: c.Columns, Fold: c.Fold, Name: c.Out, Lang: a.t.Lang}
	format, err := args.format()
	if err != nil {
		return err
	}
	if _, err := requestOf(c.Query, c.Sort, c.Filter); err != nil {
		return err
	}
	out := &outFile{w: a.stdout}
	switch {
	case c.Out != "":
		if out, err = createFile(c.Out, c.Force); err != nil {
			return err
		}
		defer out.discard()
	case format.Name == "xlsx" || format.Records || format.Bundle:
		if isTerminal(a.stdout) {
			return &failure.Error{Kind: failure.Usage, Object: format.Name, Code: "export-terminal"}
		}
	}
	var done exported
	h, err := a.open(ctx, openSearch)
	switch {
	case failure.Is(err, failure.InUse):
		client, cerr := a.client()
		if cerr != nil {
			return err
		}
		err = client.stream(ctx, "export", args, a.sink(), out, &done)
	case err == nil:
		defer h.close(a.log)
		w := bufio.NewWriterSize(out, 256<<10)
		if done, err = h.export(ctx, args, a.exportOptions(args), w); err == nil {
			err = w.Flush()
		}
	}
	if err != nil {
		return tooManyTerms(out.failure(err), c.Query)
	}
	if c.Out == "" {
		return nil
	}
	if err := out.finish(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout, a.t.Text("export.done", "Count", done.Rows, "File", c.Out))
	return err
}

// format is the one that is named, else that of the file's name, else CSV.
func (e exportArgs) format() (export.Format, error) {
	if e.Format != "" {
		f, ok := export.FormatNamed(e.Format)
		if !ok {
			var names []string
			for _, f := range export.Formats {
				names = append(names, f.Name)
			}
			return f, &failure.Error{Kind: failure.Usage, Object: e.Format, Code: "export-format", Detail: strings.Join(names, ", ")}
		}
		return f, e.known()
	}
	for _, f := range export.Formats {
		if strings.HasSuffix(strings.ToLower(e.Name), f.Ext) {
			return f, e.known()
		}
	}
	return export.Formats[0], e.known()
}

// known refuses a column that is none.
func (e exportArgs) known() error {
	var names []string
	is := map[string]bool{}
	for _, col := range export.Columns {
		names = append(names, col.Name)
		is[col.Name] = true
	}
	for _, name := range e.Columns {
		if !is[name] {
			return &failure.Error{Kind: failure.Usage, Object: name, Code: "export-column", Detail: strings.Join(names, ", ")}
		}
	}
	return nil
}

// exportOptions are those of the site, in the language of who asked.
func (a *app) exportOptions(e exportArgs) export.Options {
	columns := e.Columns
	if len(columns) == 0 {
		columns = export.ColumnNames()
	}
	return export.Options{
		Columns: columns, Printer: a.texts.In(e.Lang), SiteName: paperName,
		Base: or(a.values.Get("site-url"), "http://"+a.values.Get("addr")), Query: e.Query,
		Software: "khobao " + version, Created: time.Now().In(index.Zone),
	}
}

// export lists the hits, then writes them.
func (h *house) export(ctx context.Context, e exportArgs, o export.Options, w io.Writer) (exported, error) {
	format, err := e.format()
	if err != nil {
		return exported{}, err
	}
	req, err := requestOf(e.Query, e.Sort, e.Filter)
	if err != nil {
		return exported{}, err
	}
	req.Fold = e.Fold
	list, _, err := export.Hits(ctx, h.searcher.Search, h.engine.Search, req, rank.Depth)
	if err != nil {
		return exported{}, err
	}
	rows, err := export.WriteFile(ctx, w, format, e.Name, o, &list.IDs, web.BundleSource(shelf{h.archive}))
	return exported{rows}, err
}
