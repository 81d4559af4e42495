package vi

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sentences shows the breaks: | for a sentence, ¶ for a paragraph.
func sentences(text string) string {
	var b strings.Builder
	for i, tok := range Tokens(text) {
		switch {
		case tok.Break == SentenceBreak:
			b.WriteString(" | ")
		case tok.Break == ParagraphBreak:
			b.WriteString(" ¶ ")
		case i > 0:
			b.WriteByte(' ')
		}
		b.WriteString(tok.Term)
	}
	return b.String()
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Trời mưa. Đường ngập.", "trời mưa | đường ngập"},
		{"Trời mưa.Đường ngập", "trời mưa | đường ngập"},
		{"Ông hỏi: “Đi đâu?” rồi cười! “Về nhà.” Bà đáp", "ông hỏi đi đâu rồi cười | về nhà | bà đáp"},
		{"“Đi đâu?” anh hỏi.", "đi đâu anh hỏi"},
		{"TP. Hải Phòng, Q.1, Q. Hồng Bàng, P. 12", "tp hải phòng q 1 q hồng bàng p 12"},
		{"ThS. Lê Minh và PGS.TS. Trần Hà. Sau đó", "ths lê minh và pgs.ts trần hà | sau đó"},
		{"bị can Nguyễn Văn A. Sau đó", "bị can nguyễn văn a | sau đó"},
		{"tác giả J. Smith nói", "tác giả j smith nói"},
		{"tăng 6.550 lượt. Năm 2021. Trong đó 1.5 tỷ", "tăng 6550 lượt | năm 2021 | trong đó 1,5 tỷ"},
		{"1. Phạm vi\n2. Đối tượng", "1 phạm vi | 2 đối tượng"},
		{"dòng một\ndòng hai\nDòng ba", "dòng một dòng hai | dòng ba"},
		{"đoạn một\n\nđoạn hai\r\n\r\nđoạn ba", "đoạn một ¶ đoạn hai ¶ đoạn ba"},
		{"gồm: a, b, v.v. và nhiều nữa", "gồm a b v.v và nhiều nữa"},
		{"các nước châu Á. Đêm nay, châu Á.Nếu ấm no. Và", "các nước châu á | đêm nay châu á | nếu ấm no | và"},
		{"trong cuộc sống.2. Được nhận, ở trường.58% giáo viên", "trong cuộc sống | 2 được nhận ở trường | 58% giáo viên"},
		{"Chờ đã… Mọi người", "chờ đã | mọi người"},
		{"chờ... rồi đi", "chờ rồi đi"},
		{"kết thúc. 15 người bị thương", "kết thúc | 15 người bị thương"},
		{"A\n \nB", "a ¶ b"},
		{"xong.\n- mục một\n- mục hai", "xong | mục một | mục hai"},
	} {
		if diff := cmp.Diff(c.want, sentences(c.in)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.in, diff)
		}
	}
}
