package warc

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/dict"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// rawRecord makes a record as a careful writer would.
func rawRecord(typ, uri, block string) string {
	return "WARC/1.0\r\nWARC-Type: " + typ + "\r\nWARC-Target-URI: " + uri +
		"\r\nWARC-Date: 2021-08-25T07:29:00Z\r\nWARC-Record-ID: <urn:x:" + uri + ">\r\nContent-Length: " + fmt.Sprint(len(block)) +
		"\r\n\r\n" + block + "\r\n\r\n"
}

func gz(parts ...string) string {
	var b bytes.Buffer
	for _, p := range parts {
		w := gzip.NewWriter(&b)
		_, _ = io.WriteString(w, p)
		_ = w.Close()
	}
	return b.String()
}

func zst(t testing.TB, o []zstd.EOption, parts ...string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil, o...)
	if err != nil {
		t.Fatal(err)
	}
	var b []byte
	for _, p := range parts {
		b = w.EncodeAll([]byte(p), b)
	}
	return string(b)
}

// sampleRecords are five records of different size.
func sampleRecords() []string {
	var out []string
	for i, n := range []int{0, 10, 5000, 70_000, 200_000} {
		var b strings.Builder
		for b.Len() < n {
			fmt.Fprintf(&b, "dòng %d của bài %d\n", b.Len()*7919%10007, i)
		}
		out = append(out, rawRecord(TypeResource, fmt.Sprintf("http://baomau.vn/%d", i), b.String()))
	}
	return out
}

func forms(t testing.TB) map[string]string {
	records := sampleRecords()
	all := strings.Join(records, "")
	var samples [][]byte
	for i := range 200 {
		samples = append(samples, []byte(rawRecord(TypeResource, fmt.Sprintf("http://baomau.vn/%d", i), strings.Repeat(fmt.Sprintf("dòng %d của bài\n", i*i), 3+i%7))))
	}
	dictionary, err := dict.BuildZstdDict(samples, dict.Options{MaxDictSize: 4 << 10, HashBytes: 6, ZstdDictID: 7})
	if err != nil {
		t.Fatal(err)
	}
	dictFrame := func(d string) string {
		n := len(d)
		return "\x5d\x2a\x4d\x18" + string([]byte{byte(n), byte(n >> 8), byte(n >> 16), 0}) + d
	}
	withDict := []zstd.EOption{zstd.WithEncoderDict(dictionary)}
	var pieces []string
	for rest := all; rest != ""; {
		n := min(len(rest), 10_007)
		pieces, rest = append(pieces, rest[:n]), rest[n:]
	}
	return map[string]string{
		"plain":                      all,
		"line feeds only":            strings.ReplaceAll(all, "\r\n", "\n"),
		"gzip by record":             gz(records...),
		"gzip in one":                gz(all),
		"gzip in pieces":             gz(pieces...),
		"gzip with zeros behind":     gz(records...) + strings.Repeat("\x00", 1000),
		"gzip two records a member":  gz(records[0]+records[1], records[2]+records[3], records[4]),
		"zstd by record":             zst(t, nil, records...),
		"zstd in one":                zst(t, nil, all),
		"zstd in pieces":             zst(t, nil, pieces...),
		"zstd dictionary":            dictFrame(string(dictionary)) + zst(t, withDict, records...),
		"zstd dictionary compressed": dictFrame(zst(t, nil, string(dictionary))) + zst(t, withDict, records...),
	}
}

// TestForms reads the same records from every form of a file, from the start
// and from every position between records, from files that can be moved in and
// from streams that cannot.
func TestForms(t *testing.T) {
	want, _ := readAll(t, open(t, strings.NewReader(strings.Join(sampleRecords(), "")), Options{}))
	if len(want) != 5 {
		t.Fatalf("%d sample records", len(want))
	}
	for name, file := range forms(t) {
		t.Run(name, func(t *testing.T) {
			whole := open(t, strings.NewReader(file), Options{})
			positions := []Position{{}}
			for i := range want {
				got, err := whole.Next()
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(want[i], got, recordContent); d != "" {
					t.Fatalf("record %d (-want +got):\n%s", i, d)
				}
				positions = append(positions, whole.Position())
			}
			if _, err := whole.Next(); err != io.EOF {
				t.Fatalf("after the last record: %v", err)
			}
			for i, p := range positions {
				for _, r := range []io.Reader{strings.NewReader(file), onlyReader{strings.NewReader(file)}} {
					rest, damage := readAll(t, open(t, r, Options{From: p}))
					if d := cmp.Diff(want[i:], rest, recordContent); len(rest)+len(want[i:]) > 0 && d != "" || len(damage) > 0 {
						t.Fatalf("from %+v, damage %v (-want +got):\n%s", p, damage, d)
					}
				}
			}
		})
	}
}

