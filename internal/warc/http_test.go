package warc

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
)

func brot(s string) string {
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func zlibbed(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func flated(s string) string {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, 6)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func TestParseHTTP(t *testing.T) {
	const text = "<html>Tin của hôm nay, tin của hôm qua</html>"
	zstd := zst(t, nil, text)
	coded := func(names, body string) string {
		return "HTTP/1.1 200 OK\r\nContent-Encoding: " + names + "\r\n\r\n" + body
	}
	chunked := func(body string) string { return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body }
	for _, tc := range []struct {
		name, block string
		status      int
		body        string
		doubts      string
	}{
		{"plain", "HTTP/1.1 200 OK\r\nA: b\r\n\r\n" + text, 200, text, ""},
		{"line feeds", "HTTP/1.1 200 OK\nA: b\n\n" + text, 200, text, ""},
		{"no header", "HTTP/1.1 404 Not Found\r\n\r\n" + text, 404, text, ""},
		{"no reason", "HTTP/1.1 301\r\nLocation: /b\r\n\r\n", 301, "", ""},
		{"HTTP/2", "HTTP/2 200\r\n\r\n" + text, 200, text, ""},
		{"small letters", "http/1.0 200 ok\r\n\r\n" + text, 200, text, ""},
		{"status that is none", "HTTP/1.1 abc\r\n\r\n" + text, 0, text, "http-header"},
		{"status line only", "HTTP/1.1 204 No Content", 204, "", "http-header"},
		{"header without end", "HTTP/1.1 200 OK\r\nA: b\r\n", 200, "", "http-header"},
		{"line that is no header", "HTTP/1.1 200 OK\r\nkhông phải\r\nA: b\r\n\r\n" + text, 200, text, "http-header"},
		{"continue before", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + text, 200, text, ""},

		{"chunked", chunked("8\r\n<html>Ti\r\n20;x=y\r\n" + text[8:40] + "\r\n6\r\n" + text[40:46] + "\r\n0\r\n\r\n"), 200, text[:46], ""},
		{"chunked with line feeds", chunked("5\nabcde\n2\nfg\n0\n\n"), 200, "abcdefg", ""},
		{"chunked with trailer", chunked("5\r\nabcde\r\n0\r\nX: y\r\n\r\n"), 200, "abcde", ""},
		{"chunked with blanks", chunked("5   \r\nabcde\r\n0\r\n\r\n"), 200, "abcde", ""},
		{"not chunked at all", chunked(text), 200, text, "http-chunked"},
		{"chunk too short for its data", chunked("5\r\nabcdefg\r\n0\r\n\r\n"), 200, "abcdefg\r\n0\r\n\r\n", "http-chunked"},
		{"chunk longer than its data", chunked("ff\r\nabcde"), 200, "abcde", "http-chunked"},
		{"last chunk missing", chunked("5\r\nabcde\r\n"), 200, "abcde", "http-chunked"},
		{"chunk negative", chunked("-5\r\nabcde\r\n0\r\n\r\n"), 200, "-5\r\nabcde\r\n0\r\n\r\n", "http-chunked"},
		{"chunk enormous", chunked("7fffffffffffffff\r\nabcde"), 200, "abcde", "http-chunked"},
		{"chunked and gzip", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(gz(text)), gz(text)), 200, text, ""},

		{"gzip", coded("gzip", gz(text)), 200, text, ""},
		{"x-gzip", coded("X-GZIP", gz(text)), 200, text, ""},
		{"zlib", coded("deflate", zlibbed(text)), 200, text, ""},
		{"bare deflate", coded("deflate", flated(text)), 200, text, ""},
		{"brotli", coded("br", brot(text)), 200, text, ""},
		{"zstd", coded("zstd", zstd), 200, text, ""},
		{"two codings", coded("br, gzip", gz(brot(text))), 200, text, ""},
		{"identity", coded("identity", text), 200, text, ""},
		{"gzip that is none", coded("gzip", text), 200, text, "http-encoding"},
		{"brotli that is none", coded("br", text), 200, text, "http-encoding"},
		{"zstd that is none", coded("zstd", text), 200, text, "http-encoding"},
		{"unknown coding", coded("compress", text), 200, text, "http-encoding-name"},
		{"too many codings", coded("gzip, gzip, gzip, gzip", text), 200, text, "http-encoding-name"},
		{"gzip cut", coded("gzip", gz(text)[:len(gz(text))-8]), 200, text, "http-encoding-cut"},
		{"gzip empty", coded("gzip", ""), 200, "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h, err := ParseHTTP([]byte(tc.block))
			if err != nil {
				t.Fatal(err)
			}
			if h.Status != tc.status || string(h.Body) != tc.body || strings.Join(h.Doubts, " ") != tc.doubts {
				t.Errorf("status %d, body %q, doubts %v", h.Status, h.Body, h.Doubts)
			}
		})
	}
}

