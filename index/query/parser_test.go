package query_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"khobao/index/query"
)

// fields is a small Lookup: canonical names and one alias with and without marks.
func fields(prefix string) (string, bool) {
	switch strings.ToLower(prefix) {
	case "title", "tieude", "tiêuđề":
		return "title", true
	case "body", "site", "year", "author":
		return strings.ToLower(prefix), true
	case "nam", "năm":
		return "year", true
	}
	return "", false
}

func TestParse(t *testing.T) {
	tests := []struct{ in, want, notices string }{
		{"", "", ""},
		{"  \t\n ", "", ""},
		{"tái hòa nhập", "tái hòa nhập", ""},
		{"tái hòa nhập, cộng đồng.", "tái hòa nhập cộng đồng", ""},
		{"Hà Nội - Hải Phòng", "Hà Nội Hải Phòng", ""},
		{"Hà Nội—Hải Phòng", "Hà Nội Hải Phòng", ""},
		{"2020–2021 Nội-Bài", "2020–2021 Nội-Bài", ""},
		{`"tái hòa nhập"`, `"tái hòa nhập"`, ""},
		{`“tái hòa nhập” «cộng đồng»`, `"tái hòa nhập" "cộng đồng"`, ""},
		{`“ông nói "vâng"”`, `“ông nói "vâng"”`, ""},
		{`"công an Ngô Quyền"~5`, `"công an Ngô Quyền"~5`, ""},
		{`"a b"~`, `"a b"`, "bad-near 5-6"},
		{`"a b"~9999999999999999999`, `"a b"~100`, "near-too-far 5-25 100"},
		{"a OR b c", "a OR b c", ""},
		{"(a OR b) c", "(a OR b) c", ""},
		{"a HOẶC b", "a OR b", ""},
		{norm.NFD.String("a HOẶC b"), "a OR b", ""},
		{"a or b hoặc c", "a or b hoặc c", ""},
		{"a|b", "a OR b", ""},
		{"a AND b VÀ c", "a b c", ""},
		{"a và b", "a và b", ""},
		{"a -b", "a -b", ""},
		{"a NOT b KHÔNG c", "a -b -c", ""},
		{"a không b", "a không b", ""},
		{`a -"b c" -(d e)`, `a -"b c" -(d e)`, ""},
		{"-(-a)", "a", ""},
		{"a OR -b", "a OR -b", ""},
		{"Covid-19 TP.HCM", "Covid-19 TP.HCM", ""},
		{"-a", "-a", "only-negation 1-2"},
		{"-a -b", "-a -b", "only-negation 1-5"},
		{"KHÔNG KHÍ Ô NHIỄM", `\KHÔNG KHÍ Ô NHIỄM`, "all-caps 0-6 KHÔNG"},
		{`\KHÔNG tên \=x`, `\KHÔNG tên x`, ""},
		{"UBND OR HĐND", "UBND OR HĐND", ""},
		{"tuy*", "tuy*", ""},
		{"t*", "t", "short-prefix 0-2 t*"},
		{"*", "", "short-prefix 0-1 *, no-words 0-1"},
		{"tu*y", "tu y", "middle-prefix 0-4 tu*y"},
		{"*tuyên", "tuyên", "middle-prefix 0-7 *tuyên"},
		{norm.NFD.String("ế*"), norm.NFD.String("ế"), "short-prefix 0-6 " + norm.NFD.String("ế*")},
		{"tieude:đường", "title:đường", ""},
		{"TieuDe:đường", "title:đường", ""},
		{norm.NFD.String("tiêuđề:") + "a", "title:a", ""},
		{"tiêu đề:a", "tiêu đề a", "unknown-field 6-12 đề"},
		{`title:"cụm từ" x`, `title:"cụm từ" x`, ""},
		{"title:(a OR b) c", "title:(a OR b) c", ""},
		{"-title:a b", "-title:a b", ""},
		{"title:=a", "title:=a", ""},
		{"title:a:b", `title:\a:b`, ""},
		{`title:"" x`, "x", "empty-phrase 6-8"},
		{"title: a", "title a", "empty-field 0-6 title"},
		{"Ảnh: Minh Anh", "Ảnh Minh Anh", ""},
		{"abc:def", "abc def", "unknown-field 0-4 abc"},
		{"nam:2021", "year:2021", ""},
		{"site:baohaiphong.com.vn", "site:baohaiphong.com.vn", ""},
		{"7:29 tỷ số 2:1 25/8/2021", "7:29 tỷ số 2:1 25/8/2021", ""},
		{"https://a.vn/b_(c)?d=e:f (g)", "https://a.vn/b_(c)?d=e:f g", ""},
		{"(https://a.vn/b)", "https://a.vn/b", ""},
		{"tu:2021-08 den:2021", "tu:2021-08 den:2021", ""},
		{"từ:25/8/2021 đến:8/2021, a", "tu:25/8/2021 den:8/2021 a", ""},
		{"from:2021 TO:2022", "tu:2021 den:2022", ""},
		{"tu:2021-13", "tu 2021-13", "bad-date 0-10 2021-13"},
		{"tu: 2021", "tu 2021", "empty-field 0-3 tu"},
		{"=đường đi", "=đường đi", ""},
		{`="cụm từ" ="a b"~3`, `="cụm từ" ="a b"~3`, ""},
		{"= a == b", "a b", ""},
		{"câu(a b) x", "câu(a b) x", ""},
		{"CAU(a) sentence(b)", "câu(a) câu(b)", ""},
		{"đoạn(a -b)", "đoạn(a -b)", ""},
		{"đầu50(a) dau7(b) first9(c)", "đầu50(a) đầu7(b) đầu9(c)", ""},
		{"đầu(a)", "đầu a", "no-first 0-6 đầu"},
		{"đầu0(a)", "đầu1(a)", "bad-first 0-8 1000"},
		{"body:câu(a b)", "body:câu(a b)", ""},
		{"câu(title:a b)", "câu(a b)", "nested-operator 5-11 title"},
		{"title:(tu:2021 a)", `title:(\tu:2021 a)`, "nested-operator 7-14 tu:2021"},
		{"câu(-a) b", "-a b", ""},
		{"a^2 (b c)^3.5 \"d e\"^1", `a b c "d e"`, "no-boost 1-3 ^2, no-boost 9-13 ^3.5, no-boost 19-21 ^1"},
		{"a~ b~2", "a b", "no-fuzzy 1-2 ~, no-fuzzy 4-6 ~2"},
		{`"a b`, "a b", "unclosed-quote 0-1"},
		{`a "b c" d" e`, `a "b c" d e`, "unclosed-quote 9-10"},
		{"«a b", "a b", "unclosed-quote 0-2"},
		{`""`, "", "empty-phrase 0-2, no-words 0-2"},
		{`a "…" b`, "a b", "empty-phrase 2-7"},
		{"(a b", "a b", "unbalanced-paren 0-1 ("},
		{"x (a OR b", "x (a OR b)", "unbalanced-paren 2-3 ("},
		{"a) b", "a b", "unbalanced-paren 1-2 )"},
		{"a () b", "a b", "empty-group 2-4"},
		{"OR a", `\OR a`, "dangling-operator 0-2 OR"},
		{"a KHÔNG", "a \\KHÔNG", "dangling-operator 2-8 KHÔNG"},
		{"a OR OR b", "a OR b", "dangling-operator 5-7 OR"},
		{"a | ", "a", "dangling-operator 2-3 |"},
		{"(a OR) b", `a \OR b`, "dangling-operator 3-5 OR"},
		{"???", "", "no-words 0-3"},
		{"((((((((a))))))))", "a", ""},
		{"f(x)", "f x", ""},
	}
	for _, tt := range tests {
		n, notices := query.Parse(tt.in, fields)
		got := query.String(n)
		if got != tt.want {
			t.Errorf("Parse(%q) = %q, want %q", tt.in, got, tt.want)
		}
		if got := brief(notices); got != tt.notices {
			t.Errorf("Parse(%q) notices %q, want %q", tt.in, got, tt.notices)
		}
	}
}