// onlyReader hides that a reader can seek.
type onlyReader struct{ io.Reader }

// TestDamage names what is returned and what is reported of broken files. A
// record is shown by its address, damage by its code, a doubt in brackets.
func TestDamage(t *testing.T) {
	a, b, c := rawRecord(TypeResource, "a", "một"), rawRecord(TypeResource, "b", "hai hai"), rawRecord(TypeResource, "c", "ba")
	long := rawRecord(TypeResource, "l", strings.Repeat("dài ", 5000))
	noise := strings.Repeat("Xq9", 20_000)
	size := func(rec, length string) string {
		head, tail, _ := strings.Cut(rec, "Content-Length: ")
		_, tail, _ = strings.Cut(tail, "\r\n")
		return head + length + tail
	}
	half := func(s string) string { return s[:len(s)/2] }
	flip := func(s string, at int) string { return s[:at] + string([]byte{s[at] ^ 0x55}) + s[at+1:] }
	for _, tc := range []struct{ name, file, want string }{
		{"nothing", "", ""},
		{"blank lines", "\r\n\r\n\n", ""},
		{"garbage only", "không phải WARC\n" + noise, "warc-garbage"},
		{"garbage before", "rác\r\n" + a + b, "warc-garbage a b"},
		{"garbage between", a + "rác rưởi\r\n" + b, "a warc-garbage b"},
		{"garbage behind", a + "rác", "a warc-garbage"},
		{"no blank line between", strings.TrimSuffix(a, "\r\n\r\n") + "\r\n" + b, "a b"},
		{"nothing between", strings.TrimSuffix(a, "\r\n\r\n") + b, "a b"},
		{"many blank lines between", a + strings.Repeat("\r\n", 100) + b, "a b"},
		{"line feeds", strings.ReplaceAll(a+b, "\r\n", "\n"), "a b"},
		{"carriage returns twice", strings.ReplaceAll(a+b, "\r\n", "\r\r\n"), "a b"},
		{"length missing", size(a, "X-Length: 5\r\n") + b, "warc-size b"},
		{"length negative", size(a, "Content-Length: -7\r\n") + b, "warc-size b"},
		{"length no number", size(a, "Content-Length: nhiều\r\n") + b, "warc-size b"},
		{"length beyond int64", size(a, "Content-Length: 99999999999999999999\r\n") + b, "warc-size b"},
		{"length into the next", size(a, "Content-Length: 120\r\n") + b + c, "warc-size b c"},
		{"length over all", size(a, "Content-Length: 9000000000000\r\n") + b + c, "warc-size b c"},
		{"length too short", size(b, "Content-Length: 3\r\n") + c, "b warc-garbage c"},
		{"length one short", size(b, "Content-Length: 6\r\n") + c, "b warc-garbage c"},
		{"length one long at the end", a + size(strings.TrimSuffix(b, "\r\n\r\n"), "Content-Length: 10\r\n"), "a b[warc-length]"},
		{"length counts the blank lines", size(a, "Content-Length: 8\r\n") + b, "a b"},
		{"cut in the block", a + half(long), "a warc-cut"},
		{"cut in the header", a + b[:60], "a warc-cut"},
		{"cut in the version", a + "WARC/1.", "a warc-cut"},
		{"version unknown", strings.Replace(a, "1.0", "9.9", 1) + b, "warc-version b"},
		{"version in small letters", strings.Replace(a, "WARC/1.0", "warc/1.0", 1) + b, "a b"},
		{"version 0.17", strings.Replace(a, "1.0", "0.17", 1), "a"},
		{"header never ends", "WARC/1.0\r\nWARC-Type: resource\r\n" + b, "warc-header b"},
		{"header line without colon", strings.Replace(a, "WARC-Type", "sai\r\nWARC-Type", 1), "a[warc-header-line]"},
		{"header line endless", "WARC/1.0\r\nX: " + noise + noise + "\r\n\r\n" + b, "warc-header b"},
		{"header huge", "WARC/1.0\r\n" + strings.Repeat("X: "+noise[:5000]+"\r\n", 80) + "\r\n" + b, "warc-header b"},
		{"folded line", strings.Replace(a, "resource", "\r\n resource", 1), "a"},
		{"date unreadable", strings.Replace(a, "2021-08-25T07:29:00Z", "hôm qua", 1), "a[warc-date]"},
		{"truncated by the crawler", strings.Replace(a, "WARC-Type", "WARC-Truncated: length\r\nWARC-Type", 1), "a[warc-truncated]"},
		{"block digest wrong", strings.Replace(a, "WARC-Type", "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\nWARC-Type", 1), "a[warc-block-digest]"},
		{"block digest unknown", strings.Replace(a, "WARC-Type", "WARC-Block-Digest: sha9:AA\r\nWARC-Type", 1), "a"},

		{"gzip cut", gz(a) + half(gz(long)), "a warc-cut"},
		{"gzip cut, then good", gz(a) + half(gz(long)) + gz(b, c), "a warc-data b c"},
		{"gzip flipped", gz(a) + flip(gz(long), 60) + gz(b), "a warc-data b"},
		{"gzip checksum", gz(a) + flip(gz(b), len(gz(b))-6) + gz(c), "a warc-data c"},
		{"gzip garbage between", gz(a) + "rác rưởi ở giữa" + gz(b), "a warc-garbage b"},
		{"gzip garbage behind", gz(a) + "rác", "a warc-garbage"},
		{"gzip plain records behind", gz(a) + b, "a warc-garbage"},
		{"gzip false magic between", gz(a) + "\x1f\x8b\x08\x00rác" + gz(b), "a warc-data b"},
		{"gzip member of garbage", gz(a, "rác", b), "a warc-garbage b"},
		{"gzip member missing bytes", gz(a) + strings.Replace(gz(long), gz(long)[40:60], "", 1) + gz(b), "a warc-data b"},
		{"gzip length too long", gz(size(a, "Content-Length: 5000\r\n"), b), "warc-cut b"},
		{"gzip length a little long", gz(size(a, "Content-Length: 11\r\n"), b), "a[warc-length] b"},
		{"gzip in one, length into the next", gz(size(a, "Content-Length: 120\r\n") + b + c), "warc-size b c"},
		{"gzip in one, cut", half(gz(a + b + sampleRecords()[4])), "a b warc-cut"},
		{"zstd cut", zst(t, nil, a) + half(zst(t, nil, long)), "a warc-cut"},
		{"zstd cut, then good", zst(t, nil, a) + half(zst(t, nil, long)) + zst(t, nil, b), "a warc-data b"},
		{"zstd garbage between", zst(t, nil, a) + "rác rưởi" + zst(t, nil, b), "a warc-garbage b"},
		{"zstd dictionary missing", zst(t, []zstd.EOption{zstd.WithEncoderDictRaw(9, []byte(noise))}, a), "warc-data"},

		{"ARC", arcFile("http://a/ 1.2.3.4 20080430204825 text/html 5\nabcde\n", "http://b/ 1.2.3.4 20080430204825 text/html 0\n\n"), "- http://a/ http://b/"},
		{"ARC 2", "filedesc://x 0.0.0.0 20080430204825 text/plain 200 - - 0 x 3\n2 0\n" + "\nhttp://a/ 1.2.3.4 20080430204825 text/html 200 SUM - 75 x 5\nabcde\n", "- http://a/"},
		{"ARC address with blanks", arcFile("http://a/?q=x y z 1.2.3.4 20080430204825 text/html 5\nabcde\n"), "- http://a/?q=x y z"},
		{"ARC length wrong", arcFile("http://a/ 1.2.3.4 20080430204825 text/html 2\nabcde\n", "http://b/ 1.2.3.4 20080430204825 text/html 2\nab\n"), "- http://a/ warc-garbage http://b/"},
		{"ARC length into the next", arcFile("http://a/ 1.2.3.4 20080430204825 text/html 20\nabcde\n", "http://b/ 1.2.3.4 20080430204825 text/html 2\nab\n"), "- warc-size http://b/"},
		{"ARC length negative", arcFile("http://a/ 1.2.3.4 20080430204825 text/html -1\nabcde\n", "http://b/ 1.2.3.4 20080430204825 text/html 2\nab\n"), "- warc-size http://b/"},
		{"ARC cut", arcFile("http://a/ 1.2.3.4 20080430204825 text/html 50\nabcde\n"), "- warc-cut"},
		{"ARC without its first block", "http://a/ 1.2.3.4 20080430204825 text/html 5\nabcde\n", "http://a/"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := outline(t, strings.NewReader(tc.file)); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func arcFile(records ...string) string {
	const block = "1 0 Bao Mau\nURL IP-address Archive-date Content-type Archive-length\n"
	return fmt.Sprintf("filedesc://mau.arc 0.0.0.0 20080430204825 text/plain %d\n%s\n", len(block), block) + strings.Join(records, "")
}

// outline shows what a reader gives in one line.
func outline(t testing.TB, file io.Reader) string {
	r := open(t, file, Options{})
	var out []string
	for {
		rec, err := r.Next()
		switch d, isDamage := err.(*Damage); {
		case err == io.EOF:
			return strings.Join(out, " ")
		case isDamage:
			out = append(out, d.Code)
		case err != nil:
			t.Fatal(err)
		default:
			s := rec.TargetURI
			if s == "" {
				s = "-"
			}
			if len(rec.Doubts) > 0 {
				s += fmt.Sprint(rec.Doubts)
			}
			out = append(out, s)
		}
	}
}

// TestBombs holds that a small file cannot make the reader fill the memory, or
// read on for ever.
func TestBombs(t *testing.T) {
	const huge = 1 << 40
	zeros := io.MultiReader(
		strings.NewReader(fmt.Sprintf("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: %d\r\n\r\n", int64(huge))),
		io.LimitReader(zeroReader{}, 256<<20))
	var bomb bytes.Buffer
	w, _ := gzip.NewWriterLevel(&bomb, gzip.BestSpeed)
	if _, err := io.Copy(w, zeros); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	file := bomb.String() + gz(rawRecord(TypeResource, "b", "hai"))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if got, want := outline(t, strings.NewReader(file)), "warc-ratio b"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	runtime.ReadMemStats(&after)
	// The block is kept up to MaxBlock while it grows by doubling: 63 MiB.
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 80<<20 {
		t.Errorf("%d MiB allocated", grown>>20)
	}
	lie := "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 9223372036854775807\r\n\r\nngắn"
	runtime.ReadMemStats(&before)
	if got := outline(t, strings.NewReader(strings.Repeat(lie, 3))); got != "warc-cut warc-cut warc-cut" && !strings.HasPrefix(got, "warc-") {
		t.Errorf("got %s", got)
	}
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 16<<20 {
		t.Errorf("%d MiB allocated for lengths that lie", grown>>20)
	}
}

type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestReadError holds that an error of the file itself ends the sequence and
// is given on, not taken for damage.
func TestReadError(t *testing.T) {
	file := sampleRecords()
	for name, f := range map[string]string{"plain": strings.Join(file, ""), "gzip": gz(file...), "zstd": zst(t, nil, file...)} {
		r, err := NewReader(io.MultiReader(strings.NewReader(f[:len(f)-len(f)/3]), failingReader{}), Options{})
		for err == nil {
			_, err = r.Next()
		}
		if err != errDisk {
			t.Errorf("%s: %v", name, err)
		}
	}
}

var errDisk = fmt.Errorf("disk gone")

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, errDisk }

// TestRereadIsBounded holds that a file of lengths that all lie is read a few
// times over at most, not once for every record.
func TestRereadIsBounded(t *testing.T) {
	lie := "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 99999999\r\n\r\nx\n"
	good := rawRecord(TypeResource, "a", "một")
	for name, file := range map[string]string{
		"plain": strings.Repeat(lie, 200_000),
		"gzip":  gz("WARC/1.0\r\n") + strings.Repeat("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x00\xff\xff\x00\x00WARC/1.0\r\nX:", 400_000),
	} {
		counted := &countedReader{Reader: strings.NewReader(file + good)}
		r := open(t, counted, Options{})
		_, damage := readAll(t, r)
		if len(damage) == 0 {
			t.Errorf("%s: no damage", name)
		}
		if limit := int64(rereadBudget + 3*len(file) + MaxBlock); counted.n > limit {
			t.Errorf("%s: %d bytes read of %d, want at most %d", name, counted.n, len(file), limit)
		}
	}
}

type countedReader struct {
	*strings.Reader
	n int64
}

func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}
