// Package arch holds no code: its test says who may import whom, and why.
package arch

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// module is the name in go.mod.
const module = "khobao"

// allowed lists what each package of ours may import of ours. A trailing "/…"
// stands for a folder and all below it. A package that has no row may not exist.
var allowed = []struct {
	pkg  string
	may  []string
	why  string
	test []string // beside may, in _test.go files
}{
	{pkg: "index/query", why: "the language knows no engine and no analysis"},
	{pkg: "index/vi/…", why: "analysis is pure functions over text", test: []string{"internal/testkit"}},
	{pkg: "internal/warc", may: []string{"internal/page"}, why: "the record knows the page it carries and nothing else"},
	{pkg: "internal/page", why: "a page is bytes and where they came from"},
	{pkg: "internal/failure", why: "everything names failures"},
	{pkg: "internal/progress", why: "everything emits events"},
	{pkg: "internal/cores", why: "it knows no work"},
	{pkg: "internal/locale", why: "texts know no product", test: []string{"internal/failure", "index"}},
	{pkg: "internal/config", why: "values are passed in"},
	{pkg: "index", may: []string{"index/query"}, why: "the public face does no I/O"},
	{pkg: "index/rank", may: []string{"index", "index/query", "index/vi"}, why: "the same for every engine", test: []string{"internal/testkit", "index/bleveindex", "index/enginetest"}},
	{pkg: "index/bleveindex/segment/…", may: []string{"index/bleveindex/segment/…"}, why: "the format knows no searcher"},
	{pkg: "index/bleveindex/docset", may: []string{"index/bleveindex/segment/…"}, why: "sets know no searcher"},
	{pkg: "index/bleveindex/boltfile", why: "bytes in, keys and values out"},
	{pkg: "index/bleveindex/runs", why: "numbers in, numbers out"},
	{pkg: "index/bleveindex/columns", may: []string{"index", "index/query", "index/vi", "index/bleveindex/segment/…", "index/bleveindex/docset"}, why: "columns know no searcher"},
	{pkg: "index/bleveindex/topk", may: []string{"index", "index/query", "index/vi", "index/bleveindex/segment/…", "index/bleveindex/docset", "index/bleveindex/columns", "index/bleveindex/runs"}, why: "searchers read segments"},
	{pkg: "index/bleveindex/lab", may: []string{"index/bleveindex/segment/…", "index/bleveindex/docset", "index/bleveindex/topk"}, why: "it measures the format, not the product"},
	{pkg: "index/bleveindex/baseline", why: "bleve as it comes, to measure against"},
	{pkg: "index/bleveindex", may: []string{"index", "index/query", "index/vi", "index/bleveindex/…"}, why: "an engine knows no ranking", test: []string{"internal/testkit", "index/enginetest", "index/rank"}},
	{pkg: "index/enginetest", may: []string{"index", "index/query", "index/vi", "index/rank"}, why: "the contract of every engine"},
	{pkg: "internal/source", may: []string{"internal/page", "internal/warc", "internal/failure"}, why: "readers make pages", test: []string{"internal/testkit"}},
	{pkg: "internal/crawl", may: []string{"internal/page", "internal/warc", "internal/failure"}, why: "the crawler makes pages", test: []string{"internal/testkit"}},
	{pkg: "internal/archive", may: []string{"internal/page", "internal/warc", "index", "internal/failure", "internal/cores"}, why: "the archive keeps what it is given"},
	{pkg: "internal/extract", may: []string{"internal/page", "index", "index/vi", "internal/failure"}, why: "a page becomes an article without an archive", test: []string{"internal/testkit"}},
	{pkg: "internal/annotate", may: []string{"internal/page", "index", "index/vi", "internal/failure"}, why: "text in, mentions out", test: []string{"internal/testkit", "index/query"}},
	{pkg: "internal/dictionary", may: []string{"index", "index/vi", "internal/failure"}, why: "files and articles in, tables out"},
	{pkg: "internal/dedupe", may: []string{"internal/page", "index", "index/vi", "internal/failure", "internal/cores"}, why: "texts in, families out", test: []string{"internal/testkit"}},
	{pkg: "internal/diff", may: []string{"index", "index/vi"}, why: "two texts in, what differs out"},
	{pkg: "internal/export", may: []string{"index", "internal/warc", "internal/failure", "internal/locale"}, why: "results out"},
	{pkg: "internal/sample", may: []string{"internal/page", "internal/warc", "index"}, why: "pages like any other, made by us", test: []string{"internal/testkit"}},
	{pkg: "internal/testkit", may: []string{"internal/page", "internal/warc"}, why: "fake sites and archives for tests"},
	{pkg: "internal/testkit/browser", why: "a browser knows pages, not how they are made"},
	{
		pkg: "internal/ingest",
		may: []string{"index", "internal/page", "internal/source", "internal/crawl", "internal/extract", "internal/annotate", "internal/dedupe", "internal/archive", "internal/progress", "internal/failure"},
		why: "one path for import, crawl and re-index", test: []string{"index/bleveindex", "internal/sample", "internal/testkit", "internal/warc"},
	},
	{
		pkg: "internal/evaluate",
		may: []string{"index/…", "internal/page", "internal/archive", "internal/ingest", "internal/extract", "internal/failure", "internal/progress"},
		why: "it measures the product through its front door", test: []string{"internal/testkit", "internal/dictionary"},
	},
	{pkg: "internal/bench", may: []string{"index/…", "internal/sample", "internal/failure"}, why: "it measures through what its caller opened"},
	{
		pkg: "internal/bench/reading",
		may: []string{"index", "index/bleveindex/lab", "internal/page", "internal/sample", "internal/source", "internal/extract", "internal/annotate", "internal/failure"},
		why: "it measures how pages are read, without an archive",
	},
	{
		pkg:  "web",
		may:  []string{"index", "index/query", "index/vi", "index/rank", "internal/page", "internal/archive", "internal/failure", "internal/locale", "internal/export", "internal/diff"},
		test: []string{"internal/testkit/browser"},
		why:  "pages never touch an engine, a source or the extractor",
	},
	{pkg: "cmd/khobao", may: []string{"index/…", "internal/…", "web"}, why: "the one place that wires"},
}

