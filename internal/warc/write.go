package warc

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Writer appends records to a file, each in a gzip member of its own, so that
// a record is found again by its offset and a lost tail costs no earlier one.
// It is not safe for use by several goroutines.
type Writer struct {
	w    io.Writer
	gz   *gzip.Writer
	head bytes.Buffer
}

// NewWriter makes a writer that appends to w. It does not buffer across
// records: when WriteRecord returns, w has all of the record.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// WriteRecord writes one WARC/1.1 record to w as one gzip member and gives the
// bytes that reached w. For many records in a row Writer saves work.
func WriteRecord(w io.Writer, rec Record) (n int64, err error) {
	return NewWriter(w).WriteRecord(rec)
}

// WriteRecord writes one WARC/1.1 record and gives the bytes that reached the
// file, also after an error. The same record gives the same bytes. Digests are
// SHA-256 in hex: of the block always, of the payload unless rec has one. An
// empty ID is made from type, address, date and block, see RecordID.
func (w *Writer) WriteRecord(rec Record) (n int64, err error) {
	if err := w.header(&rec); err != nil {
		return 0, fmt.Errorf("write %s record of %q: %w", rec.Type, rec.TargetURI, err)
	}
	count := &counter{w: w.w}
	if w.gz == nil {
		w.gz = gzip.NewWriter(count)
	} else {
		w.gz.Reset(count)
	}
	for _, part := range [][]byte{w.head.Bytes(), rec.Block, []byte("\r\n\r\n")} {
		if _, err := w.gz.Write(part); err != nil {
			return count.n, fmt.Errorf("write %s record of %q: %w", rec.Type, rec.TargetURI, err)
		}
	}
	if err := w.gz.Close(); err != nil {
		return count.n, fmt.Errorf("write %s record of %q: %w", rec.Type, rec.TargetURI, err)
	}
	return count.n, nil
}

// owned are the header fields a Record has as fields of its own, and the ones
// the writer computes; in Record.Header they are passed over, so a record that
// was read can be written again.
var owned = []string{
	"WARC-Type", "WARC-Record-ID", "WARC-Date", "WARC-Target-URI", "Content-Type",
	"WARC-Block-Digest", "WARC-Payload-Digest", "Content-Length",
}

func (w *Writer) header(rec *Record) error {
	if !token(rec.Type) {
		return fmt.Errorf("record type %q is no token", rec.Type)
	}
	if rec.Date.IsZero() {
		return fmt.Errorf("record without a date")
	}
	block := SHA256(rec.Block)
	if rec.ID == "" {
		rec.ID = RecordID(rec.Type, rec.TargetURI, rec.Date.UTC().Format(time.RFC3339Nano), block)
	}
	payload := rec.PayloadDigest
	if payload == "" {
		payload = payloadDigest(rec, block)
	}
	w.head.Reset()
	w.head.WriteString("WARC/1.1\r\n")
	w.field("WARC-Type", rec.Type)
	w.field("WARC-Record-ID", rec.ID)
	w.field("WARC-Date", rec.Date.UTC().Format(time.RFC3339Nano))
	w.field("WARC-Target-URI", escapeURI(rec.TargetURI))
	w.field("Content-Type", rec.ContentType)
	for _, f := range rec.Header {
		if isOwned(f.Name) {
			continue
		}
		if !token(f.Name) {
			return fmt.Errorf("header name %q is no token", f.Name)
		}
		w.field(f.Name, f.Value)
	}
	w.field("WARC-Payload-Digest", payload)
	w.field("WARC-Block-Digest", block)
	w.field("Content-Length", strconv.Itoa(len(rec.Block)))
	w.head.WriteString("\r\n")
	return nil
}

// field writes one line; a value can never open a second one.
func (w *Writer) field(name, value string) {
	if value == "" {
		return
	}
	w.head.WriteString(name)
	w.head.WriteString(": ")
	w.head.WriteString(oneLine(value))
	w.head.WriteString("\r\n")
}

func isOwned(name string) bool {
	for _, o := range owned {
		if strings.EqualFold(o, name) {
			return true
		}
	}
	return false
}

// oneLine replaces control characters, which would end the line or the header.
func oneLine(s string) string {
	clean := func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return ' '
		}
		return r
	}
	if strings.IndexFunc(s, func(r rune) bool { return clean(r) != r }) < 0 {
		return s
	}
	return strings.Map(clean, s)
}

// escapeURI percent-encodes what an address in a header must not hold.
func escapeURI(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c == 0x7f || c == '<' || c == '>' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// token tells whether s is a token of RFC 9110, as types and names must be.
func token(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0:
		default:
			return false
		}
	}
	return s != ""
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
