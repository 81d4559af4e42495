package warc

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
)

const (
	// startBytes is how much of a record is looked at to tell its start.
	startBytes = 4096

	// maxHeader is the largest record header, 256 KiB; addresses and cookies
	// make headers of a few KiB.
	maxHeader = 256 << 10
)

// startsWARC tells the first line of a WARC record.
func startsWARC(head []byte) bool {
	return IsWARC(head) && len(head) >= 6 && head[5] >= '0' && head[5] <= '9'
}

// readWARC reads the record that starts here.
func (r *Reader) readWARC(at Position) (*Record, error) {
	rec := &Record{Offset: at.Offset, Inner: at.Inner}
	line, err := r.line()
	if err != nil {
		return nil, r.headerDamage(at, err)
	}
	rec.Version = strings.ToUpper(strings.TrimSpace(string(line)))
	if !knownVersion(rec.Version) {
		err := r.passToStart()
		return nil, r.orBadData(at, err, DamageVersion, clip(rec.Version))
	}
	size := int64(0)
	for {
		if head, _ := r.buf.Peek(startBytes); len(rec.Header) > 0 && startsWARC(head) {
			return nil, &Damage{Offset: at.Offset, Inner: at.Inner, Code: DamageHeader, Detail: "no empty line after it"}
		}
		line, err = r.line()
		if err != nil {
			return nil, r.headerDamage(at, err)
		}
		if len(line) == 0 {
			break
		}
		if size += int64(len(line)); size > maxHeader {
			err := r.passToStart()
			return nil, r.orBadData(at, err, DamageHeader, fmt.Sprintf("over %d bytes", maxHeader))
		}
		if !addField(&rec.Header, line) {
			rec.doubt(DoubtHeaderLine)
		}
	}
	if !rec.fill() {
		err := r.passToStart()
		return nil, r.orBadData(at, err, DamageLength, clip(given(rec.Get("Content-Length"))))
	}
	now := r.Position()
	rec.headerSize = now.Offset + now.Inner - at.Offset - at.Inner
	if err := r.block(rec, at); err != nil {
		return nil, err
	}
	rec.checkBlock()
	return rec, nil
}

// headerDamage tells a header that the file's end cut from one with a line
// without end and from broken compressed data.
func (r *Reader) headerDamage(at Position, err error) error {
	switch err {
	case io.EOF:
		return &Damage{Offset: at.Offset, Inner: at.Inner, Code: DamageCut, Detail: "inside the header"}
	case errLongLine:
		err = r.passToStart()
		return r.orBadData(at, err, DamageHeader, fmt.Sprintf("line over %d bytes", bufferSize))
	}
	return r.badData(at, err)
}

var errLongLine = fmt.Errorf("line over %d bytes", bufferSize)

// line reads a line without its end; the slice holds until the next read.
func (r *Reader) line() ([]byte, error) {
	line, err := r.buf.ReadSlice('\n')
	if err != nil {
		if len(line) == bufferSize {
			err = errLongLine
		}
		return nil, err
	}
	return bytes.TrimRight(line, "\r\n"), nil
}

func knownVersion(s string) bool {
	switch s {
	case "WARC/0.16", "WARC/0.17", "WARC/0.18", "WARC/1.0", "WARC/1.1":
		return true
	}
	return false
}

// addField adds one header line, or continues the one before; false when the
// line is neither.
func addField(fields *[]Field, line []byte) bool {
	if line[0] == ' ' || line[0] == '\t' {
		n := len(*fields)
		if n == 0 {
			return false
		}
		last := &(*fields)[n-1]
		last.Value = strings.TrimSpace(last.Value + " " + string(bytes.TrimSpace(line)))
		return true
	}
	name, value, ok := bytes.Cut(line, []byte(":"))
	name = bytes.TrimSpace(name)
	if !ok || len(name) == 0 {
		return false
	}
	*fields = append(*fields, Field{string(name), string(bytes.TrimSpace(value))})
	return true
}

// fill takes the fields the rest of the program works with out of the header;
// false when there is no usable length.
func (r *Record) fill() bool {
	sized, truncated, once := false, false, map[string]bool{}
	for _, f := range r.Header {
		name := strings.ToLower(f.Name)
		if once[name] && name != "warc-concurrent-to" {
			if r.Get(name) != f.Value && isOwned(name) {
				r.doubt(DoubtHeaderLine)
			}
			continue
		}
		once[name] = true
		switch name {
		case "warc-type":
			r.Type = strings.ToLower(f.Value)
		case "warc-record-id":
			r.ID = f.Value
		case "warc-target-uri":
			r.TargetURI = bare(f.Value)
		case "warc-date":
			r.Date = parseDate(f.Value)
		case "content-type":
			r.ContentType = f.Value
		case "warc-payload-digest":
			r.PayloadDigest = f.Value
		case "warc-block-digest":
			r.BlockDigest = f.Value
		case "warc-truncated":
			truncated = true
		case "content-length":
			r.Length, sized = length(f.Value)
		}
	}
	if truncated && r.Type != TypeRevisit { // a revisit is cut by its nature
		r.doubt(DoubtTruncated)
	}
	if r.Date.IsZero() {
		r.doubt(DoubtDate)
	}
	return sized
}

// bare takes off the angle brackets that WARC/1.0 prescribed by mistake.
func bare(uri string) string {
	if len(uri) > 1 && uri[0] == '<' && uri[len(uri)-1] == '>' {
		return uri[1 : len(uri)-1]
	}
	return uri
}

// dateLayouts are the forms of WARC-Date: WARC/1.1 allows any precision from
// the year on, older writers left out the zone or the separators.
var dateLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04",
	"2006-01-02", "2006-01", "2006", "20060102150405", "200601021504", "20060102",
}

func parseDate(s string) time.Time {
	s = strings.ToUpper(s)
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// given says in a report that a field is not there.
func given(s string) string {
	if s == "" {
		return "missing"
	}
	return s
}

// clip shortens foreign text for a report.
func clip(s string) string {
	if len(s) > 80 {
		s = s[:80] + "…"
	}
	return strings.ToValidUTF8(oneLine(s), "?")
}

// RefersToDate gives the date of the capture a revisit record refers to; zero
// when it does not say.
func (r *Record) RefersToDate() time.Time { return parseDate(r.Get("WARC-Refers-To-Date")) }
