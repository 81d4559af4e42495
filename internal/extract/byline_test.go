package extract

import (
	"strings"
	"testing"
)

func TestBylines(t *testing.T) {
	for _, c := range []struct{ line, names, source string }{
		{"Anh Minh", "Anh Minh", ""},
		{"Bài, ảnh: Vũ Phương Thảo", "Vũ Phương Thảo", ""},
		{"Tin, ảnh: Hà An - Gia Bình", "Hà An; Gia Bình", ""},
		{"Tin, ảnh, video: Hà An", "Hà An", ""},
		{"H.V. Ảnh: Misso", "H.V.", ""},
		{"H.V.", "H.V.", ""},
		{"Hà An (Theo Reuters)", "Hà An", "Reuters"},
		{"Hà An (tổng hợp)", "Hà An", ""},
		{"Hà An theo AFP", "Hà An", "AFP"},
		{"(Hà An)", "Hà An", ""},
		{"Theo Thanh Niên", "", "Thanh Niên"},
		{"(Theo TTXVN)", "", "TTXVN"},
		{"Nguồn: Báo Bến Sông", "", "Báo Bến Sông"},
		{"HOÀNG LAN CHI", "HOÀNG LAN CHI", ""},
		{"Tác giả: Hoàng Lan Chi", "Hoàng Lan Chi", ""},
		{"By Laura Mowat", "Laura Mowat", ""},
		{"Minh Khuê, Đức Toàn và Bảo Trâm", "Minh Khuê; Đức Toàn; Bảo Trâm", ""},
		{"Ảnh: Misso", "", ""},
		{"Theo cáo trạng thì bị cáo đã nhận tội ngay tại tòa.", "", ""},
		{"Chúc các bạn may mắn nha.", "", ""},
		{"Cần làm gì lúc này?", "", ""},
		{"Theo Hà An (Báo Bến Sông)", "Hà An", "Báo Bến Sông"},
		{"Hà An - Theo Trí Thức Trẻ", "Hà An", "Trí Thức Trẻ"},
		{"Hà An/TTXVN", "Hà An", "TTXVN"},
		{"Hà An | VOV", "Hà An", "VOV"},
		{"TTXVN", "", "TTXVN"},
		{"Thùy Dương (dịch)", "Thùy Dương", ""},
		{"Nhóm PV: Hà An, Gia Bình", "Hà An; Gia Bình", ""},
		{"Bởi", "", ""},
		{"Bởi: Hà An", "Hà An", ""},
		{"Đăng bởi Hà An trong Xã hội", "Hà An", ""},
		{"Hà An thực hiện", "Hà An", ""},
		{"T.H - L.A", "T.H; L.A", ""},
		{"Hà An - T.H", "Hà An", ""},
		{"Nguồn: Báo Bến Sông: https://bensong.example/1.html", "", "Báo Bến Sông"},
		{"1. Bộ Lao động (2021), Báo cáo đào tạo nghề", "", ""},
		{"", "", ""},
	} {
		got := readByline(c.line)
		if names := strings.Join(got.names, "; "); names != c.names || got.source != c.source {
			t.Errorf("%q: names %q source %q, want %q and %q", c.line, names, got.source, c.names, c.source)
		}
	}
}

func TestDatelines(t *testing.T) {
	for _, c := range []struct{ lead, want string }{
		{"(Dân trí) - Sau hai tháng, đường đã thông.", "Sau hai tháng, đường đã thông."},
		{"(TNO) TAND thành phố xử vụ án.", "TAND thành phố xử vụ án."},
		{"TTO - Sau hai tháng, đường đã thông.", "Sau hai tháng, đường đã thông."},
		{"VTV.vn - Sau hai tháng, đường đã thông.", "Sau hai tháng, đường đã thông."},
		{"Hà Nội - Hải Phòng chỉ còn một giờ đi xe.", "Hà Nội - Hải Phòng chỉ còn một giờ đi xe."},
		{"(nguyên bản là tiếng Anh) người ta kể lại.", "(nguyên bản là tiếng Anh) người ta kể lại."},
		{"2021 - năm của những con đường mới.", "2021 - năm của những con đường mới."},
	} {
		if got := stripDateline(c.lead); got != c.want {
			t.Errorf("%q: %q, want %q", c.lead, got, c.want)
		}
	}
}

func TestTitleWithoutSite(t *testing.T) {
	for _, c := range []struct{ title, site, name, want string }{
		{"Bến đò mở lại sau ba năm - Báo Bến Sông", "bensong.example", "", "Bến đò mở lại sau ba năm"},
		{"Bến đò mở lại sau ba năm | Thời sự | Bến Sông Online", "bensong.example", "", "Bến đò mở lại sau ba năm"},
		{"Hải Phòng - Quảng Ninh: Thông xe cầu mới trên sông lớn", "bensong.example", "", "Hải Phòng - Quảng Ninh: Thông xe cầu mới trên sông lớn"},
		{"Việt Nam 2 - 1 Lào", "bensong.example", "", "Việt Nam 2 - 1 Lào"},
		{"Bến đò mở lại", "bensong.example", "", "Bến đò mở lại"},
		{"Tin nóng - Dự báo thời tiết miền Bắc cuối tuần", "bensong.example", "", "Tin nóng - Dự báo thời tiết miền Bắc cuối tuần"},
		{"Bến đò mở lại sau ba năm - Cổng thông tin điện tử xã Hòa Phú", "hoaphu.example", "", "Bến đò mở lại sau ba năm"},
	} {
		if got := stripSite(c.title, c.site, c.name); got != c.want {
			t.Errorf("%q: %q, want %q", c.title, got, c.want)
		}
	}
}
