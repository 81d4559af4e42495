package web

import (
	"log/slog"
	"testing"
	"time"

	"khobao/index"
	"khobao/internal/locale"
	"khobao/internal/page"
)

// newShelf is an archive of a few articles written for these tests.
func newShelf() *shelf {
	s := &shelf{}
	first := s.add(index.Article{
		URL: "https://baocang.example/phap-luat/tai-hoa-nhap-55021", Site: "baocang.example",
		Title: "Quận Hải Đông: giúp người chấp hành xong án phạt tù tái hòa nhập cộng đồng",
		Lead:  "Từ đầu năm đến nay, quận Hải Đông tổ chức 55 hội nghị tuyên truyền quy định về tái hòa nhập cộng đồng cho 6.550 lượt người ở 12 phường.",
		Body: "Công an quận phối hợp với các đoàn thể rà soát từng trường hợp, phân công người giúp đỡ và giới thiệu việc làm. Nhiều người đã có nghề ổn định, được bà con lối xóm tin tưởng.\n\n" +
			"Ông Trần Văn Bách, tổ trưởng tổ dân phố số 7, cho biết tổ đã vận động góp 300 triệu đồng làm vốn vay ban đầu. Người vay trả dần trong ba năm, không lấy lãi.\n\n" +
			"Theo Ủy ban nhân dân quận, mô hình sẽ được mở rộng ra các phường còn lại trong năm tới.",
		Section: []string{"Pháp luật", "An ninh trật tự"}, Authors: []string{"Minh Hằng"}, Tags: []string{"tái hòa nhập", "Hải Đông"},
		Published: day(2021, time.August, 25, 7, 29), Captured: time.Date(2021, 8, 25, 7, 40, 0, 0, index.Zone),
		Captions: []index.Caption{{Text: "Buổi tuyên truyền ở phường Cầu Gỗ. Ảnh: Minh Hằng", Image: "https://baocang.example/anh/tuyen-truyen.png"}},
		Rule:     "baocang", Lang: "vi",
		Evidence: map[string]index.Evidence{
			"title":     {Rule: "baocang", Version: "2", Selector: "h1.tieu-de", Text: "Quận Hải Đông: giúp người chấp hành xong án phạt tù tái hòa nhập cộng đồng", Start: 812, End: 918},
			"published": {Rule: "baocang", Version: "2", Selector: "span.ngay", Text: "Thứ tư, 25/08/2021 07:29"},
		},
		Places: []index.Mention{{Name: "phường Cầu Gỗ", Field: "lead"}}, Agencies: []index.Mention{{Name: "Ủy ban nhân dân quận Hải Đông", Field: "body"}},
		Figures: []index.Figure{{Text: "300 triệu đồng", Field: "body", Start: 303, End: 320}},
	}, `<!doctype html><html><head><meta charset="utf-8"><title>Báo Cảng</title><link rel="stylesheet" href="/kieu.css"></head>
<body onload="document.title='run'"><h1 class="tieu-de">Quận Hải Đông: giúp người chấp hành xong án phạt tù tái hòa nhập cộng đồng</h1>
<script>document.body.setAttribute("data-ran","1");new Image().src="/beacon?inline"</script>
<img src="/anh/tuyen-truyen.png" onerror="alert(1)"><p>Từ đầu năm đến nay, quận Hải Đông tổ chức 55 hội nghị.</p><a href="/khac">Tin khác</a></body></html>`)
	s.keep("", page.Page{URL: "https://baocang.example/anh/tuyen-truyen.png", ContentType: "image/png", Captured: first.Captured, Body: picturePNG()})
	s.keep("", page.Page{URL: "https://baocang.example/kieu.css", ContentType: "text/css", Captured: first.Captured, Body: []byte(`h1{color:#036;background:url(/anh/tuyen-truyen.png) no-repeat right;background-size:40px}body{font-family:serif;max-width:40em;margin:1em auto}`)})
	for _, a := range []index.Article{
		{
			URL: "https://baocang.example/xa-hoi/cau-moi", Site: "baocang.example", Title: "Thông xe cây cầu thứ ba qua sông Lạch",
			Lead: "Sau 28 tháng thi công, cầu Lạch 3 dài 1.240 m được đưa vào sử dụng sáng 12/5.", Body: "Cầu có bốn làn xe, rút ngắn đường từ cảng ra quốc lộ còn 9 km.\n\nTổng mức đầu tư 870 tỷ đồng.",
			Section: []string{"Xã hội"}, Authors: []string{"Đỗ Quân"}, Published: day(2023, time.May, 12, 16, 5),
		},
		{
			URL: "https://ngaymoi.example/2020/lua-vang", Site: "ngaymoi.example", Title: "Lúa đông xuân được mùa, giá nhích lên từng ngày",
			Lead: "Năng suất bình quân đạt 68 tạ một héc-ta, cao nhất trong năm vụ gần đây.", Body: "Thương lái vào tận ruộng đặt cọc. Bà con mong giá giữ đến cuối vụ.",
			Section: []string{"Kinh tế"}, Authors: []string{"Lê Thảo"}, Published: index.NewDay(2020, time.May, 3),
		},
		{
			URL: "https://ngaymoi.example/2019/bao-so-4", Site: "ngaymoi.example", Title: "Bão số 4 vào vịnh, cảng dừng tiếp nhận tàu",
			Lead: "Từ 14 giờ, toàn bộ tàu thuyền phải về nơi tránh trú.", Body: "Lực lượng giao thông chốt ở các bến phà. Đến chiều tối, gió giật cấp 10.",
			Section: []string{"Thời sự"}, Published: day(2019, time.August, 28, 9, 15),
		},
		{
			URL: "https://ngaymoi.example/2024/giao-thong", Site: "ngaymoi.example", Title: "Siết kiểm tra giao thông dịp cuối năm",
			Lead: "Hơn 200 tổ tuần tra làm nhiệm vụ trên các tuyến đường trọng điểm.", Body: "Trọng tâm là nồng độ cồn, chở quá tải và tốc độ.",
			Section: []string{"Pháp luật", "Giao thông"}, Authors: []string{"Đỗ Quân", "Minh Hằng"}, Published: day(2024, time.January, 20, 18, 0),
		},
		{
			URL: "https://ngaymoi.example/khong-ngay", Site: "ngaymoi.example", Title: "Chợ quê họp từ lúc gà gáy", Lead: "", Body: "Hàng bày bên đường, tan khi mặt trời lên.",
			Section: []string{"Xã hội"}, Doubts: []index.Doubt{{Code: "no-date", Field: "published"}},
		},
	} {
		s.add(a, "<!doctype html><title>"+a.Title+"</title><h1>"+a.Title+"</h1><p>"+a.Lead+"</p><p>"+a.Body+"</p>")
	}
	return s
}

// Addresses of the tests' origins; nothing listens there.
const (
	testSite   = "http://127.0.0.1:8080"
	testReplay = "http://127.0.0.1:8081"
	testAdmin  = "http://127.0.0.1:8082"
	testToken  = "0123456789abcdef0123456789abcdef"
)

func newServer(t testing.TB, s *shelf, change ...func(*Deps)) *Server {
	t.Helper()
	catalog, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	deps := Deps{
		Search: s, Archive: s, State: s.State, Locale: catalog, Log: slog.New(slog.DiscardHandler), Version: "0.0.0",
		SiteURL: testSite, ReplayURL: testReplay, AdminURL: testAdmin, Token: testToken,
		SiteName: func(host string) string {
			return map[string]string{"baocang.example": "Báo Cảng", "ngaymoi.example": "Ngày Mới", "bao-huyen.example": "Báo Huyện"}[host]
		},
	}
	for _, f := range change {
		f(&deps)
	}
	server, err := New(deps)
	if err != nil {
		t.Fatal(err)
	}
	server.patience = time.Hour // a machine may be slow: what is tested is the answer
	return server
}
