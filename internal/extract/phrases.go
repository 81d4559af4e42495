package extract

import "strings"

// tailHeadings stand above what follows an article: other articles, comments.
var tailHeadings = []string{
	"tin liên quan", "bài liên quan", "tin bài liên quan", "tin cùng chuyên mục", "cùng chuyên mục", "tin khác", "tin mới",
	"các tin khác", "tin đã đưa", "các tin đã đưa", "tin mới hơn", "tin cũ hơn", "bài viết liên quan", "có thể bạn quan tâm",
	"bạn có thể quan tâm", "xem thêm", "đọc thêm", "đọc nhiều", "xem nhiều", "tin nổi bật", "bình luận", "ý kiến bạn đọc",
	"ý kiến của bạn", "ý kiến độc giả", "gửi ý kiến", "gửi bình luận", "gửi phản hồi", "phản hồi", "từ khóa", "từ khoá", "tags", "chủ đề",
	"tin tức liên quan", "cùng chủ đề", "tin cùng loại", "bài cùng chuyên mục", "tin bài khác", "chia sẻ bài viết",
	"related", "related articles", "related stories", "related topics", "comments", "leave a comment", "leave a reply", "read more", "more from", "share this",
	"recommended", "most read", "you may also like", "more stories", "read next", "tin cùng sự kiện", "xem nhiều nhất", "đọc nhiều nhất", "tin đọc nhiều", "tin xem nhiều", "tin mới nhất", "bình luận được xem nhiều nhất", "quan tâm nhất", "tin nóng", "tiêu điểm", "sự kiện liên quan", "video liên quan",
}

func isTailHeading(s string) bool { return isOneOf(s, tailHeadings) }

// commentHeadings stand above what readers wrote.
var commentHeadings = []string{
	"bình luận", "ý kiến bạn đọc", "ý kiến của bạn", "ý kiến độc giả", "gửi ý kiến", "gửi bình luận", "gửi phản hồi", "ý kiến",
	"bình luận bài viết", "gửi ý kiến của bạn", "viết bình luận", "comments", "leave a comment", "leave a reply", "post a comment", "bình luận của bạn",
	"phản hồi của bạn", "bạn nghĩ gì", "bình luận của độc giả", "ý kiến phản hồi", "thảo luận",
}

func isCommentHeading(s string) bool { return isOneOf(s, commentHeadings) }

func isOneOf(s string, lines []string) bool {
	s = lower(strings.Trim(s, " :.•*»>-|[]()0123456789?"))
	for _, l := range lines {
		if s == l {
			return true
		}
	}
	return false
}

// pointers open a line that only leads to another article.
var pointers = []string{
	">>", "»", "››", ">", "xem thêm:", "xem thêm", "đọc thêm:", "đọc thêm", "tin liên quan", "bài viết liên quan", "tin bài liên quan", "mời xem thêm", "mời độc giả", "mời bạn đọc",
	"mời quý độc giả", "xem tiếp", "xem tại đây", "bài liên quan", "xem video", "read more", "read also", "also read", "see also", "related:", "more:", "click here",
	"mời các bạn", "* xem", "xem chi tiết", "liên quan:", "bấm vào đây", "nhấn vào đây",
}

// isPointer reports a line that leads elsewhere: it opens like one and mostly
// is a link, or it opens with arrows.
func isPointer(b *block) bool {
	low := lower(b.text)
	if strings.HasPrefix(low, ">>") || strings.HasPrefix(low, "››") {
		return true
	}
	if b.links == 0 && b.chars > 60 {
		return false
	}
	for _, p := range pointers {
		if strings.HasPrefix(low, p) {
			return b.link*10 >= b.chars*3 || len(low) < len(p)+4
		}
	}
	return false
}

// phrases are whole lines, or their beginnings where they end in "…", that
// pages print around an article and that are never part of it.
var phrases = phraseSet(phraseLines)

var phraseLines = []string{
	"chia sẻ", "chia sẻ:", "chia sẻ bài viết", "chia sẻ bài viết này", "in bài viết", "in bài này", "bản in", "gửi email", "gửi bài viết", "lưu bài", "lưu bài viết",
	"bình luận", "thích", "tweet", "like", "share", "facebook", "twitter", "zalo", "email", "print", "copy link", "google news", "theo dõi",
	"aa", "a+", "a-", "a", "cỡ chữ", "cỡ chữ:", "cỡ chữ :", "tăng cỡ chữ", "giảm cỡ chữ", "nghe đọc bài", "nghe đọc tin", "nghe bài viết",
	"quay lại", "lên đầu trang", "về đầu trang", "về trang trước", "trang chủ", "trở lại", "trở về", "xem tất cả", "đăng nhập", "đăng ký",
	"tin liên quan", "quảng cáo", "advertisement", "advertising", "ads", "loading", "đang tải", "0 bình luận", "gửi", "hủy", "đóng",
	"gửi ý kiến", "gửi ý kiến:", "gửi bình luận", "ý kiến của bạn", "trực tuyến:", "lượt truy cập:", "xin vui lòng gõ tiếng việt có dấu.", "xin vui lòng gõ tiếng việt có dấu",
	"theo dõi chúng tôi trên", "đọc bài gốc tại đây", "link bài gốc", "nguồn: [link nguồn]", "[link nguồn]", "lấy link", "lấy link!", "copy link thành công", "đường dẫn bài viết",
	"còn nữa", "(còn nữa)", "còn tiếp", "(còn tiếp)", "(hết)", "hết", "xem thêm", "nội dung bài viết", "mục lục", "nam miền bắc", "nữ miền bắc", "nam miền nam", "nữ miền nam", "mục lục bài viết",
	"this is a modal window.", "image copyright", "getty images", "media playback is unsupported on your device", "read more", "story continues below advertisement",
	"advertisement - continue reading below", "sign up", "subscribe", "share this article", "continue reading", "skip advertisement",
}