func TestParseHTTPErrors(t *testing.T) {
	bomb := "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gz(strings.Repeat("\x00", 40<<20))
	for _, tc := range []struct {
		name, block string
		want        error
	}{
		{"empty", "", ErrNoHTTP},
		{"page", "<html>", ErrNoHTTP},
		{"other protocol", "HTTPX/1.1 200 OK\r\n\r\n", ErrNoHTTP},
		{"bomb", bomb, ErrBomb},
		{"bomb in a bomb", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n\r\n" + gz(gz(strings.Repeat("\x00", 40<<20))), ErrBomb},
		{"brotli bomb", "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n" + brot(strings.Repeat("\x00", 40<<20)), ErrBomb},
	} {
		if _, err := ParseHTTP([]byte(tc.block)); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, err, tc.want)
		}
	}
}

// TestPayloadDigest holds that a digest over the body as captured, without its
// chunks, or decoded is accepted, as writers differ, and another one doubted.
func TestPayloadDigest(t *testing.T) {
	body := gz("<p>Tin</p>")
	chunks := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(body), body)
	for name, tc := range map[string]struct {
		of    string
		doubt bool
	}{"as captured": {chunks, false}, "without chunks": {body, false}, "decoded": {"<p>Tin</p>", false}, "other": {"<p>tin</p>", true}} {
		rec := Record{
			Type: TypeResponse, ContentType: HTTPResponse, PayloadDigest: SHA256([]byte(tc.of)),
			Block: []byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + chunks),
		}
		if _, err := rec.HTTP(); err != nil {
			t.Fatal(err)
		}
		if rec.Has(DoubtPayload) != tc.doubt {
			t.Errorf("%s: doubts %v", name, rec.Doubts)
		}
	}
}

func TestMatches(t *testing.T) {
	for _, tc := range []struct {
		digest       string
		match, known bool
	}{
		{"sha1:W23YQWTUW6WAPK2PJEGA7CN5C3ZM5RHN", false, true},
		{"sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", true, true},
		{"SHA-1:da39a3ee5e6b4b0d3255bfef95601890afd80709", true, true},
		{"md5:d41d8cd98f00b204e9800998ecf8427e", true, true},
		{"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", true, true},
		{"sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====", true, true},
		{"sha256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", true, true},
		{"sha1:ngắn", false, false},
		{"tiger:W23YQWTUW6WAPK2PJEGA7CN5C3ZM5RHN", false, false},
		{"da39a3ee5e6b4b0d3255bfef95601890afd80709", false, false},
	} {
		if match, known := Matches(tc.digest, nil); match != tc.match || known != tc.known {
			t.Errorf("Matches(%q) of nothing = %v, %v", tc.digest, match, known)
		}
	}
}

func FuzzParseHTTP(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"))
	for _, coding := range []struct{ name, body string }{{"gzip", gz("tin")}, {"deflate", flated("tin")}, {"br", brot("tin")}, {"zstd", zst(f, nil, "tin")}} {
		f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Encoding: " + coding.name + "\r\n\r\n" + coding.body))
	}
	f.Fuzz(func(t *testing.T, block []byte) {
		kept := slices.Clone(block)
		h, err := ParseHTTP(block)
		if !bytes.Equal(kept, block) {
			t.Fatal("the block was changed")
		}
		if err == nil && len(h.Body) > max(ratioFree, maxRatio*len(block)) {
			t.Fatalf("%d bytes out of %d", len(h.Body), len(block))
		}
	})
}
