package bench

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"khobao/index"
	"khobao/index/bleveindex/baseline"
	"khobao/index/bleveindex/lab"
	"khobao/internal/failure"
)

// Options say what is measured.
type Options struct {
	Docs     string // file of articles; "" = the sample
	N        int    // articles, 0 = all
	Clients  int    // that ask at once
	Baseline bool   // beside raw bleve
	Product  Product
}

// Product is the product as its caller wires it. Its engine keeps no answers, since
// each search is asked several times.
type Product struct {
	Open  func(ctx context.Context, dir string, create bool) (*Opened, error) // an archive in dir
	Index func(dir string) string                                             // folder of its index
}

// Opened is an archive that is open.
type Opened struct {
	Import   func(ctx context.Context, path string) error // takes a corpus in
	Searcher interface {
		Search(ctx context.Context, r index.Request) (index.Result, error)
	}
	Engine index.Engine
	Close  func()
}

// Report is what a run of the mix found.
type Report struct {
	Articles  int     `json:"articles"`
	TextBytes int64   `json:"text_bytes"`
	Clients   int     `json:"clients"`
	Load      float64 `json:"load"`
	Product   Side    `json:"khobao"`
	Bleve     Side    `json:"bleve,omitzero"`
}

// Measure builds in a temporary folder, which it removes, and asks the mix.
func Measure(ctx context.Context, o Options) (*Report, error) {
	dir, err := os.MkdirTemp("", "khobao-bench-")
	if err != nil {
		return nil, failure.New(failure.Unreadable, os.TempDir(), err)
	}
	defer os.RemoveAll(dir)
	corpus, err := Write(ctx, filepath.Join(dir, "docs.jsonl"), o.Docs, o.N)
	if err != nil {
		return nil, err
	}
	r := &Report{Articles: corpus.Articles, TextBytes: corpus.Text, Clients: o.Clients}
	if r.Product, err = product(ctx, o, filepath.Join(dir, "archive"), corpus); err != nil {
		return nil, err
	}
	if o.Baseline {
		if r.Bleve, err = bleve(ctx, o, filepath.Join(dir, "bleve"), corpus); err != nil {
			return nil, err
		}
	}
	r.Load = lab.Load()
	return r, nil
}

// product imports the corpus into an archive of its own, opens it anew as a
// server would, and asks the mix.
func product(ctx context.Context, o Options, dir string, corpus *Corpus) (s Side, err error) {
	p, err := o.Product.Open(ctx, dir, true)
	if err != nil {
		return s, err
	}
	err = s.building(func() error { return p.Import(ctx, corpus.Path) })
	p.Close()
	if err != nil {
		return s, err
	}
	if p, err = o.Product.Open(ctx, dir, false); err != nil {
		return s, err
	}
	defer p.Close()
	state, err := p.Engine.State(ctx)
	if err != nil {
		return s, err
	}
	s.rate(state.Articles)
	all, err := bytesBelow(dir)
	if err != nil {
		return s, err
	}
	if s.IndexBytes, err = bytesBelow(o.Product.Index(dir)); err != nil {
		return s, err
	}
	s.ArchiveBytes = all - s.IndexBytes
	mix := Mix(corpus.Titles)
	err = s.asking(func() error {
		s.Classes, err = Run(ctx, mix, o.Clients, func(ctx context.Context, q Search) (int, error) {
			r, err := p.Searcher.Search(ctx, q.Request)
			return r.Total, err
		})
		if err != nil {
			return err
		}
		// The page again without reordering and snippets, which are reckoned apart.
		only, err := engineOnly(ctx, p, mix, o.Clients)
		s.Classes = append(s.Classes, only...)
		return err
	})
	return s, err
}

// engineOnly asks the engine the searches of the page as they reach it, for the
// 20 hits shown.
func engineOnly(ctx context.Context, p *Opened, mix []Search, clients int) ([]Class, error) {
	var searches []Search
	for _, q := range mix {
		if q.Class != "page" {
			continue
		}
		r, err := p.Searcher.Search(ctx, q.Request)
		if err != nil {
			return nil, err
		}
		q.Class = "page-engine"
		q.Request = index.Request{Query: r.Query, Sort: index.Relevance, Facets: q.Request.Facets, Top: q.Request.Top}
		searches = append(searches, q)
	}
	return Run(ctx, searches, clients, func(ctx context.Context, q Search) (int, error) {
		r, err := p.Engine.Search(ctx, q.Request)
		return r.Total, err
	})
}

// bleve builds and asks raw bleve, on the same corpus and the searches it knows.
func bleve(ctx context.Context, o Options, dir string, corpus *Corpus) (s Side, err error) {
	x, err := baseline.Create(dir)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	err = s.building(func() error {
		err := corpus.EachDoc(func(d Doc) error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return x.Add(baseline.Doc(d))
		})
		if err == nil {
			err = x.Flush()
		}
		if err == nil {
			err = x.Settle(ctx)
		}
		return err
	})
	if err != nil {
		return s, err
	}
	s.rate(corpus.Articles)
	if s.IndexBytes, err = bytesBelow(dir); err != nil {
		return s, err
	}
	var mix []Search
	for _, q := range Mix(corpus.Titles) {
		if q.Class != "unmarked" { // it has no folding
			mix = append(mix, q)
		}
	}
	err = s.asking(func() error {
		s.Classes, err = Run(ctx, mix, o.Clients, func(ctx context.Context, q Search) (int, error) {
			year := ""
			if !q.Request.From.IsZero() {
				year = q.Request.From.In(index.Zone).Format("2006")
			}
			return x.Search(ctx, baseline.Question{
				Words: q.Words, Year: year, Phrase: q.Class == "phrase", Prefix: q.Class == "prefix",
				Newest: q.Class == "newest", Facets: len(q.Request.Facets) > 0,
			})
		})
		return err
	})
	return s, err
}
