package query_test

import (
	"strconv"
	"strings"
	"testing"

	"khobao/index/query"
)

func itoa(n int) string { return strconv.Itoa(n) }

func TestCaps(t *testing.T) {
	alternatives := func(n int) string { return "a" + strings.Repeat(" OR a", n-1) }
	nested := func(n int) string { // n groups inside one another
		s := "a"
		for i := range n {
			s = "(x" + []string{" ", " OR "}[i%2] + s + ")"
		}
		return s
	}
	tests := []struct {
		name, in, notices string
		words             int
	}{
		{"128 words", strings.Repeat("tiếng ", 128), "", 128},
		{"129 short words", strings.TrimSpace(strings.Repeat("a ", 129)), "too-many-words 256-257 128", 128},
		{"a long plain run", strings.Repeat("tiếng ", 200), "too-many-words 1024-1600 128", 128},
		{"a long text with parentheses", strings.Repeat("(tiếng) ", 100), "", 100},
		{"a long text with operators", strings.Repeat(`nghiêng "a b" `, 50), "too-long 0-750, too-many-words 642-750 128", 128},
		{"32 clauses", alternatives(32), "", 32},
		{"33 clauses", alternatives(33), "too-many-clauses 160-161 32", 32},
		{"a run is one clause", strings.Repeat("a ", 90) + alternatives(31), "", 121},
		{"3 prefixes", "aa* bb* cc*", "", 3},
		{"5 prefixes", "aa* bb* cc* dd* ee*", "too-many-prefixes 12-19 3", 5},
		{"depth 5", nested(5), "", 6},
		{"depth 7", nested(7), "too-deep 22-31 5", 8},
	}
	for _, tt := range tests {
		n, notices := query.Parse(tt.in, fields)
		if got := brief(notices); !strings.HasPrefix(got, tt.notices) || tt.notices == "" && got != "" {
			t.Errorf("%s: notices %q, want %q", tt.name, got, tt.notices)
		}
		if got := len(words(n)); got != tt.words {
			t.Errorf("%s: %d words, want %d", tt.name, got, tt.words)
		}
	}
}

func words(n query.Node) []query.Word {
	var out []query.Word
	query.Walk(n, func(n query.Node) bool {
		if w, ok := n.(query.Word); ok {
			out = append(out, w)
		}
		return true
	})
	return out
}

// TestHostileSizes has no clock: quadratic work on a megabyte would not end.
func TestHostileSizes(t *testing.T) {
	for _, piece := range []string{"(", ")", `"`, "“", "«", "a ", "(a OR ", "-", "*", "a:", "=", "\\", "a^2", "câu(", "tiếng ", "\xff", "x://("} {
		in := strings.Repeat(piece, 1<<20/len(piece))
		n, notices := query.Parse(in, fields)
		if len(words(n)) > query.MaxWords {
			t.Errorf("%q: %d words", piece, len(words(n)))
		}
		if len(notices) > 30 {
			t.Errorf("%q: %d notices", piece, len(notices))
		}
		if got := len(query.String(n)); got > 40_000 {
			t.Errorf("%q: a tree of %d bytes", piece, got)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for _, in := range []string{
		"tai hoa nhap cong dong ngo quyen",
		`tieude:("công an" OR cảnh sát) -"đường sắt" tuyên* tu:2021-08 den:2021 câu(phường vay vốn)`,
		strings.Repeat("tiếng ", 5000),
	} {
		b.Run(in[:20], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				query.Parse(in, fields)
			}
		})
	}
}
