package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func TestDocumentAndAnswersAgree(t *testing.T) {
	shelf := newShelf()
	shelf.more(40)
	s := newServer(t, shelf)
	var doc object
	if err := json.Unmarshal([]byte(get(t, s, "/api/v1/openapi.json?lang=en").body), &doc); err != nil {
		t.Fatal(err)
	}
	fill := strings.NewReplacer("{id}", shelf.articles[0].ID)
	asked := map[string][]string{
		"search":   {"", "?q=giao+thong&facet=site&facet=year&size=3&sort=oldest&top=2", "?q=xyzzy&size=0", "?size=x"},
		"timeline": {"", "?q=giao&compare=duong&step=month", "?q=xyzzy", "?step=x"},
		"suggest":  {"?q=giao", "?q=", "?q=phap"},
		"article":  {""},
		"stats":    {""},
	}
	seen := 0
	for _, call := range apiCalls {
		if call.Answer == nil {
			continue
		}
		for _, query := range append(asked[call.Name], "?khong-co=1") {
			res := get(t, s, fill.Replace(call.Path)+query)
			at := []string{"paths", call.Path, "get", "responses", "200", "content", mediaJSON, "schema"}
			if res.StatusCode != http.StatusOK {
				at = []string{"paths", call.Path, "get", "responses", "default", "content", "application/problem+json", "schema"}
			}
			var v any
			if err := json.Unmarshal([]byte(res.body), &v); err != nil {
				t.Fatalf("%s%s: %v", call.Path, query, err)
			}
			for _, fault := range agrees(doc, inside(doc, at...), v, "$") {
				t.Errorf("%s%s: %s", call.Path, query, fault)
			}
			seen++
		}
	}
	if seen < 15 {
		t.Errorf("%d answers checked", seen)
	}
	for _, route := range s.site.GetRoutes(true) {
		path := strings.Replace(route.Path, ":id", "{id}", 1)
		if strings.HasPrefix(path, "/api/v1/") && inside(doc, "paths", path) == nil {
			t.Errorf("%s is not described", path)
		}
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
