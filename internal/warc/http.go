package warc

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
)

// HTTP is an HTTP answer out of the block of a response record.
type HTTP struct {
	Proto  string  // "HTTP/1.1"
	Status int     // 100 to 999; 0 when the status line has none
	Reason string  // may be empty
	Header []Field // in order, as captured
	Body   []byte  // without transfer and content encodings
	Raw    []byte  // the body as captured, a part of the block
	Doubts []string
}

// Get gives the value of the first header line of that name, letter case
// aside.
func (h *HTTP) Get(name string) string { return get(h.Header, name) }

func (h *HTTP) doubt(code string) {
	for _, d := range h.Doubts {
		if d == code {
			return
		}
	}
	h.Doubts = append(h.Doubts, code)
}

// ErrNoHTTP says that a block does not begin with an HTTP status line.
var ErrNoHTTP = errors.New("no HTTP status line")

// ErrBomb says that a body decodes to more than MaxBody or to more than
// maxRatio times its size.
var ErrBomb = errors.New("body decodes without end")

// MaxBody is the largest body that is decoded, 32 MiB, as MaxBlock.
const MaxBody = MaxBlock

// maxInterim is how many 1xx answers may stand before the answer.
const maxInterim = 5

// ParseHTTP opens an HTTP answer as servers really send them: header lines
// that are none are passed over, chunks that do not parse are kept as they
// are, a content encoding that the bytes do not have is ignored; each of these
// leaves a doubt. Errors are ErrNoHTTP and ErrBomb; after ErrBomb all but Body
// is set. Body may share memory with block.
func ParseHTTP(block []byte) (*HTTP, error) {
	h, err := parseHead(block)
	for i := 0; err == nil && h.Status/100 == 1 && i < maxInterim && bytes.HasPrefix(h.Raw, []byte("HTTP/")); i++ {
		h, err = parseHead(h.Raw)
	}
	if err != nil {
		return nil, err
	}
	body := h.Raw
	if chunkedTransfer(h.Header) {
		decoded, ok := unchunk(body)
		if !ok {
			h.doubt(DoubtChunked)
		}
		body = decoded
	}
	h.Body, err = h.decode(body)
	return h, err
}

// parseHead splits status line, header and body.
func parseHead(block []byte) (*HTTP, error) {
	line, rest := cutLine(block)
	h := &HTTP{}
	proto, after, _ := strings.Cut(string(line), " ")
	code, reason, _ := strings.Cut(strings.TrimLeft(after, " "), " ")
	if len(line) > bufferSize || !strings.HasPrefix(strings.ToUpper(proto), "HTTP/") {
		return nil, ErrNoHTTP
	}
	status, err := strconv.Atoi(strings.TrimSpace(code))
	if err != nil || status < 100 || status > 999 {
		status = 0
		h.doubt(DoubtHTTPHeader)
	}
	h.Proto, h.Status, h.Reason = proto, status, strings.TrimSpace(reason)
	for size := 0; ; {
		if len(rest) == 0 {
			h.doubt(DoubtHTTPHeader)
			break
		}
		line, rest = cutLine(rest)
		if len(line) == 0 {
			break
		}
		if size += len(line); size > maxHeader {
			h.doubt(DoubtHTTPHeader)
			break
		}
		if !addField(&h.Header, line) {
			h.doubt(DoubtHTTPHeader)
		}
	}
	h.Raw = rest
	return h, nil
}

func cutLine(b []byte) (line, rest []byte) {
	i := bytes.IndexByte(b, '\n')
	if i < 0 {
		return bytes.TrimRight(b, "\r"), nil
	}
	return bytes.TrimRight(b[:i], "\r"), b[i+1:]
}

// HTTP opens the block as an HTTP answer, checks the payload digest against
// the body as captured and as it is without chunks (writers differ), and adds
// the doubts of the answer to those of the record. Errors as of ParseHTTP.
func (r *Record) HTTP() (*HTTP, error) {
	h, err := ParseHTTP(r.Block)
	if h == nil {
		return nil, err
	}
	for _, d := range h.Doubts {
		r.doubt(d)
	}
	if r.PayloadDigest == "" || r.Cut || r.Type != TypeResponse {
		return h, err
	}
	match, known := Matches(r.PayloadDigest, h.Raw)
	if known && !match && chunkedTransfer(h.Header) {
		plain, _ := unchunk(h.Raw)
		match, _ = Matches(r.PayloadDigest, plain)
	}
	if known && !match && !sameBytes(h.Raw, h.Body) {
		match, _ = Matches(r.PayloadDigest, h.Body)
	}
	if known && !match {
		r.doubt(DoubtPayload)
	}
	return h, err
}

// sameBytes tells whether two slices are the same memory.
func sameBytes(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
