package source

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/failure"
)

// segmentsOf writes a page as the records of its parts; last says how long all
// are together.
func segmentsOf(t testing.TB, address string, parts ...string) []string {
	t.Helper()
	whole := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + strings.Join(parts, "")
	parts = slices.Clone(parts)
	parts[0] = whole[:len(whole)-len(strings.Join(parts[1:], ""))]
	id := fmt.Sprintf("<urn:uuid:%x>", address)
	var out []string
	for i, part := range parts {
		lines := []string{
			"WARC/1.0", "WARC-Record-ID: " + id, "WARC-Type: response", "WARC-Target-URI: " + address, "WARC-Date: 2021-08-25T00:29:00Z",
			"Content-Type: application/http; msgtype=response", fmt.Sprintf("WARC-Segment-Number: %d", i+1), fmt.Sprintf("Content-Length: %d", len(part)),
		}
		if i > 0 {
			lines[1], lines[2] = fmt.Sprintf("WARC-Record-ID: <urn:uuid:%x-%d>", address, i), "WARC-Type: continuation"
			lines = append(lines, "WARC-Segment-Origin-ID: "+id)
		}
		if i > 0 && i == len(parts)-1 {
			lines = append(lines, fmt.Sprintf("WARC-Segment-Total-Length: %d", len(whole)))
		}
		out = append(out, strings.Join(lines, "\r\n")+"\r\n\r\n"+part+"\r\n\r\n")
	}
	return out
}

// TestSegments joins records in parts: in one file in any order, among others,
// and over the files of a folder; what is missing is reported at its beginning.
func TestSegments(t *testing.T) {
	a := segmentsOf(t, "https://baomau.vn/a.html", "<html>Phần một, ", "phần hai, ", "phần ba</html>")
	b := segmentsOf(t, "https://baomau.vn/b.html", "<html>Bài ", "bê</html>")
	between := warcRecords(t)[2]
	pageA, pageB := "response 200 https://baomau.vn/a.html text/html <html>Phần một, phần hai, phần ba</html>", "response 200 https://baomau.vn/b.html text/html <html>Bài bê</html>"
	other, missing := "response 404 https://baomau.vn/2.html text/html; charset=utf-8 <html>Không thấy</html>", "unsupported warc-segment https://baomau.vn/"
	for name, c := range map[string]struct {
		records []string
		want    []string
	}{
		"in order":     {[]string{a[0], a[1], a[2]}, []string{pageA}},
		"mixed":        {[]string{a[0], between, b[0], a[2], b[1], a[1], between}, []string{other, pageB, pageA, other}},
		"twice":        {[]string{a[0], a[1], a[1], a[2]}, []string{pageA}},
		"middle":       {[]string{a[0], a[2], between}, []string{other, missing + "a.html"}},
		"two":          {[]string{a[0], b[0], between, a[1]}, []string{other, missing + "a.html", missing + "b.html"}},
		"no end":       {[]string{a[0], a[1], between}, []string{other, missing + "a.html"}},
		"no beginning": {[]string{a[1], between, a[2]}, []string{missing + "a.html", other, missing + "a.html"}},
	} {
		t.Run(name, func(t *testing.T) {
			for form, content := range map[string]string{"plain": strings.Join(c.records, ""), "gz": gz(c.records...), "gz in one": gz(strings.Join(c.records, "")), "zst": zst(t, c.records...)} {
				path := filepath.Join(t.TempDir(), "tệp")
				must(t, os.WriteFile(path, []byte(content), 0o644))
				if d := cmp.Diff(c.want, describe(t, openOne(t, path, Options{}))); d != "" {
					t.Errorf("%s (-want +got):\n%s", form, d)
				}
				contract(t, path)
			}
		})
	}
	t.Run("folder", func(t *testing.T) {
		dir := sampleFolder(t, []named{{"1.warc.gz", gz(a[0])}, {"2.warc", between + a[1]}, {"3.warc.gz", gz(a[2], b[0])}})
		if d := cmp.Diff([]string{other, pageA, missing + "b.html"}, describe(t, openOne(t, dir, Options{}))); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		for item, err := range openOne(t, dir, Options{}).Pages(t.Context(), "") {
			if err == nil && item.Page.URL == "https://baomau.vn/a.html" && filepath.Base(item.Page.Origin.Path) != "1.warc.gz" {
				t.Errorf("the page is said to be in %s", item.Page.Origin)
			}
		}
	})
}

