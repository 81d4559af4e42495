package web

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"khobao/index"
	"khobao/internal/page"
)

func TestDocumentAndAnswersAgree(t *testing.T) {
	shelf := newShelf()
	shelf.more(40)
	shelf.articles[0].Places = []index.Mention{{Name: "Quận Đông Kênh, Hải Cảng", Key: "before:1/2", Field: "body", End: 3}}
	ids := []string{shelf.articles[0].ID, shelf.articles[1].ID, shelf.articles[2].ID}
	shelf.keep(ids[0], page.Page{URL: shelf.articles[0].URL, Status: 200, ContentType: "text/html", Captured: shelf.articles[0].Captured.AddDate(0, 0, 1), Body: []byte("<p>a")})
	s := newServer(t, shelf, withPlaces, func(d *Deps) {
		d.Family = func(context.Context, string) ([]string, error) { return ids, nil }
		d.DocFreq = func(context.Context, string) (int, error) { return 2, nil }
	})
	var doc object
	if err := json.Unmarshal([]byte(get(t, s, "/api/v1/openapi.json?lang=en").body), &doc); err != nil {
		t.Fatal(err)
	}
	receipt := decode[apiKept](t, ask(t, s.site, http.MethodPost, testSite+"/api/v1/receipts?q=giao+thong")).ID
	asked := map[string][]string{
		"search":      {"", "?q=giao+thong&facet=site&facet=year&size=3&sort=oldest&top=2", "?q=xyzzy&size=0", "?size=x"},
		"concordance": {"?q=giao", "?q=xyzzy", "", "?q=giao&cursor=x"},
		"timeline":    {"", "?q=giao&compare=duong&step=month", "?q=xyzzy", "?step=x"},
		"suggest":     {"?q=giao", "?q=", "?q=phap"},
		"article":     {"", "?version=1", "?version=9", "?version=x"},
		"diff":        {"", "?from=1&to=2", "?other=" + ids[1], "?other=x", "?from=x", "?to=9"},
		"values":      {"", "?q=giao&filter=year%3D2015&sift=phong", "?cursor=x"},
		"calendar":    {"", "?year=2015", "?year=x"},
		"thisday":     {"", "?day=25-08", "?day=x"},
		"places":      {"?name=dong+kenh", "?name=xyzzy", ""},
		"site":        {"", "?x=1"},
		"place":       {"?key=before:1/2", "?key=after:1/9", "?key=x"},
		"keep":        {"?q=giao", "?sort=x"},
		"lines":       {""},
		"versions":    {""}, "captures": {""}, "similar": {""}, "reprints": {""}, "receipt": {""}, "since": {""}, "stats": {""}, "timemapjson": {""},
	}
	seen := 0
	for _, call := range apiCalls {
		if call.Answer == nil {
			continue
		}
		id := ids[0]
		if strings.Contains(call.Path, "receipts") {
			id = receipt
		}
		path := strings.NewReplacer("{id}", id, "{field}", "author", "{site}", "baocang.example", "{address}", shelf.articles[0].URL).Replace(call.Path)
		if len(asked[call.Name]) == 0 {
			t.Errorf("%s is not asked", call.Name)
		}
		for _, query := range append(asked[call.Name], "?khong-co=1") {
			req := request(call.method(), testSite+path+query, strings.NewReader("giao thong\nxyzzy"))
			res := send(t, s.site, req)
			described := inside(doc, "paths", call.Path, strings.ToLower(call.method()), "responses")
			at := []string{strconv.Itoa(res.StatusCode), "content", mediaJSON, "schema"}
			if res.StatusCode >= 400 {
				at = []string{"default", "content", "application/problem+json", "schema"}
			}
			var v any
			if err := json.Unmarshal([]byte(res.body), &v); err != nil {
				t.Fatalf("%s%s: %v", path, query, err)
			}
			for _, fault := range agrees(doc, inside(described, at...), v, "$") {
				t.Errorf("%s%s: %s", path, query, fault)
			}
			if told := res.Header.Get("RateLimit"); strings.HasPrefix(path, "/api/") != (told != "") {
				t.Errorf("%s%s: the share is told as %q", path, query, told)
			}
			seen++
		}
	}
	if seen < 40 {
		t.Errorf("%d answers checked", seen)
	}
	described := strings.NewReplacer(":id", "{id}", ":field", "{field}", ":site", "{site}", "/*", "/{address}")
	for _, route := range s.site.GetRoutes(true) {
		path := described.Replace(route.Path)
		for _, prefix := range []string{"/api/v1/", "/cdx", "/timegate/", "/timemap/"} {
			if strings.HasPrefix(path, prefix) && route.Method != http.MethodHead && inside(doc, "paths", path, strings.ToLower(route.Method)) == nil {
				t.Errorf("%s %s is not described", route.Method, path)
			}
		}
	}
}

