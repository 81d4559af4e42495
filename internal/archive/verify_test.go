package archive

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"khobao/internal/failure"
)

// clean fails the test unless Verify finds nothing.
func clean(t testing.TB, a *Archive) {
	t.Helper()
	err := a.Verify(context.Background(), func(p Problem) { t.Errorf("problem: %+v", p) })
	if err != nil {
		t.Errorf("verify: %v", err)
	}
}

// filled makes an archive of some articles, a version and a duplicate.
func filled(t testing.TB, dir string, n int) {
	t.Helper()
	a, err := Open(context.Background(), dir, Options{Create: true, SegmentSize: 3000, Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		add(t, a, fmt.Sprintf("https://baovietnam.example/%d.html", i), fmt.Sprintf("Bài %d", i), day)
	}
	add(t, a, "https://baovietnam.example/0.html", "Bài 0 sửa", day.AddDate(0, 0, 1))
	add(t, a, "https://baovietnam.example/khac.html", "Bài 1", day)
	clean(t, a)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestVerifyFindsEveryFlip turns one byte after another of the originals and
// texts and wants each noticed.
func TestVerifyFindsEveryFlip(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir, 12)
	var files []string
	for _, d := range []string{originalsDir, textDir} {
		list, err := filepath.Glob(filepath.Join(dir, d, "*"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, list...)
	}
	if len(files) < 3 {
		t.Fatalf("only %v", files)
	}
	flips := 0
	for _, path := range files {
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := filepath.Rel(dir, path)
		step := max(1, len(whole)/60)
		for at := 0; at < len(whole); at += step {
			data := append([]byte(nil), whole...)
			data[at] ^= 1 << (at % 8)
			damage(t, dir, path, data, name, fmt.Sprintf("byte %d", at))
			flips++
		}
		damage(t, dir, path, whole[:len(whole)-1], name, "cut by one byte")
		damage(t, dir, path, nil, name, "removed")
		if err := os.WriteFile(path, whole, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if flips < 150 {
		t.Errorf("only %d flips tried", flips)
	}
	a := open(t, dir, Options{ReadOnly: true})
	clean(t, a)
}

// damage writes data in place of a file (nil removes it) and wants Verify to
// name the file.
func damage(t *testing.T, dir, path string, data []byte, name, what string) {
	t.Helper()
	var err error
	if data == nil {
		err = os.Remove(path)
	} else {
		err = os.WriteFile(path, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	a, err := Open(t.Context(), dir, Options{ReadOnly: true})
	if err != nil {
		t.Fatalf("%s, %s: open: %v", name, what, err)
	}
	defer a.Close()
	named := false
	err = a.Verify(t.Context(), func(p Problem) { named = named || p.File == filepath.ToSlash(name) })
	if !failure.Is(err, failure.Damaged) || !named {
		t.Errorf("%s, %s: verify gives %v, file named: %v", name, what, err, named)
	}
}

// TestADamagedCatalogueIsNamed writes over the catalogue's pages one after
// another: an archive that opens must say so in Verify, and nothing panics.
func TestADamagedCatalogueIsNamed(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir, 12)
	path := filepath.Join(dir, catalogueFile)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for at := 0; at+page <= len(whole); at += page {
		data := append([]byte(nil), whole...)
		for i := range page {
			data[at+i] ^= 0x5a
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		a, err := Open(t.Context(), dir, Options{ReadOnly: true})
		if err == nil {
			err = a.Verify(t.Context(), func(Problem) {})
			a.Close()
		}
		if !failure.Is(err, failure.Damaged) {
			t.Errorf("page %d: %v", at/page, err)
		}
	}
}

// TestTheCatalogueIsHeldAgainstTheOriginals changes rows in ways that SQLite
// itself cannot notice.
func TestTheCatalogueIsHeldAgainstTheOriginals(t *testing.T) {
	changes := []string{
		`UPDATE captures SET url = replace(url, '/3.', '/9.') WHERE url LIKE '%/3.html'`,
		`UPDATE captures SET captured = captured + 1 WHERE n = 2`,
		`UPDATE captures SET status = 404 WHERE n = 2`,
		`UPDATE captures SET digest = zeroblob(32) WHERE n = 2`,
		`UPDATE captures SET start = start + 1 WHERE n = 2`,
		`UPDATE captures SET article = 5 WHERE n = 2`,
		`DELETE FROM captures WHERE n = 2`,
		`UPDATE articles SET slot = slot + 1 WHERE seq = 2`,
		`UPDATE articles SET slot = 70 WHERE seq = 2`,
		`UPDATE articles SET block = block + 1 WHERE seq = 2`,
		`UPDATE articles SET block = block + (1 << 40) WHERE seq = 2`,
		`UPDATE articles SET sum = zeroblob(16) WHERE seq = 2`,
		`UPDATE articles SET versions = 7 WHERE seq = 2`,
		`UPDATE articles SET id = 77 WHERE seq = 2`,
		`DELETE FROM versions`,
		`UPDATE versions SET article = 77`,
		`UPDATE sequence SET seq = 3`,
	}
	dir := t.TempDir()
	filled(t, dir, 6)
	for _, change := range changes {
		copied := filepath.Join(t.TempDir(), "kho")
		if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		c, err := openCatalogue(filepath.Join(copied, catalogueFile), false)
		if err != nil {
			t.Fatal(err)
		}
		r, err := c.write.Exec(change)
		if err != nil {
			t.Fatalf("%s: %v", change, err)
		}
		if n, err := r.RowsAffected(); n == 0 {
			t.Fatalf("%s: changes nothing, %v", change, err)
		}
		if err := c.close(); err != nil {
			t.Fatal(err)
		}
		a := open(t, copied, Options{ReadOnly: true})
		if err := a.Verify(t.Context(), func(Problem) {}); !failure.Is(err, failure.Damaged) {
			t.Errorf("%s: verify gives %v", change, err)
		}
	}
}
