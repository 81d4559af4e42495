package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/warc"
)

// step is one thing a source gave, in words.
type step struct {
	what  string
	after Cursor
	done  int64
	page  *page.Page
}

// steps walks a source and checks what holds of every walk.
func steps(t testing.TB, s Source, from Cursor) []step {
	t.Helper()
	size, err := s.Size(context.Background())
	must(t, err)
	var out []step
	var last int64
	for item, err := range s.Pages(context.Background(), from) {
		if item.Done < last || item.Done > size {
			t.Fatalf("done %d after %d of %d", item.Done, last, size)
		}
		last = item.Done
		st := step{after: item.After, done: item.Done}
		if err != nil {
			var e *failure.Error
			if !errors.As(err, &e) || !strings.HasPrefix(e.Object, s.Name()) || e.Kind == "" || e.Kind == failure.Internal {
				t.Fatalf("error names no record of %s: %v", s.Name(), err)
			}
			st.what = fmt.Sprintf("%s %s %s", strings.TrimPrefix(e.Object, s.Name()), e.Kind, e.Code)
		} else {
			p := item.Page
			st.page = &p
			st.what = fmt.Sprintf("%s %s %d %s %s %x", strings.TrimPrefix(p.Origin.String(), s.Name()), p.Origin.Kind, p.Status, p.URL, p.RevisitOf, p.Digest()[:8])
			if len(item.Doubts) > 0 {
				st.what += fmt.Sprint(item.Doubts)
			}
		}
		out = append(out, st)
	}
	return out
}

func what(list []step) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.what)
	}
	return out
}

// known is an Earlier that has every page it was told of.
type known map[string]page.Page

func (k known) Earlier(_ context.Context, ref Reference) (page.Page, bool, error) {
	p, ok := k[ref.PayloadDigest]
	return p, ok, nil
}

func openOne(t testing.TB, path string, o Options) Source { return openRow(t, o, path) }

// openRow opens paths that make one source.
func openRow(t testing.TB, o Options, paths ...string) Source {
	t.Helper()
	sources, err := Open(context.Background(), paths, o)
	must(t, err)
	if len(sources) != 1 {
		t.Fatalf("%d sources", len(sources))
	}
	return sources[0]
}

// contract is what every source promises.
func contract(t *testing.T, paths ...string) {
	all := steps(t, openRow(t, Options{}, paths...), "")
	if len(all) == 0 {
		t.Fatal("the source gives nothing")
	}
	earlier := known{}
	for _, s := range all {
		if s.page != nil && s.page.PayloadDigest != "" && s.page.RevisitOf == "" {
			earlier[s.page.PayloadDigest] = *s.page
		}
	}
	s := openRow(t, Options{Earlier: earlier}, paths...)
	if d := cmp.Diff(what(all), what(steps(t, s, ""))); d != "" {
		t.Fatalf("a second walk differs (-first +second):\n%s", d)
	}
	for i, st := range all {
		if got, want := what(steps(t, s, st.after)), what(all[i+1:]); !slices.Equal(got, want) {
			t.Fatalf("from %q, after %s (-want +got):\n%s", st.after, st.what, cmp.Diff(want, got))
		}
		if st.page != nil && i > 0 && st.after == all[i-1].after {
			t.Fatalf("%s has the cursor of the one before it", st.what)
		}
	}
	cancelled(t, s, len(all))
}

// cancelled holds that a walk ends when its context or its consumer does.
func cancelled(t *testing.T, s Source, n int) {
	for stop := range min(n, 4) {
		ctx, cancel := context.WithCancel(context.Background())
		seen, after := 0, 0
		for _, err := range s.Pages(ctx, "") {
			if ctx.Err() != nil {
				after++
				if !failure.Is(err, failure.Canceled) {
					t.Fatalf("after cancel: %v", err)
				}
			}
			if seen == stop {
				cancel()
			}
			seen++
		}
		if after != 1 && stop < n-1 {
			t.Fatalf("%d items after cancel at %d of %d, want the one failure that says so", after, stop, n)
		}
		cancel()
		got := 0
		for range s.Pages(context.Background(), "") {
			if got++; got > stop {
				break
			}
		}
	}
}

func TestContract(t *testing.T) {
	t.Run("folder", func(t *testing.T) { contract(t, sampleFolder(t, sampleFiles(t))) })
	var mixed []named
	for name, content := range containers(t) {
		mixed = append(mixed, named{name + "/" + name, content})
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "tệp")
			must(t, os.WriteFile(path, []byte(content), 0o644))
			must(t, os.Chtimes(path, when, when))
			contract(t, path)
		})
	}
	t.Run("folder of containers", func(t *testing.T) { contract(t, sampleFolder(t, mixed)) })
}

