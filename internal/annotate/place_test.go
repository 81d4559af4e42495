package annotate

import (
	"strings"
	"testing"
	"time"

	"khobao/index"
)

var (
	in2021 = index.NewDay(2021, time.August, 25)
	in2025 = index.NewDay(2025, time.September, 2)
)

// mentions writes mentions as "key text", and checks that each is where it says.
func mentions(t *testing.T, art *index.Article, ms []index.Mention, byKey bool) string {
	t.Helper()
	var got []string
	for _, m := range ms {
		s := map[string]string{"title": art.Title, "lead": art.Lead, "body": art.Body}[m.Field]
		if m.Start < 0 || m.End > len(s) || m.Start >= m.End {
			t.Fatalf("%q at %d-%d of %d", m.Name, m.Start, m.End, len(s))
		}
		what := m.Name
		if byKey {
			what = m.Key
		}
		got = append(got, what+"="+s[m.Start:m.End])
	}
	return strings.Join(got, "; ")
}

func TestPlaces(t *testing.T) {
	a := mustNew(t)
	for _, c := range []struct {
		when index.Date
		body string
		want string
	}{
		{in2021, "Sáng nay, quận Ngô Quyền, TP Hải Phòng khai mạc hội thi.", "before:31/304=quận Ngô Quyền; before:31=TP Hải Phòng"},
		{in2025, "Phường Ngô Quyền, thành phố Hải Phòng ra mắt tổ công nghệ số.", "after:31/11329=Phường Ngô Quyền; after:31=thành phố Hải Phòng"},
		{in2025, "Nhà ông ở quận Ngô Quyền cũ, Hải Phòng.", "before:31/304=quận Ngô Quyền; after:31=Hải Phòng"},
		{in2021, "Anh ở phường Minh Khai, quận Hồng Bàng, Hải Phòng.", "before:31/303/11311=phường Minh Khai; before:31/303=quận Hồng Bàng; before:31=Hải Phòng"},
		{in2021, "Chị ở phường Minh Khai.", ""},
		{in2021, "Phố Lê Lợi và đường Trần Phú đông xe; ông Lê Lợi thắng trận.", ""},
		{in2021, "Anh quê Hàm Thuận Bắc, Bình Thuận.", "before:60/597=Hàm Thuận Bắc; before:60=Bình Thuận"},
		{in2021, "Huyện Châu Thành (tỉnh Long An) trồng thanh long.", "before:80/808=Huyện Châu Thành; before:80=tỉnh Long An"},
		{in2021, "Huyện Châu Thành được mùa.", ""},
		{in2021, "TP.HCM và Hà Nội mưa lớn, Thái Bình Dương có bão.", "before:79=TP.HCM; before:01=Hà Nội"},
		{in2021, "Ca sĩ Hà Giang hát về tỉnh Hà Giang.", "before:02=tỉnh Hà Giang"},
		{in2021, "Công ty Bình Minh ở Q.1, TP HCM.", "before:79/760=Q.1; before:79=TP HCM"},
		{in2021, "Bác Hồ Chí Minh về thăm TP Hồ Chí Minh.", "before:79=TP Hồ Chí Minh"},
		{in2025, "Tỉnh Hà Giang cũ nay thuộc Tuyên Quang.", "before:02=Tỉnh Hà Giang; after:08=Tuyên Quang"},
		{index.Date{}, "Hải Phòng đón bão.", "any:31=Hải Phòng"},
		{index.Date{}, "Huyện Thủy Nguyên, Hải Phòng đón bão.", "before:31/311=Huyện Thủy Nguyên; before:31=Hải Phòng"},
		{in2021, "Thành phố Hải Dương thuộc tỉnh Hải Dương.", "before:30/288=Thành phố Hải Dương; before:30=tỉnh Hải Dương"},
		{in2021, "Ghe neo ở vùng Rạch Giá, Châu Thành, Hòn Đất.", "before:91/899=Rạch Giá; before:91/905=Châu Thành; before:91/903=Hòn Đất"},
		{in2021, "Sông Đồng Nai chảy qua cầu Cần Thơ.", ""},
		{in2021, "Bà Rịa - Vũng Tàu đón khách, Đà Lạt lạnh.", "before:77=Bà Rịa - Vũng Tàu; before:68/672=Đà Lạt"},
	} {
		art := index.Article{Published: c.when, Body: c.body}
		a.Annotate(&art)
		if got := mentions(t, &art, art.Places, true); got != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.body, got, c.want)
		}
	}
}

func TestUnits(t *testing.T) {
	a := mustNew(t)
	for key, want := range map[string]string{
		"before:31/304":       "Quận Ngô Quyền, Hải Phòng",
		"after:31/11329":      "Phường Ngô Quyền, Hải Phòng",
		"before:31/303/11311": "Phường Minh Khai, Quận Hồng Bàng, Hải Phòng",
		"any:01":              "Hà Nội",
	} {
		if u, ok := a.Unit(key); !ok || u.Name != want {
			t.Errorf("%s is %q, want %q", key, u.Name, want)
		}
	}
	if _, ok := a.Unit("before:31/999"); ok {
		t.Error("a unit that never was")
	}
}
