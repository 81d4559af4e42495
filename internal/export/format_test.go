package export

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"khobao/index"
	"khobao/internal/locale"
	"khobao/internal/warc"
)

// pile gives articles by id, without the ones that are gone.
type pile []index.Article

func (p pile) Articles(_ context.Context, ids []string) ([]index.Article, error) {
	var out []index.Article
	for _, id := range ids {
		for _, a := range p {
			if a.ID == id {
				out = append(out, a)
			}
		}
	}
	return out, nil
}

func (p pile) ids(t testing.TB) *IDs {
	t.Helper()
	var l IDs
	for _, a := range p {
		if err := l.Add(a.ID); err != nil {
			t.Fatal(err)
		}
	}
	return &l
}

// hostile is an article whose every field tries to leave its place.
var hostile = index.Article{
	ID: "00000000000000ff", Title: "=cmd|'/c calc'!A1", Site: "baocang.example", URL: `https://baocang.example/a}_~%20b?x="y"`,
	Lead: "\tdòng một\r\nER  - \r\nTY  - dòng hai", Body: "＝1+1\x00 }, note={x} \\input{/etc/passwd} $&#_%^~ _x0041_ <b>&amp;</b>",
	Authors: []string{"Minh, Hằng and Đỗ Quân", "@SUM(A1)"}, Tags: []string{"-1", "+84"}, Section: []string{"Pháp luật", "An ninh"},
	Published: index.Date{Time: time.Date(2021, 8, 25, 7, 29, 0, 0, index.Zone)}, Captured: time.Date(2021, 8, 25, 0, 40, 0, 0, time.UTC), Lang: "vi",
}

func write(t testing.TB, name string, p pile, columns ...string) string {
	t.Helper()
	f, ok := FormatNamed(name)
	if !ok {
		t.Fatalf("no format %s", name)
	}
	catalog, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Columns: columns, Printer: catalog.In("vi"), Base: "https://kho.example", SiteName: func(string) string { return "Báo Cảng" }}
	var b bytes.Buffer
	rows, err := Write(t.Context(), &b, f, o, p.ids(t), p)
	if err != nil || rows != len(p) {
		t.Fatalf("%s: %d rows, %v", name, rows, err)
	}
	return b.String()
}

