package vi

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestAbbreviationTable holds the table to its form, and every entry to being
// found in running text as it is written there, both ways.
func TestAbbreviationTable(t *testing.T) {
	a := Default()
	if a.Len() < 330 {
		t.Fatalf("only %d abbreviations", a.Len())
	}
	entries := 0
	for i, line := range strings.Split(string(abbreviationTable), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		entries++
		fields := strings.Split(line, "\t")
		abbr, long := fields[0], fields[1]
		where := fmt.Sprintf("line %d, %s", i+1, abbr)
		if NFC(line) != line {
			t.Errorf("%s: not composed", where)
		}
		tokens := Tokens("Theo 5 " + abbr + " 2021 thì")
		n, forms := a.Match(tokens[2:])
		if n == 0 || !slices.ContainsFunc(forms, func(f LongForm) bool { return f.Text == long }) {
			t.Errorf("%s: tokens %q give %v", where, termList(tokens), forms)
		} else if got := tokens[2+n].Term; got != "2021" {
			t.Errorf("%s: %d tokens taken, then stands %q", where, n, got)
		}
		tokens = Tokens("theo " + long + ", 2021")
		n, short := a.MatchLong(tokens[1:])
		if !slices.Contains(short, abbr) || n != len(tokens)-2 {
			t.Errorf("%s: %q gives %d tokens, %v", where, long, n, short)
		}
		if !slices.Contains(a.Short(strings.ToUpper(long)), abbr) {
			t.Errorf("%s: Short lacks it", where)
		}
		for _, v := range []string{abbr, strings.ToLower(abbr), strings.ReplaceAll(abbr, "&", ""), strings.ReplaceAll(abbr, "-", " "), decomposed(abbr)} {
			if !slices.ContainsFunc(a.Long(v), func(f LongForm) bool { return f.Text == long }) {
				t.Errorf("%s: Long(%q) = %v", where, v, a.Long(v))
			}
		}
		if len(a.Long(abbr)) > 1 && len(fields) < 3 && a.Long(abbr)[0].Text != long && !sameButLinks(a.Long(abbr)[0].Text, long) {
			t.Errorf("%s: one of several meanings, but without context words", where)
		}
	}
	t.Logf("%d lines, %d abbreviations", entries, a.Len())
}

// sameButLinks: phòng cháy, chữa cháy and phòng cháy và chữa cháy, Liên hợp quốc
// and Liên hiệp quốc are one meaning.
func sameButLinks(a, b string) bool {
	same := strings.NewReplacer(" và", "", "hiệp", "hợp")
	return same.Replace(Normalize(a)) == same.Replace(Normalize(b))
}

func TestAbbreviationLookup(t *testing.T) {
	a := Default()
	for _, c := range []struct{ abbr, want string }{
		{"UBND", "Ủy ban nhân dân"},
		{"hdnd", "Hội đồng nhân dân"},
		{"HDND", "Hội đồng nhân dân"},
		{"GDDT", "Giáo dục và Đào tạo"},
		{"gd-đt", "Giáo dục và Đào tạo"},
		{"TP HCM", "Thành phố Hồ Chí Minh"},
		{"T.P.H.C.M.", "Thành phố Hồ Chí Minh"},
		{"KTXH", "kinh tế, xã hội"},
		{"CSDT", "cảnh sát điều tra"},
		{"xyzxyz", ""},
		{"", ""},
		{strings.Repeat("a", 1000), ""},
	} {
		got := a.Long(c.abbr)
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) == 0 || got[0].Text != c.want) {
			t.Errorf("Long(%.20q) = %v, want %q", c.abbr, got, c.want)
		}
	}
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"UBND quận", 1, "Ủy ban nhân dân"},
		{"TP.HCM và", 1, "Thành phố Hồ Chí Minh"},
		{"TP. HCM và", 1, "thành phố"},
		{"TP HCM và", 2, "Thành phố Hồ Chí Minh"},
		{"tphcm", 1, "Thành phố Hồ Chí Minh"},
		{"KT-XH của", 2, "kinh tế, xã hội"},
		{"LĐ-TB&XH tỉnh", 2, "Lao động, Thương binh và Xã hội"},
		{"Q.1", 1, "quận"},
		{"CA Hải Phòng", 1, "công an"},
		{"ca Hải Phòng", 0, ""},
		{"ai cũng", 0, ""},
		{"pa pi", 0, ""},
		{"KT, XH", 1, "kinh tế"},
		{"công an", 0, ""},
	} {
		n, got := a.Match(Tokens(c.text))
		if n != c.n || n > 0 && got[0].Text != c.want {
			t.Errorf("Match(%q) = %d, %v, want %d, %q", c.text, n, got, c.n, c.want)
		}
	}
	forms := a.Long("BTC")
	if i := Best(forms, Normalize("BTC giải công bố kết quả")); forms[i].Text != "ban tổ chức" {
		t.Errorf("BTC of a contest is %v", forms[i])
	}
	if i := Best(forms, Normalize("công văn của BTC về thuế")); forms[i].Text != "Bộ Tài chính" {
		t.Errorf("BTC on taxes is %v", forms[i])
	}
	if Best(nil, "a") != -1 {
		t.Error("Best of nothing")
	}
}

