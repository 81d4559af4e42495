package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"khobao/index/query"
	"khobao/index/rank"
)

func TestQueryParts(t *testing.T) {
	for _, tt := range []struct {
		q      string
		parts  []string // each part, then "→" and the query without it
		either bool
	}{
		{"giao  thông", []string{"giao→thông", "thông→giao"}, false},
		{`"an toàn" -"đường sắt" tàu`, []string{`"an toàn"→-"đường sắt" tàu`, `-"đường sắt"→"an toàn" tàu`, `tàu→"an toàn" -"đường sắt"`}, false},
		{"(phường OR xã) Ngô Quyền", []string{"(phường OR xã)→Ngô Quyền", "Ngô→(phường OR xã) Quyền", "Quyền→(phường OR xã) Ngô"}, false},
		{"vắc xin HOẶC vaccine", []string{"vắc xin→vaccine", "vaccine→vắc xin"}, true},
		{"a|b | c", []string{"a→b | c", "b→a | c", "c→a | b"}, true},
		{"tai KHÔNG nạn", []string{"tai→-nạn", "KHÔNG nạn→tai"}, false},
		{"công VÀ an", []string{"công→an", "an→công"}, false},
		{`ubnd "quan`, []string{`ubnd→quan`, `"quan→ubnd`}, false},
		{"tieude:(giao thông) tu:2020", []string{"tieude:(giao thông)→tu:2020", "tu:2020→tieude:(giao thông)"}, false},
		{"câu(phường vay) x^2", []string{"câu(phường vay)→x", "x^2→câu(phường vay)"}, false},
		{"đường", nil, false},
		{"", nil, false},
		{"-đường", nil, false},
		{strings.Repeat("a ", maxParts+1), nil, false},
	} {
		parts, either := queryParts(tt.q)
		var got []string
		for _, p := range parts {
			got = append(got, tt.q[p.Start:p.End]+"→"+p.Rest)
		}
		if diff := cmp.Diff(tt.parts, got); diff != "" || either != tt.either {
			t.Errorf("%q: either %v (-want +got):\n%s", tt.q, either, diff)
		}
	}
}

// TestTakingAPartOutLeavesTheOthers builds queries of what the language knows:
// without a part the tree is that of the others, and the parts stand in order.
func TestTakingAPartOutLeavesTheOthers(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"giao", "thông", "-tai", "KHÔNG", "HOẶC", "|", "AND", "(", ")", `"`, `"an toàn"`, "=đường", "tuyên*", "tieude:", "tieude:cầu", "nguon:a.b",
		"tu:2020", "den:x", "câu(", "đầu50(", "~3", "^2", "\\", "ế\u0301", "—", "a-b",
	})
	rapid.Check(t, func(t *rapid.T) {
		q := strings.Join(rapid.SliceOfN(piece, 0, 9).Draw(t, "pieces"), rapid.SampledFrom([]string{" ", "", "  "}).Draw(t, "between"))
		parts, either := queryParts(q)
		node, _ := query.Parse(q, rank.Lookup)
		var nodes []query.Node
		switch n := node.(type) {
		case query.And:
			nodes = n.Nodes
		case query.Or:
			nodes = n.Nodes
		}
		at := 0
		for i, p := range parts {
			if p.Start < at || p.End <= p.Start || p.End > len(q) {
				t.Fatalf("%q: part %d is %d to %d after %d", q, i, p.Start, p.End, at)
			}
			at = p.End
			var kept []query.Node
			for j, n := range nodes {
				if j != i {
					kept = append(kept, n)
				}
			}
			want := query.String(query.And{Nodes: kept})
			if either {
				want = query.String(query.Or{Nodes: kept})
			}
			if len(kept) == 1 {
				want = query.String(kept[0])
			}
			got, _ := query.Parse(p.Rest, rank.Lookup)
			if again, _ := query.Parse(want, rank.Lookup); query.String(got) != query.String(again) {
				t.Fatalf("%q without part %d is %q, read as %s, want %s", q, i, p.Rest, query.String(got), want)
			}
		}
	})
}

func TestTheQueryIsShownBack(t *testing.T) {
	s := newServer(t, newShelf())
	shown := func(q string) (text string, hrefs []string, faults []string) {
		doc := get(t, s, "/search?q="+url.QueryEscape(q)+"&nam=2021").doc(t)
		lists := all(doc, "ul.echo")
		if len(lists) == 0 {
			return "", nil, nil
		}
		for _, a := range all(lists[0], "a") {
			hrefs = append(hrefs, attr(a, "href"))
		}
		for _, f := range all(lists[0], "span.fault") {
			faults = append(faults, textOf(f)+": "+attr(f, "title"))
		}
		return textOf(lists[0]), hrefs, faults
	}
	text, hrefs, _ := shown("giao thông Tiên Lãng sạch")
	if text != "giao thông × Tiên Lãng × sạch ×" {
		t.Errorf("shown back as %q", text)
	}
	want := []string{"/search?q=Ti%C3%AAn+L%C3%A3ng+s%E1%BA%A1ch&nam=2021", "/search?q=giao+th%C3%B4ng+s%E1%BA%A1ch&nam=2021", "/search?q=giao+th%C3%B4ng+Ti%C3%AAn+L%C3%A3ng&nam=2021"}
	if diff := cmp.Diff(want, hrefs); diff != "" {
		t.Errorf("parts lead to (-want +got):\n%s", diff)
	}
	for _, one := range []string{"đường", "giao thông"} {
		if text, _, _ := shown(one); text != "" {
			t.Errorf("one word is repeated as %q", text)
		}
	}
}

func TestFaultsAreUnderlinedWhereTheyStand(t *testing.T) {
	shelf := newShelf()
	const q = `giao "thông`
	_, shelf.notices = query.Parse(q, rank.Lookup)
	s := newServer(t, shelf)
	doc := get(t, s, "/search?q="+url.QueryEscape(q)).doc(t)
	fault := one(t, doc, "span.fault")
	if got := textOf(fault); !strings.HasPrefix(got, `"`) {
		t.Errorf("underlined %q", got)
	}
	if got := attr(fault, "title"); got != textOf(one(t, doc, "p.notice")) {
		t.Errorf("the underline says %q", got)
	}
}
