package annotate

import (
	"testing"

	"khobao/index"
)

func TestPeople(t *testing.T) {
	a := mustNew(t)
	for _, c := range []struct{ body, want string }{
		{"Ông Nguyễn Văn Hoà phát biểu. Theo ông Hòa, giá sẽ giảm.", "Nguyễn Văn Hòa=Nguyễn Văn Hoà; Nguyễn Văn Hòa=Hòa"},
		{"Trung tá Lê Thị Mận dẫn đầu; chị Mận nói thêm, và Mận cười.", "Lê Thị Mận=Lê Thị Mận; Lê Thị Mận=Mận; Lê Thị Mận=Mận"},
		{"PGS.TS Trần Quốc Khải cho biết.", "Trần Quốc Khải=Trần Quốc Khải"},
		{"Trần Hữu Khoát, 26 tuổi, bị bắt. Khoát khai nhận.", "Trần Hữu Khoát=Trần Hữu Khoát; Trần Hữu Khoát=Khoát"},
		{"Chủ tịch UBND quận Lê Chân Phạm Minh Thắng dự.", "Phạm Minh Thắng=Phạm Minh Thắng"},
		{"Ông Đỗ Văn Cẩn và ông Đỗ Văn Cẩm gặp ông Cẩn.", "Đỗ Văn Cẩn=Đỗ Văn Cẩn; Đỗ Văn Cẩm=Đỗ Văn Cẩm; Đỗ Văn Cẩn=Cẩn"},
		{"Bà Rịa - Vũng Tàu, đường Nguyễn Văn Linh, trường THPT Lê Quý Đôn.", ""},
		{"Ông Hải và anh Nam đi chợ.", ""},
		{"Ông Dave Pitcairn khen học trò.", "Dave Pitcairn=Dave Pitcairn"},
		{"HLV Park Hang-seo gọi anh. Đó là điều Park Hang-seo hứa.", "Park Hang-seo=Park Hang-seo; Park Hang-seo=Park Hang-seo"},
		{"Theo ông Bandovic, Bandovic vẫn ở lại. Xe Martin dừng ở London.", "Bandovic=Bandovic; Bandovic=Bandovic"},
		{"Tổng thống Nga Vladimir Putin gặp Sergio Ramos ở sân St James Park.", "Vladimir Putin=Vladimir Putin; Sergio Ramos=Sergio Ramos"},
		{"Trong phim có Naomi Watts, Jack Black và Adrien Brody.", "Naomi Watts=Naomi Watts; Jack Black=Jack Black; Adrien Brody=Adrien Brody"},
		{"Ca sĩ Phương Thảo hát cùng nhóm Hòa Tấu. Phóng viên Tuổi Trẻ ghi.", "Phương Thảo=Phương Thảo"},
		{"Ngoài Lê Bật Khải, đội còn Trần Văn Mận và Đỗ Thế Tạ.", "Lê Bật Khải=Lê Bật Khải; Trần Văn Mận=Trần Văn Mận; Đỗ Thế Tạ=Đỗ Thế Tạ"},
		{"Tổng giám đốc Seiko Epson, nhà in lớn, từ chức. Hoàn thiện Dự thảo luật.", ""},
		{"Bị cáo Lò Thị Xôm kêu oan.", "Lò Thị Xôm=Lò Thị Xôm"},
	} {
		art := index.Article{Published: in2021, Body: c.body}
		a.Annotate(&art)
		if got := mentions(t, &art, art.People, false); got != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.body, got, c.want)
		}
	}
}
