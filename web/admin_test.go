package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/failure"
)

// verbs does jobs for tests.
type verbs struct {
	ran []string
}

func (v *verbs) Run(ctx context.Context, verb string, args json.RawMessage, emit func(any) error) error {
	v.ran = append(v.ran, verb+" "+string(args))
	switch verb {
	case "import":
		for i := range 3 {
			if err := emit(map[string]int{"done": i}); err != nil {
				return err
			}
		}
		return ctx.Err()
	case "full":
		return failure.New(failure.NoSpace, "/kho", errors.New("disk"))
	}
	return failure.New(failure.NotFound, verb, nil)
}

func TestAdminAsksForTheToken(t *testing.T) {
	jobs := &verbs{}
	shelf := newShelf()
	s := newServer(t, shelf, func(d *Deps) { d.Jobs = jobs })
	for _, r := range s.admin.GetRoutes(true) {
		if r.Method != http.MethodGet && r.Method != http.MethodPost || r.Path == "/metrics" || r.Path == "/healthz" || r.Path == "/readyz" || r.Path == "/" {
			continue
		}
		path := strings.NewReplacer(":verb", "import", ":id", shelf.articles[0].ID).Replace(r.Path)
		for name, header := range map[string][]string{
			"no token":        nil,
			"empty token":     {"Authorization", "Bearer "},
			"wrong token":     {"Authorization", "Bearer " + strings.Repeat("0", 32)},
			"another scheme":  {"Authorization", "Basic " + testToken},
			"token elsewhere": {"Cookie", "token=" + testToken},
			"from a page":     {"Authorization", "Bearer " + testToken, "Origin", testSite},
			"from nowhere":    {"Authorization", "Bearer " + testToken, "Origin", "null"},
			"cross-site":      {"Authorization", "Bearer " + testToken, "Sec-Fetch-Site", "cross-site"},
			"same-site":       {"Authorization", "Bearer " + testToken, "Sec-Fetch-Site", "same-site"},
		} {
			if res := ask(t, s.admin, r.Method, testAdmin+path, header...); res.StatusCode != http.StatusForbidden {
				t.Errorf("%s %s with %s: status %d, want 403", r.Method, path, name, res.StatusCode)
			}
		}
	}
	if len(jobs.ran) > 0 {
		t.Errorf("jobs ran without a token: %v", jobs.ran)
	}
	noToken := newServer(t, newShelf(), func(d *Deps) { d.Token = "" })
	if res := ask(t, noToken.admin, http.MethodGet, testAdmin+"/stats", "Authorization", "Bearer "); res.StatusCode != http.StatusForbidden {
		t.Errorf("a server without a token answers %d", res.StatusCode)
	}
}

func TestJobsStreamTheirEvents(t *testing.T) {
	jobs := &verbs{}
	s := newServer(t, newShelf(), func(d *Deps) { d.Jobs = jobs })
	post := func(verb, body string) answer {
		req := request(http.MethodPost, testAdmin+"/jobs/"+verb, strings.NewReader(body))
		req.Header.Set("Authorization", "Bearer "+testToken)
		return send(t, s.admin, req)
	}
	res := post("import", `{"paths":["/a"]}`)
	want := "{\"done\":0}\n{\"done\":1}\n{\"done\":2}\n{\"done\":true}\n"
	if diff := cmp.Diff(want, res.body); diff != "" || res.Header.Get("Content-Type") != "application/x-ndjson" {
		t.Errorf("import streams (-want +got):\n%s", diff)
	}
	if res := post("full", ""); !strings.Contains(res.body, `"kind":"no-space"`) || !strings.Contains(res.body, `"object":"/kho"`) {
		t.Errorf("a failed job ends with %s", res.body)
	}
	if res := post("dance", "{}"); !strings.Contains(res.body, `"kind":"not-found"`) {
		t.Errorf("an unknown verb ends with %s", res.body)
	}
	if res := post("import", `{"paths":`); res.StatusCode != http.StatusBadRequest {
		t.Errorf("broken arguments: status %d", res.StatusCode)
	}
	if diff := cmp.Diff([]string{`import {"paths":["/a"]}`, "full {}", "dance {}"}, jobs.ran); diff != "" {
		t.Errorf("jobs run (-want +got):\n%s", diff)
	}
	if res := ask(t, newServer(t, newShelf()).admin, http.MethodPost, testAdmin+"/jobs/import", "Authorization", "Bearer "+testToken); res.StatusCode != http.StatusUnsupportedMediaType {
		t.Errorf("a server without jobs answers %d", res.StatusCode)
	}
}

func TestAdminSearchIsTheAPI(t *testing.T) {
	s := newServer(t, newShelf())
	res := ask(t, s.admin, http.MethodGet, testAdmin+"/search?q=giao+thong&size=1", "Authorization", "Bearer "+testToken)
	api := get(t, s, "/api/v1/search?q=giao+thong&size=1")
	if res.StatusCode != http.StatusOK || res.body != api.body {
		t.Errorf("status %d:\n%s\n%s", res.StatusCode, res.body, api.body)
	}
}

func TestMetricsNameRoutesAndNoQueries(t *testing.T) {
	s := newServer(t, newShelf())
	get(t, s, "/search?q=bimat")
	get(t, s, "/khong-co-bimat")
	body := ask(t, s.admin, http.MethodGet, testAdmin+"/metrics").body
	for _, want := range []string{
		`khobao_request_seconds_count{app="site",route="/search",status="200"} 1`,
		`khobao_request_seconds_count{app="site",route="none",status="404"} 1`,
		`khobao_request_seconds_bucket{app="site",route="/search",status="200",le="+Inf"} 1`,
		"khobao_index_articles 6\n", "khobao_index_ready 1\n", "# TYPE khobao_request_seconds histogram\n",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
	if strings.Contains(body, "bimat") {
		t.Error("what was searched for stands in the metrics")
	}
}
