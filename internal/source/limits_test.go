package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"khobao/internal/failure"
	"khobao/internal/page"
)

const onePage = "<html><title>Tin</title></html>"

// TestBombs holds that files made to fill memory or time are refused with
// their reason, that what is beside them is read, and that memory stays small.
func TestBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 300<<20)
	gzBomb := gz(zeros)
	inner := zipped(t, zip.Deflate, named{"0.html", "<html>" + zeros[:31<<20]})
	many := manyEntries(t, MaxEntries+1)
	sparse := sparseTar(t)
	zeros = ""
	tin := named{"tin.html", onePage}
	for _, tc := range []struct {
		name, file string
		want       []string
	}{
		{"gzip", gzBomb, []string{"not-page binary application/octet-stream"}},
		{"gzip page", gz("<html>" + strings.Repeat(" ", 60<<20)), []string{"too-large ratio"}},
		{"zstd page", zst(t, "<html>"+strings.Repeat(" ", 60<<20)), []string{"too-large ratio"}},
		{"gzip lines", gz(`{"title":"` + strings.Repeat("a", 60<<20) + `"}`), []string{"too-large ratio"}},
		{"gzip of gzip", gz(gzBomb), []string{"too-large nesting"}},
		{"large page", "<html>" + strings.Repeat("chữ ", 9<<20), []string{"too-large entry-size"}},
		{"large line", `{"title":"` + strings.Repeat("chữ ", 9<<20) + "\"}\n" + `{"title":"hai"}`, []string{"too-large entry-size", "jsonl id"}},
		{"zstd window", zstdWindow(), []string{"too-large zstd-window"}},
		{"zip ratio", zipped(t, zip.Deflate, named{"0.html", "<html>" + strings.Repeat(" ", 20<<20)}, tin), []string{"too-large ratio", "file text/html"}},
		{"zip size that lies", lyingSize(t, zipped(t, zip.Deflate, named{"0.html", "<html>" + strings.Repeat(" ", 20<<20)}), 100), []string{"damaged zip"}},
		{"zip of zips", zipped(t, zip.Store, named{"a.zip", inner}, named{"b.zip", inner}, tin), []string{"too-large ratio", "too-large ratio", "file text/html"}},
		{"zip overlap", overlappingZIP(t), []string{"too-large zip-overlap", "too-large zip-overlap", "too-large zip-overlap"}},
		{"zip entries", many, []string{"too-large zip-entries"}},
		{"zip nesting", zipped(t, zip.Deflate, tin, named{"1.zip", zipped(t, zip.Deflate, tin, named{"2.zip", zipped(t, zip.Deflate, tin, named{"3.zip", zipped(t, zip.Deflate, tin)})})}), []string{"file text/html", "file text/html", "file text/html", "too-large nesting"}},
		{"zip encrypted", flagged(t, zipped(t, zip.Deflate, tin), 1), []string{"unsupported zip-encrypted"}},
		{"zip method", methodOf(zipped(t, zip.Deflate, tin), 14), []string{"unsupported zip-method"}},
		{"zip checksum", strings.Replace(zipped(t, zip.Store, tin), "Tin", "Tim", 1), []string{"damaged checksum"}},
		{"tar sparse and cut", sparse, []string{"too-large entry-size", "damaged cut"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "tệp")
			must(t, os.WriteFile(path, []byte(tc.file), 0o644))
			tc.file = ""
			s := openOne(t, path, Options{})
			got := describe(t, s)
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if peak := heapPeak(s); peak > 96<<20 { // 64 MiB beside one body of 32
				t.Errorf("%d MiB held", peak>>20)
			}
		})
	}
}

// heapPeak gives about how far the heap grew at most while a source was
// walked, looked at beside each item, with little garbage left lying.
func heapPeak(s Source) int64 {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var peak int64
	for range s.Pages(context.Background(), "") {
		runtime.ReadMemStats(&now)
		peak = max(peak, int64(now.HeapAlloc)-int64(before.HeapAlloc))
	}
	return peak
}

