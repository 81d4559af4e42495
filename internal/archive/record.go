package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"khobao/internal/page"
	"khobao/internal/warc"
)

// revisitProfile says that an answer was the one of before (WARC/1.1, 6.7.2).
const revisitProfile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

// toRecord makes the WARC record of a page. date stands in for an unknown time
// of capture: a record must have one.
func toRecord(p *page.Page, name, digest string, date time.Time) warc.Record {
	address := p.URL
	if address == "" {
		// A resource must have an address; the page's own is in the catalogue.
		address = "file:///" + url.PathEscape(name)
	}
	if !p.Captured.IsZero() {
		date = p.Captured
	}
	var rec warc.Record
	if p.Status != 0 {
		rec = warc.Response(address, date, p.Status, p.Header, p.Body)
	} else {
		rec = warc.Resource(address, date, p.ContentType, p.Body)
	}
	rec.PayloadDigest = "sha256:" + digest
	if p.RevisitOf != "" {
		rec.Type, rec.PayloadDigest = warc.TypeRevisit, p.RevisitOf
		rec.Header = append(rec.Header, warc.Field{Name: "WARC-Profile", Value: revisitProfile})
	}
	if p.Location != "" && p.Location != locationOf(p) {
		rec.Header = append(rec.Header, warc.Field{Name: warc.FieldLocation, Value: p.Location})
	}
	for _, f := range p.Request {
		rec.Header = append(rec.Header, warc.Field{Name: warc.FieldRequest, Value: f.Name + ": " + f.Value})
	}
	return rec
}

// locationOf is the target that the answer's header leads to.
func locationOf(p *page.Page) string {
	to := p.Get("Location")
	base, err := url.Parse(p.URL)
	if to == "" || err != nil {
		return ""
	}
	u, err := base.Parse(to)
	if err != nil {
		return ""
	}
	return u.String()
}

// recordSlack is what a record may have beside its body: its own header and
// the HTTP header.
const recordSlack = 4 << 20

// fromRecord reads back what toRecord wrote and the catalogue says: any
// difference is damage.
func fromRecord(data []byte, c Capture) (page.Page, error) {
	rec, err := parseRecord(data, c.Size+recordSlack)
	if err != nil {
		return page.Page{}, err
	}
	p := page.Page{
		URL: c.URL, Status: c.Status, ContentType: c.ContentType, Captured: c.Captured,
		Origin: c.Origin, Body: rec.Block,
	}
	want := "sha256:" + c.Digest
	if rec.Type == warc.TypeRevisit {
		p.RevisitOf, want = rec.PayloadDigest, rec.PayloadDigest
	}
	if rec.IsHTTP() {
		if err := parseAnswer(&p, rec.Block); err != nil {
			return page.Page{}, err
		}
		if p.Status >= 300 && p.Status < 400 {
			p.Location = locationOf(&p)
		}
	}
	if to := rec.Get(warc.FieldLocation); to != "" {
		p.Location = to
	}
	for _, f := range rec.Header {
		if name, value, ok := strings.Cut(f.Value, ": "); ok && f.Name == warc.FieldRequest {
			p.Request = append(p.Request, page.Field{Name: name, Value: value})
		}
	}
	if err := agrees(rec, c); err != nil {
		return page.Page{}, err
	}
	if got := p.Digest(); got != c.Digest {
		return page.Page{}, fmt.Errorf("digest of the body is %s, the catalogue says %s", got, c.Digest)
	}
	if rec.PayloadDigest != want {
		return page.Page{}, fmt.Errorf("digest in the record is %s, the catalogue says %s", rec.PayloadDigest, c.Digest)
	}
	return p, nil
}

// agrees compares what the record and the catalogue both say.
func agrees(rec *warc.Record, c Capture) error {
	if c.URL != "" && rec.TargetURI != c.URL && !strings.ContainsFunc(c.URL, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '<' || r == '>' }) {
		return fmt.Errorf("address in the record is %q, the catalogue says %q", rec.TargetURI, c.URL)
	}
	if !c.Captured.IsZero() && !rec.Date.Truncate(time.Microsecond).Equal(c.Captured) {
		return fmt.Errorf("date in the record is %v, the catalogue says %v", rec.Date, c.Captured)
	}
	if rec.IsHTTP() != (c.Status != 0) {
		return fmt.Errorf("record is a %s, the catalogue says status %d", rec.Type, c.Status)
	}
	return nil
}

// parseRecord reads the one record of a gzip member. Anything that a reader of
// foreign files would let pass is an error here: the bytes are our own.
func parseRecord(data []byte, limit int64) (*warc.Record, error) {
	r, err := warc.NewReader(bytes.NewReader(data), warc.Options{MaxBlock: limit})
	if err != nil {
		return nil, err
	}
	rec, err := r.Next()
	switch {
	case err != nil:
		return nil, fmt.Errorf("read record: %w", err)
	case rec.Cut:
		return nil, fmt.Errorf("record is longer than %d bytes", limit)
	case len(rec.Doubts) > 0:
		return nil, fmt.Errorf("record is not as written: %s", strings.Join(rec.Doubts, ", "))
	}
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one record")
	}
	return rec, nil
}

// parseAnswer takes header and body of an HTTP answer as warc.Response wrote
// them, without the length that it added.
func parseAnswer(p *page.Page, block []byte) error {
	h, err := warc.ParseHTTP(block)
	switch {
	case err != nil:
		return err
	case len(h.Doubts) > 0:
		return fmt.Errorf("HTTP answer is not as written: %s", strings.Join(h.Doubts, ", "))
	case h.Status != p.Status:
		return fmt.Errorf("status is %d, the catalogue says %d", h.Status, p.Status)
	}
	p.Body = h.Raw
	for _, f := range h.Header {
		if f.Name != "Content-Length" {
			p.Header = append(p.Header, page.Field(f))
		}
	}
	return nil
}
