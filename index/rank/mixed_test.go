package rank_test

import (
	"fmt"
	"strings"
	"testing"

	"khobao/index"
)

// TestMixedTyping asks in several ways of typing at once, which finds the articles
// that the words meant find, in an archive of these and of their look-alikes.
func TestMixedTyping(t *testing.T) {
	lines := readLines(t, "mixed-typing.tsv")
	if len(lines) < 60 {
		t.Fatalf("only %d queries", len(lines))
	}
	var articles []index.Article
	add := func(times int, titles ...string) {
		for _, title := range titles {
			for range times {
				articles = append(articles, index.Article{ID: fmt.Sprint(len(articles)), Title: title})
			}
		}
	}
	add(4, "Công an quận Ngô Quyền bắt cướp", "UBND quận Ngô Quyền họp", "Ủy ban nhân dân quận Ngô Quyền ra quyết định",
		"Tai nạn giao thông đường sắt ở cảng Hải Phòng", "Tai nạn giao thông TNGT năm 2021", "TNGT trên Quốc lộ 5", "Tai nạn giao thông trên QL5",
		"Giá vàng hôm nay tăng", "Tái hòa nhập cộng đồng", "Xuất khẩu gạo năm 2021", "Xuất khẩu gạo Việt Nam", "Đà Nẵng và Hải Phòng, hai cảng lớn",
		"Thành phố Hồ Chí Minh xuất khẩu gạo", "TP.HCM xuất khẩu gạo", "TP.HCM chống ngập", "CSGT Hải Phòng ra quân", "Cảnh sát giao thông Hải Phòng phạt nguội",
		"Xuất khẩu gạo Đắk Lắk", "Xuất khẩu gạo ở Đăk Lăk", "Dịch Covid-19 ở Hải Phòng", "Dịch COVID19 ở Hải Phòng",
		"Tăng 30% so với 2021", "Lễ ngày 2/9/2021 tại Hải Phòng", "Lễ ngày 2 tháng 9 năm 2021 tại Hải Phòng")
	add(1, "Cống ẩn quán ngõ quyến", "Tài năn giáo thống đương sát", "Già vàng vọt hồm này", "Xuất khẩn gáo", "Tài hóa nhấp công đông",
		"Hai phong bì", "Đa nang, hai phóng viên", "Úy bàn nhãn dẫn quân Ngô quyên góp", "Tháng 30, 2021: tặng sổ vôi", "Cánh sắt, giáo thông tư, hái phong lan")
	s := onBleve(t, articles...)
	for _, line := range lines {
		typed, meant, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("%q has no meaning", line)
		}
		want, got := hitIDs(found(t, s, meant).Hits), found(t, s, typed)
		switch {
		case want == "":
			t.Errorf("%q finds nothing", meant)
		case hitIDs(got.Hits) != want:
			t.Errorf("%q finds %s, but %q %s; %+v", typed, hitIDs(got.Hits), meant, want, got.Expansions)
		}
	}
}