func TestLoadAbbreviations(t *testing.T) {
	a, err := LoadAbbreviations(strings.NewReader("\uFEFF# bảng của tòa soạn\r\nBĐV\tBan Đại biểu Vùng\r\n\nkhông có tab\nX\t\nQQ\tquỹ quận\tquận, tiền \n...\tdấu\nA\tb\tc\td\nAB\tab\n\xff\tx\n"))
	if err == nil || a == nil {
		t.Fatal("bad lines accepted")
	}
	for _, want := range []string{"line 4:", "line 5:", "line 7:", "line 8:", "line 9:", "line 10:"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q does not name %s", err, want)
		}
	}
	if strings.Contains(err.Error(), "line 2:") || a.Len() != 2 {
		t.Errorf("%d loaded, %v", a.Len(), err)
	}
	if f := a.Long("qq"); len(f) != 1 || !slices.Equal(f[0].Context, []string{"quận", "tiền"}) {
		t.Errorf("context %+v", f)
	}
	if _, err := LoadAbbreviations(strings.NewReader(strings.Repeat("x", 1<<20))); err == nil {
		t.Error("a line of a megabyte accepted")
	}
	d := Default()
	before := d.Len()
	if err := d.Merge(a); err != nil || d.Len() != before+2 || len(d.Long("bđv")) != 1 {
		t.Errorf("merge: %v, %d after %d", err, d.Len(), before)
	}
}

// learnedFrom gives the pairs that texts explain at least least times.
func learnedFrom(least int, texts ...string) []LearnedAbbreviation {
	var l AbbreviationLearner
	for _, text := range texts {
		l.Add(text)
	}
	return l.Pairs(least)
}

func TestLearnAbbreviations(t *testing.T) {
	texts := []string{
		"Ủy ban nhân dân (UBND) quận họp. Bộ Giáo dục và Đào tạo (GD&ĐT) và Sở Lao động (số 5).",
		"Theo ủy  ban nhân dân (UBND), công tác phòng cháy, chữa cháy (PCCC) tốt. Thạc sĩ (ThS) nói.",
		"UBND (Ủy ban nhân dân) và “KTX (ký túc xá)”; Sở Thông tin và Truyền thông (TT&TT).",
		"Thành phố Hồ Chí Minh (TP.HCM); nghệ sĩ ưu tú (NSUT); bài viết (ABC) không hợp. Ông A (SN 1980) (UBND) ((( )",
		"Hết câu. Dân (CD) nói",
		"(UBND", "(", ")", "()", "(AB)",
	}
	got := learnedFrom(1, texts...)
	var lines []string
	for _, p := range got {
		lines = append(lines, fmt.Sprintf("%s=%s %d", p.Short, p.Long, p.Count))
	}
	want := []string{
		"UBND=Ủy ban nhân dân 3", "GD&ĐT=Giáo dục và Đào tạo 1", "KTX=ký túc xá 1", "NSUT=nghệ sĩ ưu tú 1",
		"PCCC=phòng cháy, chữa cháy 1", "TP.HCM=Thành phố Hồ Chí Minh 1", "TT&TT=Thông tin và Truyền thông 1", "ThS=Thạc sĩ 1",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("learned\n got %q\nwant %q", lines, want)
	}
	if got := learnedFrom(2, texts...); len(got) != 1 {
		t.Errorf("met twice: %v", got)
	}
}

