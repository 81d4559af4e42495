package web

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"khobao/index"
	"khobao/index/query"
	"khobao/internal/failure"
	"khobao/internal/locale"
)

var (
	fixedKey  = regexp.MustCompile(`"((?:web|reading|export|field|notice|doubt|why|operator)\.[a-z0-9_.-]*[a-z0-9_-])"`)
	prefixKey = regexp.MustCompile(`"((?:web|reading|export|field|notice|doubt|why|operator)(?:\.[a-z0-9_-]+)*\.)"`)
)

// lists gives the endings of keys that are put together.
func lists() map[string][]string {
	ends := map[string][]string{
		"web.sort.":       {"relevance", "newest", "oldest", "arrived"},
		"web.zero.way.":   {"word", "words", "filter", "filters", "quotes", "marks", "field", "scope"},
		"web.month.":      {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"},
		"web.kwic.order.": {"bai", "trai", "phai", "ngay"},
		"web.unread.":     {"long", "date", "deep"},
		"web.status.":     {string(index.Ready), string(index.Empty), string(index.StaleSchema), string(index.StaleAnalysis), string(index.DamagedIndex)},
		"web.error.":      {"article", "site", "capture", "period", "place", "receipt", "receipt-gone", "too-many-requests", "too-many-terms", "host"},
		"web.field.":      {"authors", "published", "updated", "tags"},
		"web.next.":       {string(failure.NotFound), string(failure.Internal), string(failure.Busy), string(failure.Timeout), "host"},
		"web.next.api.":   {string(failure.NotFound), string(failure.Usage), string(failure.TooLarge), string(failure.Busy), string(failure.Forbidden), string(failure.Internal)},
		"notice.":         query.NoticeCodes,
		"web.api.":        apiNames(), "web.api.param.": apiParamNames(),
		"export.format.": nil, // of the formats and columns, as their own test checks
		"export.column.": nil,
		"why.":           nil, // of the ranking, as its own test checks
		"doubt.":         nil, // a doubt without a text shows its code
	}
	for _, row := range failure.Table {
		ends["web.error."] = append(ends["web.error."], string(row.Kind))
	}
	for _, f := range index.Fields {
		ends["field."] = append(ends["field."], f.Name)
	}
	for _, o := range query.Operators {
		ends["operator."] = append(ends["operator."], o.Code)
	}
	return ends
}

func apiNames() []string {
	var out []string
	for _, c := range apiCalls {
		out = append(out, c.Name)
	}
	return out
}

func apiParamNames() []string {
	var out []string
	for _, c := range apiCalls {
		out = append(out, c.Params...)
	}
	return out
}

func TestEveryKeyUsedHasAText(t *testing.T) {
	catalog, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	keys, prefixes := map[string]string{}, map[string]string{}
	for _, name := range append(files, sources...) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range fixedKey.FindAllStringSubmatch(string(data), -1) {
			keys[m[1]] = name
		}
		for _, m := range prefixKey.FindAllStringSubmatch(string(data), -1) {
			prefixes[m[1]] = name
		}
	}
	if len(files) == 0 || len(keys) < 100 {
		t.Fatalf("%d templates and %d keys found: looking in the wrong place", len(files), len(keys))
	}
	ends := lists()
	for prefix, file := range prefixes {
		list, ok := ends[prefix]
		if !ok {
			t.Errorf("%s: keys that begin with %s are not listed in this test", file, prefix)
		}
		for _, end := range list {
			keys[prefix+end] = file
		}
	}
	for _, lang := range locale.Languages {
		p := catalog.In(lang)
		for key, file := range keys {
			if !p.Has(key) {
				t.Errorf("%s uses %s, which has no text in %s", file, key, lang)
			}
		}
	}
}
