package dedupe

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"khobao/index"
)

// The pieces of which our own articles are made.
var (
	who = strings.Split("Ủy ban nhân dân quận|Công an thành phố|Sở Giao thông|Ban quản lý chợ|Hội phụ nữ phường|Đội cứu hộ|Chủ tàu cá|"+
		"Giám đốc bảo tàng|Nhóm sinh viên|Tổ dân phố|Hợp tác xã muối|Trạm y tế xã|Hiệu trưởng trường làng|Đoàn thanh niên|Ngư dân làng chài|Xưởng đóng tàu", "|")
	did = strings.Split("đã sửa xong|vừa khởi công|đang vận động góp tiền cho|không đồng ý với|kiểm tra|trao tặng|dọn sạch|mở lại|tìm thấy|"+
		"giao cho dân|lập hồ sơ|khen thưởng người trông|cảnh báo về|họp bàn về|ghi hình|trồng cây quanh", "|")
	what = strings.Split("con đê cũ|chiếc cầu gỗ|khu chợ đêm|lớp học ven sông|bãi đỗ xe|đường ống nước|thư viện lưu động|vườn ươm|bến phà|"+
		"kho muối|sân bóng|nhà văn hóa|hàng cây phượng|mộ cổ|giếng làng|đường đua thuyền", "|")
	when = strings.Split("từ sáng sớm|sau trận mưa lớn|trước lễ hội|trong mùa nước lên|khi trời còn tối|giữa buổi họp|vào cuối tuần|"+
		"ngay trong đêm|suốt cả tháng|sau nhiều lần hoãn|lúc thủy triều rút|vào ngày rằm", "|")
	why = strings.Split("để người già đi lại dễ hơn|vì lo nước mặn tràn vào ruộng|nhờ tiền của bà con xa quê|theo đơn của các hộ dân|"+
		"cho kịp năm học mới|vì tàu lớn không vào được|mà không tốn ngân sách|dù còn thiếu vật liệu|bởi nhiều nhà đã nứt tường|cho khách thập phương", "|")
)

func pick(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }

func ownSentence(r *rand.Rand) string {
	return fmt.Sprintf("%s %s %s số %d %s %s.", pick(r, who), pick(r, did), pick(r, what), 1+r.IntN(900), pick(r, when), pick(r, why))
}

// ownArticle makes an article of n sentences.
func ownArticle(r *rand.Rand, n int) *index.Article {
	s := make([]string, n)
	for i := range s {
		s[i] = ownSentence(r)
	}
	return &index.Article{Title: ownSentence(r), Lead: s[0], Body: strings.Join(s[1:], " ")}
}

// bulletin makes an article from a template whose numbers alone change.
func bulletin(r *rand.Rand) *index.Article {
	var b strings.Builder
	for _, town := range []string{"Cửa Lò", "Bến Đoan", "Đồ Nghi", "Cát Cụt", "Vạn Ninh", "Hòn Dáu", "Lạch Tray", "Phù Long"} {
		fmt.Fprintf(&b, "Khu vực %s trời nhiều mây, có mưa rào và dông rải rác, nhiệt độ cao nhất %d độ, thấp nhất %d độ, gió cấp %d, sóng cao %d mét. ",
			town, 20+r.IntN(20), 5+r.IntN(15), 1+r.IntN(9), 1+r.IntN(9))
	}
	return &index.Article{Title: "Dự báo thời tiết", Body: b.String()}
}
