package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

// gazetteer is a few units for these tests: a district, its wards, the ward that
// followed and bears its name, and a namesake elsewhere.
var gazetteer = []Place{
	{Key: "before:1", Name: "Hải Cảng", Before: true, Within: []string{"before:1/2"}},
	{Key: "after:1", Name: "Hải Cảng", Within: []string{"after:1/9"}},
	{Key: "before:1/2", Name: "Quận Đông Kênh, Hải Cảng", Before: true, Within: []string{"before:1/2/3", "before:1/2/4"}},
	{Key: "before:1/2/3", Name: "Phường Cầu Gỗ, Quận Đông Kênh, Hải Cảng", Before: true, Became: []string{"after:1/9"}},
	{Key: "before:1/2/4", Name: "Phường Bến Đá, Quận Đông Kênh, Hải Cảng", Before: true, Became: []string{"after:1/9"}},
	{Key: "after:1/9", Name: "Phường Đông Kênh, Hải Cảng", Became: []string{"before:1/2/3", "before:1/2/4"}},
	{Key: "before:7/7/7", Name: "Phường Đông Kênh, Thị xã Bãi Sậy, Miền Thượng", Before: true},
}

func withPlaces(d *Deps) {
	d.Place = func(key string) (Place, bool) {
		i := slices.IndexFunc(gazetteer, func(p Place) bool { return p.Key == key })
		if i < 0 {
			return Place{}, false
		}
		return gazetteer[i], true
	}
	d.PlacesNamed = func(name string) []string {
		var keys []string
		for _, p := range gazetteer {
			head, _, _ := strings.Cut(p.Name, ",")
			if want := fold(name); want == fold(bareName(head)) || want == fold(head) {
				keys = append(keys, p.Key)
			}
		}
		return keys
	}
}

func placeNames(t *testing.T, a answer, id string) []string {
	t.Helper()
	var out []string
	for _, n := range all(one(t, a.doc(t), "section[aria-labelledby="+id+"]"), "a[href]") {
		out = append(out, textOf(n))
	}
	return out
}

func TestPlacesInTheirTime(t *testing.T) {
	shelf := newShelf()
	for i, name := range []string{"Quận Đông Kênh, Hải Cảng", "Quận Đông Kênh, Hải Cảng", "Phường Đông Kênh, Hải Cảng", "Phường Đông Kênh, Thị xã Bãi Sậy, Miền Thượng"} {
		shelf.articles[i].Places = []index.Mention{{Name: name, Key: "x", Field: "body", End: 3}}
	}
	s := newServer(t, shelf, withPlaces)
	list := get(t, s, "/dia-danh?ten=dong+kenh").doc(t)
	var rows []string
	for _, li := range all(one(t, list, "ul.twocolumns"), "li") {
		rows = append(rows, strings.Join(strings.Fields(textOf(li)), " "))
	}
	want := []string{
		"Quận Đông Kênh, Hải Cảng đến 30/06/2025 2", "Phường Đông Kênh, Hải Cảng từ 01/07/2025 1",
		"Phường Đông Kênh, Thị xã Bãi Sậy, Miền Thượng đến 30/06/2025 1",
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	// The district ended; its ground is the new ward's; the namesake is apart.
	res := get(t, s, "/dia-danh?ma=before:1/2")
	if got := placeNames(t, res, "later"); !slices.Equal(got, []string{"Phường Đông Kênh, Hải Cảng", "Tìm ở nơi này và những nơi sau này"}) {
		t.Errorf("it became %v", got)
	}
	if got := placeNames(t, res, "namesakes"); !slices.Equal(got, []string{"Phường Đông Kênh, Thị xã Bãi Sậy, Miền Thượng"}) {
		t.Errorf("namesakes %v", got)
	}
	if got := textOf(one(t, res.doc(t), "p.holds")); got != "Đơn vị hành chính đến hết ngày 30/06/2025. 2 bài nhắc tới" {
		t.Errorf("it is told as %q", got)
	}
	both := one(t, res.doc(t), "section[aria-labelledby=later]")
	found := get(t, s, attr(all(both, "a[rel=nofollow]")[0], "href"))
	if n := len(all(found.doc(t), "li.hit")); n != 3 {
		t.Errorf("together with what it became %d articles, want 3", n)
	}
	// The ward was formed from two others, and the district of its name is told too.
	res = get(t, s, "/dia-danh?ma=after:1/9")
	if got := placeNames(t, res, "earlier"); len(got) != 3 || got[0] != "Phường Cầu Gỗ, Quận Đông Kênh, Hải Cảng" {
		t.Errorf("it was formed from %v", got)
	}
	if got := placeNames(t, res, "namesakes"); !slices.Contains(got, "Quận Đông Kênh, Hải Cảng") {
		t.Errorf("namesakes %v", got)
	}
	// One in both divisions is one place.
	if got := textOf(one(t, get(t, s, "/dia-danh?ten=hai+cang").doc(t), "p.holds")); !strings.HasPrefix(got, "Đơn vị hành chính có cả trước và sau") {
		t.Errorf("the province is told as %q", got)
	}
	// A full name asks for that place alone.
	if got := textOf(one(t, get(t, s, namedPlaceHref(&shell{}, "Phường Đông Kênh, Hải Cảng")).doc(t), "h1")); got != "Phường Đông Kênh, Hải Cảng" {
		t.Errorf("the full name leads to %q", got)
	}
	if got := get(t, s, "/dia-danh?ten=xyzzy"); got.StatusCode != http.StatusOK || !strings.Contains(got.body, "Không có đơn vị hành chính nào tên") {
		t.Error("a name of no place is not said to be one")
	}
	if got := get(t, s, "/dia-danh?ma=x"); got.StatusCode != http.StatusNotFound {
		t.Errorf("no such code: status %d", got.StatusCode)
	}
	article := get(t, s, "/bai/"+shelf.articles[0].ID).doc(t)
	if n := len(all(article, "a[href=/dia-danh?ma=x]")); n != 0 {
		t.Error("an article leads to a place that is not known")
	}
}
