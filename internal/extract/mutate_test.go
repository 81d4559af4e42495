package extract

import (
	"math/rand/v2"
	"testing"
	"time"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// TestMutations damages saved pages in many ways, always the same ones: no
// reading may panic, and every byte range must lie in the page.
func TestMutations(t *testing.T) {
	x := mustNew(t, Options{Budget: time.Minute})
	all := fixtures(t)
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{
		"<table><tr><td>", "</td></tr></table>", "<div style=\"display:none\">", "</div></div></div>", "<a href=x>", "</a>", "<!--", "-->", "<p class=sapo>", "<span class=date>",
		"\x00", "\u00ad", "\u200b", "\xff\xfe", "&#1;", "&nbsp;", "<br>", "<img>", "<h1>", "</h1>", "<title>", "<script type=\"application/ld+json\">{", "25/08/2021 07:29", "<svg>", "<template>", "<b><i>", "Theo ", "(",
	}
	mutations := 2000
	if testing.Short() {
		mutations = 500
	}
	for n := range mutations {
		f := all[random.IntN(len(all))]
		body := append([]byte(nil), f.page.Body...)
		for range 1 + random.IntN(6) {
			from := random.IntN(len(body))
			to := min(len(body), from+random.IntN(400))
			switch random.IntN(5) {
			case 0: // lose a stretch
				body = append(body[:from:from], body[to:]...)
			case 1: // say a stretch twice
				body = append(body[:to:to], body[from:]...)
			case 2: // put something in
				piece := pieces[random.IntN(len(pieces))]
				body = append(body[:from:from], append([]byte(piece), body[from:]...)...)
			case 3: // break a byte
				body[from] = byte(random.IntN(256))
			case 4: // take a stretch from another page
				other := all[random.IntN(len(all))].page.Body
				at := random.IntN(len(other))
				body = append(body[:from:from], append(append([]byte(nil), other[at:min(len(other), at+300)]...), body[from:]...)...)
			}
			if len(body) < 10 {
				break
			}
		}
		p := *f.page
		p.Body = body
		a, err := x.Extract(t.Context(), &p)
		if err != nil {
			if k := failure.KindOf(err); k != failure.NotPage {
				t.Fatalf("mutation %d of %s: %v", n, f.path, err)
			}
			continue
		}
		for field, e := range a.Evidence {
			if e.Start < 0 || e.Start > e.End || e.End > len(body) {
				t.Fatalf("mutation %d of %s: %s at %d-%d of %d", n, f.path, field, e.Start, e.End, len(body))
			}
		}
	}
	if _, err := x.Extract(t.Context(), &page.Page{Body: []byte("<p>\u00ad<span class=date>\u00ad</span></p><h1>\u00ad</h1>")}); err != nil {
		t.Error(err)
	}
}