// zstdWindow is the start of a frame that asks for a window of 2 GiB.
func zstdWindow() string {
	return "\x28\xb5\x2f\xfd\x00\xa8" + "\x0b\x00\x00\x41" + strings.Repeat("x", 100)
}

func manyEntries(t testing.TB, n int) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range n {
		_, err := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i)})
		must(t, err)
	}
	must(t, w.Close())
	return b.String()
}

// overlappingZIP lists the one entry of a ZIP three times.
func overlappingZIP(t testing.TB) string {
	z := zipped(t, zip.Deflate, named{"tin.html", onePage})
	start := strings.Index(z, "PK\x01\x02")
	end := strings.Index(z, "PK\x05\x06")
	entry, tail := z[start:end], []byte(z[end:])
	binary.LittleEndian.PutUint16(tail[8:], 3)
	binary.LittleEndian.PutUint16(tail[10:], 3)
	binary.LittleEndian.PutUint32(tail[12:], uint32(3*len(entry)))
	return z[:start] + strings.Repeat(entry, 3) + string(tail)
}

// lyingSize makes the directory say that the entry is small.
func lyingSize(t testing.TB, z string, size uint32) string {
	b := []byte(z)
	at := bytes.Index(b, []byte("PK\x01\x02"))
	if at < 0 {
		t.Fatal("no directory")
	}
	binary.LittleEndian.PutUint32(b[at+24:], size)
	return string(b)
}

func flagged(t testing.TB, z string, flag uint16) string {
	b := []byte(z)
	at := bytes.Index(b, []byte("PK\x01\x02"))
	if at < 0 {
		t.Fatal("no directory")
	}
	binary.LittleEndian.PutUint16(b[at+8:], binary.LittleEndian.Uint16(b[at+8:])|flag)
	return string(b)
}

func methodOf(z string, method uint16) string {
	b := []byte(z)
	at := bytes.Index(b, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint16(b[at+10:], method)
	return string(b)
}

// sparseTar has one GNU sparse entry that claims a tebibyte of zeros.
func sparseTar(t testing.TB) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	must(t, w.WriteHeader(&tar.Header{Name: "lớn.html", Size: 1 << 40, Mode: 0o644, Format: tar.FormatGNU}))
	_, err := io.WriteString(w, "<html>"+strings.Repeat(" ", 33<<20))
	must(t, err)
	return b.String()
}

// TestHostileNames holds that names inside containers are shown and nothing
// else: no file comes into being, whatever they say.
func TestHostileNames(t *testing.T) {
	names := []string{
		"../../ra-ngoai.html", "/etc/passwd.html", `..\..\windows.html`, `C:\a.html`, "a/../../b.html", "CON", "NUL.html", "a\x00b.html",
		"dòng\nmới.html", strings.Repeat("dài/", 500) + "a.html", " ", "~/.ssh/x.html", "\\\\server\\share\\x.html", "a:luồng.html",
	}
	var files []named
	for _, n := range names {
		files = append(files, named{n, onePage})
	}
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "a.zip"), []byte(zipped(t, zip.Deflate, files...)), 0o644))
	var tarFiles []named
	for _, f := range files {
		if !strings.Contains(f.name, "\x00") {
			tarFiles = append(tarFiles, f)
		}
	}
	must(t, os.WriteFile(filepath.Join(dir, "b.tar"), []byte(tarred(t, tarFiles...)), 0o644))
	pages := 0
	for item, err := range openOne(t, dir, Options{}).Pages(context.Background(), "") {
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		pages++
		if strings.ContainsAny(item.Page.Origin.String(), "\n\x00") {
			t.Errorf("%q can break a report", item.Page.Origin)
		}
	}
	// ~/.ssh is hidden.
	if want := len(files) + len(tarFiles) - 2; pages != want {
		t.Errorf("%d pages, want %d", pages, want)
	}
	entries, err := os.ReadDir(dir)
	must(t, err)
	if len(entries) != 2 {
		t.Errorf("the folder has %d entries now", len(entries))
	}
}

