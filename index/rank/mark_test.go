package rank_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/rank"
	"khobao/index/vi"
)

// search runs one query over articles that are given ids 0, 1, …
func search(t testing.TB, q string, articles ...index.Article) index.Result {
	t.Helper()
	for i := range articles {
		articles[i].ID = fmt.Sprint(i)
	}
	m := newMemory(articles...)
	s := &rank.Searcher{Engine: m, Texts: m}
	s.Learn(taught(articles...))
	res, err := s.Search(context.Background(), index.Request{Q: q})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// marked writes the marks into the text.
func marked(text string, marks [][2]int) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m[0]] + "[" + text[m[0]:m[1]] + "]")
		at = m[1]
	}
	return b.String() + text[at:]
}

func TestMarks(t *testing.T) {
	tests := []struct{ q, title, want string }{
		{"duong", "Đường sắt, dưỡng đường", "[Đường] sắt, [dưỡng] [đường]"},
		{"đường", "Đường sắt, Dương, dưỡng đường", "[Đường] sắt, Dương, dưỡng [đường]"},
		{"=duong", "Đường duong", "Đường [duong]"},
		{"đuong", "Đường, đương, dương", "[Đường], [đương], dương"},
		{"hoà", "Hòa và hoà", "[Hòa] và [hoà]"},
		{"ngo quyen", "quận Ngô Quyền", "quận [Ngô] [Quyền]"},
		{`"ngo quyen"`, "quận Ngô Quyền, ngõ nhỏ, ông Quyền", "quận [Ngô Quyền], ngõ nhỏ, ông Quyền"},
		{`"ngo quyen" quyen`, "Ngô Quyền, ông Quyền", "[Ngô Quyền], ông [Quyền]"},
		{`"a b a"`, "a b a b a", "[a b a b a]"},
		{`"công quyền"~2`, "công an Ngô Quyền; còn lại là các công việc ở quận kia Quyền", "[công] an Ngô [Quyền]; còn lại là các công việc ở quận kia Quyền"},
		{"tuy*", "Tuyên Quang tuyển tú", "[Tuyên] Quang [tuyển] tú"},
		{"tuyê*", "Tuyên Quang tuyền tuy", "[Tuyên] Quang tuyền tuy"},
		{"sắt -dương", "Đường sắt", "Đường [sắt]"},
		{"title:sắt", "Đường sắt", "Đường [sắt]"},
		{"sắt HOẶC thủy", "đường sắt đường thuỷ", "đường [sắt] đường [thuỷ]"},
		{"câu(đường sắt)", "Đường sắt", "[Đường] [sắt]"},
		{"Covid-19", "Dịch Covid-19", "Dịch [Covid-19]"},
		{"kỹ thuật", "Kĩ thuật, kỹ thuật", "[Kĩ] [thuật], [kỹ] [thuật]"},
		// A syllable outside of its word is marked where nothing better stands.
		{"giao thông", "Thông tư về giao thông, giao việc", "Thông tư về [giao] [thông], giao việc"},
		{"giao thong", "Thông tư về giao thông, giao việc", "Thông tư về [giao] [thông], giao việc"},
		{"giao thông", "Thông tư giao Bộ Công an", "[Thông] tư [giao] Bộ Công an"},
		{"mưa giao thông", "Mưa: thông tư giao Bộ", "[Mưa]: thông tư giao Bộ"},
		{"giao thông mưa", "Giao thông mưa, mưa to", "[Giao] [thông] [mưa], [mưa] to"},
		{"giao thông thông", "Thông tư, giao thông", "[Thông] tư, [giao] [thông]"},
		{"7:29", "lúc 7:29 sáng", "lúc [7:29] sáng"},
		{"nha", norm.NFD.String("Nhà ở"), "[" + norm.NFD.String("Nhà") + "] " + norm.NFD.String("ở")},
	}
	for _, tt := range tests {
		res := search(t, tt.q, index.Article{Title: tt.title})
		if len(res.Hits) != 1 {
			t.Errorf("%q in %q: %d hits", tt.q, tt.title, len(res.Hits))
			continue
		}
		if got := marked(res.Hits[0].Title, res.Hits[0].TitleMarks); got != tt.want {
			t.Errorf("%q marks %q, want %q", tt.q, got, tt.want)
		}
	}
}

