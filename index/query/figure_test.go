package query_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"khobao/index/query"
)

func TestParseFigures(t *testing.T) {
	tests := []struct{ in, want, notices string }{
		{"tiền:>100tr", "tiền:>100tr", ""},
		{"tien:>100tr", "tiền:>100tr", ""},
		{"money:>100 million", "tiền:>100tr", ""},
		{"Tiền:>100TR", "tiền:>100tr", ""},
		{norm.NFD.String("tiền:>100 triệu"), "tiền:>100tr", ""},
		{"tiền:100tr..1tỷ", "tiền:100tr..1tỷ", ""},
		{"tiền:<=50triệu", "tiền:<=50tr", ""},
		{"tiền:≥50 triệu đồng", "tiền:>=50tr", ""},
		{"tiền:> 50 triệu", "tiền:>50tr", ""},
		{"tiền:100 triệu", "tiền:100tr", ""},
		{"tiền:=100 triệu", "tiền:100tr", ""},
		{"tiền:1,5 tỷ", "tiền:1,5tỷ", ""},
		{"tiền:1.5 tỉ", "tiền:1,5tỷ", ""},
		{"tiền:2 nghìn tỷ", "tiền:2000tỷ", ""},
		{"tiền:500k", "tiền:500000", ""},
		{"tiền:500.000đ", "tiền:500000", ""},
		{"tiền:1,500,000 vnđ", "tiền:1,5tr", ""},
		{"tiền:10 triệu USD", "tiền:10tr USD", ""},
		{"tiền:10trusd", "tiền:10tr USD", ""},
		{"tiền:>$10 triệu", "tiền:>10tr USD", ""},
		{"tiền:3 tỷ đô la Mỹ Ngô Quyền", "tiền:3tỷ USD Ngô Quyền", ""},
		{"tiền:1 tỷ 200 triệu", "tiền:1,2tỷ", ""},
		{"tiền:1 tỷ 200 người", `tiền:1tỷ \200 người`, ""},
		{"tiền:2 triệu rưỡi", "tiền:2,5tr", ""},
		{"tiền:1tr5", "tiền:1,5tr", ""},
		{"tiền:1tr250 a", "tiền:1,25tr a", ""},
		{"tiền:3..5tr", "tiền:3tr..5tr", ""},
		{"tiền:3-5 tỷ", "tiền:3tỷ..5tỷ", ""},
		{"tiền:3 - 5 tỷ", "tiền:3tỷ..5tỷ", ""},
		{"tiền:3tr -5", "tiền:3tr -5", ""},
		{"tiền:100 đến 200 triệu", "tiền:100tr..200tr", ""},
		{"tiền:100tr đến 5 người", `tiền:100tr \đến 5 người`, ""},
		{"tiền:từ 100tr", "tiền:>=100tr", ""},
		{"tiền:trên 100 triệu x", "tiền:>100tr x", ""},
		{"tiền:dưới 1 tỷ", "tiền:<1tỷ", ""},
		{"tiền:100tr..", "tiền:>=100tr", ""},
		{"tiền:..1tỷ", "tiền:<=1tỷ", ""},
		{"tiền:1tỷ..100tr", "tiền:100tr..1tỷ", ""},
		{"tiền:500..1tr", "tiền:500..1tr", ""},
		{"tiền:1..2tr USD", "tiền:1tr USD..2tr USD", ""},
		{`tiền:"100 triệu"`, "tiền:100tr", ""},
		{`tiền:>"100 triệu đồng"`, "tiền:>100tr", ""},
		{`tiền:“100 - 200 triệu” a`, "tiền:100tr..200tr a", ""},
		{"tiền:1.234.567", "tiền:1234567", ""},
		{"tiền:1.234.567,5 USD", "tiền:1234567,5 USD", ""},
		{"tiền:0,5 USD", "tiền:0,5 USD", ""},
		{"(tiền:>100tr OR người:>5) a", "(tiền:>100tr OR người:>5) a", ""},
		{"-tiền:>100tr a", "-tiền:>100tr a", ""},
		{"tiền:>100tr, a", "tiền:>100tr a", ""},
		{"tiền:>100tr Hải Phòng tu:2021", "tiền:>100tr Hải Phòng tu:2021", ""},
		{`tiền:>100 \triệu`, `tiền:>100 \triệu`, ""},
		{"số tiền:>100tr", "tiền:>100tr", ""},
		{"nhận số tiền:>100tr", "nhận tiền:>100tr", ""},
		{`\số tiền:>100tr`, `\số tiền:>100tr`, ""},
		{"title:số tiền:>100tr", "title:số tiền:>100tr", ""},
		{"-số tiền:>100tr", "-số tiền:>100tr", ""},
		{"diện tích:>10 ha", "diệntích:>10 ha", ""},
		{"diện tích:>300 km2", "diệntích:>30000 ha", ""},
		{"dientich:<50m²", "diệntích:<50 m2", ""},
		{"dài:10km..50km", "dài:10 km..50 km", ""},
		{"dài:5m", "dài:5 m", ""},
		{"dài:2 hải lý", "dài:3704 m", ""},
		{"nặng:>1,5 tấn", "nặng:>1,5 tấn", ""},
		{"phần trăm:>50", "phầntrăm:>50%", ""},
		{"tỷ lệ:98,223%", "phầntrăm:98,2230%", ""},
		{"tuổi:>=100", "tuổi:>=100", ""},
		{"nhiệt độ:>=40 độ C", "nhiệtđộ:>=40", ""},
		{"người:>1000", "người:>1000", ""},
		{"người:1000..2000 người", "người:1000..2000", ""},
		{"người:>1 triệu", "người:>1tr", ""},
		{"xe:>100", "xe:>100", ""},
		{"người:Nguyễn", "person:Nguyễn", ""},
		{`người:"Nguyễn Văn An"`, `person:"Nguyễn Văn An"`, ""},
		{"tiền:abc", "tiền abc", "bad-figure 0-10 abc"},
		{"tiền:>", "tiền", "empty-field 0-7 tiền"},
		{"tiền: 100tr", "tiền 100tr", "empty-field 0-7 tiền"},
		{"tiền:100xyz a", "tiền 100xyz a", "bad-figure 0-13 100xyz"},
		{"tiền:1tr..2 USD", "tiền:2 USD..1tr USD", ""},
		{"tiền:1trđ..2 USD", "tiền 1trđ..2 USD", "bad-figure 0-15 1trđ..2"},
		{"tiền:9999999999999999999999", "tiền 9999999999999999999999", "bad-figure 0-29 9999999999999999999999"},
		{"tiền:(100tr)", "tiền 100tr", "bad-figure 0-8 ("},
		{"title:(tiền:>100 triệu a)", `title:(\tiền:>100 triệu a)`, "nested-operator 7-26 tiền:>100 triệu"},
		{"câu(tiền:>100tr a)", `câu(\tiền:>100tr a)`, "nested-operator 5-18 tiền:>100tr"},
	}
	known := func(name string) (string, bool) {
		if name == "người" || name == "person" {
			return "person", true
		}
		return fields(name)
	}
	for _, tt := range tests {
		n, notices := query.Parse(tt.in, known)
		got := query.String(n)
		if got != tt.want {
			t.Errorf("Parse(%q) = %q, want %q", tt.in, got, tt.want)
		}
		if got := brief(notices); got != tt.notices {
			t.Errorf("Parse(%q) notices %q, want %q", tt.in, got, tt.notices)
		}
		if again, _ := query.Parse(got, known); query.String(again) != got {
			t.Errorf("Parse(%q) prints %q, which reads as %q", tt.in, got, query.String(again))
		}
	}
}

