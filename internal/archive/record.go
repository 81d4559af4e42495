package archive

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"khobao/internal/page"
	"khobao/internal/warc"
)

// locationField keeps a redirect's target where the answer's own header does
// not lead to it.
const locationField = "Khobao-Location"

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
		rec.Header = append(rec.Header, warc.Field{Name: "Khobao-Revisit-Of", Value: p.RevisitOf})
	}
	if p.Location != "" && p.Location != locationOf(p) {
		rec.Header = append(rec.Header, warc.Field{Name: locationField, Value: p.Location})
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
		Origin: c.Origin, RevisitOf: rec.Get("Khobao-Revisit-Of"), Body: rec.Block,
	}
	if rec.Type == warc.TypeResponse {
		if err := parseAnswer(&p, rec.Block); err != nil {
			return page.Page{}, err
		}
		if p.Status >= 300 && p.Status < 400 {
			p.Location = locationOf(&p)
		}
	}
	if to := rec.Get(locationField); to != "" {
		p.Location = to
	}
	if err := agrees(&rec, c); err != nil {
		return page.Page{}, err
	}
	if got := p.Digest(); got != c.Digest {
		return page.Page{}, fmt.Errorf("digest of the body is %s, the catalogue says %s", got, c.Digest)
	}
	if got := rec.PayloadDigest; got != "sha256:"+c.Digest {
		return page.Page{}, fmt.Errorf("digest in the record is %s, the catalogue says %s", got, c.Digest)
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
	if (rec.Type == warc.TypeResponse) != (c.Status != 0) {
		return fmt.Errorf("record is a %s, the catalogue says status %d", rec.Type, c.Status)
	}
	return nil
}

// parseRecord reads one record of ours from its gzip member. It is strict: the
// bytes are our own.
func parseRecord(data []byte, limit int64) (warc.Record, error) {
	var rec warc.Record
	src := bytes.NewReader(data)
	z, err := gzip.NewReader(src)
	if err != nil {
		return rec, fmt.Errorf("unpack record: %w", err)
	}
	z.Multistream(false)
	raw, err := io.ReadAll(io.LimitReader(z, limit+1))
	switch {
	case err != nil:
		return rec, fmt.Errorf("unpack record: %w", err)
	case int64(len(raw)) > limit:
		return rec, fmt.Errorf("record is longer than %d bytes", limit)
	case src.Len() > 0:
		return rec, fmt.Errorf("%d bytes after the record", src.Len())
	}
	top, rest, ok := bytes.Cut(raw, []byte("\r\n\r\n"))
	lines := strings.Split(string(top), "\r\n")
	if !ok || lines[0] != "WARC/1.1" {
		return rec, fmt.Errorf("no WARC/1.1 record")
	}
	size := -1
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		switch name {
		case "WARC-Type":
			rec.Type = value
		case "WARC-Target-URI":
			rec.TargetURI = value
		case "WARC-Date":
			rec.Date, err = time.Parse(time.RFC3339Nano, value)
			if err != nil {
				return rec, fmt.Errorf("date of the record: %w", err)
			}
		case "WARC-Payload-Digest":
			rec.PayloadDigest = value
		case "WARC-Block-Digest":
			rec.BlockDigest = value
		case "Content-Length":
			size, err = strconv.Atoi(value)
		}
		rec.Header = append(rec.Header, warc.Field{Name: name, Value: value})
	}
	if err != nil || size < 0 || len(rest) != size+4 || string(rest[size:]) != "\r\n\r\n" {
		return rec, fmt.Errorf("record length does not match")
	}
	rec.Block = rest[:size:size]
	if rec.BlockDigest != warc.SHA256(rec.Block) {
		return rec, fmt.Errorf("block digest does not match")
	}
	return rec, nil
}

// parseAnswer reads the header of an HTTP answer as warc.Response writes it,
// leaving out the length that it adds.
func parseAnswer(p *page.Page, block []byte) error {
	top, body, ok := bytes.Cut(block, []byte("\r\n\r\n"))
	if !ok {
		return fmt.Errorf("no end of the HTTP header")
	}
	p.Body = body
	lines := strings.Split(string(top), "\r\n")
	if want := fmt.Sprintf("HTTP/1.1 %03d ", p.Status); !strings.HasPrefix(lines[0], want) {
		return fmt.Errorf("status line is %q, the catalogue says %d", lines[0], p.Status)
	}
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		if name != "Content-Length" {
			p.Header = append(p.Header, page.Field{Name: name, Value: value})
		}
	}
	return nil
}
