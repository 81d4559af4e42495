package vi

import (
	"strings"
	"testing"
)

// sampleText is a news item written for the benchmarks.
const sampleText = `Quận Hồng Bàng: Tuyên truyền phòng cháy tới 3.250 lượt người dân

Sáng 12/9/2022, Ủy ban nhân dân quận phối hợp với Công an thành phố tổ chức hội nghị tổng kết công tác phòng cháy, chữa cháy và cứu nạn, cứu hộ trên địa bàn. Dự hội nghị có đại diện lãnh đạo các phòng, ban, đơn vị và hơn 120 hộ kinh doanh tại chợ trung tâm.

Theo báo cáo, trong 8 tháng đầu năm, lực lượng chức năng đã kiểm tra 415 lượt cơ sở, lập biên bản xử phạt 27 trường hợp với số tiền 186.500.000 đồng; tỷ lệ cơ sở có phương án chữa cháy đạt 92,5%. Tuy nhiên, một số nơi vẫn còn tình trạng lấn chiếm lối thoát hiểm, hệ thống điện xuống cấp, người dân chưa được hướng dẫn đầy đủ. "Chúng tôi sẽ tiếp tục đến từng tổ dân phố để tập huấn", ông Phạm Văn Thành, Phó Chủ tịch UBND quận, cho biết.

`

func BenchmarkTokenizer(b *testing.B) {
	text := strings.Repeat(sampleText, 200)
	var t Tokenizer
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	tokens := 0
	for b.Loop() {
		t.Reset(text)
		for t.Next() {
			tokens++
		}
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkTokenizerNFD(b *testing.B) {
	text := decomposed(strings.Repeat(sampleText, 200))
	var t Tokenizer
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		t.Reset(text)
		for t.Next() {
			_ = t.Term()
		}
	}
}

func BenchmarkTokens(b *testing.B) {
	b.SetBytes(int64(len(sampleText)))
	b.ReportAllocs()
	for b.Loop() {
		Tokens(sampleText)
	}
}

func BenchmarkFold(b *testing.B) {
	b.SetBytes(int64(len(sampleText)))
	for b.Loop() {
		Fold(sampleText)
	}
}
