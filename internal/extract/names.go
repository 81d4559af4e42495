package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var nameSeparators = strings.NewReplacer(" - ", "\x00", " – ", "\x00", " — ", "\x00", ", ", "\x00", ";", "\x00", " & ", "\x00", " và ", "\x00", "/", "\x00", " | ", "\x00", " and ", "\x00", "–", "\x00", " -", "\x00", "- ", "\x00")

// splitNames parts the names of a line. A short last part in capitals or a
// trade ("CTV", "Thực hiện") is dropped.
func splitNames(s string) []string {
	var names []string
	parts := strings.Split(nameSeparators.Replace(s), "\x00")
	for i, n := range parts {
		n = withoutTrade(strings.Trim(n, " ,:;|*\"“”"))
		if strings.HasSuffix(n, ".") && strings.Count(n, ".") == 1 {
			n = strings.TrimSuffix(n, ".")
		}
		if n == "" || strings.Contains(n, "@") && !strings.Contains(n, " ") {
			continue
		}
		if low := lower(n); low == "tổng hợp" || low == "lược dịch" || low == "dịch" || low == "ctv" || low == "thực hiện" || low == "th" || low == "t.h" && (i > 0 || len(parts) == 1) || low == "st" || low == "sưu tầm" {
			continue
		}
		names = append(names, n)
	}
	return names
}

// areNames reports whether every part could be a person's name or a pen name:
// at most five words, each with a capital or a digit first, no sentence.
func areNames(names []string) bool {
	if len(names) == 0 || len(names) > 5 {
		return false
	}
	for _, n := range names {
		if isUnit(n) {
			continue
		}
		words := strings.Fields(withoutTitle(n))
		if len(words) == 0 || len(words) > 6 || runes(n) > 45 || runes(n) < 2 {
			return false
		}
		if strings.ContainsAny(n, "?!…:@\"“”<>=%") || strings.Contains(n, "http") || strings.Contains(n, "..") || strings.Contains(n, "www.") {
			return false
		}
		for _, w := range words {
			if !startsUpper(w) {
				return false
			}
			if notNames[lower(w)] {
				return false
			}
		}
		if strings.ContainsAny(n, "0123456789") {
			return false
		}
	}
	return true
}

// looksLikeNames is areNames for a line that nothing else marks as an author's:
// two to five words, or initials.
func looksLikeNames(names []string) bool {
	if !areNames(names) {
		return false
	}
	for _, n := range names {
		words := strings.Fields(n)
		if isUnit(n) && !strings.HasPrefix(lower(n), "nhóm ") {
			return false
		}
		if len(words) == 1 && !strings.Contains(n, ".") && runes(n) > 8 {
			return false
		}
	}
	return true
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// trades stand before the name of one who wrote for the paper and are no part
// of it; titles are printed as part of it.
var (
	trades = []string{"pv ", "pv. ", "p.v ", "phóng viên ", "ctv ", "ctv. ", "cộng tác viên ", "btv ", "biên tập viên "}
	titles = []string{
		"luật sư ", "bác sĩ ", "bác sỹ ", "thạc sĩ ", "thạc sỹ ", "tiến sĩ ", "tiến sỹ ", "phó giáo sư ", "giáo sư ", "dược sĩ ", "kỹ sư ", "kiến trúc sư ",
		"nhà báo ", "nhà văn ", "nhà thơ ", "nhà nghiên cứu ", "nhạc sĩ ", "họa sĩ ", "nghệ sĩ ", "nghệ nhân ", "chuyên gia ", "cô giáo ", "thầy giáo ",
		"thiếu tướng ", "trung tướng ", "đại tá ", "thượng tá ", "trung tá ", "thiếu tá ", "đại úy ", "thượng úy ", "trung úy ", "thiếu úy ",
	}
)

// deeds stand behind the name of one who did something else than write, or
// that and write.
var deeds = []string{" thực hiện", " tổng hợp", " ghi", " lược ghi", " lược dịch", " biên dịch", " dịch", " sưu tầm"}

// withoutTrade takes the trade off a name: "PV Hà An", "Hà An thực hiện".
func withoutTrade(n string) string {
	low := lower(n)
	for _, d := range deeds {
		if rest, ok := strings.CutSuffix(low, d); ok && len(low) == len(n) && strings.Contains(rest, " ") {
			n, low = n[:len(rest)], rest
		}
	}
	for _, t := range trades {
		if rest := n[min(len(t), len(n)):]; strings.HasPrefix(low, t) && startsUpper(rest) && strings.Contains(rest, " ") {
			return rest
		}
	}
	return n
}

// withoutTitle takes titles off a name, to look at the name alone.
func withoutTitle(n string) string {
	for range 3 {
		low := lower(n)
		cut := 0
		for _, t := range titles {
			if strings.HasPrefix(low, t) {
				cut = len(t)
				break
			}
		}
		if cut == 0 {
			break
		}
		n = n[cut:]
	}
	return n
}

// units begin the names of offices that sign what they send in; notUnits begin
// like them and are none.
var (
	units = []string{
		"phòng ", "ban ", "đội ", "tổ ", "nhóm ", "văn phòng ", "trung tâm ", "chi cục ", "cục ", "sở ", "công an ", "đoàn ", "hội ", "trường ", "khoa ", "bệnh viện ",
		"viện ", "ubnd ", "đảng ủy ", "đảng uỷ ", "huyện ủy ", "thành ủy ", "tỉnh ủy ", "liên đoàn ", "mặt trận ", "bộ chỉ huy ", "tòa án ", "chi bộ ", "đảng bộ ",
		"thư viện ", "bảo tàng ", "hạt kiểm lâm ", "trạm ", "kho bạc ", "bảo hiểm xã hội ", "thanh tra ",
	}
	notUnits = []string{"hội nghị", "hội thảo", "hội thi", "đoàn công tác", "đội tuyển", "ban đầu", "tổ chức", "phòng chống", "trung tâm của"}
)

// isUnit reports the name of an office: "Phòng Hạ tầng", "Nhóm phóng viên".
func isUnit(n string) bool {
	if runes(n) > 70 || strings.ContainsAny(n, ".,;:!?…\"“”") || !startsUpper(n) {
		return false
	}
	words := len(strings.Fields(n))
	low := lower(n)
	for _, w := range notUnits {
		if strings.HasPrefix(low, w) {
			return false
		}
	}
	for _, w := range units {
		if strings.HasPrefix(low, w) {
			return words >= 2 && words <= 10
		}
	}
	return false
}

// nobody is what stands for a name where none is told.
var nobody = wordSet("admin administrator root editor webmaster bientap superuser bbt")

// isPublisher reports a name that is the paper's, not a person's.
func isPublisher(name, site, siteName, publisher string) bool {
	low := lower(strings.TrimSpace(name))
	if low == "" || nobody[low] {
		return true
	}
	if strings.EqualFold(name, siteName) || strings.EqualFold(name, publisher) {
		return true
	}
	squashed := foldLetters(strings.ReplaceAll(low, "+", "plus"))
	base, _, _ := strings.Cut(site, ".")
	if squashed != "" && (squashed == base || len(base) > 3 && strings.HasPrefix(squashed, base) || squashed == foldLetters(publisher)) {
		return true
	}
	for _, w := range []string{"báo ", ".vn", ".com", ".net", "http", "www", "tạp chí", "online", "tòa soạn", "toà soạn", "ban biên tập", "công ty", "jsc", "vccorp", "news", "tin tức", "điện tử", "cổng thông tin", "đài "} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}