func TestCSVReadsBack(t *testing.T) {
	out := write(t, "csv", pile{hostile}, "title", "published", "authors", "body", "lead")
	if !strings.HasPrefix(out, "\ufeff") || !strings.HasSuffix(out, "\r\n") {
		t.Errorf("no mark at the head or no CRLF at the end: %q", out)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Tiêu đề", "Ngày đăng", "Tác giả", "Sapo", "Nội dung"},
		{"'=cmd|'/c calc'!A1", "2021-08-25 07:29", "Minh, Hằng and Đỗ Quân; @SUM(A1)", "'\tdòng một\n\nER  - \n\nTY  - dòng hai", "'＝1+1 }, note={x} \\input{/etc/passwd} $&#_%^~ _x0041_ <b>&amp;</b>"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	formula := regexp.MustCompile(`^[\s\x00\x{feff}\x{200b}\x{3000}\x{a0}]*[=+\-@＝＋－＠]`)
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringMatching(`[ \t\r\n=+@＝＋－＠a-]{0,4}[a-zđ"',;\n=]{0,8}`).Draw(t, "text")
		got := Cell(in)
		if formula.MatchString(got) {
			t.Fatalf("%q becomes %q, which a spreadsheet reckons", in, got)
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.Write([]string{got, "x"}); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		back, err := csv.NewReader(&b).Read()
		if err != nil || back[0] != got {
			t.Fatalf("%q reads back as %q, %v", got, back, err)
		}
	})
}

func TestJSONLines(t *testing.T) {
	p := pile{hostile, {ID: "0000000000000001", Title: "Hai"}}
	lines := strings.Split(strings.TrimSpace(write(t, "jsonl", p)), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	var got struct {
		ID, Title, Published, Permalink string
		Authors                         []string
	}
	if err := json.Unmarshal([]byte(lines[0]), &got); err != nil {
		t.Fatal(err)
	}
	if got.Title != hostile.Title || got.Published != "2021-08-25T07:29:00+07:00" || got.Permalink != "https://kho.example/bai/00000000000000ff" || len(got.Authors) != 2 {
		t.Errorf("read back %+v", got)
	}
	if !strings.Contains(lines[1], `"authors":[]`) || !strings.Contains(lines[1], `"published":null`) {
		t.Errorf("empty values: %s", lines[1])
	}
}

func TestRISReadsBack(t *testing.T) {
	var tags []string
	records := 0
	for l := range strings.SplitSeq(write(t, "ris", pile{hostile, hostile}), "\r\n") {
		if l == "" {
			continue
		}
		if !regexp.MustCompile(`^[A-Z][A-Z0-9]  - `).MatchString(l) {
			t.Fatalf("no tag: %q", l)
		}
		if l[:2] == "TY" {
			records++
			tags = nil
		}
		tags = append(tags, l[:2])
	}
	if records != 2 || strings.Join(tags, " ") != "TY TI AU AU T2 PY DA SE AB KW KW LA UR Y2 L2 AN DB ER" {
		t.Errorf("%d records, tags %v", records, tags)
	}
}

// bibFields reads the entries of a BibTeX file: fields by name, braces balanced.
func bibFields(t *testing.T, s string) []map[string]string {
	t.Helper()
	var out []map[string]string
	for at := strings.IndexByte(s, '@'); at >= 0; at = strings.IndexByte(s, '@') {
		s = s[at+len("@article{"):]
		entry := map[string]string{}
		for {
			comma := strings.IndexAny(s, ",\n}")
			if s[comma] != ',' {
				s = s[comma+1:]
				if strings.HasPrefix(s, "}") {
					break
				}
				continue
			}
			name, rest, ok := strings.Cut(s[comma+1:], " = {")
			if !ok {
				t.Fatalf("no field in %q", s)
			}
			depth, end := 1, 0
			for ; depth > 0; end++ {
				switch rest[end] {
				case '\\':
					end++
				case '{':
					depth++
				case '}':
					depth--
				}
			}
			entry[strings.TrimSpace(name)] = rest[:end-1]
			s = rest[end:]
			if strings.HasPrefix(s, "\n}") {
				break
			}
		}
		out = append(out, entry)
	}
	return out
}

func TestBibTeXReadsBack(t *testing.T) {
	got := bibFields(t, write(t, "bibtex", pile{hostile, {ID: "0000000000000001", Title: "Hai}"}}))
	if len(got) != 2 {
		t.Fatalf("%d entries", len(got))
	}
	want := map[string]string{
		"title": `{=cmd|'/c calc'!A1}`, "author": `{Minh, Hằng and Đỗ Quân} and {@SUM(A1)}`, "journal": "Báo Cảng",
		"year": "2021", "month": "8", "date": "2021-08-25", "urldate": "2021-08-25", "language": "vi",
		"url": `https://baocang.example/a%7D_%7E%20b?x=%22y%22`, "keywords": "-1, +84",
		"abstract": "dòng một ER - TY - dòng hai", "note": "Kho Báo, https://kho.example/bai/00000000000000ff",
	}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if got[1]["title"] != `{Hai\}}` {
		t.Errorf("title %q", got[1]["title"])
	}
}

func TestCSLReadsBack(t *testing.T) {
	for n := range 3 {
		var p pile
		for i := range n {
			a := hostile
			a.ID = fmt.Sprintf("%016x", i)
			p = append(p, a)
		}
		var items []cslItem
		if err := json.Unmarshal([]byte(write(t, "csl", p)), &items); err != nil || len(items) != n {
			t.Fatalf("%d items: %d, %v", n, len(items), err)
		}
		if n > 0 && (items[0].Issued.Parts != [1][3]int{{2021, 8, 25}} || items[0].Author[1].Literal != "@SUM(A1)") {
			t.Errorf("item %+v", items[0])
		}
	}
}

// workbook reads the cells of the first sheet as text.
func workbook(t *testing.T, data string) [][]string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var sheet struct {
		Rows []struct {
			Cells []struct {
				Type  string `xml:"t,attr"`
				Value string `xml:"v"`
				Text  string `xml:"is>t"`
				Calc  string `xml:"f"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	parts := 0
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		var any struct{}
		if err := xml.Unmarshal(body, &any); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		parts++
		if f.Name == "xl/worksheets/sheet1.xml" {
			if err := xml.Unmarshal(body, &sheet); err != nil {
				t.Fatal(err)
			}
		}
	}
	if parts != 6 {
		t.Errorf("%d parts", parts)
	}
	var out [][]string
	for _, row := range sheet.Rows {
		var cells []string
		for _, c := range row.Cells {
			if c.Calc != "" {
				t.Errorf("a cell is a formula: %q", c.Calc)
			}
			cells = append(cells, c.Value+c.Text)
		}
		out = append(out, cells)
	}
	return out
}

func TestXLSXReadsBack(t *testing.T) {
	long := hostile
	long.Title, long.Body = "Dài", strings.Repeat("đ", 40_000)
	rows := workbook(t, write(t, "xlsx", pile{hostile, long}, "title", "published", "body"))
	if len(rows) != 3 || rows[0][1] != "Ngày đăng" {
		t.Fatalf("rows %q", rows)
	}
	if rows[1][0] != hostile.Title || rows[1][1] != "44433.31180555556" {
		t.Errorf("row %q", rows[1])
	}
	if want := "＝1+1 }, note={x} \\input{/etc/passwd} $&#_%^~ _x005F_x0041_ <b>&amp;</b>"; rows[1][2] != want {
		t.Errorf("body %q", rows[1][2])
	}
	if got := []rune(rows[2][2]); len(got) != xlsxCell || got[xlsxCell-1] != '…' {
		t.Errorf("a long cell has %d letters", len(got))
	}
}

func TestEveryFormatAndColumnIsNamed(t *testing.T) {
	catalog, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range locale.Languages {
		for _, f := range Formats {
			if key := "export.format." + f.Name; !catalog.In(lang).Has(key) {
				t.Errorf("%s has no text in %s", key, lang)
			}
		}
		for _, c := range Columns {
			if key := "export.column." + c.Name; !catalog.In(lang).Has(key) {
				t.Errorf("%s has no text in %s", key, lang)
			}
		}
	}
}

func TestColumnLetters(t *testing.T) {
	for n, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := letters(n); got != want {
			t.Errorf("column %d is %s, want %s", n, got, want)
		}
	}
}

func TestAnArticleThatIsGoneKeepsItsRow(t *testing.T) {
	p := pile{hostile}
	ids := p.ids(t)
	if err := ids.Add("00000000000000aa"); err != nil {
		t.Fatal(err)
	}
	f, _ := FormatNamed("jsonl")
	var b bytes.Buffer
	rows, err := Write(t.Context(), &b, f, Options{Columns: []string{"id"}}, ids, p)
	if err != nil || rows != 2 || !strings.HasSuffix(b.String(), `{"id":"00000000000000aa"}`+"\n") {
		t.Errorf("%d rows, %v: %s", rows, err, b.String())
	}
}

func TestWARCHoldsTheRecordsAsKept(t *testing.T) {
	var kept bytes.Buffer
	if _, err := warc.WriteRecord(&kept, warc.Resource("https://a.example/1", hostile.Captured, "text/html", []byte("<p>một"))); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	originals := func(context.Context, string) iter.Seq2[[]byte, error] {
		return func(yield func([]byte, error) bool) { yield(kept.Bytes(), nil) }
	}
	n, err := WriteWARC(t.Context(), &b, "a.warc.gz", Options{Created: hostile.Captured, Query: "lúa\r\nx: y"}, pile{hostile, hostile}.ids(t), originals)
	if err != nil || n != 2 {
		t.Fatalf("%d articles, %v", n, err)
	}
	r, err := warc.NewReader(&b, warc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		types = append(types, string(rec.Type))
		if rec.Type == warc.TypeInfo && !strings.Contains(string(rec.Block), "description: lúa x: y") {
			t.Errorf("description of the file: %q", rec.Block)
		}
	}
	if strings.Join(types, " ") != "warcinfo resource resource" {
		t.Errorf("records %v", types)
	}
}

// endless gives an article for every id.
type endless struct{}

func (endless) Articles(_ context.Context, ids []string) ([]index.Article, error) {
	out := make([]index.Article, len(ids))
	for i, id := range ids {
		out[i] = hostile
		out[i].ID = id
	}
	return out, nil
}

func BenchmarkWrite(b *testing.B) {
	var ids IDs
	for i := range 10_000 {
		if err := ids.Add(fmt.Sprintf("%016x", i)); err != nil {
			b.Fatal(err)
		}
	}
	for _, f := range Formats {
		if f.start == nil {
			continue
		}
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				if _, err := Write(b.Context(), io.Discard, f, Options{}, &ids, endless{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
