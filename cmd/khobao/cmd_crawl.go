package main

import (
	"context"
	"fmt"
	"time"

	"khobao/internal/crawl"
	"khobao/internal/failure"
	"khobao/internal/ingest"
)

// crawlCmd takes live sites into the archive.
type crawlCmd struct {
	output
	indexFlags
	URLs         []string `arg:"" name:"urls"`
	SiteMap      bool
	Depth        int      `placeholder:"N" default:"3"`
	Since        string   `placeholder:"DATE"`
	Rate         float64  `placeholder:"N" default:"1"`
	Own          []string `placeholder:"HOST"`
	MaxPages     int      `placeholder:"N" default:"10000"`
	Pictures     bool
	AllowPrivate bool
	CrawlContact string `placeholder:"EMAIL|URL"`
	Report       string `placeholder:"FILE"`
}

// Run crawls here, or hands over to the process that holds the archive.
func (c *crawlCmd) Run(ctx context.Context, a *app) error {
	o, err := c.options(a)
	if err != nil {
		return err
	}
	file, err := reportFile(c.Report)
	if err != nil {
		return err
	}
	defer file.discard()
	report, err := a.crawl(ctx, o)
	if report == nil {
		return err
	}
	return a.tellReport(report, err, file, c.JSON, a.printCrawl)
}

// options checks what was asked for before an archive is made for nothing.
func (c *crawlCmd) options(a *app) (crawl.Options, error) {
	o := crawl.Options{
		Seeds: c.URLs, ListedOnly: c.SiteMap, Depth: c.Depth, Rate: c.Rate, Own: c.Own, MaxPages: c.MaxPages,
		Pictures: c.Pictures, AllowPrivate: c.AllowPrivate, Contact: a.values.Get("crawl-contact"), Version: version,
	}
	var err error
	if o.Since, err = day(c.Since); err != nil {
		return o, err
	}
	for _, n := range []struct {
		flag string
		bad  bool
	}{{"--rate", c.Rate <= 0}, {"--depth", c.Depth < 0}, {"--max-pages", c.MaxPages < 0}} {
		if n.bad {
			return o, &failure.Error{Kind: failure.Usage, Object: n.flag, Code: "crawl-number"}
		}
	}
	return o, o.Check()
}

// day reads 2021, 2021-08 or 2021-08-25 as the beginning of it in Vietnam; ""
// is the zero time.
func day(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, form := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.ParseInLocation(form, s, time.FixedZone("+07", 7*60*60)); err == nil {
			return t, nil
		}
	}
	return time.Time{}, &failure.Error{Kind: failure.Usage, Object: "--since", Detail: s, Code: "crawl-since"}
}

// crawl opens the archive, making it where there is none, and crawls. A report
// comes back beside an error when the crawl had begun.
func (a *app) crawl(ctx context.Context, o crawl.Options) (*ingest.Report, error) {
	if o.Contact == "" {
		fmt.Fprintln(a.stderr, a.t.Text("crawl.no-contact"))
	}
	h, err := a.open(ctx, openWrite)
	if failure.Is(err, failure.InUse) {
		client, cerr := a.client()
		if cerr != nil {
			return nil, err
		}
		fmt.Fprintln(a.stderr, a.t.Text("import.handed-over"))
		var report ingest.Report
		if err := client.run(ctx, "crawl", o, a.sink(), &report); err != nil {
			return nil, err
		}
		return &report, nil
	}
	if err != nil {
		return nil, err
	}
	defer h.close(a.log)
	report, err := h.importer.Crawl(ctx, &crawl.Crawler{Options: o}, a.sink())
	return h.taught(ctx, report, err)
}

func (a *app) printCrawl(r *ingest.Report) {
	a.printReport(r)
	w, s := a.stdout, r.Crawl
	fmt.Fprintln(w, a.t.Text("crawl.summary", "Pages", s.Pages, "Unchanged", s.Unchanged, "Redirects", s.Redirects,
		"Missing", s.Missing, "Disallowed", s.Disallowed, "Trapped", s.Trapped, "Others", s.Others))
	if s.Full {
		fmt.Fprintln(w, a.t.Text("crawl.full"))
	}
	for _, site := range s.Sites {
		if site.Queued > 0 {
			fmt.Fprintln(w, a.t.Text("crawl.queued", "Host", site.Host, "Queued", site.Queued))
		}
	}
}
