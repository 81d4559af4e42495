package vi

import (
	"io/fs"
	"strings"
	"testing"
)

// TestLexiconFiles holds every file of the lexicon to its form: a comment that
// says what it is for, then compounds of two or more Vietnamese syllables in
// normal form, sorted by bytes, none of them twice in all files.
func TestLexiconFiles(t *testing.T) {
	names, err := fs.Glob(lexiconFiles, "lexicon/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no lexicon files: %v", err)
	}
	home := make(map[string]string)
	for _, name := range names {
		text, err := fs.ReadFile(lexiconFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(text), "# ") {
			t.Errorf("%s: does not begin with a comment on its domain", name)
		}
		last := ""
		for n, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
			if strings.HasPrefix(line, "#") {
				continue
			}
			if why := badEntry(line); why != "" {
				t.Errorf("%s:%d: %q: %s", name, n+1, line, why)
			}
			if line <= last {
				t.Errorf("%s:%d: %q: not sorted after %q", name, n+1, line, last)
			}
			if other := home[line]; other != "" {
				t.Errorf("%s:%d: %q: also in %s", name, n+1, line, other)
			}
			last, home[line] = line, name
		}
	}
	l := NewLexicon()
	if l.Len() != len(home) {
		t.Errorf("lexicon holds %d compounds, its files %d", l.Len(), len(home))
	}
	t.Logf("%d compounds in %d files, %d slots", l.Len(), len(names), len(l.slots))
}

// loans are syllables of loan words that the grammar does not know.
var loans = set(`bus gen jean néon web zôn zích zắc`)

// badEntry says what is wrong with a line of the lexicon.
func badEntry(line string) string {
	syllables := strings.Split(line, " ")
	switch {
	case len(syllables) < 2:
		return "fewer than two syllables"
	case len(syllables) > maxCompound:
		return "too many syllables"
	case Normalize(line) != line:
		return "normal form is " + Normalize(line)
	}
	for _, s := range syllables {
		if !IsSyllable(s) && !loans[s] {
			return s + " is no Vietnamese syllable with its marks"
		}
	}
	return ""
}

// lexiconEntries lists the compounds of all files, file by file.
func lexiconEntries(t testing.TB) []string {
	t.Helper()
	names, err := fs.Glob(lexiconFiles, "lexicon/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no lexicon files: %v", err)
	}
	var all []string
	for _, name := range names {
		text, err := fs.ReadFile(lexiconFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if !strings.HasPrefix(line, "#") {
				all = append(all, strings.TrimSuffix(line, "\n"))
			}
		}
	}
	return all
}

func TestLexiconAdd(t *testing.T) {
	l := &Lexicon{}
	if err := l.ReadWords(strings.NewReader("# của tòa soạn\nHoà Bình\n\nPhong trào  Thi Đua # ghi chú\n")); err != nil {
		t.Fatal(err)
	}
	if l.Len() != 2 || !l.Has("hòa", "bình") || !l.Has("phong", "trào", "thi", "đua") || l.Has("phong", "trào") {
		t.Errorf("lexicon of %d words lacks what was added", l.Len())
	}
	err := l.ReadWords(strings.NewReader("hòa bình\nmột\n"))
	if err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a single syllable gives %v, want an error for line 2", err)
	}
}

// TestLexiconIY holds that an open i and y are one, and no others.
func TestLexiconIY(t *testing.T) {
	l := &Lexicon{}
	for _, w := range []string{"kỹ sư", "công ty", "quy mô", "lí trí", "cái tai", "ý chí"} {
		if err := l.Add(w); err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range []string{"kĩ sư", "công ti", "qui mô", "lý trí", "lý trý", "kỹ sư"} {
		if !l.Has(strings.Fields(w)...) {
			t.Errorf("%q is not known", w)
		}
	}
	for _, w := range []string{"cái tay", "cáy tai", "í chí", "kì sư"} {
		if l.Has(strings.Fields(w)...) {
			t.Errorf("%q is taken for another word", w)
		}
	}
}
