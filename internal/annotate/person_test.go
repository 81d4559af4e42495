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
		{"Bị cáo Lò Thị Xôm kêu oan.", "Lò Thị Xôm=Lò Thị Xôm"},
	} {
		art := index.Article{Published: in2021, Body: c.body}
		a.Annotate(&art)
		if got := mentions(t, &art, art.People, false); got != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.body, got, c.want)
		}
	}
}
