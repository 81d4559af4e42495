package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"khobao/index"
)

// Titles of pages that serve the site and are no articles. Each is how the
// title begins, or the whole of it; news begin with some of the same words, so
// those that need more proof stand apart.
var (
	errorTitles = []string{
		"lỗi 404", "lỗi 403", "lỗi 500", "error 404", "page not found", "not found", "không tìm thấy trang", "không tìm thấy bài viết",
		"không tìm thấy nội dung", "không tìm thấy đường dẫn", "trang không tồn tại", "trang bạn tìm", "trang này không tồn tại", "trang không tìm thấy",
		"bài viết không tồn tại", "bài viết này không", "bài viết đã bị", "bài viết đã được gỡ", "nội dung không tồn tại", "nội dung này không", "access denied", "forbidden",
		"just a moment", "attention required", "xác minh bạn", "xác minh truy cập", "vui lòng xác minh", "are you a robot", "security check", "website đang bảo trì",
		"hệ thống đang bảo trì", "trang web đang bảo trì", "đang chuyển hướng", "redirecting", "under maintenance", "object moved", "đã xảy ra lỗi", "có lỗi xảy ra",
	}
	loginTitles   = []string{"đăng nhập", "đăng ký", "quên mật khẩu", "login", "log in", "sign in", "register", "tài khoản"}
	searchTitles  = []string{"kết quả tìm kiếm", "tìm kiếm:", "tìm kiếm |", "tìm kiếm -", "tìm kiếm “", "tìm kiếm \"", "tìm kiếm '", "search results", "search:", "kết quả tìm thấy", "từ khóa:", "từ khoá:", "tag:"}
	serviceTitles = map[string]bool{
		"liên hệ": true, "liên hệ tòa soạn": true, "liên hệ quảng cáo": true, "thông tin tòa soạn": true, "giới thiệu": true, "tòa soạn": true, "sơ đồ trang": true, "sơ đồ website": true,
		"kênh rss": true, "rss": true, "điều khoản sử dụng": true, "chính sách bảo mật": true, "chính sách quyền riêng tư": true, "quy chế hoạt động": true, "quy định sử dụng": true, "điều khoản dịch vụ": true, "terms of service": true, "terms of use": true, "quảng cáo": true, "bảng giá quảng cáo": true, "đặt báo": true, "gửi bài viết": true,
		"404": true, "403": true, "500": true, "contact": true, "about": true, "about us": true, "privacy policy": true,
	}
)

// serviceKind gives the kind of a page whose title says what it serves, "" for
// any other. headlines is the number of links to articles.
func (r *reading) serviceKind(headlines int) index.Kind {
	titles := []string{lower(r.a.Title), lower(r.t.head.title)}
	for _, title := range titles {
		if begins(title, errorTitles) {
			return index.KindOther
		}
		if begins(title, loginTitles) && r.t.asksPassword() {
			return index.KindOther
		}
		if headlines >= 3 && (begins(title, searchTitles) || title == "tìm kiếm") {
			return index.KindList
		}
	}
	if r.isService() {
		return index.KindOther
	}
	return ""
}

// isService reports the name of a page that papers have one of: "Liên hệ".
func (r *reading) isService() bool {
	for _, title := range []string{r.a.Title, r.t.head.title} {
		if parts := splitTitle(lower(title)); len(parts) > 0 && serviceTitles[parts[0]] {
			return true
		}
	}
	return false
}

func begins(s string, starts []string) bool {
	for _, p := range starts {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func (t *tree) asksPassword() bool {
	for i := range t.elems {
		if t.tag(i) == atom.Input && strings.EqualFold(attr(t.elems[i].node, "type"), "password") {
			return true
		}
	}
	return false
}

// datedAbove reports a date printed before the first link to another article
// that stands under the headline.
func (r *reading) datedAbove() bool {
	if r.dateBlock < 0 || r.title < 0 {
		return false
	}
	for k := r.titleTo; k < r.dateBlock && k < len(r.t.blocks); k++ {
		if r.t.isHeadline(k) {
			return false
		}
	}
	return true
}
