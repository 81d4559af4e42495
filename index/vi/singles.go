package vi

import "strings"

// standing lists syllables that mostly stand alone: function words, pronouns,
// classifiers and the commonest verbs. Where two ways to cut a sentence have as
// many words, the one that leaves one of these alone is right more often.
var standing = set(`
là của và các những một có không được cho với trong đã đang sẽ này đó kia ấy nọ đây đấy
ở tại từ đến tới về ra vào lên xuống qua lại đi để do bởi vì nên thì mà nhưng hay hoặc nếu khi
như rằng cũng vẫn còn đều chỉ mới vừa cứ rất quá lắm hơn nhất cả mọi mỗi từng nhiều ít vài mấy
bị phải cần nên muốn có chưa chẳng chớ đừng hãy rồi xong nữa thôi à ạ nhé nhỉ ư chứ thế vậy sao gì nào đâu ai
tôi ta mình nó họ hắn chúng ông bà anh chị em cô chú bác cậu dì con cháu thầy
cái chiếc con người cây quả tấm bức cuốn quyển tờ bài vụ việc cuộc trận nền sự niềm nỗi điều
hai ba bốn năm sáu bảy tám chín mười trăm nghìn ngàn triệu tỷ
ngày tháng giờ phút tuần quý sáng trưa chiều tối đêm hôm lúc
trên dưới trước sau giữa ngoài bên cạnh gần xa theo cùng bằng qua suốt
nói làm thấy biết nghe đọc viết ăn uống mua bán mở đóng giữ lấy đưa gửi gọi chạy đứng ngồi nằm ngủ
lớn nhỏ to bé cao thấp dài ngắn tốt xấu đẹp cũ nhanh chậm nặng nhẹ đông vắng
nhà xe đường phố nước tiền đất
quận huyện xã phường tỉnh thôn ấp khu
`)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
