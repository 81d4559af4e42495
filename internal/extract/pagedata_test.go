package extract

import (
	"strings"
	"testing"

	"khobao/internal/page"
)

// TestPageData reads states handed to scripts in the ways sites do, and takes no
// text that bears another title.
func TestPageData(t *testing.T) {
	x := mustNew(t, Options{})
	text := strings.Repeat("Phường họp dân bàn chuyện sửa con đường ra chợ trước mùa mưa. ", 10)
	object := `{"a":[{"title":"Tin khác của báo hôm nay","content":"` + strings.Repeat(text, 3) + `"}],"b":{"title":"` + someTitle + `","body":[{"type":"p","text":"` + text + `"},{"type":"p","text":"Dòng cuối."}],"published_at":1629851340}}`
	for name, c := range map[string]struct {
		script string
		found  bool
	}{
		"id":          {`<script id="__NEXT_DATA__" type="application/json">` + object + `</script>`, true},
		"no id":       {`<script type=application/json>` + object + `</script>`, true},
		"window":      {`<script> window.__INITIAL_STATE__ = ` + object + `; start()</script>`, true},
		"key":         {`<script>window["__DATA__"]=` + object + `</script>`, true},
		"parsed":      {`<script>window.__DATA__=JSON.parse("` + strings.ReplaceAll(object, `"`, `\"`) + `")</script>`, true},
		"truncated":   {`<script>window.__DATA__=` + object[:len(object)-4] + `</script>`, false},
		"other title": {`<script>window.__DATA__=` + strings.ReplaceAll(object, someTitle, "Một bài khác hẳn") + `</script>`, false},
		"code":        {`<script>var a = ` + object + `</script>`, false},
	} {
		a, err := x.Extract(t.Context(), &page.Page{Body: []byte(`<html><head><title>` + someTitle + `</title></head><body><div id="app"></div>` + c.script + `</body></html>`)})
		if err != nil {
			t.Fatal(err)
		}
		want := ""
		if c.found {
			want = strings.TrimSpace(text) + "\n\nDòng cuối."
		}
		if a.Body != want || c.found && (a.Published.String() != "2021-08-25T07:29:00+07:00" || a.Kind != "article") {
			t.Errorf("%s: %s %s %q", name, a.Kind, a.Published, clip(a.Body, 100))
		}
	}
}
