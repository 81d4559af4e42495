package vi

import (
	"strings"
	"testing"
)

// show prints tokens as term[:part,part…] for the golden table.
func show(text string) string {
	var out []string
	for _, tok := range Tokens(text) {
		s := tok.Term
		if len(tok.Parts) > 0 {
			var parts []string
			for _, p := range tok.Parts {
				parts = append(parts, p.Term)
			}
			s += "[" + strings.Join(parts, " ") + "]"
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

// TestTokensGolden pins the rules of doc.go, one line a case.
func TestTokensGolden(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		// numbers
		{"6.550 lượt", "6550 | lượt"},
		{"6550", "6550"},
		{"6 550 lượt", "6550[6 550] | lượt"},
		{"6\u00A0550", "6550[6 550]"},
		{"1.234.567,5", "1234567,5"},
		{"1,234,567.5", "1234567,5"},
		{"1,5 và 1.5", "1,5 | và | 1,5"},
		{"0,125", "0,125"},
		{"bắt 05 đối tượng", "bắt | 5 | đối | tượng"},
		{"007", "007"},
		{"12,5% và 12,5 %", "12,5%[12,5] | và | 12,5%[12,5]"},
		{"98,223% 1.234,5%", "98,223%[98,223] | 1234,5%[1234,5]"},
		{"50%-60%", "50%[50] | 60%[60]"},
		{"1,2,3", "1,2,3[1 2 3]"},
		{"192.168.1.1", "192.168.1.1[192 168 1 1]"},
		{"5.000đ 50kg 300tr 5m2 100m² 10người 3G", "5000 | đ | 50 | kg | 300 | tr | 5 | m2 | 100 | m2 | 10 | người | 3g"},
		{"1 234 5678", "1 | 234 | 5678"},
		{"12.500.000 đồng", "12500000 | đồng"},
		{"Covid-19, covid 19", "covid | 19 | covid | 19"},
		// dates and times
		{"25/08/2021 25/8/2021 25-8-2021 25.8.2021 2021-08-25", strings.TrimSuffix(strings.Repeat("25/8/2021[25/8 8/2021 2021] | ", 5), " | ")},
		{"25/8/21", "25/8/2021[25/8 8/2021 2021]"},
		{"8/2021", "8/2021[8 2021]"},
		{"ngày 25/08", "ngày | 25/8[25 8]"},
		{"ngày 25-8", "ngày | 25/8[25 8]"},
		{"12/14 phường", "12 | 14 | phường"},
		{"07:29 7h29 07h29' 7g29 19h00 19h", "7h29 | 7h29 | 7h29 | 7h29 | 19h | 19h"},
		{"32/13/2021", "32 | 13/2021[13 2021]"},
		// documents, plates, telephones
		{"15/2020/NĐ-CP", "15/2020/nđ-cp[15 15/2020 2020 nđ cp nđ-cp]"},
		{"05/2020/QĐ-TTg", "5/2020/qđ-ttg[5 5/2020 2020 qđ ttg qđ-ttg]"},
		{"123/QĐ-UBND", "123/qđ-ubnd[123 qđ ubnd qđ-ubnd]"},
		{"52/2014/QH13", "52/2014/qh13[52 52/2014 2014 qh13]"},
		{"28-NQ/TW", "28-nq/tw[28 nq tw nq/tw]"},
		{"49/2020", "49/2020[49 2020]"},
		{"30/ngày", "30 | ngày"},
		{"15A-123.45, 15A-12345; 15A 123.45", "15a-12345[15a 12345] | 15a-12345[15a 12345] | 15a-12345[15a 12345]"},
		{"15-B1 234.56 15B1-234.56 29MĐ1-234.56", "15b1-23456[15b1 23456] | 15b1-23456[15b1 23456] | 29mđ1-23456[29mđ1 23456]"},
		{"0225.3842.123", "02253842123[0225 3842 123]"},
		{"0225 3842123", "02253842123[0225 3842123]"},
		{"(0225) 3842.123", "02253842123[0225 3842 123]"},
		{"+84 225 3842123", "02253842123[0225 3842123]"},
		{"0912345678", "0912345678"},
		{"0912 345 678", "0912345678[0912 345 678]"},
		{"1900 1234", "19001234[1900 1234]"},
		{"năm 1900 2000", "năm | 1900 | 2000"},
		// e-mail and links
		{"Mail: Abc.d@HaiPhong.gov.vn.", "mail | abc.d@haiphong.gov.vn[abc.d haiphong.gov.vn]"},
		{"https://www.VnExpress.net/a-b-1.html).", "vnexpress.net/a-b-1.html[vnexpress vnexpress.net]"},
		{"www.tuoitre.vn, tuoitre.vn", "tuoitre.vn[tuoitre] | tuoitre.vn[tuoitre]"},
		{"kết thúc.Sau đó", "kết | thúc | sau | đó"},
		{"24h.com.vn", "24h.com.vn[24h]"},
		{"bao-moi.com", "bao-moi.com[bao-moi]"},
		// words in pieces
		{"kinh tế-xã hội", "kinh | tế | xã | hội"},
		{"TP.HCM", "tp.hcm[tp hcm]"},
		{"TP.Hồ Chí Minh TP. Hồ Chí Minh", "tp | hồ | chí | minh | tp | hồ | chí | minh"},
		{"Sở GD&ĐT, Sở LĐ-TB&XH, R&D", "sở | gd&đt[gd đt] | sở | lđ | tb&xh[tb xh] | r&d[r d]"},
		{"Q.1, P.12", "q | 1 | p | 12"},
		{"PGS.TS.Nguyễn", "pgs.ts[pgs ts] | nguyễn"},
		{"v.v. T.Ư", "v.v[v v] | t.ư[t ư]"},
		{"đ/c Minh km/h", "đ/c[đ c] | minh | km | h"},
		{"H'Mông H’mông Hmông", "hmông[mông] | hmông[mông] | hmông"},
		{"don't O'Neil", "dont[don] | oneil[neil]"},
		{"nói 'xin chào'và", "nói | xin | chào | và"},
		{"GD&amp;ĐT", "gd&đt[gd đt]"},
		{"ôtô bêtông Marốc sôcôla hoáTiêu", "ô | tô | bê | tông | ma | rốc | sô | cô | la | hóa | tiêu"},
		{"Hélène nghành ĐHQGHN GDĐT TƯ café", "hélène | nghành | đhqghn | gdđt | tư | café"},
		{"Đắk Lắk", "đắk | lắk"},
		{"漢字 abc", "漢 | 字 | abc"},
		{"hà\u200B nội ho\u00ADà", "hà | nội | hòa"},
	} {
		if got := show(c.in); got != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.in, got, c.want)
		}
		if err := check(c.in); err != nil {
			t.Errorf("%q: %v", c.in, err)
		}
	}
}
