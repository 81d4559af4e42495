package warc

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Header is satisfied by Field and by every type of the same shape, such as
// the header line of package page.
type Header interface{ ~struct{ Name, Value string } }

// Response makes the response record of an HTTP answer whose body has been
// stripped of transfer and content encodings: status line, header, body. The
// header lines that speak of those encodings are left out and Content-Length
// is the length of body, so that the block says what it holds.
func Response[H Header](uri string, captured time.Time, status int, header []H, body []byte) Record {
	var b bytes.Buffer
	b.Grow(len(body) + 512)
	fmt.Fprintf(&b, "HTTP/1.1 %03d %s\r\n", status, http.StatusText(status))
	for _, h := range header {
		f := Field(h)
		if !token(f.Name) || hopField(f.Name) {
			continue
		}
		b.WriteString(f.Name + ": " + oneLine(f.Value) + "\r\n")
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n", len(body))
	b.Write(body)
	return Record{
		Type: TypeResponse, TargetURI: uri, Date: captured,
		ContentType: HTTPResponse, Block: b.Bytes(),
	}
}

// Resource makes the resource record of bytes that came without an HTTP
// answer: a saved file, a line of a JSONL file.
func Resource(uri string, captured time.Time, contentType string, body []byte) Record {
	if contentType == "" {
		contentType = "application/octet-stream"
	}
	return Record{Type: TypeResource, TargetURI: uri, Date: captured, ContentType: contentType, Block: body}
}

// Info makes the warcinfo record that opens a file; fields become its lines.
func Info(filename string, created time.Time, fields []Field) Record {
	var b bytes.Buffer
	for _, f := range fields {
		b.WriteString(f.Name + ": " + oneLine(f.Value) + "\r\n")
	}
	return Record{
		Type: TypeInfo, Date: created, ContentType: "application/warc-fields", Block: b.Bytes(),
		Header: []Field{{"WARC-Filename", filename}},
	}
}

// RecordID makes a record id from the parts that tell a record from others:
// the same parts give the same id. It is a UUID of version 8 (RFC 9562), the
// first 122 bits of the SHA-256 of the parts.
func RecordID(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	u := h.Sum(nil)[:16]
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// SHA256 gives the digest of b as WARC headers name it: "sha256:" and 64 hex
// digits.
func SHA256(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// payloadDigest gives the digest of what the block carries, "" for types that
// carry nothing.
func payloadDigest(rec *Record, block string) string {
	switch {
	case rec.Type == TypeResponse && rec.IsHTTP():
		if i := bytes.Index(rec.Block, []byte("\r\n\r\n")); i >= 0 {
			return SHA256(rec.Block[i+4:])
		}
		return ""
	case rec.Type == TypeResource, rec.Type == TypeConversion, rec.Type == TypeResponse:
		return block
	}
	return ""
}

// hopField names the lines that describe encodings already undone.
func hopField(name string) bool {
	for _, n := range []string{"Transfer-Encoding", "Content-Encoding", "Content-Length"} {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}