// homes gives each library its one home.
var homes = []struct{ library, home string }{
	{"github.com/blevesearch/", "index/bleveindex"},
	{"github.com/PuerkitoBio/goquery", "internal/extract"},
	{"github.com/gofiber/fiber", "web"},
	{"modernc.org/sqlite", "internal/archive"},
}

func TestImports(t *testing.T) {
	root := moduleRoot(t)
	packages := 0
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && name != root || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		if !seen[pkg] {
			seen[pkg] = true
			packages++
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			check(t, pkg, name, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if packages < 10 {
		t.Fatalf("only %d packages found below %s: the walk looks in the wrong place", packages, root)
	}
	for _, row := range allowed {
		for _, pattern := range slices.Concat([]string{row.pkg}, row.may, row.test) {
			if !slices.ContainsFunc(slices.Collect(maps.Keys(seen)), func(pkg string) bool { return matches(pattern, pkg) }) {
				t.Errorf("the row of %s names %s, which is no package", row.pkg, pattern)
			}
		}
	}
}

func check(t *testing.T, pkg, file, path string) {
	t.Helper()
	isTest := strings.HasSuffix(file, "_test.go")
	for _, h := range homes {
		if strings.HasPrefix(path, h.library) && pkg != h.home && !strings.HasPrefix(pkg, h.home+"/") {
			t.Errorf("%s imports %s, whose one home is %s", file, path, h.home)
		}
	}
	ours, ok := strings.CutPrefix(path, module+"/")
	if !ok || pkg == "internal/arch" || ours == pkg {
		return
	}
	for _, row := range allowed {
		if !matches(row.pkg, pkg) {
			continue
		}
		may := row.may
		if isTest {
			may = append(append([]string(nil), may...), row.test...)
		}
		for _, m := range may {
			if matches(m, ours) {
				return
			}
		}
		t.Errorf("%s imports %s: %s may import %s, because %s", file, ours, pkg, list(may), row.why)
		return
	}
	t.Errorf("%s: package %s has no row in the import rules; add it with its reason", file, pkg)
}

func matches(pattern, pkg string) bool {
	if dir, ok := strings.CutSuffix(pattern, "/…"); ok {
		return pkg == dir || strings.HasPrefix(pkg, dir+"/")
	}
	return pattern == pkg
}

func list(may []string) string {
	if len(may) == 0 {
		return "nothing of ours"
	}
	sorted := append([]string(nil), may...)
	sort.Strings(sorted)
	return strings.Join(sorted, ", ")
}

func moduleRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = parent
	}
}
