package sample

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"khobao/index"
)

// site is one invented paper: how it is called, how it addresses its pages,
// when they were captured and in which container they arrive.
type site struct {
	host     string
	name     string
	in       container
	captured time.Time               // of its first page; each next one a little later
	address  func(a *Article) string // of an article
	menu     []string                // sections in its menu
	lists    []string                // addresses of list pages captured, relative to the host
	svg      bool                    // pictures are SVG, else PNG
	style    string                  // address of its style sheet, relative to the host
	pictures string                  // folder of its pictures; "" = beside the saved page
	noTags   bool                    // the layout prints no tags
	noUpdate bool                    // the layout prints no time of update
	noClock  bool                    // the layout prints the day only
}

func at(year int, month time.Month, day, hour, minute int) time.Time {
	return time.Date(year, month, day, hour, minute, 0, 0, index.Zone)
}

// sites are the papers in the order of their containers.
var sites = []site{
	{
		host: "baocang.example", name: "Báo Cảng điện tử", in: inWARC, captured: at(2025, 12, 1, 8, 0),
		address: func(a *Article) string {
			return fmt.Sprintf("https://baocang.example/%s/%s-%d.html", ascii(a.Section[0]), a.Slug, number(a))
		},
		style: "/static/v5/app.min.css", pictures: "/media/anh/",
		menu:  []string{"Thời sự", "Kinh tế", "Cảng biển", "Giao thông", "Giáo dục", "Y tế", "Pháp luật", "Văn hóa"},
		lists: []string{"/"},
	},
	{
		host: "mientrung.example", name: "Miền Trung 24 giờ", in: inWARC, captured: at(2025, 12, 2, 9, 0),
		address: func(a *Article) string {
			return fmt.Sprintf("https://mientrung.example/%s/%s/%s-%d/", ascii(a.Section[0]), a.Published.Time.Format("200601"), a.Slug, number(a))
		},
		style: "/assets/site.css", pictures: "/img/bai/",
		menu: []string{"Thời sự", "Kinh tế", "Du lịch", "Môi trường", "Văn hóa", "Giáo dục", "Y tế", "Pháp luật"},
		svg:  true,
	},
	{
		host: "phuongnam.example", name: "Nhật báo Phương Nam", in: inWARC, captured: at(2025, 12, 3, 10, 0),
		address: func(a *Article) string {
			return fmt.Sprintf("https://phuongnam.example/Tin-tuc/%s/%d/%s.aspx", ascii(a.Section[0]), number(a), a.Slug)
		},
		style: "/App_Themes/PN/style.css", pictures: "/Uploads/Images/",
		menu:  []string{"Thời sự", "Đô thị", "Kinh tế", "Giao thông", "Y tế", "Giáo dục", "Pháp luật", "Môi trường"},
		lists: []string{"/Tin-tuc/do-thi.aspx"},
	},
	{
		host: "vendo.example", name: "Thời báo Ven Đô", in: inZIP, captured: at(2025, 11, 10, 14, 0),
		address: func(a *Article) string {
			return fmt.Sprintf("https://vendo.example/%s-post%d.html", a.Slug, number(a))
		},
		pictures: "/stores/news_dataimages/",
		menu:     []string{"Thời sự", "Hà Nội", "Xã hội", "Giáo dục", "Kinh tế", "Pháp luật", "Văn hóa", "Đời sống"},
	},
	{
		host: "tamnong.example", name: "Tạp chí Tam Nông", in: inZIP, captured: at(2025, 11, 11, 15, 0),
		address: func(a *Article) string {
			return fmt.Sprintf("https://tamnong.example/%s/%s/", a.Published.Time.Format("2006/01/02"), a.Slug)
		},
		pictures: "/wp-content/uploads/", noClock: true, noUpdate: true,
		menu:  []string{"Nông nghiệp", "Thủy sản", "Nông thôn mới", "Thị trường", "Môi trường", "Khuyến nông"},
		lists: []string{"/muc/nong-nghiep/"},
	},
	{
		host: "conganhaiphong.example", name: "Công an thành phố Hải Phòng", in: inFolder, captured: at(2023, 6, 12, 8, 30),
		address: func(a *Article) string {
			return fmt.Sprintf("http://conganhaiphong.example/%s/%s-%d.html", ascii(a.Section[len(a.Section)-1]), a.Slug, number(a))
		},
		pictures: "/uploads/images/", noTags: true, noUpdate: true,
		menu:  []string{"Tin tức - Sự kiện", "An ninh trật tự", "Cải cách hành chính", "Người tốt việc tốt"},
		lists: []string{"/"},
	},
	{
		host: "sanco.example", name: "Sân Cỏ", in: inFolder, captured: at(2025, 6, 20, 20, 0),
		address: func(a *Article) string {
			return fmt.Sprintf("https://www.sanco.example/%s/%s-c%d.htm", ascii(a.Section[len(a.Section)-1]), a.Slug, number(a))
		},
		menu: []string{"Bóng đá", "Điền kinh", "Cờ", "Võ thuật", "Phong trào", "Lịch thi đấu"},
	},
	{
		host: "vungmo.example", name: "Vùng Mỏ Online", in: inFolder, captured: at(2014, 5, 5, 16, 0),
		address: func(a *Article) string {
			return fmt.Sprintf("http://www.vungmo.example/chitiet.asp?id=%d", number(a))
		},
		pictures: "/images/news/", noTags: true, noUpdate: true,
		menu: []string{"Thời sự", "Kinh tế", "Văn hoá", "Xã hội", "Bạn đọc"},
	},
}

// forum is the board whose threads are captured beside the papers.
var forum = site{
	host: "diendanphocang.example", name: "Diễn đàn Phố Cảng", in: inFolder, captured: at(2013, 3, 17, 21, 0),
	address: func(t *Article) string {
		return fmt.Sprintf("http://diendanphocang.example/showthread.php?t=%d", number(t))
	},
	menu: []string{"Phố phường", "Rao vặt", "Ẩm thực", "Xe cộ"},
}

// number is the paper's own number of a piece: it grows with the date.
func number(a *Article) int64 {
	return (a.Published.Time.Unix() - at(2009, 1, 1, 0, 0).Unix()) / 600
}

// ascii writes a heading as a path segment: "Thời sự" gives "thoi-su".
func ascii(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r == 'đ':
			b.WriteByte('d')
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

// PaperName gives the name of an invented paper by its host, "" for any other.
func PaperName(host string) string {
	for _, s := range sites {
		if s.host == host {
			return s.name
		}
	}
	return ""
}