// TestEntryNames reads names as Vietnamese computers write them.
func TestEntryNames(t *testing.T) {
	const want = "Tin tức/Điểm nóng đường phố.html"
	old, err := charmap.Windows1258.NewEncoder().String(forCodePage(want))
	must(t, err)
	dos, err := charmap.CodePage437.NewEncoder().String("Zürich/α.html")
	must(t, err)
	for _, tc := range []struct {
		name string
		h    zip.FileHeader
		want string
	}{
		{"UTF-8", zip.FileHeader{Name: want}, want},
		{"UTF-8 without saying so", zip.FileHeader{Name: want, NonUTF8: true}, want},
		{"UTF-8 in parts, as macOS writes", zip.FileHeader{Name: norm.NFD.String(want)}, want},
		{"code page 1258", zip.FileHeader{Name: old, NonUTF8: true}, want},
		{"code page 437", zip.FileHeader{Name: dos, NonUTF8: true}, "Zürich/α.html"},
		{"Unicode path", zip.FileHeader{Name: "Tin t?c", NonUTF8: true, Extra: unicodeExtra(want)}, want},
	} {
		if got := entryName(&zip.File{FileHeader: tc.h}); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

// forCodePage takes the tones off the letters, which is how windows-1258 has
// them.
func forCodePage(s string) string {
	var b strings.Builder
	for _, r := range s {
		d := []rune(norm.NFD.String(string(r)))
		tone := rune(0)
		if last := d[len(d)-1]; len(d) > 1 && strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", last) {
			tone, d = last, d[:len(d)-1]
		}
		b.WriteString(norm.NFC.String(string(d)))
		if tone != 0 {
			b.WriteRune(tone)
		}
	}
	return b.String()
}

func unicodeExtra(name string) []byte {
	b := binary.LittleEndian.AppendUint16(nil, unicodePath)
	b = binary.LittleEndian.AppendUint16(b, uint16(5+len(name)))
	return append(append(b, 1, 0, 0, 0, 0), name...)
}

// TestWACZ holds what is said of a WACZ whose files are not what its manifest
// says.
func TestWACZ(t *testing.T) {
	set := func(name, content string) func([]named) []named {
		return func(files []named) []named {
			for i := range files {
				if files[i].name == name {
					files[i].content = content
				}
			}
			return files
		}
	}
	drop := func(name string) func([]named) []named {
		return func(files []named) []named {
			return slices.DeleteFunc(files, func(f named) bool { return f.name == name })
		}
	}
	stamps, _ := stampSamples(t)
	stamp := func(answer string) func([]named) []named {
		return func(files []named) []named {
			last := &files[len(files)-1]
			last.content = strings.Replace(last.content, `"timeSignature":""`, `"timeSignature":"`+answer+`"`, 1)
			return files
		}
	}
	for _, tc := range []struct {
		name            string
		change          func([]named) []named
		errors, notices []string
	}{
		{"time stamp of another", stamp(stamps[0].TimeSignature), []string{"damaged wacz-stamp"}, []string{"wacz-signed-key"}},
		{"time stamp unreadable", stamp("AAAA"), nil, []string{"wacz-signed-key", "wacz-stamp-strange", "wacz-verified 3"}},
		{"good", nil, nil, []string{"wacz-signed-key", "wacz-verified 3"}},
		{"file changed", set("indexes/index.cdx.gz", gz("chỉ mụC")), []string{"damaged wacz-hash indexes/index.cdx.gz"}, []string{"wacz-signed-key"}},
		{"size changed", set("pages/pages.jsonl", ""), []string{"damaged wacz-size pages/pages.jsonl"}, []string{"wacz-signed-key"}},
		{"file missing", drop("indexes/index.cdx.gz"), []string{"damaged wacz-missing indexes/index.cdx.gz"}, []string{"wacz-signed-key"}},
		{"no digest", drop("datapackage-digest.json"), nil, []string{"wacz-unsigned", "wacz-verified 3"}},
		{"digest unreadable", set("datapackage-digest.json", `{`), []string{"damaged wacz-manifest datapackage-digest.json"}, nil},
		{"manifest changed", set("datapackage.json", `{"profile": "data-package", "resources": []}`), []string{"damaged wacz-hash datapackage.json", "damaged wacz-signature"}, nil},
		{"manifest unreadable", set("datapackage.json", `{`), []string{"damaged wacz-manifest"}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.wacz")
			must(t, os.WriteFile(path, []byte(wacz(t, tc.change)), 0o644))
			var notices []string
			s := openOne(t, path, Options{Notice: func(n Notice) {
				if len(n.Detail) == 64 { // the mark of a key
					n.Detail = ""
				}
				notices = append(notices, join(n.Code, n.Detail))
			}})
			var bad []string
			pages := 0
			for _, line := range describe(t, s) {
				if strings.HasPrefix(line, "damaged") {
					bad = append(bad, line)
				} else {
					pages++
				}
			}
			if d := cmp.Diff(tc.errors, bad) + cmp.Diff(tc.notices, notices); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if pages != 9 {
				t.Errorf("%d pages and refusals, want 9", pages)
			}
		})
	}
}

