package extract

import (
	"strings"

	"khobao/index/vi"
)

// byline is what an author line says.
type byline struct {
	names    []string
	source   string // "Theo …"
	labelled bool   // it says "Tác giả:", "Bài:", "Thực hiện:"
	credit   bool   // it only names a photographer
}

var (
	authorLabels = []string{
		"tác giả:", "tác giả", "bài và ảnh:", "bài, ảnh:", "bài - ảnh:", "bài & ảnh:", "bài ảnh:", "bài viết:", "bài:", "tin, ảnh:", "tin - ảnh:", "tin và ảnh:", "tin, bài:", "tin:", "tin ảnh:",
		"thực hiện:", "nội dung:", "nội dung và ảnh:", "nội dung, ảnh:", "kịch bản:", "trình bày:", "nhóm pv:", "nhóm phóng viên:", "phóng viên:", "người viết:", "biên tập:", "biên dịch:", "bút danh:", "viết bởi", "đăng bởi", "bởi ", "bởi:", "người đăng:", "posted by", "written by", "by:", "by ", "tin, ảnh, video:", "bài, ảnh, video:", "bài và video:",
	}
	creditLabels = []string{"ảnh:", "ảnh :", "video:", "clip:", "đồ họa:", "đồ hoạ:", "nguồn ảnh:", "photo:", "photos:", "minh họa:", "thiết kế:", "ảnh và video:", "ảnh, video:", "nguồn video:"}
	sourceLabels = []string{"theo:", "theo ", "nguồn:", "nguồn tin:", "nguồn ", "source:"}
	paperStarts  = []string{"đài ", "báo ", "thông tấn", "cổng ttđt", "tạp chí "}
	notNames     = wordSet(`video clip ảnh tin bài xem thêm quảng cáo infographic hết vnd usd tphcm hcm comments share tags tag like`)
)

// readByline reads a short line as the papers sign: "Anh Minh", "Tin, ảnh: Hà An",
// "Hà An (Theo Reuters)", "Theo TTXVN", "H.V. Ảnh: Misso".
func readByline(s string) byline {
	var out byline
	s = strings.Trim(s, " |-–—,;•*\u00a0")
	s = strings.TrimSuffix(strings.TrimSpace(s), ":")
	if s == "" || len(s) > 180 {
		return out
	}
	if open := strings.Count(s, "."); open == 1 {
		s = strings.TrimSuffix(s, ".")
	}
	// "Hà An (Theo Reuters)", "(Theo TTXVN)", "Hà An (tổng hợp)", "Theo Hà An (Báo Bến Sông)".
	bracket := ""
	for {
		open := strings.IndexAny(s, "([")
		if open < 0 {
			break
		}
		inner := s[open+1:]
		rest := ""
		if open == 0 && isUnit(strings.Trim(inner, " )]")) {
			out.credit = true // the office of the one named above
			return out
		}
		if i := strings.IndexAny(inner, ")]"); i >= 0 {
			inner, rest = inner[:i], inner[i+1:]
		}
		if src, ok := cutLabel(inner, sourceLabels); ok && out.source == "" {
			out.source = strings.TrimSpace(src)
		} else if names := splitNames(inner); looksLikeNames(names) {
			if open == 0 && rest == "" {
				rest = inner
			} else {
				bracket = strings.TrimSpace(inner)
			}
		}
		s = strings.TrimSpace(s[:open] + " " + rest)
	}
	if s == "" {
		return out
	}
	if out.source == "" && begins(lower(bracket), paperStarts) {
		out.source = bracket // "Hà An (Báo Bến Sông)"
	}
	if src, ok := cutLabel(s, sourceLabels); ok {
		src, _, _ = strings.Cut(src, "http")
		src = strings.Trim(src, " :.-–(")
		if runes(src) <= 60 && startsUpper(src) {
			out.source = src
			if names := splitNames(src); bracket != "" && looksLikeNames(names) {
				out.names, out.source = names, bracket
			}
		}
		return out
	}
	// Whatever follows a photo credit belongs to the photographer.
	low := lower(s)
	for _, c := range creditLabels {
		i := strings.Index(low, c)
		if i == 0 {
			out.credit = true
			return out
		}
		if i > 0 && len(low) == len(s) {
			before := strings.TrimRight(s[:i], " -–|,;.")
			if hasAuthorLabelEnd(before) {
				continue
			}
			// "Bài, ảnh: X" is a label, "H.V. Ảnh: X" and "Bài: X; Ảnh: Y" are not.
			_, labelled := cutLabel(s, authorLabels)
			rest, named := cutLabel(before, authorLabels)
			if !labelled || named && areNames(splitNames(rest)) {
				s = strings.TrimRight(s[:i], " -–|,;")
			}
			break
		}
	}
	if i := strings.Index(lower(s), " theo "); i > 0 && len(lower(s)) == len(s) {
		if src := strings.TrimSpace(s[i+len(" theo "):]); startsUpper(src) && runes(src) < 40 {
			out.source = src
			s = s[:i]
		}
	}
	if isLabel(s) {
		return out // the name stands in another line
	}
	if rest, ok := cutLabel(s, authorLabels); ok {
		out.labelled = true
		s = beforeAny(strings.TrimLeft(rest, " :"), " trong ", " vào ", " lúc ", " ngày ", " in ", " on ")
	}
	for i, n := range splitNames(s) {
		if isAgency(n) && !out.labelled || i > 0 && begins(lower(n), paperStarts) && !strings.HasPrefix(lower(n), "báo cáo") {
			if out.source == "" {
				out.source = n
			}
			continue
		}
		out.names = append(out.names, n)
	}
	if !areNames(out.names) {
		out.names, out.labelled = nil, false
	}
	return out
}

// isAgency reports the short form of an agency or a paper: TTXVN, VOV, AFP.
func isAgency(n string) bool {
	if len(n) < 3 || len(n) > 8 {
		return false
	}
	for i := 0; i < len(n); i++ {
		if n[i] < 'A' || n[i] > 'Z' {
			return false
		}
	}
	return !nobody[lower(n)] && !vi.IsSyllable(lower(n)) // TRANG is a name
}

// beforeAny cuts a text before the first of the words that tell when and where
// something was put: "Hà An trong Xã hội".
func beforeAny(s string, words ...string) string {
	for _, w := range words {
		s, _, _ = strings.Cut(s, w)
	}
	return s
}

// isLabel reports a label without a name: "Bởi", "Tác giả".
func isLabel(s string) bool {
	rest, ok := cutLabel(s+" ", authorLabels)
	return ok && rest == ""
}

func hasAuthorLabelEnd(s string) bool {
	low := lower(s)
	return strings.HasSuffix(low, "bài,") || strings.HasSuffix(low, "tin,") || strings.HasSuffix(low, "bài và") || low == "tin" || low == "bài"
}

func cutLabel(s string, labels []string) (string, bool) {
	low := lower(s)
	if len(low) != len(s) {
		return s, false
	}
	for _, l := range labels {
		if strings.HasPrefix(low, l) {
			return strings.TrimSpace(s[len(l):]), true
		}
	}
	return s, false
}