// brief writes notices as "code start-end detail".
func brief(notices []query.Notice) string {
	var parts []string
	for _, n := range notices {
		parts = append(parts, strings.TrimSpace(n.Code+" "+itoa(n.Start)+"-"+itoa(n.End)+" "+n.Detail))
	}
	return strings.Join(parts, ", ")
}

func TestParseTree(t *testing.T) {
	in := `=đường tieude:("a b"~2 | -tuy*) den:2021`
	got, _ := query.Parse(in, fields)
	want := query.And{Nodes: []query.Node{
		query.Word{Text: "đường", Exact: true, Span: query.Span{Start: 0, End: 10}},
		query.Field{Name: "title", Span: query.Span{Start: 11, End: 35}, Node: query.Or{Nodes: []query.Node{
			query.Phrase{Text: "a b", Slop: 2, Span: query.Span{Start: 19, End: 26}},
			query.And{Nodes: []query.Node{
				query.All{},
				query.Not{Node: query.Word{Text: "tuy", Prefix: true, Span: query.Span{Start: 30, End: 34}}},
			}},
		}}},
		query.Period{To: "2021", Span: query.Span{Start: 36, End: 44}},
	}}
	if diff := cmp.Diff(query.Node(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryNoticeHasATextAndATest(t *testing.T) {
	var source []byte
	for _, name := range []string{"parser_test.go", "limits_test.go", "figure_test.go"} {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source = append(source, file...)
	}
	for _, lang := range []string{"vi", "en"} {
		texts, err := os.ReadFile(filepath.Join("..", "..", "internal", "locale", "texts", "notice."+lang+".json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range query.NoticeCodes {
			if !strings.Contains(string(texts), `"notice.`+code+`"`) {
				t.Errorf("notice.%s.json has no text for %s", lang, code)
			}
			if !strings.Contains(string(source), code) {
				t.Errorf("no test gives %s", code)
			}
		}
	}
}

func TestEveryOperatorHasALabel(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		texts, err := os.ReadFile(filepath.Join("..", "..", "internal", "locale", "texts", "operator."+lang+".json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, op := range query.Operators {
			if !strings.Contains(string(texts), `"operator.`+op.Code+`"`) {
				t.Errorf("operator.%s.json has no text for %s", lang, op.Code)
			}
		}
	}
}

func TestOperatorExamplesAreRead(t *testing.T) {
	for _, op := range query.Operators {
		n, notices := query.Parse(op.Example, fields)
		if len(notices) > 0 {
			t.Errorf("%s: example %q gives notices %v", op.Code, op.Example, notices)
		}
		if _, none := n.(query.All); none {
			t.Errorf("%s: example %q finds everything", op.Code, op.Example)
		}
	}
}