// TestEarlier resolves a revisit by what an earlier run has kept, and reports
// when that cannot be asked.
func TestEarlier(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.warc.gz")
	must(t, os.WriteFile(path, []byte(gz(warcRecords(t)[8])), 0o644))
	original := known{"sha1:XA": {ContentType: "text/html", Body: []byte("<html>Xa</html>"), Status: 200}}
	want := []string{"revisit 200 https://baomau.vn/xa.html text/html <html>Xa</html>"}
	if d := cmp.Diff(want, describe(t, openOne(t, path, Options{Earlier: original}))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	want = []string{"busy revisit", "revisit 200 https://baomau.vn/xa.html of sha1:XA"}
	if d := cmp.Diff(want, describe(t, openOne(t, path, Options{Earlier: broken{}}))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// FuzzRead holds that any bytes are read to an end, and that reading on from
// any cursor gives what reading through gives.
func FuzzRead(f *testing.F) {
	for _, content := range containers(f) {
		f.Add([]byte(content))
	}
	f.Add([]byte(overlappingZIP(f)))
	a, b := segmentsOf(f, "https://baomau.vn/a.html", "<html>", "một", "</html>"), segmentsOf(f, "https://baomau.vn/b.html", "<html>", "</html>")
	f.Add([]byte(a[0] + b[0] + a[1] + b[1] + a[2] + a[0] + b[0]))
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "f")
		must(t, os.WriteFile(path, content, 0o644))
		s := openOne(t, path, Options{})
		all := steps(t, s, "")
		for i, st := range all[:min(len(all), 8)] {
			rest := all[i+1:]
			if slices.ContainsFunc(all, func(s step) bool { return s.page != nil && s.page.Origin.Kind == "revisit" }) {
				break // what it refers to lies before the cursor
			}
			if got := what(steps(t, s, st.after)); !slices.Equal(got, what(rest)) {
				t.Fatalf("from %q, after %s (-want +got):\n%s", st.after, st.what, cmp.Diff(what(rest), got))
			}
		}
	})
}

type broken struct{}

func (broken) Earlier(context.Context, Reference) (p page.Page, ok bool, err error) {
	return p, false, failure.New(failure.Busy, "kho", nil)
}

func BenchmarkWARC(b *testing.B) {
	var file bytes.Buffer
	z := gzip.NewWriter(&file)
	must(b, z.Close())
	records := warcRecords(b)
	for range 300 {
		file.WriteString(gz(records...))
	}
	path := filepath.Join(b.TempDir(), "a.warc.gz")
	must(b, os.WriteFile(path, file.Bytes(), 0o644))
	pages := 0
	b.SetBytes(int64(file.Len()))
	for b.Loop() {
		for range openOne(b, path, Options{}).Pages(context.Background(), "") {
			pages++
		}
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "items/s")
}