func TestProgramsAreHeldToTheirShare(t *testing.T) {
	s := newServer(t, newShelf())
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s.now = func() time.Time { return now }
	first := get(t, s, "/api/v1/stats")
	if got := first.Header.Get("RateLimit-Policy"); got != `"address";q=6000;w=60` {
		t.Errorf("policy %q", got)
	}
	if got := first.Header.Get("RateLimit"); got != `"address";r=5999;t=1` {
		t.Errorf("left %q", got)
	}
	for range rateQuota - 1 {
		if left, wait := s.rates.take("0.0.0.0", now); wait != 0 {
			t.Fatalf("refused with %d left", left)
		}
	}
	over := get(t, s, "/api/v1/stats")
	if p := decode[Problem](t, over); over.StatusCode != http.StatusTooManyRequests || over.Header.Get("Retry-After") != "1" || p.Code != "too-many-requests" || p.Title == "" {
		t.Errorf("status %d, %q, %+v", over.StatusCode, over.Header.Get("Retry-After"), p)
	}
	if res := get(t, s, "/search?q=giao"); res.StatusCode != http.StatusOK {
		t.Errorf("a reader is refused: %d", res.StatusCode)
	}
	now = now.Add(time.Second)
	if res := get(t, s, "/api/v1/stats"); res.StatusCode != http.StatusOK {
		t.Errorf("a second later: %d", res.StatusCode)
	}
	for i := range rateKnown + 10 {
		s.rates.take(strconv.Itoa(i), now)
	}
	if len(s.rates.left) > rateKnown {
		t.Errorf("%d callers are remembered", len(s.rates.left))
	}
}

func inside(v any, path ...string) any {
	for _, name := range path {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	return v
}

// agrees lists where a value is not what a schema says.
func agrees(doc object, schema, v any, at string) []string {
	m, ok := schema.(map[string]any)
	if !ok {
		return []string{at + ": no schema"}
	}
	if ref, ok := m["$ref"].(string); ok {
		return agrees(doc, inside(doc, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...), v, at)
	}
	var kinds []string
	switch k := m["type"].(type) {
	case string:
		kinds = []string{k}
	case []any:
		for _, one := range k {
			kinds = append(kinds, one.(string))
		}
	}
	var faults []string
	kind := jsonKind(v)
	fits := false
	for _, k := range kinds {
		fits = fits || k == kind || k == "number" && kind == "integer"
	}
	if !fits {
		return []string{at + ": is " + kind + ", described as " + strings.Join(kinds, " or ")}
	}
	switch v := v.(type) {
	case []any:
		for i, one := range v {
			faults = append(faults, agrees(doc, m["items"], one, at+"[]")...)
			if i > 50 {
				break
			}
		}
	case map[string]any:
		properties, _ := m["properties"].(map[string]any)
		for name, one := range v {
			sub, known := properties[name]
			if !known {
				if sub, known = m["additionalProperties"].(map[string]any); !known {
					faults = append(faults, at+"."+name+": not described")
					continue
				}
			}
			faults = append(faults, agrees(doc, sub, one, at+"."+name)...)
		}
		required, _ := m["required"].([]any)
		for _, name := range required {
			if _, has := v[name.(string)]; !has {
				faults = append(faults, at+"."+name.(string)+": missing")
			}
		}
	}
	return faults
}

func jsonKind(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return "string"
	case bool:
		return "boolean"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	case float64:
		if v == float64(int64(v)) {
			return "integer"
		}
	}
	return "number"
}

func TestCursorsWalkEveryHit(t *testing.T) {
	shelf := newShelf()
	shelf.more(90)
	s := newServer(t, shelf)
	seen := map[string]bool{}
	next := ""
	for range 20 {
		path := "/api/v1/search?q=giao+thong&size=7"
		if next != "" {
			path += "&cursor=" + next
		}
		res := decode[apiFound](t, get(t, s, path))
		for _, h := range res.Hits {
			if seen[h.ID] {
				t.Errorf("%s stands twice", h.ID)
			}
			seen[h.ID] = true
		}
		if next = res.Next; next == "" {
			break
		}
	}
	if len(seen) != 92 {
		t.Errorf("%d hits walked", len(seen))
	}
	for _, bad := range []string{"x", "bzE6LTE", "bzE6OTk5OTk5"} {
		if res := get(t, s, "/api/v1/search?cursor="+bad); res.StatusCode != http.StatusBadRequest {
			t.Errorf("cursor %s: status %d", bad, res.StatusCode)
		}
	}
	rows := strings.Count(get(t, s, "/api/v1/export?q=giao+thong&column=id").body, "\n")
	if rows != 92 {
		t.Errorf("export gives %d lines", rows)
	}
	for _, bad := range []string{"format=x", "column=x", "size=3", "sort=x"} {
		if res := get(t, s, "/api/v1/export?"+bad); res.StatusCode != http.StatusBadRequest {
			t.Errorf("export?%s: status %d", bad, res.StatusCode)
		}
	}
}
