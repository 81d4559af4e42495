package annotate

import (
	"testing"

	"khobao/index"
)

func TestAgencies(t *testing.T) {
	a := mustNew(t)
	for _, c := range []struct{ body, want string }{
		{"UBND quận Ngô Quyền (Hải Phòng) họp. Ủy ban nhân dân quận Ngô Quyền kết luận.", "Ủy ban nhân dân quận Ngô Quyền=UBND quận Ngô Quyền; Ủy ban nhân dân quận Ngô Quyền=Ủy ban nhân dân quận Ngô Quyền"},
		{"UBND Q. Ngô Quyền họp.", "Ủy ban nhân dân quận Ngô Quyền=UBND Q. Ngô Quyền"},
		{"CATP Hải Phòng phá án; Công an TP Hải Phòng khen.", "Công an thành phố Hải Phòng=CATP Hải Phòng; Công an thành phố Hải Phòng=Công an TP Hải Phòng"},
		{"Công an Hải Phòng bắt hai người.", "Công an thành phố Hải Phòng=Công an Hải Phòng"},
		{"UBND quận Lê Chân họp; UBND quận yêu cầu sửa.", "Ủy ban nhân dân quận Lê Chân=UBND quận Lê Chân; Ủy ban nhân dân quận Lê Chân=UBND quận"},
		{"UBND quận yêu cầu sửa.", ""},
		{"Sở GD-ĐT Hải Phòng và Bộ GD&ĐT thống nhất.", "Sở Giáo dục và Đào tạo Hải Phòng=Sở GD-ĐT Hải Phòng; Bộ Giáo dục và Đào tạo=Bộ GD&ĐT"},
		{"Bộ Y tế khuyến cáo. Toàn bộ tài chính đã công khai.", "Bộ Y tế=Bộ Y tế"},
		{"TAND tối cao và TAND TP Hà Nội xét xử.", "Tòa án nhân dân tối cao=TAND tối cao; Tòa án nhân dân thành phố Hà Nội=TAND TP Hà Nội"},
		{"Ông làm ở Bệnh viện Bạch Mai, trước ở BV Việt Đức.", "Bệnh viện Bạch Mai=Bệnh viện Bạch Mai; Bệnh viện Việt Đức=BV Việt Đức"},
		{"Công ty TNHH Hoa Biển bị phạt, công ty kháng cáo.", "Công ty trách nhiệm hữu hạn Hoa Biển=Công ty TNHH Hoa Biển"},
		{"Anh học Trường Đại học Bách khoa Hà Nội.", "Đại học Bách khoa Hà Nội=Trường Đại học Bách khoa Hà Nội"},
		{"Bộ Quốc phòng Nga và Bộ Ngoại giao Đan Mạch xác nhận.", "Bộ Quốc phòng Nga=Bộ Quốc phòng Nga; Bộ Ngoại giao Đan Mạch=Bộ Ngoại giao Đan Mạch"},
		{"Hôm qua ở tỉnh Quảng Ninh, UBND tỉnh và Sở Y tế họp.", "Ủy ban nhân dân tỉnh Quảng Ninh=UBND tỉnh; Sở Y tế Quảng Ninh=Sở Y tế"},
		{"Từ Quảng Ninh đến Hải Phòng, Sở Y tế họp.", ""},
		{"Cơ quan Năng lượng Nguyên tử Quốc tế (IAEA) cử đoàn; IAEA sẽ báo cáo.", "Cơ quan Năng lượng Nguyên tử Quốc tế=Cơ quan Năng lượng Nguyên tử Quốc tế; " +
			"Cơ quan Năng lượng Nguyên tử Quốc tế=IAEA; Cơ quan Năng lượng Nguyên tử Quốc tế=IAEA"},
		{"TT Bush tới Trung tâm Lưu trữ quốc gia.", "Trung tâm Lưu trữ quốc gia=Trung tâm Lưu trữ quốc gia"},
		{"Đài Truyền hình TPHCM dựng phim.", "Đài Truyền hình thành phố Hồ Chí Minh=Đài Truyền hình TPHCM"},
		{"Quốc hội thảo luận luật; Tỉnh ủy Quảng Ninh họp.", "Quốc hội=Quốc hội; Tỉnh ủy Quảng Ninh=Tỉnh ủy Quảng Ninh"},
	} {
		art := index.Article{Published: in2021, Body: c.body}
		a.Annotate(&art)
		if got := mentions(t, &art, art.Agencies, false); got != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.body, got, c.want)
		}
	}
}

func TestAgencyKeys(t *testing.T) {
	a := mustNew(t)
	art := index.Article{Published: in2021, Body: "UBND quận Ngô Quyền và Ủy ban Nhân dân quận Ngô Quyền là một."}
	a.Annotate(&art)
	if len(art.Agencies) != 2 || art.Agencies[0].Key != art.Agencies[1].Key || art.Agencies[0].Key != "ủy ban nhân dân quận ngô quyền @before:31/304" {
		t.Errorf("agencies %+v", art.Agencies)
	}
}
