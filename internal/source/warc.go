package source

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/warc"
)

// readWARC reads a WARC or ARC file. Captures of pictures and scripts are
// pages here like any other; requests, metadata and look-ups of names are
// passed over, they hold nothing a reader sees. The segment of the cursor is
// the reader's position, "offset:inner", and where the reading of a record in
// parts began as long as one is under way: from there its parts are read again.
func (w *walk) readWARC(in *input, at place) {
	from, begun, err := warcPlace(at.here())
	if err != nil {
		w.fail(in, failure.New(failure.Usage, in.object(0), err).WithCode("cursor"), end)
		return
	}
	r, err := warc.NewReader(in.r, warc.Options{From: begun})
	if err != nil {
		w.fail(in, fault(in, 0, err), end)
		return
	}
	for w.alive() {
		start := r.Position()
		rec, err := r.Next()
		if err == io.EOF {
			in.read = start
			return
		}
		pos := r.Position()
		next := func() string { return w.warcCursor(in, pos) }
		var damage *warc.Damage
		switch again := before(start, from); {
		case errors.As(err, &damage):
			if !again {
				w.fail(in, damaged(in, damage), next())
			}
		case err != nil:
			w.fail(in, fault(in, pos.Offset, err), end)
			return
		case isSegment(rec):
			w.segment(in, rec, start, again, next)
		case !again:
			w.record(in, rec, next())
		}
	}
}

// warcCursor writes the place behind a record.
func (w *walk) warcCursor(in *input, pos warc.Position) string {
	here := fmt.Sprintf("%d:%d", pos.Offset, pos.Inner)
	if begun, ok := w.parts.begun(in); ok {
		here += fmt.Sprintf(":%d:%d", begun.Offset, begun.Inner)
	}
	return here
}

// warcPlace reads what warcCursor wrote.
func warcPlace(s string) (from, begun warc.Position, err error) {
	if s == "" {
		return from, begun, nil
	}
	n, err := fmt.Sscanf(s, "%d:%d:%d:%d", &from.Offset, &from.Inner, &begun.Offset, &begun.Inner)
	if n == 2 {
		begun, err = from, nil
	}
	if n != 2 && n != 4 || min(from.Offset, from.Inner, begun.Offset, begun.Inner) < 0 {
		return from, begun, fmt.Errorf("cursor %q: %w", s, err)
	}
	return from, begun, nil
}

func before(a, b warc.Position) bool {
	return a.Offset < b.Offset || a.Offset == b.Offset && a.Inner < b.Inner
}

// offsetOf gives the offset shown to readers: in the file, or where the file
// is one compressed piece, in its content.
func offsetOf(offset, inner int64) int64 {
	if offset == 0 {
		return inner
	}
	return offset
}

func damaged(in *input, d *warc.Damage) *failure.Error {
	kind := failure.Damaged
	if d.Code == warc.DamageRatio {
		kind = failure.TooLarge
	}
	e := failure.New(kind, in.object(offsetOf(d.Offset, d.Inner)), d).WithCode(d.Code)
	e.Detail = d.Detail
	return e
}

// passedOver are the schemes of records about the crawl itself.
var passedOver = []string{"dns:", "whois:", "filedesc:", "warcinfo:", "metadata:"}

// record hands on what one record holds.
func (w *walk) record(in *input, rec *warc.Record, next string) {
	w.wholeRecord(in, rec, page.Origin{Path: in.path, Entry: in.entry, Offset: offsetOf(rec.Offset, rec.Inner)}, next)
}

// wholeRecord hands on a record that stands at origin.
func (w *walk) wholeRecord(in *input, rec *warc.Record, origin page.Origin, next string) {
	refuse := func(kind failure.Kind, code string, err error) {
		e := failure.New(kind, origin.String(), err).WithCode(code)
		e.Detail = rec.TargetURI
		w.fail(in, e, next)
	}
	switch rec.Type {
	case warc.TypeResponse, warc.TypeResource, warc.TypeConversion, warc.TypeRevisit:
	default:
		return
	}
	scheme := strings.ToLower(rec.TargetURI[:min(len(rec.TargetURI), 10)])
	for _, s := range passedOver {
		if strings.HasPrefix(scheme, s) {
			return
		}
	}
	if rec.Cut {
		refuse(failure.TooLarge, "entry-size", nil)
		return
	}
	origin.Record, origin.Kind = rec.ID, rec.Type
	p := page.Page{
		URL:           rec.TargetURI,
		ContentType:   rec.ContentType,
		Captured:      rec.Date,
		Body:          rec.Block,
		PayloadDigest: rec.PayloadDigest,
		Origin:        origin,
	}
	ours(&p, rec)
	if rec.Type == warc.TypeRevisit {
		w.revisit(in, rec, p, next)
		return
	}
	if rec.Type == warc.TypeResponse {
		h, err := rec.HTTP()
		switch {
		case errors.Is(err, warc.ErrBomb):
			refuse(failure.TooLarge, "http-ratio", err)
			return
		case err != nil && !rec.IsHTTP():
			// An answer of another protocol, such as FTP: the block is the answer.
		case err != nil:
			refuse(failure.Damaged, "http-status", err)
			return
		default:
			answer(&p, h)
			p.Body = h.Body
			p.Location = first(rec.Get(warc.FieldLocation), p.Location)
		}
	}
	w.recent.keep(&p)
	w.emit(in, p, rec.Doubts, next)
}

// ours takes over what only archives like this one write: so the segments of one
// whose catalogue is lost, and exports, can be imported without loss. A resource
// at file:///name is a file or a line of JSONL that had no address.
func ours(p *page.Page, rec *warc.Record) {
	if name, ok := strings.CutPrefix(rec.TargetURI, "file:///"); ok && rec.Type == warc.TypeResource && name != "" && !strings.Contains(name, "/") {
		if plain, err := url.PathUnescape(name); err == nil {
			name = plain
		}
		p.URL = ""
		if p.ContentType == page.ArticleJSON {
			p.Origin.Kind, p.Origin.Record = "jsonl", name
		} else {
			p.Origin.Kind, p.Origin.Entry = "file", joinEntry(p.Origin.Entry, name)
		}
	}
	for _, f := range rec.Header {
		if name, value, ok := strings.Cut(f.Value, ": "); ok && f.Name == warc.FieldRequest {
			p.Request = append(p.Request, page.Field{Name: name, Value: value})
		}
	}
}

// answer takes over status, header and target of an HTTP answer.
func answer(p *page.Page, h *warc.HTTP) {
	p.Status = h.Status
	p.ContentType = h.Get("Content-Type")
	p.Header = make([]page.Field, 0, len(h.Header))
	for _, f := range h.Header {
		switch strings.ToLower(f.Name) {
		case "content-encoding", "transfer-encoding":
		default:
			p.Header = append(p.Header, page.Field(f))
		}
	}
	if h.Status >= 300 && h.Status < 400 {
		p.Location = resolve(p.URL, h.Get("Location"))
	}
}

// resolve makes a redirect target absolute; "" when there is none.
func resolve(base, target string) string {
	if target = strings.TrimSpace(target); target == "" {
		return ""
	}
	b, err := url.Parse(base)
	if err != nil {
		return ""
	}
	t, err := b.Parse(target)
	if err != nil || !t.IsAbs() {
		return ""
	}
	return t.String()
}
