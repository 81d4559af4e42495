package dictionary

import (
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/vi"
	"khobao/internal/failure"
)

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestFilesStandOverTheBuiltIn(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, AbbreviationsFile, "# của tòa soạn\nUBND\tủy ban nuôi dạy\nBĐV\tBan Đại biểu Vùng\nmột cột\n\tkhông có chữ tắt\n")
	write(t, dir, WordsFile, "ngã ba cũ\nđơn\nchợ \xff lửng\n")
	set, problems, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, filepath.Base(p.File)+" "+p.LineError.Error())
	}
	want := []string{
		"abbreviations.tsv line 4: columns: 1", "abbreviations.tsv line 5: columns: 1",
		"words.txt line 2: word: đơn", "words.txt line 3: utf8: ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	long := set.Abbreviations.Long("UBND")
	if len(long) != 2 || long[0].Text != "ủy ban nuôi dạy" || long[1].Text != "Ủy ban nhân dân" {
		t.Errorf("UBND is %v", long)
	}
	if len(set.Abbreviations.Long("BĐV")) != 1 || len(set.Abbreviations.Long("HĐND")) == 0 {
		t.Error("an abbreviation is missing")
	}
	if !set.Lexicon.Has("ngã", "ba", "cũ") || !set.Lexicon.Has("công", "an") || set.Lexicon.Has("chợ", "lửng") {
		t.Error("a word is missing, or one too many")
	}
}

func TestNoFilesAreNoProblem(t *testing.T) {
	set, problems, err := Load(filepath.Join(t.TempDir(), "none"))
	if err != nil || len(problems) > 0 || set.Abbreviations.Len() == 0 || set.Lexicon.Len() == 0 {
		t.Errorf("%v, %v", problems, err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, WordsFile), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Load(dir); !failure.Is(err, failure.Unreadable) || !strings.Contains(err.Error(), WordsFile) {
		t.Errorf("a folder in the place of a file: %v", err)
	}
}

func articles(texts ...string) iter.Seq2[index.Article, error] {
	return func(yield func(index.Article, error) bool) {
		for _, text := range texts {
			if !yield(index.Article{Body: text}, nil) {
				return
			}
		}
	}
}

func TestLessonsAreKeptWithTheGeneration(t *testing.T) {
	text := "Ban điều hành khu phố (BĐHKP) và Ủy ban nhân dân (UBND) cùng dự. Hàng rào bẽn lẽn."
	l, err := Learn(t.Context(), articles(text, text, text, text, text, "Tàu qua cầu."), 6)
	if err != nil {
		t.Fatal(err)
	}
	if l.Articles != 6 || len(l.Abbreviations) != 2 || len(l.Pairs) == 0 {
		t.Fatalf("learned %+v", l)
	}
	dir := t.TempDir()
	if err := l.Keep(dir, 1); err != nil {
		t.Fatal(err)
	}
	if err := l.Keep(dir, 2); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := Kept(dir, 1); ok || err != nil {
		t.Errorf("lessons of an older generation are still there, %v", err)
	}
	back, ok, err := Kept(dir, 2)
	if diff := cmp.Diff(l, back, cmp.AllowUnexported(vi.Bigrams{})); !ok || err != nil || diff != "" {
		t.Errorf("%t, %v, %s", ok, err, diff)
	}
	if last, ok, err := Latest(dir); !ok || err != nil || last.Articles != 6 {
		t.Errorf("the latest are %+v, %t, %v", last, ok, err)
	}
	table := l.Table(vi.Default())
	if table.Len() != 1 || len(table.Long("BĐHKP")) != 1 || len(table.Long("UBND")) != 0 {
		t.Errorf("the table has %d abbreviations", table.Len())
	}
	if !l.Fresh(6) || !l.Fresh(7) || l.Fresh(8) || l.Fresh(4) || l.Fresh(0) {
		t.Error("fresh for how many?")
	}
	write(t, dir, "learned-0002.pairs", "KHOBAO")
	if _, ok, err := Kept(dir, 2); ok || err != nil {
		t.Errorf("damaged pairs: %t, %v", ok, err)
	}
	write(t, dir, "learned-0003.json", "{")
	if _, ok, err := Kept(dir, 3); ok || err != nil {
		t.Errorf("damaged lessons: %t, %v", ok, err)
	}
}
