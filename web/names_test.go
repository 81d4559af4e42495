package web

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"khobao/index"
)

// TestParagraphsLoseNothing cuts any text at any names and marks: put together
// again it is the same text, and what is marked is what was to be marked.
func TestParagraphsLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringMatching(`([a-cđế ]{0,8}(\n\n)?){0,6}`).Draw(t, "body")
		at := rapid.IntRange(0, len(body)+2)
		var marks [][2]int
		last := 0
		for range rapid.IntRange(0, 4).Draw(t, "marks") {
			start := last + rapid.IntRange(0, 5).Draw(t, "gap")
			last = start + rapid.IntRange(0, 4).Draw(t, "length")
			marks = append(marks, [2]int{start, last})
		}
		var a index.Article
		for range rapid.IntRange(0, 3).Draw(t, "names") {
			start := at.Draw(t, "start")
			a.Places = append(a.Places, index.Mention{Name: rapid.StringMatching(`[a-z]{3}`).Draw(t, "name"), Field: "body", Start: start, End: start + rapid.IntRange(-1, 5).Draw(t, "long")})
		}
		var got, marked []string
		a.Body = body
		anchors := newAnchored(&a)
		names(&a, anchors)
		for _, p := range new(marksOf).runs("body", body, anchors, marks) {
			var text strings.Builder
			for _, r := range p {
				text.WriteString(r.Text)
				if r.Marked {
					marked = append(marked, r.Text)
				}
			}
			got = append(got, text.String())
		}
		var want []string
		for text := range strings.SplitSeq(body, "\n\n") {
			if strings.TrimSpace(text) != "" {
				want = append(want, text)
			}
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Fatalf("%q becomes %q", body, got)
		}
		var wantMarked strings.Builder
		for _, p := range pieces(body, marks) {
			if p.Marked {
				wantMarked.WriteString(p.Text)
			}
		}
		if a, b := strings.Join(strings.Fields(strings.Join(marked, "")), ""), strings.Join(strings.Fields(wantMarked.String()), ""); a != b {
			t.Fatalf("in %q marks %q, want %q", body, a, b)
		}
	})
}

func TestPieces(t *testing.T) {
	for _, tt := range []struct {
		text  string
		marks [][2]int
		want  string
	}{
		{"", nil, ""},
		{"abc", nil, "abc"},
		{"abc", [][2]int{{0, 3}}, "[abc]"},
		{"a bc d", [][2]int{{2, 4}}, "a [bc] d"},
		{"đường", [][2]int{{1, 3}}, "đường"},         // would cut a letter
		{"abc", [][2]int{{2, 1}, {0, 9}}, "abc"},     // no range of this text
		{"abcd", [][2]int{{0, 2}, {1, 3}}, "[ab]cd"}, // overlap
		{"abcd", [][2]int{{2, 3}, {0, 1}}, "ab[c]d"}, // out of order
	} {
		var b strings.Builder
		for _, p := range pieces(tt.text, tt.marks) {
			if p.Marked {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		if b.String() != tt.want {
			t.Errorf("%q with %v is %q, want %q", tt.text, tt.marks, b.String(), tt.want)
		}
	}
}
