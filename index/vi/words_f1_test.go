package vi

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode"

	"khobao/internal/testkit"
)

// gold reads sentences of a CoNLL-U file, each a list of words.
func gold(t testing.TB) [][]string {
	f, err := os.Open(testkit.Shared(t, "segmentation", "vi_vtb-ud-dev.conllu"))
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

// score counts words: cut right, cut by us, and in the treebank.
type score struct{ right, ours, gold int }

func (s score) String() string {
	return fmt.Sprintf("P %.4f R %.4f F1 %.4f (%d words)",
		float64(s.right)/float64(s.ours), float64(s.right)/float64(s.gold), s.f1(), s.gold)
}

func (s score) f1() float64 { return 2 * float64(s.right) / float64(s.ours+s.gold) }

func measure(l *Lexicon, sentences [][]string) score {
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
	}
	return s
}

// f1Floor guards against breakage: it is just below what the lexicon reached on
// the second half.
const f1Floor = 0.952

// TestWordF1 reports how well words are cut on the second half of a treebank;
// the first half is there to look at.
func TestWordF1(t *testing.T) {
	first, second := halves(t)
	l := NewLexicon()
	f, s := measure(l, first), measure(l, second)
	t.Logf("%d compounds; second half: %v; first half: %v", l.Len(), s, f)
	if s.f1() < f1Floor {
		t.Errorf("word F1 is %.4f, below %.4f", s.f1(), f1Floor)
	}
}

// TestWordF1Curve reports the same over random parts of the lexicon, to tell
// what more compounds would bring.
func TestWordF1Curve(t *testing.T) {
	_, second := halves(t)
	entries := lexiconEntries(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	rnd.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	last := 0.0
	for _, part := range []int{0, 10, 25, 50, 75, 90, 100} {
		l := &Lexicon{}
		for _, e := range entries[:len(entries)*part/100] {
			l.insert(strings.Split(e, " "), rankLexicon)
		}
		s := measure(l, second)
		t.Logf("%3d%% of the lexicon, %5d compounds: %v", part, l.Len(), s)
		if s.f1() <= last {
			t.Errorf("%d%% of the lexicon are no better than fewer: F1 %.4f after %.4f", part, s.f1(), last)
		}
		last = s.f1()
	}
}

// TestWordF1Learned reports what pairs learned from news add to the lexicon, by
// the NPMI from which they are taken. The default must do no harm to speak of.
func TestWordF1Learned(t *testing.T) {
	first, second := halves(t)
	var c Learner
	for _, body := range newsBodies(t, 6000) {
		c.Add(Tokens(body))
	}
	alone := measure(NewLexicon(), second)
	for _, npmi := range []float64{0.2, 0.3, 0.4, 0.5, 0.6, BoundNPMI, 0.8} {
		l := NewLexicon()
		pairs := c.Pairs(10, npmi)
		l.Learn(pairs)
		s := measure(l, second)
		t.Logf("lexicon and %6d pairs of NPMI %.1f: second half: %v; first half: %v", len(pairs), npmi, s, measure(l, first))
		if npmi == BoundNPMI && s.f1() < alone.f1()-0.001 {
			t.Errorf("learned pairs bring F1 from %.4f to %.4f", alone.f1(), s.f1())
		}
	}
}

// halves parts the treebank: the first half may be read, the second only measured.
func halves(t testing.TB) (first, second [][]string) {
	all := gold(t)
	return all[:len(all)/2], all[len(all)/2:]
}

// newsBodies reads the first n articles of the news collection.
func newsBodies(t testing.TB, n int) []string {
	var bodies []string
	for i, line := range testkit.Lines(t, "news", "vntc10.jsonl.zst") {
		if i == n {
			break
		}
		var a struct{ Title, Body string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatalf("article %d: %v", i+1, err)
		}
		bodies = append(bodies, a.Title+"\n\n"+a.Body)
	}
	return bodies
}
