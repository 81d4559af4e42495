package rank_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"khobao/index"
	"khobao/index/rank"
)

func TestLookup(t *testing.T) {
	tests := []struct{ prefix, want string }{
		{"title", "title"},
		{"tieude", "title"},
		{"tiêuđề", "title"},
		{norm.NFC.String(norm.NFD.String("TiêuĐề")), "title"},
		{"TIEUDE", "title"},
		{"tiêuđe", "title"},
		{"tiêude", "title"},
		{"nam", "year"},
		{"Năm", "year"},
		{"báo", "site"},
		{"bão", ""},
		{"tiêu", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got, ok := rank.Lookup(tt.prefix); got != tt.want || ok != (tt.want != "") {
			t.Errorf("Lookup(%q) = %q, %v, want %q", tt.prefix, got, ok, tt.want)
		}
	}
	for _, f := range index.Fields {
		for _, alias := range append(f.Aliases, f.Name) {
			if got, _ := rank.Lookup(alias); got != f.Name {
				t.Errorf("Lookup(%q) = %q, want %q", alias, got, f.Name)
			}
		}
	}
}