func TestScopesMarkWhereTheyHold(t *testing.T) {
	body := "Phường có vốn. Phường vui. Vốn ít, phường xa.\n\nVốn. Phường nhỏ của quận."
	tests := []struct{ q, want string }{
		{"câu(phường vốn)", "[Phường] có [vốn]. Phường vui. [Vốn] ít, [phường] xa.\n\nVốn. Phường nhỏ của quận."},
		{"câu(phường (vui OR nhỏ))", "Phường có vốn. [Phường] [vui]. Vốn ít, phường xa.\n\nVốn. [Phường] [nhỏ] của quận."},
		{`đoạn("phuong nho" vốn)`, "Phường có vốn. Phường vui. Vốn ít, phường xa.\n\n[Vốn]. [Phường nhỏ] của quận."},
		{"đầu4(phường) quận", "[Phường] có vốn. [Phường] vui. Vốn ít, phường xa.\n\nVốn. Phường nhỏ của [quận]."},
		{"câu(phường vui) vốn", "Phường có [vốn]. [Phường] [vui]. [Vốn] ít, phường xa.\n\n[Vốn]. Phường nhỏ của quận."},
	}
	for _, tt := range tests {
		n, _ := query.Parse(tt.q, rank.Lookup)
		if got := marked(body, rank.Marks(n, "body", body)); got != tt.want {
			t.Errorf("%q marks %q, want %q", tt.q, got, tt.want)
		}
	}
	n, _ := query.Parse("title:vốn đầu9(phường)", rank.Lookup)
	if got := rank.Marks(n, "title", "Vốn phường"); len(got) != 1 || got[0] != [2]int{0, 5} {
		t.Errorf("marks in a title: %v", got)
	}
}

func TestFirstSyllablesGoOnFromTheLead(t *testing.T) {
	h := search(t, "đầu4(phường)", index.Article{Title: "T", Lead: "Phường một hai.", Body: "Phường ba, phường bốn."}).Hits[0]
	var got []string
	for _, s := range h.Snippets {
		got = append(got, marked(s.Text, s.Marks))
	}
	if want := "[Phường] một hai. | [Phường] ba, phường bốn."; strings.Join(got, " | ") != want {
		t.Errorf("snippets %q", got)
	}
}

func TestFieldMarksOnlyThatField(t *testing.T) {
	h := search(t, "title:sắt", index.Article{Title: "Đường sắt", Body: "Đường sắt mới."}).Hits[0]
	if len(h.TitleMarks) != 1 || len(h.Snippets) != 1 || len(h.Snippets[0].Marks) != 0 {
		t.Errorf("title marks %v, snippets %+v", h.TitleMarks, h.Snippets)
	}
}

var textPieces = []string{
	"Đường", "đường", "dương", "duong", "sắt", "Ngô", "Quyền", "ngô quyền", "hoà", "hòa", "kỹ", "kĩ", "TP.HCM", "6.550", "25/8/2021", "Covid-19",
	" ", " ", " ", " ", ", ", ". ", "\n\n", "\n", "“", "”", "…", "e\u0302\u0301", "\u200b", "\xff", "(", ")", norm.NFD.String("đường"),
	strings.Repeat("lời ", 12), strings.Repeat("chữ. ", 9),
}

var queries = []string{
	"duong", "đường sắt", `"ngô quyền"`, `"duong sat"~3`, "hoa", "=dương", "ky", "kỹ", "đuong", "du*", "tp.hcm", "6.550", "25/8/2021",
	"title:duong sắt", "duong HOẶC ngo", "duong -sat", "câu(duong)",
}

func TestMarksStandOnWholeWords(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(textPieces), 0, 40).Draw(rt, name), "")
		}
		a := index.Article{Title: draw("title"), Lead: draw("lead"), Body: draw("body"), Captions: []index.Caption{{Text: draw("caption")}}}
		q := rapid.SampledFrom(queries).Draw(rt, "query")
		res := search(t, q, a)
		words := queryWords(res.Query)
		for _, h := range res.Hits {
			checkMarks(rt, q, h.Title, h.TitleMarks, words)
			for _, s := range h.Snippets {
				checkMarks(rt, q, s.Text, s.Marks, words)
				if !utf8.ValidString(s.Text) || strings.ContainsRune(s.Text, '\n') {
					rt.Fatalf("snippet %q", s.Text)
				}
				if n := len(vi.Tokens(s.Text)); n > 40 {
					rt.Fatalf("snippet of %d tokens: %q", n, s.Text)
				}
			}
		}
	})
}

// queryWords gives the folded tokens a mark may consist of.
func queryWords(n query.Node) map[string]bool {
	words := map[string]bool{}
	query.Walk(n, func(n query.Node) bool {
		var text string
		switch n := n.(type) {
		case query.Word:
			text = n.Text
		case query.Phrase:
			text = n.Text
		}
		for _, tok := range vi.Tokens(text) {
			words[tok.Folded] = true
		}
		return true
	})
	return words
}

func checkMarks(t *rapid.T, q, text string, marks [][2]int, words map[string]bool) {
	starts, ends := map[int]bool{}, map[int]bool{}
	for _, tok := range vi.Tokens(text) {
		for _, piece := range append(tok.Parts, tok) {
			starts[piece.Start], ends[piece.End] = true, true
		}
	}
	last := 0
	for _, m := range marks {
		if m[0] < last || m[1] <= m[0] || m[1] > len(text) || !starts[m[0]] || !ends[m[1]] {
			t.Fatalf("query %q: mark %v in %q is on no word", q, m, text)
		}
		last = m[1]
		for _, tok := range vi.Tokens(text[m[0]:m[1]]) {
			if !words[tok.Folded] && !(q == "du*" && strings.HasPrefix(tok.Folded, "du")) {
				t.Fatalf("query %q: mark %q in %q", q, text[m[0]:m[1]], text)
			}
		}
	}
}
