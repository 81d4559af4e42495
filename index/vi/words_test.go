package vi

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// cut shows the words of a text, syllables of one word joined by _.
func cut(l *Lexicon, text string) string {
	tokens := Tokens(text)
	var out []string
	for _, w := range l.Words(tokens, nil) {
		var terms []string
		for _, tok := range tokens[w.First:w.End] {
			terms = append(terms, tok.Term)
		}
		out = append(out, strings.Join(terms, "_"))
	}
	return strings.Join(out, " ")
}

func TestWords(t *testing.T) {
	l := NewLexicon()
	for _, w := range []string{"công an", "tái hòa nhập", "cộng đồng", "học sinh", "sinh học", "kỷ luật"} {
		if err := l.Add(w); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ in, want string }{
		{"Công an Hải Phòng", "công_an hải_phòng"},
		{"công an tới Hải Phòng", "công_an tới hải_phòng"},
		{"TÁI HOÀ NHẬP CỘNG ĐỒNG", "tái_hòa_nhập cộng_đồng"},
		{"tái hòa nhập cộng đồng", "tái_hòa_nhập cộng_đồng"},
		{"học sinh học sinh học", "học_sinh học_sinh học"},
		{"công, an", "công an"},
		{"công\n\nan", "công an"},
		{"Nguyễn Văn An nói", "nguyễn_văn_an nói"},
		{"Ông Nguyễn Văn An", "ông nguyễn_văn_an"},
		{"UBND Quận Ngô Quyền", "ubnd quận ngô_quyền"},
		{"ở Thành Phố Hải Phòng", "ở thành_phố hải_phòng"},
		{"tới 6.550 lượt", "tới 6550 lượt"},
		{"xe ôtô chở bêtông", "xe ô_tô chở bê_tông"},
		{"", ""},
	} {
		if got := cut(l, c.in); got != c.want {
			t.Errorf("%q\n got  %s\n want %s", c.in, got, c.want)
		}
	}
}

// TestWordsCoverTokens holds Words to its promise on any text.
func TestWordsCoverTokens(t *testing.T) {
	l := NewLexicon()
	long := strings.Repeat("công tác xã hội Nguyễn Văn ", 60)
	for _, text := range []string{long, sampleText, strings.ToUpper(sampleText), "a", "A B C D E F G H"} {
		tokens := Tokens(text)
		at := 0
		for _, w := range l.Words(tokens, nil) {
			if w.First != at || w.End <= w.First {
				t.Fatalf("word %+v after token %d", w, at)
			}
			at = w.End
		}
		if at != len(tokens) {
			t.Fatalf("words end at %d of %d tokens", at, len(tokens))
		}
	}
}

// sharedData finds a folder of measuring data beside the repository, or skips.
func sharedData(t testing.TB, path string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			full := filepath.Join(dir, "..", "shared", "data", path)
			if _, err := os.Stat(full); err != nil {
				t.Skipf("shared data absent: %s", path)
			}
			return full
		}
	}
	t.Skip("shared data absent: no go.mod above")
	return ""
}

// gold reads sentences of a CoNLL-U file, each a list of words.
func gold(t testing.TB) [][]string {
	f, err := os.Open(sharedData(t, "segmentation/vi_vtb-ud-dev.conllu"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all [][]string
	var cur []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) > 1 && fields[0] != "" && !strings.ContainsAny(fields[0], "-.") {
			cur = append(cur, fields[1])
		}
		if lines.Text() == "" && len(cur) > 0 {
			all, cur = append(all, cur), nil
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no sentences")
	}
	return all
}

// extent is a word as a range of characters that are no white space.
type extent struct{ from, to int }

// goldExtents gives the words of a sentence.
func goldExtents(words []string) []extent {
	var out []extent
	at := 0
	for _, w := range words {
		n := inked(w)
		out = append(out, extent{at, at + n})
		at += n
	}
	return out
}

func inked(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// ourExtents cuts a text; a run of one punctuation mark counts as a word. A point
// that is written to a word and ends no sentence is that of an abbreviation
// (TP. Hải Phòng), and belongs to it.
func ourExtents(l *Lexicon, text string) []extent {
	tokens := Tokens(text)
	var out []extent
	at, pos := 0, 0
	signs := func(s string) {
		last := rune(-1)
		for _, r := range s {
			switch {
			case unicode.IsSpace(r):
				last = -1
			case r == last:
				out[len(out)-1].to++
				at++
			default:
				out = append(out, extent{at, at + 1})
				at++
				last = r
			}
		}
	}
	for _, w := range l.Words(tokens, nil) {
		start, end := tokens[w.First].Start, tokens[w.End-1].End
		if pos > 0 && text[pos] == '.' && tokens[w.First].Break == NoBreak {
			out[len(out)-1].to++
			at, pos = at+1, pos+1
		}
		signs(text[pos:start])
		n := inked(text[start:end])
		out = append(out, extent{at, at + n})
		at, pos = at+n, end
	}
	signs(text[pos:])
	return out
}

// score is precision, recall and F1 of words, and F1 of those of two syllables or more.
type score struct{ right, ours, gold int }

func (s score) f1() float64 { return 2 * float64(s.right) / float64(s.ours+s.gold) }

func measure(l *Lexicon, sentences [][]string, miss func(words []string, text string, ours []extent)) score {
	var s score
	for _, words := range sentences {
		text := strings.Join(words, " ")
		ours := ourExtents(l, text)
		want := make(map[extent]bool)
		for _, e := range goldExtents(words) {
			want[e] = true
		}
		s.gold += len(want)
		s.ours += len(ours)
		for _, e := range ours {
			if want[e] {
				s.right++
			}
		}
		if miss != nil {
			miss(words, text, ours)
		}
	}
	return s
}

// TestWordF1 reports how well words are cut on the second half of a treebank;
// the first half is there to look at. The floor only guards against breakage.
func TestWordF1(t *testing.T) {
	all := gold(t)
	half := len(all) / 2
	l := NewLexicon()
	first, second := measure(l, all[:half], nil), measure(l, all[half:], nil)
	t.Logf("%d compounds; second half: P %.3f R %.3f F1 %.4f (%d words); first half F1 %.4f", l.Len(),
		float64(second.right)/float64(second.ours), float64(second.right)/float64(second.gold), second.f1(), second.gold, first.f1())
	if second.f1() < 0.75 {
		t.Errorf("word F1 is %.4f", second.f1())
	}
}