var phraseStarts = []string{
	"lượt truy cập", "trực tuyến:", "số lượt truy cập", "số lần xem", "lượt xem", "xin vui lòng gõ tiếng việt", "vui lòng gõ tiếng việt", "ý kiến của bạn sẽ được biên tập",
	"ghi rõ nguồn", "® ghi rõ nguồn", "bản quyền thuộc", "© ", "tòa soạn giữ quyền biên tập", "truy cập bản di động", "chia sẻ bài viết của bạn", "theo dõi báo", "đăng ký nhận tin",
	"tác giả vui lòng", "ý kiến bạn đọc (", "bình luận (", "đang truy cập", "hôm nay:", "tổng lượt truy cập", "all rights reserved", "copyright ©",
	"mời bạn đọc tải ứng dụng", "mời độc giả tải ứng dụng", "mời quý độc giả tải", "mời quý độc giả theo dõi", "mời độc giả theo dõi", "mời bạn đọc theo dõi", "tải ứng dụng",
	"trình duyệt của bạn không hỗ trợ", "xem thêm video", "mọi thông tin góp ý", "bạn đọc có thể gửi thông tin", "mọi phản ánh xin gửi", "tệp đính kèm", "tập tin đính kèm", "file đính kèm", "tài liệu đính kèm", "mọi ý kiến đóng góp xin gửi", "click để đánh giá", "tổng số điểm của bài viết", "xếp hạng:",
	"mời bạn đọc vào chuyên mục", "mời quý độc giả theo dõi các chương trình", "mời độc giả theo dõi các chương trình",
}

func phraseSet(lines []string) map[string]bool {
	m := make(map[string]bool, len(lines))
	for _, p := range lines {
		m[p] = true
	}
	return m
}

func isPhrase(s string) bool {
	if len(s) > 300 {
		return false
	}
	low := strings.TrimLeft(lower(s), "*•-–— ")
	if phrases[strings.TrimRight(low, "*•-–—. ")] {
		return true
	}
	if phrases[low] {
		return true
	}
	for _, p := range phraseStarts {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	return false
}

// houseRules are what papers tell readers who write to them.
var houseRules = []string{
	"tiếng việt có dấu", "hoan nghênh ý kiến", "hoan nghênh mọi ý kiến", "không nhất thiết thể hiện quan điểm", "ý kiến của bạn sẽ được", "bình luận của bạn sẽ được",
	"giữ quyền biên tập", "sẽ được xem xét trước khi đăng", "vui lòng nhập họ tên", "mã xác nhận",
}

// isHouseRule reports a paragraph of rules for comments.
func isHouseRule(s string) bool {
	if len(s) > 1200 {
		return false
	}
	low := lower(s)
	n := 0
	for _, p := range houseRules {
		if strings.Contains(low, p) {
			n++
		}
	}
	return n >= 2 || n == 1 && len(s) < 300
}

// isTagLine reports a line of key words: it opens with their label and holds links.
func isTagLine(b *block) bool {
	if b.links == 0 || b.chars > 400 {
		return false
	}
	low := lower(b.text)
	for _, p := range []string{"từ khóa", "từ khoá", "tags", "tag:", "tag :", "thẻ:", "hashtag", "chủ đề:"} {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	return false
}

// isHashtags reports a line of nothing but #words.
func isHashtags(s string) bool {
	if !strings.HasPrefix(s, "#") || len(s) > 400 {
		return false
	}
	for w := range strings.FieldsSeq(s) {
		if !strings.HasPrefix(w, "#") || len(w) < 3 {
			return false
		}
	}
	return true
}

// isClock reports a line of nothing but a time of day, as live reports have it.
func isClock(s string) bool {
	if len(s) > 6 {
		return false
	}
	var buf [8]tok
	r := &dateReader{toks: scanDate(s, buf[:0])}
	items := r.items()
	return len(items) == 1 && items[0].clock && items[0].to == len(r.toks)
}

// dateWords stand around a date and say nothing else.
var dateWords = wordSet("thu hai ba tu nam sau bay chu nhat ngay thang gio phut cap nhat lan cuoi dang luc xuat ban sua gmt am pm sang chieu toi updated published posted on at by")

// isDateLine reports a line that prints a date and nearly nothing else.
func isDateLine(s string) bool {
	if len(s) > 110 || !strings.ContainsAny(s, "0123456789") {
		return false
	}
	var buf [40]tok
	r := &dateReader{toks: scanDate(s, buf[:0])}
	words := 0
	for _, t := range r.toks {
		if t.kind == 'w' && len(t.word) > 1 && !dateWords[t.word] {
			words++
		}
	}
	if words > 10 {
		return false
	}
	days, clocks := 0, 0
	for _, it := range r.items() {
		if it.day && it.y > 0 {
			days++
		}
		if it.clock {
			clocks++
		}
	}
	if days == 0 && !r.proof {
		return false
	}
	return words <= 4 && (clocks > 0 || words <= 2)
}
