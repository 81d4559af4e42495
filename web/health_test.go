package web

import (
	"net/http"
	"strings"
	"testing"

	"khobao/index"
)

// TestARebuildIsToldToThoseWhoWait: the pages, the probe and the metrics say how
// far a rebuild is.
func TestARebuildIsToldToThoseWhoWait(t *testing.T) {
	shelf := newShelf()
	shelf.state.Status, shelf.fail = index.StaleSchema, index.ErrNotReady
	shelf.state.Building = &index.Building{Done: 620, Total: 1000, Left: 170}
	s := newServer(t, shelf)
	for path, status := range map[string]int{"/search?q=a": http.StatusServiceUnavailable, "/": http.StatusOK} {
		res := get(t, s, path)
		if res.StatusCode != status || !strings.Contains(res.body, "Đã dựng lại 62 %, còn khoảng 3 phút.") {
			t.Errorf("%s: status %d\n%s", path, res.StatusCode, res.body)
		}
	}
	ready := decode[struct{ Building index.Building }](t, get(t, s, "/readyz"))
	if ready.Building.Done != 620 {
		t.Errorf("the probe says %+v", ready)
	}
	if res := ask(t, s.admin, http.MethodGet, testAdmin+"/readyz"); res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("the probe of the admin address, asked without a token: %d", res.StatusCode)
	}
	metrics := ask(t, s.admin, http.MethodGet, testAdmin+"/metrics").body
	if !strings.Contains(metrics, "khobao_index_building_done 620\n") || !strings.Contains(metrics, "khobao_index_building_total 1000\n") {
		t.Errorf("the metrics do not tell it:\n%s", metrics)
	}
	sh := &shell{Lang: "en", p: s.deps.Locale.In("en")}
	for _, c := range []struct {
		b    *index.Building
		want string
	}{
		{nil, ""},
		{&index.Building{}, ""},
		{&index.Building{Done: 1, Total: 3}, "33 % rebuilt. Archived"},
		{&index.Building{Done: 999, Total: 1000, Left: 5}, "99 % rebuilt, less than a minute left."},
		{&index.Building{Done: 5, Total: 10, Left: 61}, "50 % rebuilt, about 2 minutes left."},
	} {
		if got := sh.Building(index.State{Building: c.b}); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%+v is told as %q", c.b, got)
		}
	}
}
