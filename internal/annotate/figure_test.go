package annotate

import (
	"fmt"
	"strings"
	"testing"

	"khobao/index"
)

func mustNew(t testing.TB) *Annotator {
	t.Helper()
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestFigures(t *testing.T) {
	a := mustNew(t)
	for _, c := range []struct{ text, want string }{
		{"Tỉnh chi 300 triệu đồng cho lễ hội.", "300000000|đồng|"},
		{"Lễ hội đón 6.550 lượt người trong ba ngày.", "6550|lượt|người"},
		{"Dịch lan ra 12 phường.", "12||phường"},
		{"Kho giữ hơn 40.000 bộ tài liệu quý.", "40000|bộ|tài liệu"},
		{"Căn nhà có giá 1,5 tỷ.", "1500000000|đồng|"},
		{"Công trình trị giá 1,5 tỷ đồng.", "1500000000|đồng|"},
		{"Tổng vốn 1 tỷ 200 triệu đồng.", "1200000000|đồng|"},
		{"Lương 2 triệu rưỡi đồng.", "2500000|đồng|"},
		{"Tỷ lệ đạt 98,5%.", "98.5|%|"},
		{"Phạt từ 3 đến 5 triệu đồng.", "3000000-5000000|đồng|"},
		{"Phạt từ 500 nghìn đến 1 triệu đồng.", "500000-1000000|đồng|"},
		{"Mỗi thửa rộng 20-30 ha.", "20-30|ha|"},
		{"Mỗi chuyến chở 3-5 người.", "3-5||người"},
		{"Mức vay 80 - 350 triệu đồng.", "80000000-350000000|đồng|"},
		{"Xe chạy 80 km/h.", "80|km/h|"},
		{"Gạo bán 15 nghìn đồng/kg.", "15000|đồng/kg|"},
		{"Giá vàng 7,83 triệu đồng/lượng.", "7830000|đồng/lượng|"},
		{"Anh cao 1m84, nặng 80kg.", "1.84|m|; 80|kg|"},
		{"Gạo tẻ 100g, mạng 4g.", "100|g|"},
		{"Ở Phúc Yên 20 năm qua.", "20|năm|"},
		{"Phạt 26 tên, thu 2 bãi.", "26|tên|; 2||bãi"},
		{"Vườn 625ha trồng vải.", "625|ha|"},
		{"Lãi suất 1.000%/năm.", "1000|%/năm|"},
		{"Nhà rộng 50 m².", "50|m2|"},
		{"Nóng tới 38°C.", "38|°C|"},
		{"Dân số 90 triệu người.", "90000000||người"},
		{"Án 5 năm tù.", "5|năm|"},
		{"Ngày 12 tháng 8 năm 2005, tại số 12 phố Huế.", ""},
		{"Lúc 7 giờ 30 phút ngày 25/8/2021, xe 15A-12345 đỗ ở Quận 1.", ""},
		{"Nghị định 15/2020/NĐ-CP, điều 5 khoản 2.", ""},
		{"Đội nhà thắng 3-1 ở lượt thứ 12.", ""},
		{"Lớp 12 trường Hoa Sen gặp 3 đồng chí công an.", ""},
		{"Có 75/141 cơ sở đạt.", ""},
		{"Năm 2005 người dân được mùa.", ""},
		{"Gọi số 02253842123 trước 17h30.", ""},
	} {
		art := index.Article{Body: c.text}
		a.Annotate(&art)
		var got []string
		for _, f := range art.Figures {
			s := fmt.Sprintf("%.10g", f.Value)
			if f.Value >= 1e9 {
				s = fmt.Sprintf("%.0f", f.Value)
			}
			if f.Max > 0 {
				s += fmt.Sprintf("-%.10g", f.Max)
			}
			got = append(got, s+"|"+f.Unit+"|"+f.Thing)
			if art.Body[f.Start:f.End] != f.Text || f.Field != "body" {
				t.Errorf("%s: %q is not at %s[%d:%d]", c.text, f.Text, f.Field, f.Start, f.End)
			}
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.text, g, c.want)
		}
	}
}
