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
// the reader's position, "offset:inner".
func (w *walk) readWARC(in *input, at place) {
	var from warc.Position
	if s := at.here(); s != "" {
		if n, err := fmt.Sscanf(s, "%d:%d", &from.Offset, &from.Inner); n != 2 || from.Offset < 0 || from.Inner < 0 {
			w.fail(in, failure.New(failure.Usage, in.object(0), err).WithCode("cursor"), end)
			return
		}
	}
	r, err := warc.NewReader(in.r, warc.Options{From: from})
	if err != nil {
		w.fail(in, fault(in, 0, err), end)
		return
	}
	for w.alive() {
		rec, err := r.Next()
		if err == io.EOF {
			return
		}
		pos := r.Position()
		next := fmt.Sprintf("%d:%d", pos.Offset, pos.Inner)
		var damage *warc.Damage
		switch {
		case errors.As(err, &damage):
			w.fail(in, damaged(in, damage), next)
		case err != nil:
			w.fail(in, fault(in, pos.Offset, err), end)
			return
		default:
			w.record(in, rec, next)
		}
	}
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
	offset := offsetOf(rec.Offset, rec.Inner)
	refuse := func(kind failure.Kind, code string, err error) {
		e := failure.New(kind, in.object(offset), err).WithCode(code)
		e.Detail = rec.TargetURI
		w.fail(in, e, next)
	}
	switch rec.Type {
	case warc.TypeResponse, warc.TypeResource, warc.TypeConversion, warc.TypeRevisit:
	case warc.TypeContinuation:
		refuse(failure.Unsupported, "warc-segment", nil)
		return
	default:
		return
	}
	scheme := strings.ToLower(rec.TargetURI[:min(len(rec.TargetURI), 10)])
	for _, s := range passedOver {
		if strings.HasPrefix(scheme, s) {
			return
		}
	}
	switch {
	case rec.Get("WARC-Segment-Number") != "":
		refuse(failure.Unsupported, "warc-segment", nil)
		return
	case rec.Cut:
		refuse(failure.TooLarge, "entry-size", nil)
		return
	}
	p := page.Page{
		URL:           rec.TargetURI,
		ContentType:   rec.ContentType,
		Captured:      rec.Date,
		Body:          rec.Block,
		PayloadDigest: rec.PayloadDigest,
		Origin:        page.Origin{Offset: offset, Record: rec.ID, Kind: rec.Type},
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
			p.Origin.Kind, p.Origin.Entry = "file", name
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
