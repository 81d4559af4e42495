package query_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"khobao/index/query"
)

// noSpans compares trees without where they were typed.
var noSpans = cmp.Options{
	cmpopts.IgnoreTypes(query.Span{}),
}

// pieces are what a random query is put together from.
var pieces = []string{
	"đường", "duong", "a", "KHÔNG", "NOT", "OR", "HOẶC", "VÀ", "AND", "|", "-", "=", "\\", "*", "~2", "^2", ":", "~",
	"(", ")", " ", " ", " ", " ", `"`, "“", "”", "«", "»", "title:", "tieude:", "abc:", "tu:2021", "den:x", "câu(", "đầu9(", "đoạn(",
	"7:29", "https://a.vn/b", ",", ".", "!", "\n", "\xff", "e\u0302\u0301", "\u0301", "tuy*", "Covid-19", "UBND",
}

func drawQuery(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), "")
}

func TestParseIsInverseOfString(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkQuery(t, drawQuery(t)) })
}

type reporter interface{ Fatalf(string, ...any) }

// checkQuery checks what Parse promises of any text.
func checkQuery(t reporter, in string) {
	n, notices := query.Parse(in, fields)
	for _, notice := range notices {
		if notice.Start < 0 || notice.End > len(in) || notice.Start > notice.End {
			t.Fatalf("Parse(%q): notice outside: %+v", in, notice)
		}
	}
	checkTree(t, in, n)
	printed := query.String(n)
	if utf8.RuneCountInString(printed) > query.MaxRunes {
		return
	}
	again, _ := query.Parse(printed, fields)
	if diff := cmp.Diff(n, again, noSpans); diff != "" {
		t.Fatalf("Parse(%q) prints %q, which reads differently:\n%s", in, printed, diff)
	}
}

func checkTree(t reporter, in string, n query.Node) {
	query.Walk(n, func(n query.Node) bool {
		at := query.SpanOf(n)
		if at.Start < 0 || at.End > len(in) || at.Start > at.End {
			t.Fatalf("Parse(%q): span outside: %+v", in, n)
		}
		switch n := n.(type) {
		case query.Word:
			if n.Text == "" || !strings.Contains(in[at.Start:at.End], n.Text) {
				t.Fatalf("Parse(%q): word %q is not at %q", in, n.Text, in[at.Start:at.End])
			}
		case query.Phrase:
			if n.Text == "" || !strings.Contains(in[at.Start:at.End], n.Text) {
				t.Fatalf("Parse(%q): phrase %q is not at %q", in, n.Text, in[at.Start:at.End])
			}
		case query.And:
			if len(n.Nodes) < 2 {
				t.Fatalf("Parse(%q): And of %d", in, len(n.Nodes))
			}
		case query.Or:
			if len(n.Nodes) < 2 {
				t.Fatalf("Parse(%q): Or of %d", in, len(n.Nodes))
			}
			for _, side := range n.Nodes {
				if _, bare := side.(query.Not); bare {
					t.Fatalf("Parse(%q): a bare Not in an Or", in)
				}
			}
		case query.Field:
			switch n.Node.(type) {
			case query.Field, query.Period, query.Not, nil:
				t.Fatalf("Parse(%q): field of %T", in, n.Node)
			}
		}
		return true
	})
}

func TestStringOfReadings(t *testing.T) {
	n := query.And{Nodes: []query.Node{
		query.Readings{
			Typed:    query.Word{Text: "ky"},
			Readings: []query.Reading{{Node: query.Word{Text: "kỹ", Exact: true}}, {Node: query.Phrase{Text: "a b"}}},
		},
		query.Period{From: "2020", To: "2021"},
	}}
	if got, want := query.String(n), `(ky OR =kỹ OR "a b") tu:2020 den:2021`; got != want {
		t.Errorf("String = %q, want %q", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, p := range pieces {
		f.Add(p + " a " + p)
	}
	f.Fuzz(func(t *testing.T, in string) { checkQuery(t, in) })
}
