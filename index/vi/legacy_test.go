package vi

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

var allLegacy = []string{TCVN3, VNIWindows, VISCII, Windows1258, DoubleUTF8, TripleUTF8}

// capitalsText has every toned capital, as headlines in capitals do.
const capitalsText = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM; ĐỘC LẬP - TỰ DO - HẠNH PHÚC; ẢNH: QUẢNG BÌNH, ỨNG HÒA, Ở ĐÂU, BẦY ẤU TRĨ, " +
	"CỔ VẼ NGHỆ SỸ, ĐỖ ĐỂ TẾT, BÃI ỐC KỲ LẠ, LÝ THỤY VŨ, BẢY ỔI ẨM, Ờ, ẶC, HÃY NGỦ, BỮA NỬA ĐỪNG SỢ LỠ LỜI MỞ, BẰNG PHẲNG, MẶN ĐẪM, ẴM, MẮT XẤU"

// table of bytes as the standards and the fonts have them.
func TestLegacyBytes(t *testing.T) {
	for _, c := range []struct{ enc, bytes, want string }{
		{TCVN3, "C\xE9ng ho\xB5 x\xB7 h\xE9i ch\xF1 ngh\xDCa Vi\xD6t Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"},
		{TCVN3, "\xA7\xE9c l\xCBp - T\xF9 do - H\xB9nh ph\xF3c", "Độc lập - Tự do - Hạnh phúc"},
		{TCVN3, "\x93\xA4ng n\xE3i\x94: \x93anh \x96 em\x94\x85", "“Ông nói”: “anh – em”…"},
		{TCVN3, "\x99 Hu\xD5; TO\x80N\x94; \x93AN TO\x80N\x94; N\x97I\x96H\x81I PH\x92NG", "Ở Huế; TOÀN”; “AN TOÀN”; NỘI–HẢI PHÒNG"},
		{TCVN3, "30\xB0C, 5m\xB2, Windows\x99, a\xB3nh", "30°C, 5m², Windows™, ánh"},
		{VNIWindows, "Co\xE4ng ho\xF8a xa\xF5 ho\xE4i chu\xFB ngh\xF3a Vie\xE4t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
		{VNIWindows, "\xD1o\xE4c la\xE4p - T\xF6\xEF do - \xD1\xD6\xD4\xD8NG \xD1\xD6\xD4\xCFC", "Độc lập - Tự do - ĐƯỜNG ĐƯỢC"},
		{VNIWindows, "ba\xE8ng ch\xF6\xF5 k\xEE, HA\xD8 NO\xC4I, \x93m\xF4\xF9i\x94", "bằng chữ kỵ, HÀ NỘI, “mới”"},
		{VISCII, "C\xB5ng h\xF2a x\xE3 h\xB5i ch\xFC ngh\xEEa Vi\xAEt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
		{Windows1258, "Vi\xEA\xF2t Nam, \xF0\xFD\xF5\xCCng, C\xF4\xF2ng ho\xCCa", "Việt Nam, đường, Cộng hòa"},
		{DoubleUTF8, "Viá»‡t Nam Ä‘Æ°á»\u009dng phá»‘ “giữ”", "Việt Nam đường phố “giữ”"},
		{DoubleUTF8, "lÃ  má»™t lÃ ng, vÃ  lÃ anh, Ä‘á»" + "\uFFFD" + "ng", "là một làng, và là anh, đ\uFFFDng"},
	} {
		got, err := Decode(c.enc, []byte(c.bytes))
		if err != nil || got != c.want {
			t.Errorf("%s %q: %q, %v, want %q", c.enc, c.bytes, got, err, c.want)
		}
	}
	if _, err := Decode("koi8-r", nil); err == nil || !strings.Contains(err.Error(), "koi8-r") {
		t.Errorf("unknown encoding: %v", err)
	}
	if _, err := Encode("koi8-r", "a"); err == nil {
		t.Error("unknown encoding accepted")
	}
	for _, enc := range allLegacy[:4] {
		if _, err := Encode(enc, "chữ 漢"); err == nil || !strings.Contains(err.Error(), "漢") {
			t.Errorf("%s: %v, want the letter named", enc, err)
		}
	}
}

func TestLegacyRoundTrip(t *testing.T) {
	signs := strings.NewReplacer("“", `"`, "”", `"`, "–", "-")
	for _, text := range []string{NFC(sampleText), capitalsText, strings.ToLower(capitalsText), Fold(sampleText)} {
		text = signs.Replace(text)
		for _, enc := range allLegacy {
			b, err := Encode(enc, text)
			if err != nil {
				t.Fatalf("%s: %v", enc, err)
			}
			if got, err := Decode(enc, b); err != nil || got != text {
				t.Errorf("%s: %v\n got %q\nwant %q", enc, err, got, text)
			}
			if strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
				continue
			}
			if got, name, ok := DecodeLegacy(b); !ok || name != enc || got != text {
				t.Errorf("%s taken for %q, %t: %q", enc, name, ok, got)
			}
		}
	}
}

// TestLegacyLetters takes every letter of the language through every encoding.
// In TCVN3 the capitals that share their byte with a sign need a word around them.
func TestLegacyLetters(t *testing.T) {
	for _, six := range append(toned[:], "đĐ") {
		for _, r := range six + strings.ToUpper(six) {
			for _, enc := range allLegacy {
				b, err := Encode(enc, "x"+string(r)+"x")
				if err != nil {
					t.Errorf("%s lacks %c", enc, r)
					continue
				}
				if enc == TCVN3 && b[1] >= 0x80 && b[1] < 0xA0 {
					continue
				}
				if got, _ := Decode(enc, b); got != "x"+string(r)+"x" {
					t.Errorf("%s: %c comes back as %q", enc, r, got)
				}
			}
		}
	}
}

func TestLegacyRandomWords(t *testing.T) {
	words := strings.FieldsFunc(sampleText+" "+strings.ToLower(capitalsText), func(r rune) bool { return !inTally(r) })
	rapid.Check(t, func(t *rapid.T) {
		text := NFC(strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words"), " "))
		enc := rapid.SampledFrom(allLegacy).Draw(t, "encoding")
		b, err := Encode(enc, text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Decode(enc, b); err != nil || got != text {
			t.Fatalf("%s: %q came back as %q, %v", enc, text, got, err)
		}
	})
}

func TestRepair(t *testing.T) {
	for _, c := range []struct{ in, want, enc string }{
		{"Céng hoµ x· héi", "Cộng hoà xã hội", TCVN3},
		{"Coäng hoøa xaõ hoäi", "Cộng hòa xã hội", VNIWindows},
		{"ÑÖÔØNG ÑÖÔÏC MÔÛ", "ĐƯỜNG ĐƯỢC MỞ", VNIWindows},
		{"Cµng hòa xã hµi chü nghîa", "Cộng hòa xã hội chủ nghĩa", VISCII},
		{"Viêòt Nam ðýõÌng phôì", "Việt Nam đường phố", Windows1258},
		{"Tiáº¿ng Viá»‡t", "Tiếng Việt", DoubleUTF8},
		{as1252([]byte(as1252([]byte("Tiếng Việt")))), "Tiếng Việt", TripleUTF8},
		{"Coäng hoøa 漢字 xaõ hoäi", "Cộng hòa 漢字 xã hội", VNIWindows},
		// well as they are
		{"Cộng hòa xã hội chủ nghĩa Việt Nam", "", ""},
		{"Công an", "", ""},
		{"à la carte, café, naïve, São Paulo", "", ""},
		{"Il était une fois à Málaga, le garçon Müller", "", ""},
		{"El niño corrió detrás del señor Núñez", "", ""},
		{"Die Größe der Bäume überrascht Jürgen", "", ""},
		{"30°C · 5 m² © 2021 «Tiền Phong»", "", ""},
		{"«Lá», «má»º", "", ""},
		{"plain English 100%", "", ""},
		{"", "", ""},
	} {
		got, enc, ok := Repair(c.in)
		if got != c.want || enc != c.enc || ok != (c.enc != "") {
			t.Errorf("%q: %q, %q, %t, want %q, %q", c.in, got, enc, ok, c.want, c.enc)
		}
	}
}

// TestLegacyForeign reads other languages in latin-1, in which no word may turn Vietnamese.
func TestLegacyForeign(t *testing.T) {
	for _, text := range []string{
		"L'été dernier, la forêt était déjà très sèche ; à côté du château, les élèves ont planté là une centaine de chênes. Où est passé le maître d'école ? Il a été vu à la fenêtre, près du fleuve.",
		"Im Frühjahr hört man die Vögel über den Dächern, und die Kinder müssen früh aufstehen. Für die Straßenbahn wäre das ein schöner Erfolg, sagte der Bürgermeister; spät am Abend öffnete er die Tür.",
		"La niña comió más después de la lección; también pidió un café en el jardín. El señor Ibáñez volvió de Perú con el corazón lleno de ilusión y sólo un balón.",
		"Não há razão para a demissão, afirmou João; a eleição será amanhã às três, e até lá os irmãos não irão à praça. São Tomé já está lá.",
		"På våren går båten fra øya hver dag. Været er fint, sa kapteinen, og både små og store får være med; også når det blåser.",
		"Æ Ø Å ± × ÷ ¿Qué? ½ ¼ £5 §7 ¶ © ® ° á é í ó ú à è ì ò ù ã õ",
	} {
		var b []byte
		for _, r := range text {
			b = append(b, byte(r))
		}
		if got, enc, ok := DecodeLegacy(b); ok {
			t.Errorf("%s taken for %s: %s", text, enc, got)
		}
		if got, enc, ok := Repair(text); ok {
			t.Errorf("%s repaired from %s: %s", text, enc, got)
		}
	}
}

// TestLegacyPages reads pages: tags, scripts, English and references must not mislead.
func TestLegacyPages(t *testing.T) {
	const before = "<html><head><title>News &amp; weather 2004</title><style>p{margin:0}</style>" +
		"<script>var a = 'caf\xE9 \xFE\xFF\xE8'; // some English words in a script \xE3\xE3\n</script></head>" +
		"<body bgcolor=\"#ffffff\"><!-- comment \xF0 --><a href=\"index.htm\">Home page</a> Contact us<p><font face=\".VnTime\">"
	const after = "</font><br>&copy; 2004 All rights reserved&nbsp;</body></html>"
	text := "Xã Hòa Phú mở lại bến đò ngang sau ba năm, bà con hai bờ vui mừng"
	for _, enc := range allLegacy[:4] {
		b, err := Encode(enc, text)
		if err != nil {
			t.Fatal(err)
		}
		page, name, ok := DecodeLegacy([]byte(before + string(b) + after))
		if !ok || name != enc || !strings.Contains(page, ">"+text+"<") {
			t.Errorf("%s: %q, %t\n%s", enc, name, ok, page)
		}
		if !strings.HasPrefix(page, "<html><head><title>News &amp; weather") || !strings.HasSuffix(page, "&nbsp;</body></html>") {
			t.Errorf("%s: markup changed: %s", enc, page)
		}
	}
}

// TestLegacyReferences reads pages whose editor wrote the bytes as references.
func TestLegacyReferences(t *testing.T) {
	for _, c := range []struct{ in, want, enc string }{
		{"<p>C&eacute;ng ho&micro; x&middot; h&eacute;i ch&ntilde; ngh&Uuml;a &amp; &lt;</p>", "<p>Cộng hoà xã hội chủ nghĩa &amp; &lt;</p>", TCVN3},
		{"<p>&Ntilde;o&#228;c la&#228;p, t&ouml;&iuml; do</p>", "<p>Độc lập, tự do</p>", VNIWindows},
		{"<p>C&ocirc;ng an th&agrave;nh ph&#7889; H&agrave; N&#7897;i v&agrave; t&ocirc;i</p>", "", ""},
		{"<p>d&eacute;j&agrave; vu, &eacute;t&eacute;, gar&ccedil;on, fa&ccedil;ade</p>", "", ""},
		{"fish &amp; chips &copy; &raquo; &nbsp; &", "", ""},
	} {
		got, enc, ok := DecodeLegacy([]byte(c.in))
		if got != c.want || enc != c.enc || ok != (enc != "") {
			t.Errorf("%s: %q, %q, %t, want %q", c.in, got, enc, ok, c.want)
		}
	}
}

func TestRaiseCapitals(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`<font face=".VnTimeH">Độc lập &amp; tự do</font> thường`, `<font face=".VnTimeH">ĐỘC LẬP &amp; TỰ DO</font> thường`},
		{`<P><span style="font-family:'.VnArialH';color:red">hội <b>nghị</b> lớn</span> nhỏ</P>`, `<P><span style="font-family:'.VnArialH';color:red">HỘI <b>NGHỊ</b> LỚN</span> nhỏ</P>`},
		{`<font face=".VnTime">Độc lập</font>`, `<font face=".VnTime">Độc lập</font>`},
		{`<font face=".VnTimeH">a<font size=2>b</font>c<br>d & e</font>f`, `<font face=".VnTimeH">A<font size=2>B</font>C<br>D & E</font>f`},
		{"a < b .Vn", "a < b .Vn"},
	} {
		if got := RaiseCapitals(c.in); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

// TestLegacyHugePages gives pages made to be slow; they end like any other.
func TestLegacyHugePages(t *testing.T) {
	for _, piece := range []string{"<a \xB5", "<!--\xB5", "<script>\xB5", "&#\xB5", "\x93\x94\x85", "<font face=.VnTimeH>\xB5", "\xE1\xBB"} {
		b := []byte(strings.Repeat(piece, 1<<20/len(piece)))
		if text, err := DecodePage(TCVN3, b); err != nil || RaiseCapitals(text) == "" {
			t.Errorf("%q: %v", piece, err)
		}
		DecodeLegacy(b)
	}
}

func FuzzDecodeLegacy(f *testing.F) {
	for _, enc := range allLegacy {
		b, err := Encode(enc, "Độc lập - Tự do - Hạnh phúc, nước Việt Nam")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		f.Add([]byte("<font face='.VnTimeH'>" + string(b) + "&eacute;</font><script>"))
	}
	f.Add([]byte("\x93\x94\x85\x99\x80\x81\x82\x83\x84 <!-- <a"))
	f.Fuzz(func(t *testing.T, b []byte) {
		text, enc, ok := DecodeLegacy(b)
		if ok != (enc != "") || !ok && text != "" {
			t.Fatalf("%q, %q, %t", text, enc, ok)
		}
		if ok && !utf8.Valid(b) && !utf8.ValidString(text) {
			t.Fatalf("%s gives broken text", enc)
		}
		for _, l := range legacies {
			if l.repair == nil && !utf8.ValidString(l.decode(b)) {
				t.Fatalf("%s gives broken text", l.name)
			}
		}
		if fixed, _, ok := Repair(string(b)); ok && fixed == string(b) {
			t.Fatal("repaired into itself")
		}
	})
}

func BenchmarkDecodeLegacy(b *testing.B) {
	text := strings.Repeat(sampleText, 20)
	for _, c := range []struct{ name, text string }{{"UTF8", text}, {"ASCII", Fold(text)}} {
		b.Run(c.name, func(b *testing.B) {
			in := []byte(c.text)
			perCPU(b, len(in), func() int {
				if _, _, ok := DecodeLegacy(in); ok {
					b.Fatal("false alarm")
				}
				return 0
			})
		})
	}
	for _, enc := range allLegacy {
		b.Run(enc, func(b *testing.B) {
			in, err := Encode(enc, strings.NewReplacer("“", "", "”", "").Replace(text))
			if err != nil {
				b.Fatal(err)
			}
			perCPU(b, len(in), func() int {
				if _, _, ok := DecodeLegacy(in); !ok {
					b.Fatal("not recognised")
				}
				return 0
			})
		})
	}
}
