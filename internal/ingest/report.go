package ingest

import (
	"slices"
	"sync"
	"time"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/failure"
	"khobao/internal/progress"
	"khobao/internal/source"
)

// Report is what one import did. Its JSON is the public form of `khobao import
// --json` and of the file of --report; names are never changed.
type Report struct {
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"`
	Paths    []string  `json:"paths"`
	Resumed  bool      `json:"resumed"` // an interrupted import went on; what was committed before is not counted again
	Counts   Counts    `json:"counts"`
	Skipped  []Skipped `json:"not_articles"`    // pages that were kept but are no articles
	Failures []Failed  `json:"failures"`        // what could not be read, with its reason
	Notices  []Noticed `json:"notices"`         // what is worth knowing of a container and is no failure
	Crawl    *Crawled  `json:"crawl,omitempty"` // of a crawl

	mu sync.Mutex // guards Notices and Resumed, which readers set
}

// Counts says what became of the pages read. Failed counts pages that could not
// be extracted, also those that are known, and records that could not even be
// read as pages; Read is the sum of all others and of the pages that failed now.
type Counts struct {
	Read      int `json:"read"`
	Added     int `json:"added"`     // new articles
	Changed   int `json:"changed"`   // a new version of an article
	Same      int `json:"same"`      // a further capture of an unchanged article
	Known     int `json:"known"`     // captures the archive had already
	Duplicate int `json:"duplicate"` // same text as an article held under another address of the site
	Lists     int `json:"lists"`     // front, section, tag and search pages
	Others    int `json:"others"`    // forum, login, error pages
	Resources int `json:"resources"` // pictures, style sheets and other parts of pages
	Failed    int `json:"failed"`
}

// Skipped is a page that was kept but is no article.
type Skipped struct {
	Object string `json:"object"` // path!entry@offset
	URL    string `json:"url,omitempty"`
	Kind   string `json:"kind"`             // list, other, or resource for files that are no pages
	Reason string `json:"reason,omitempty"` // code; message key "reason."+Reason
}

// Failed is a thing that could not be read. Message is filled in the reader's
// language by whoever writes the report.
type Failed struct {
	progress.Failure
	URL     string `json:"url,omitempty"`
	Message string `json:"message,omitempty"`
}

// figures gives the counts by name, for events and the log of imports.
func (c Counts) figures() map[string]int {
	return map[string]int{
		"read": c.Read, "added": c.Added, "changed": c.Changed, "same": c.Same, "known": c.Known, "duplicate": c.Duplicate,
		"lists": c.Lists, "others": c.Others, "resources": c.Resources, "failed": c.Failed,
	}
}

// Noticed is something about a container that is no failure, e.g. that the
// hashes of a WACZ hold.
type Noticed struct {
	Object string `json:"object"`
	Code   string `json:"code"`
	Detail string `json:"detail,omitempty"`
}

// parts are the reasons for which a file beside saved pages is no page and no
// failure either: pictures, sounds and what a browser saves along.
var parts = []string{"image", "audio", "video", "font", "companion"}

func newReport(paths []string) *Report {
	return &Report{Started: time.Now().UTC(), Paths: paths, Skipped: []Skipped{}, Failures: []Failed{}, Notices: []Noticed{}}
}

func (r *Report) notice(n source.Notice) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Notices = append(r.Notices, Noticed{Object: n.Object, Code: n.Code, Detail: n.Detail})
}

func (r *Report) resume() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Resumed = true
}

// add counts what became of an outcome, and lists what is no article.
func (r *Report) add(o archive.Outcome, c archive.Change, sink progress.Sink) {
	counts := &r.Counts
	if o.Failure != nil && o.Capture.ID == "" { // something that could not be read as a page
		if o.Failure.Kind == failure.NotPage && slices.Contains(parts, o.Failure.Code) {
			r.Skipped = append(r.Skipped, Skipped{Object: o.Failure.Object, Kind: "resource", Reason: o.Failure.Code})
			return
		}
		r.fail(o, sink)
		return
	}
	counts.Read++
	switch {
	case o.Capture.Known:
		counts.Known++
		r.again(o, sink)
	case o.Failure != nil:
		r.fail(o, sink)
	case c.What == archive.Added:
		counts.Added++
	case c.What == archive.Changed, c.What == archive.Older:
		counts.Changed++
	case c.What == archive.Same:
		counts.Same++
	case c.What == archive.Duplicate:
		counts.Duplicate++
	case o.Kind == index.KindList:
		counts.Lists++
		r.skip(o)
	case o.Kind == index.KindOther:
		counts.Others++
		r.skip(o)
	default:
		counts.Resources++
	}
}

// again lists a page that is known to be no article or unreadable, so that a
// report says the same of a page however often it is imported.
func (r *Report) again(o archive.Outcome, sink progress.Sink) {
	c := o.Capture
	switch {
	case c.Failure != "":
		o.Failure = &failure.Error{Kind: c.Failure, Object: c.Origin.String(), Code: c.Code, Detail: c.Detail}
		r.fail(o, sink)
	case c.Kind == index.KindList, c.Kind == index.KindOther:
		r.skip(o)
	}
}

func (r *Report) skip(o archive.Outcome) {
	r.Skipped = append(r.Skipped, Skipped{Object: o.Capture.Origin.String(), URL: o.Capture.URL, Kind: string(o.Kind)})
}

func (r *Report) fail(o archive.Outcome, sink progress.Sink) {
	r.Counts.Failed++
	f := progress.Failure{Object: o.Failure.Object, Kind: string(o.Failure.Kind), Code: o.Failure.Code, Detail: o.Failure.Detail}
	r.Failures = append(r.Failures, Failed{Failure: f, URL: o.Capture.URL})
	sink(progress.Event{Failure: &f})
}
