package warc

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func chunkedTransfer(header []Field) bool {
	return strings.Contains(strings.ToLower(get(header, "Transfer-Encoding")), "chunked")
}

// unchunk undoes a chunked transfer (RFC 9112, 7.1). Where the chunks do not
// parse it keeps the rest as it is and says so.
func unchunk(b []byte) (body []byte, ok bool) {
	out := make([]byte, 0, len(b))
	for {
		line, rest := cutLine(b)
		size, valid := chunkSize(line)
		switch {
		case !valid:
			if len(out) == 0 {
				return b, false
			}
			return append(out, b...), false
		case size == 0:
			return out, true
		case size > int64(len(rest)):
			return append(out, rest...), false
		}
		out = append(out, rest[:size]...)
		b = rest[size:]
		if bytes.HasPrefix(b, []byte("\r")) {
			b = b[1:]
		}
		if bytes.HasPrefix(b, []byte("\n")) {
			b = b[1:]
		}
		if len(b) == 0 { // the last chunk is missing
			return out, false
		}
	}
}

func chunkSize(line []byte) (int64, bool) {
	if len(line) > 1024 {
		return 0, false
	}
	digits, _, _ := strings.Cut(string(line), ";")
	n, err := strconv.ParseInt(strings.TrimSpace(digits), 16, 64)
	return n, err == nil && n >= 0
}

// maxCodings is how many content encodings may be laid over each other.
const maxCodings = 3

// decode undoes the content encodings of a body, last one first.
func (h *HTTP) decode(body []byte) ([]byte, error) {
	var names []string
	for _, f := range h.Header {
		if strings.EqualFold(f.Name, "Content-Encoding") {
			names = append(names, strings.Split(f.Value, ",")...)
		}
	}
	if len(names) > maxCodings {
		h.doubt(DoubtUnknownCode)
		return body, nil
	}
	for i := len(names) - 1; i >= 0 && len(body) > 0; i-- {
		name := strings.ToLower(strings.TrimSpace(names[i]))
		if name == "" || name == "identity" || name == "none" {
			continue
		}
		decoded, err := decodeOne(name, body)
		switch {
		case err == ErrBomb:
			return nil, err
		case err == errCoding:
			h.doubt(DoubtUnknownCode)
			return body, nil
		case err != nil && len(decoded) == 0:
			h.doubt(DoubtEncoding)
			return body, nil
		case err != nil:
			h.doubt(DoubtEncodingCut)
			return decoded, nil
		}
		body = decoded
	}
	return body, nil
}

var errCoding = errors.New("unknown content encoding")

// httpWindow is the largest window of a zstd body, 8 MiB (RFC 9659).
const httpWindow = 8 << 20

func decodeOne(name string, body []byte) ([]byte, error) {
	in := bytes.NewReader(body)
	var r io.Reader
	var err error
	switch name {
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(in)
	case "deflate": // zlib by the standard, bare deflate by habit
		if r, err = zlib.NewReader(in); err != nil {
			in.Reset(body)
			r, err = flate.NewReader(in), nil
		}
	case "br":
		// Brotli has no magic number: a page that was stored decoded is told
		// by its first byte, which no encoder of pages begins with.
		if body[0] == '<' && bytes.Contains(body[:min(len(body), 512)], []byte(">")) {
			return nil, errors.New("not encoded")
		}
		r = brotli.NewReader(in)
	case "zstd":
		var d *zstd.Decoder
		d, err = zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(httpWindow))
		if err == nil {
			defer d.Close()
			r = d
		}
	default:
		return nil, errCoding
	}
	if err != nil {
		return nil, err
	}
	limit := min(int64(MaxBody), max(ratioFree, maxRatio*int64(len(body))))
	var out bytes.Buffer
	out.Grow(min(4*len(body), MaxBody))
	n, err := io.Copy(&out, io.LimitReader(r, limit+1))
	if n > limit {
		return nil, ErrBomb
	}
	return out.Bytes(), err
}

// ratioFree is the size up to which a body may be any number of times larger
// than its encoded form, 1 MiB: short pages of spaces do no harm.
const ratioFree = 1 << 20