func TestAbbreviationProperties(t *testing.T) {
	a := Default()
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t)
		tokens := Tokens(text)
		if n, forms := a.Match(tokens); n > len(tokens) || (n > 0) != (len(forms) > 0) {
			t.Fatalf("%q: %d, %v", text, n, forms)
		}
		if n, short := a.MatchLong(tokens); n > len(tokens) || (n > 0) != (len(short) > 0) {
			t.Fatalf("%q: %d, %v", text, n, short)
		}
		for _, p := range learnedFrom(1, text+" ("+text+")") {
			if p.Count < 1 || p.Short == "" || p.Long == "" {
				t.Fatalf("%q teaches %+v", text, p)
			}
		}
	})
}

func TestLearnerIsBounded(t *testing.T) {
	var l AbbreviationLearner
	for i := range maxLearned + 1000 {
		l.note("UBND", "ủy ban "+fmt.Sprint(i))
		if i%2000 == 0 {
			l.note("CATP", "công an thành phố")
		}
	}
	if len(l.pairs) > maxLearned {
		t.Errorf("%d pairs kept", len(l.pairs))
	}
	if got := l.Pairs(2); len(got) != 1 || got[0].Short != "CATP" {
		t.Errorf("the frequent pair was forgotten: %v", got)
	}
}

func FuzzLearnAbbreviations(f *testing.F) {
	f.Add("Ủy ban nhân dân (UBND) và “KTX (ký túc xá)” (ThS)")
	f.Add("aaa aaa aaa aaa aaa aaa aaa (AAAAAAAAAAAA)")
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range learnedFrom(1, text) {
			if squeeze(p.Short) == "" || len(Tokens(p.Long)) < 2 {
				t.Fatalf("%q teaches %+v", text, p)
			}
		}
	})
}

// TestNames finds every spelling of a name from every other.
func TestNames(t *testing.T) {
	a := Names()
	lines := 0
	for i, line := range strings.Split(string(nameTable), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		lines++
		other, name, ok := strings.Cut(line, "\t")
		if !ok || NFC(line) != line {
			t.Errorf("line %d is not two columns of composed letters", i+1)
		}
		if n, long := a.Match(Tokens(other + ", 2021")); n != len(Tokens(other)) || len(long) != 1 || long[0].Text != name {
			t.Errorf("%s is %d tokens, %v", other, n, long)
		}
		if n, short := a.MatchLong(Tokens(name + " nay")); n != len(Tokens(name)) || !slices.Contains(short, other) {
			t.Errorf("%s is %d tokens, %q", name, n, short)
		}
	}
	if lines < 60 {
		t.Errorf("only %d names", lines)
	}
}

func TestAbbreviationsOfSeveralWords(t *testing.T) {
	a := Default()
	for text, want := range map[string]int{
		"TP Hồ Chí Minh": 4, "tp. hồ chí minh": 4, "tp ho chi minh": 4, "TP Hồ Chí": 1, "Hồ Chí Minh": 0,
	} {
		n, long := a.Match(Tokens(text))
		if n != want || n == 4 && (len(long) != 1 || long[0].Text != "Thành phố Hồ Chí Minh") {
			t.Errorf("%q is %d tokens, %v", text, n, long)
		}
	}
	if n, _ := Names().Match(Tokens("bac can bo")); n != 0 {
		t.Errorf("two words without marks are a name of %d tokens", n)
	}
}

func BenchmarkAbbreviations(b *testing.B) {
	a := Default()
	tokens := Tokens(sampleText)
	b.Run("Match", func(b *testing.B) {
		perCPU(b, len(sampleText), func() int {
			for i := range tokens {
				a.Match(tokens[i:])
			}
			return len(tokens)
		})
	})
	b.Run("MatchLong", func(b *testing.B) {
		perCPU(b, len(sampleText), func() int {
			for i := range tokens {
				a.MatchLong(tokens[i:])
			}
			return len(tokens)
		})
	})
	b.Run("Learn", func(b *testing.B) {
		perCPU(b, len(sampleText), func() int {
			var l AbbreviationLearner
			l.Add(sampleText)
			return len(tokens)
		})
	})
	b.Run("Default", func(b *testing.B) { perCPU(b, 0, func() int { return Default().Len() }) })
}