// TestPages names every page and failure of the sample files.
func TestPages(t *testing.T) {
	files := containers(t)
	warcWant := []string{
		"response 200 https://baomau.vn/1.html text/html; charset=utf-8 <html>Bài một</html>",
		"response 404 https://baomau.vn/2.html text/html; charset=utf-8 <html>Không thấy</html>",
		"response 200 https://baomau.vn/a.png image/png \x89PNG\r\n\x1a\n",
		"response 301 https://baomau.vn/cu → https://baomau.vn/moi.html",
		"revisit 200 https://baomau.vn/1.html text/html <html>Bài một</html>",
		"revisit 200 https://baomau.vn/xa.html of sha1:XA",
		"conversion https://baomau.vn/1.html text/plain Bài một",
		"unsupported warc-segment https://baomau.vn/1.html",
		"resource https://baomau.vn/3.html text/html <html>Bài ba</html>",
	}
	jsonlWant := []string{
		"jsonl https://baomau.vn/51.html id 51", "jsonl https://baomau.vn/52.html id 52", "damaged jsonl-line", "jsonl id 53",
	}
	treeWant := []string{
		"file https://baomau.vn/thoi-su/tin-1-2108.html text/html", "not-page companion tin-1.html", "not-page companion tin-1.html",
		"file https://baomau.vn/kinh-te/tin-2.html text/html", "not-page text text/plain", "not-page json application/json",
		jsonlWant[0], jsonlWant[1], jsonlWant[2], jsonlWant[3], "file text/html", "not-page empty",
	}
	mhtmlWant := []string{
		"resource https://baomau.vn/luu.html text/html <html>Bài lưu lại</html>", "resource https://baomau.vn/a.png image/png \x89PNG\r\n\x1a\n",
		"resource cid:c@mhtml.blink text/css p { color: red }",
	}
	arcWant := []string{"response 200 http://baomau.vn/cũ.html text/html <html>Cũ</html>", "response 200 http://baomau.vn/cũ.html text/html <html>Cũ</html>"}
	for name, want := range map[string][]string{
		"html": treeWant[:1], "html.gz": treeWant[:1], "html.bz2": {"file text/html"},
		"warc": warcWant, "warc.gz": warcWant, "warc.gz in one": warcWant, "warc.zst": warcWant, "wacz": warcWant,
		"warc cut":        append(slices.Clone(warcWant[:8]), "damaged warc-cut 14 of 20 bytes"),
		"warc.gz damaged": append([]string{warcWant[0], "damaged warc-garbage"}, warcWant[1:]...),
		"warc.gz first damaged": append([]string{
			"damaged warc-data", warcWant[1], warcWant[2], warcWant[3],
			"revisit 200 https://baomau.vn/1.html of " + warc.SHA256([]byte("<html>Bài một</html>")),
		}, warcWant[5:]...),
		"jsonl": jsonlWant, "jsonl.gz": jsonlWant, "jsonl.zst": jsonlWant,
		"arc": arcWant, "arc.gz": arcWant, "mhtml": mhtmlWant,
		"mhtml cut": append(slices.Clone(mhtmlWant[:2]), "damaged mhtml"),
		"text":      {"not-page text text/plain"}, "empty": {"not-page empty"},
		"zip cut":    {"damaged zip"},
		"tar.gz cut": {"damaged cut"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "tệp")
			must(t, os.WriteFile(path, []byte(files[name]), 0o644))
			if d := cmp.Diff(want, describe(t, openOne(t, path, Options{}))); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	t.Run("folder", func(t *testing.T) {
		got := describe(t, openOne(t, sampleFolder(t, sampleFiles(t)), Options{}))
		slices.Sort(got)
		slices.Sort(treeWant)
		if d := cmp.Diff(treeWant, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
}

// describe shows what a source gives, and the content where it is short.
func describe(t testing.TB, s Source) []string {
	var out []string
	for item, err := range s.Pages(context.Background(), "") {
		var e *failure.Error
		if errors.As(err, &e) {
			out = append(out, join(string(e.Kind), e.Code, e.Detail))
			continue
		}
		p := item.Page
		var parts []string
		parts = append(parts, p.Origin.Kind)
		if p.Status > 0 {
			parts = append(parts, fmt.Sprint(p.Status))
		}
		parts = append(parts, p.URL)
		switch {
		case p.Location != "":
			parts = append(parts, "→", p.Location)
		case p.RevisitOf != "":
			parts = append(parts, "of", p.RevisitOf)
		case p.ContentType == page.ArticleJSON:
			parts = append(parts, "id", p.Origin.Record)
		case p.Origin.Kind == "file":
			parts = append(parts, p.ContentType)
		default:
			parts = append(parts, p.ContentType, string(p.Body))
		}
		if len(item.Doubts) > 0 {
			parts = append(parts, fmt.Sprint(item.Doubts))
		}
		out = append(out, join(parts...))
	}
	return out
}

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}