func TestFigureExamplesAreRead(t *testing.T) {
	for _, k := range query.Figures {
		n, notices := query.Parse(k.Example, fields)
		if f, ok := n.(query.Figure); !ok || f.Kind != k.Name || len(notices) > 0 {
			t.Errorf("%s: example %q is read as %#v %v", k.Name, k.Example, n, notices)
		}
	}
}

func TestFigureBounds(t *testing.T) {
	tests := []struct {
		in      string
		holds   []float64
		notHold []float64
	}{
		{"tiền:>100tr", []float64{1e8 + 1, 3e8}, []float64{1e8, 5}},
		{"tiền:>=100tr", []float64{1e8}, []float64{1e8 - 1}},
		{"tiền:<1,1 tỷ", []float64{0, 1.1e9 - 1}, []float64{1.1e9}},
		{"tiền:<=1,1 tỷ", []float64{1.1e9}, []float64{1.1e9 + 1}},
		{"tiền:1..2tr", []float64{1e6, 1.5e6, 2e6}, []float64{1e6 - 1, 2e6 + 1}},
	}
	for _, tt := range tests {
		n, _ := query.Parse(tt.in, fields)
		f := n.(query.Figure)
		for _, v := range tt.holds {
			if !f.Holds(v) {
				t.Errorf("%s does not hold for %v", tt.in, v)
			}
		}
		for _, v := range tt.notHold {
			if f.Holds(v) {
				t.Errorf("%s holds for %v", tt.in, v)
			}
		}
	}
}

