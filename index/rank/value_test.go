package rank_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/rank"
)

// TestValuesAreTypedByTheirBeginning completes what no article has whole, tells it,
// and leaves alone what is a value, is asked for exactly, or begins too many.
func TestValuesAreTypedByTheirBeginning(t *testing.T) {
	s := onBleve(
		t,
		index.Article{ID: "1", Title: "Đường sắt", Site: "tin-moi.example", Authors: []string{"Minh Châu"}},
		index.Article{ID: "2", Title: "Đường thủy", Site: "tin-moi.example", Authors: []string{"Minh"}},
		index.Article{ID: "3", Title: "Đường bộ", Site: "bao.a.example"},
		index.Article{ID: "4", Title: "Đường bay", Site: "bao.b.example"},
		index.Article{ID: "5", Title: "Đường mòn", Site: "bao.c.example"},
		index.Article{ID: "6", Title: "Đường hầm", Site: "bao.d.example"},
	)
	const q = "đường nguon:tin-moi"
	said := []index.Expansion{{Typed: "nguon:tin-moi", As: "tin-moi.example", Kind: rank.ValueKind, Count: 2, Start: 10, End: len(q)}}
	for _, tt := range []struct {
		q, ids string
		said   []index.Expansion
	}{
		{q, "1 2", said},
		{"đường nguon:=tin-moi", "", []index.Expansion{}},
		{"đường nguon:ti", "", []index.Expansion{}},
		{"đường nguon:bao", "", []index.Expansion{}},
		{"đường tacgia:minh", "2", []index.Expansion{}},
	} {
		res := found(t, s, tt.q)
		if hitIDs(res.Hits) != tt.ids {
			t.Errorf("%q finds %q, want %q", tt.q, hitIDs(res.Hits), tt.ids)
		}
		if diff := cmp.Diff(tt.said, res.Expansions); diff != "" {
			t.Errorf("%q: %s", tt.q, diff)
		}
	}
	off, err := s.Search(t.Context(), index.Request{Q: q, Literal: []string{"nguon:tin-moi"}})
	if err != nil || off.Total != 0 || len(off.Expansions) != 0 {
		t.Errorf("switched off: %d, %+v, %v", off.Total, off.Expansions, err)
	}
}
