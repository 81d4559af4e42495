package source

import (
	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/warc"
)

// revisit hands on a capture whose record only says "as before": with the body
// of its original when that was read a moment ago or Options.Earlier has it,
// else without a body and with RevisitOf set. What a walk has read before its
// cursor is for Earlier to know.
func (w *walk) revisit(in *input, rec *warc.Record, p page.Page, next string) {
	p.Body = nil
	p.ContentType = ""
	head, err := warc.ParseHTTP(rec.Block)
	if err == nil {
		answer(&p, head)
	}
	ref := Reference{
		PayloadDigest: rec.PayloadDigest,
		URL:           first(rec.Get("WARC-Refers-To-Target-URI"), rec.TargetURI),
		Captured:      rec.RefersToDate(),
	}
	original, found := w.recent.find(ref)
	if !found && w.opts.Earlier != nil {
		original, found, err = w.opts.Earlier.Earlier(w.ctx, ref)
		if err != nil {
			e := failure.New(failure.KindOf(err), in.object(p.Origin.Offset), err).WithCode("revisit")
			if !w.fail(in, e, next) {
				return
			}
		}
	}
	if !found {
		p.RevisitOf = first(rec.PayloadDigest, rec.Get("WARC-Refers-To"), ref.URL)
		w.emit(in, p, rec.Doubts, next)
		return
	}
	p.Body = original.Body
	// A server that says "not modified" sends no header of the content.
	if p.ContentType == "" {
		p.ContentType = original.ContentType
	}
	if p.Status == 0 || p.Status == 304 {
		p.Status, p.Header, p.Location = original.Status, original.Header, original.Location
	}
	w.emit(in, p, rec.Doubts, next)
}

// recentBytes is how much of the bodies read last a walk keeps for revisits,
// 16 MiB: what lies further back is in the archive already, and found there
// through Options.Earlier.
const recentBytes = 16 << 20

// recent has the captures read last, by payload digest and by address, in the
// order they were read.
type recent struct {
	queue    []*page.Page
	bytes    int
	byDigest map[string]*page.Page
	byURL    map[string]*page.Page
}

// keep remembers a capture that a later revisit may refer to.
func (r *recent) keep(p *page.Page) {
	if p.Status >= 400 || len(p.Body) > recentBytes/4 || p.URL == "" {
		return
	}
	if r.byDigest == nil {
		r.byDigest, r.byURL = map[string]*page.Page{}, map[string]*page.Page{}
	}
	kept := *p
	const overhead = 1 << 10 // header and addresses
	r.queue = append(r.queue, &kept)
	r.bytes += len(p.Body) + overhead
	if p.PayloadDigest != "" {
		r.byDigest[p.PayloadDigest] = &kept
	}
	r.byURL[p.URL] = &kept
	for r.bytes > recentBytes {
		old := r.queue[0]
		r.queue[0] = nil
		r.queue = r.queue[1:]
		r.bytes -= len(old.Body) + overhead
		if r.byDigest[old.PayloadDigest] == old {
			delete(r.byDigest, old.PayloadDigest)
		}
		if r.byURL[old.URL] == old {
			delete(r.byURL, old.URL)
		}
	}
}

// find looks for the original of a revisit: by the digest of its payload, or
// where the record names none, by address and date.
func (r *recent) find(ref Reference) (page.Page, bool) {
	if ref.PayloadDigest != "" {
		if p := r.byDigest[ref.PayloadDigest]; p != nil {
			return *p, true
		}
		return page.Page{}, false
	}
	if p := r.byURL[ref.URL]; p != nil && (ref.Captured.IsZero() || ref.Captured.Equal(p.Captured)) {
		return *p, true
	}
	return page.Page{}, false
}