func TestMeasured(t *testing.T) {
	tests := []struct {
		unit, thing string
		value       float64
		want        string
		in          float64
	}{
		{"đồng", "", 3e8, "money/đồng", 3e8},
		{"đồng/kg", "", 5e4, "money/đồng", 5e4},
		{"USD", "", 1e7, "money/USD", 1e7},
		{"%", "", 12.5, "percent/%", 12.5},
		{"%/năm", "", 8, "percent/%", 8},
		{"ha", "", 2.5, "area/m2", 25000},
		{"km", "", 2.328, "length/m", 2328},
		{"km/giờ", "", 60, "", 0},
		{"tấn/năm", "", 60, "", 0},
		{"", "người", 100, "people/người", 100},
		{"lượt", "người", 6550, "people/người", 6550},
		{"", "hộ dân", 20, "households/hộ", 20},
		{"chiếc", "xe", 4, "vehicles/xe", 4},
		{"", "cơn bão", 4, "", 0},
		{"năm", "", 4, "", 0},
		{"đồng", "", 1e19, "", 0},
	}
	for _, tt := range tests {
		kind, in, v, ok := query.Measured(tt.unit, tt.thing, tt.value)
		got := kind + "/" + in
		if !ok {
			got = ""
		}
		if got != tt.want || v != tt.in {
			t.Errorf("Measured(%q, %q, %v) = %s %v, want %s %v", tt.unit, tt.thing, tt.value, got, v, tt.want, tt.in)
		}
	}
}

// figurePieces are what a random query with figures is put together from.
var figurePieces = []string{
	"tiền:", "tiền:>", "người:", "số ", "phần trăm:", "dài:", "diện tích:<=", "nhiệt độ:", ">", "<=", "=", "..", "-", "–", "\"", "“", "”",
	"1", "100", "2,5", "1.500", "1.234,5", "0", "98,223", "500", "k", "tr", "triệu", "tỷ", "nghìn", "đ", "đồng", "USD", "đô la", "$", "%", "m2", "m", "km", "ha",
	"người", "rưỡi", "đến", "từ", "trên", " ", " ", " ", " ", "a", "đường", "OR", "-", "(", ")", "\\", "*", "title:", "câu(", ",", ".", ":", "e\u0302\u0301",
}

func TestParseIsInverseOfStringForFigures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkQuery(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(figurePieces), 0, 24).Draw(t, "pieces"), ""))
	})
}

func TestEveryAmountIsReadAsItIsPrinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom(query.Figures).Draw(t, "kind")
		u := rapid.SampledFrom(k.Units).Draw(t, "unit")
		number := float64(rapid.IntRange(0, 1e5).Draw(t, "number")) / rapid.SampledFrom([]float64{1, 10, 100, 1000, 10000}).Draw(t, "part")
		value := number * rapid.SampledFrom([]float64{1, 1e3, 1e6, 1e9}).Draw(t, "magnitude")
		f := query.Figure{Kind: k.Name, Over: rapid.Bool().Draw(t, "over")}
		var ok bool
		name, thing := u.Name, ""
		if k.Things != nil {
			name, thing = "", k.Things[0]
		}
		if _, f.Unit, f.Low, ok = query.Measured(name, thing, value); !ok {
			if max(u.Times, 1)*value <= query.MaxFigure {
				t.Fatalf("%v %s is of no kind", value, u.Name)
			}
			return
		}
		f.High = math.Inf(1)
		printed := query.String(f)
		got, notices := query.Parse(printed, fields)
		if diff := cmp.Diff(query.Node(f), got, noSpans); diff != "" || len(notices) > 0 {
			t.Fatalf("%v %s prints %q, which reads differently: %v\n%s", value, u.Name, printed, notices, diff)
		}
	})
}