// TestFilesInARow reads files named one by one as those of a folder: parts are
// joined over them, each place can be resumed at, a folder between parts the row.
func TestFilesInARow(t *testing.T) {
	a := segmentsOf(t, "https://baomau.vn/a.html", "<html>Phần một, ", "phần hai</html>")
	between := warcRecords(t)[2]
	dir := sampleFolder(t, []named{{"1.warc.gz", gz(a[0], between)}, {"2.warc", a[1]}, {"3.html", "<html><title>Ba</title><p>Bài thứ ba</p></html>"}, {"thư mục/4.warc", between}, {"5.warc.gz", gz(between, a[0], a[1])}})
	at := func(names ...string) []string {
		for i := range names {
			names[i] = filepath.Join(dir, names[i])
		}
		return names
	}
	row := openRow(t, Options{}, at("1.warc.gz", "2.warc", "3.html")...)
	got := describe(t, row)
	other, whole := "response 404 https://baomau.vn/2.html text/html; charset=utf-8 <html>Không thấy</html>", "response 200 https://baomau.vn/a.html text/html <html>Phần một, phần hai</html>"
	if len(got) != 3 || got[0] != other || got[1] != whole || got[2] != "file text/html" {
		t.Errorf("%q", got)
	}
	size, err := row.Size(t.Context())
	last := int64(0)
	for item := range row.Pages(t.Context(), "") {
		last = item.Done
	}
	if err != nil || last != size {
		t.Errorf("%d of %d bytes were read, %v", last, size, err)
	}
	contract(t, at("2.warc", "3.html")...)
	contract(t, at("3.html", "5.warc.gz", "3.html")...)
	sources, err := Open(t.Context(), at("1.warc.gz", "thư mục", "2.warc"), Options{})
	if err != nil || len(sources) != 3 {
		t.Errorf("%d sources, %v", len(sources), err)
	}
	for _, cursor := range []Cursor{"9", "x", "%zz"} {
		for _, err := range row.Pages(t.Context(), cursor) {
			if failure.KindOf(err) != failure.Usage {
				t.Errorf("from %q: %v", cursor, err)
			}
		}
	}
}

// TestSegmentsLimits refuses a record that is too large in all, and lets go of
// the oldest where too much is under way.
func TestSegmentsLimits(t *testing.T) {
	half := strings.Repeat("a", MaxEntry/2)
	large := strings.Join(segmentsOf(t, "https://baomau.vn/a.html", "", half, half, half), "")
	var many bytes.Buffer
	for i := range heldSets + 1 {
		many.WriteString(segmentsOf(t, fmt.Sprintf("https://baomau.vn/%d.html", i), "<html>", "</html>")[0])
	}
	for name, c := range map[string]struct {
		content string
		kind    failure.Kind
		reports int
	}{
		"large": {large, failure.TooLarge, 1},
		"many":  {many.String(), failure.Unsupported, heldSets + 1},
	} {
		path := filepath.Join(t.TempDir(), "tệp")
		must(t, os.WriteFile(path, []byte(c.content), 0o644))
		n := 0
		for _, err := range openOne(t, path, Options{}).Pages(t.Context(), "") {
			if n++; failure.KindOf(err) != c.kind {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n != c.reports {
			t.Errorf("%s: %d reports, want %d", name, n, c.reports)
		}
	}
}
