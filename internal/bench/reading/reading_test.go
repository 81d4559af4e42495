package reading

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"khobao/index"
	"khobao/internal/failure"
)

// folder makes a folder of saved pages and what is right for some of them.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	article := `<html lang="vi"><head><meta charset="utf-8"><title>Đê xã Bến vỡ</title></head><body><h1>Đê xã Bến vỡ</h1>` +
		`<p>Đoạn đê dài hai mươi mét ở xã Bến vỡ lúc rạng sáng, nước tràn vào cánh đồng lúa sắp gặt.</p>` +
		`<p>Hơn ba trăm hộ dân đã được đưa lên trường học trên đồi trước nửa đêm, không ai bị thương.</p></body></html>`
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(article)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"a.html": []byte(article), "b.html.gz": packed.Bytes(), "c.HTM": []byte("<p>Trang trống</p>"), "notes.txt": []byte("no page"),
		truthFile: []byte(`{"a": {"kind": "article", "title": "Đê xã Bến vỡ"}, "b.html.gz": {"articleBody": "Đê xã Bến vỡ", "url": "https://x.example/b"}}`),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestBelowFindsPagesAndWhatIsRight(t *testing.T) {
	pages, err := Below(t.Context(), []string{folder(t)}, "")
	if err != nil || len(pages) != 3 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	a, b, c := pages[0], pages[1], pages[2]
	if a.Want == nil || a.Want.Title != "Đê xã Bến vỡ" || b.Want == nil || b.Page.URL != "https://x.example/b" || c.Want != nil {
		t.Errorf("%+v\n%+v\n%+v", a.Want, b.Want, c.Want)
	}
	if !bytes.Equal(a.Page.Body, b.Page.Body) {
		t.Error("a packed page reads otherwise")
	}
}

func TestBelowNamesWhatItCannotRead(t *testing.T) {
	dir, empty := folder(t), t.TempDir()
	bad := filepath.Join(empty, "truth.json")
	if err := os.WriteFile(bad, []byte("[{]"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, truth string
		want        failure.Kind
	}{
		{filepath.Join(dir, "none"), "", failure.NotFound},
		{empty, "", failure.NotFound},
		{dir, bad, failure.Unreadable},
	} {
		if _, err := Below(t.Context(), []string{c.path}, c.truth); !failure.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", filepath.Base(c.path), err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Below(ctx, []string{dir}, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestMeasureReadsEveryPage(t *testing.T) {
	pages, err := Below(t.Context(), []string{folder(t)}, "")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Measure(t.Context(), pages, 1)
	if err != nil || r.Pages != 3 || r.Known != 2 || len(r.Readers) != 4 || len(r.Stages) < 3 {
		t.Fatalf("%+v, %v", r, err)
	}
	ours := r.Readers[0]
	if ours.Kind.Of != 2 || ours.Fields["title"].Of != 1 || ours.Fields["title"].Right != 1 || ours.Articles == 0 {
		t.Errorf("%+v", ours)
	}
}

func TestScoresFields(t *testing.T) {
	a := &index.Article{Kind: index.KindArticle, Title: "Lũ rút", Lead: "Nước xuống.", Body: "Một hai ba bốn năm sáu."}
	s := Score{Fields: map[string]Share{}}
	s.add(a, &Expectation{Kind: index.KindArticle, Title: "Lũ rút", Lead: "Khác", Body: hashOf(a.Body)})
	if s.Articles != 0 || s.Fields["title"].Right != 1 || s.Fields["lead"].Right != 0 || s.Fields["body"].Right != 1 {
		t.Errorf("by hash: %+v", s)
	}
	s.add(a, &Expectation{Text: "Một hai ba bốn năm sáu."})
	if s.Articles != 1 || s.BodyF1 != 1 || s.Kind.Right != 2 {
		t.Errorf("by text: %+v", s)
	}
	for _, c := range []struct {
		got, want string
		f1        float64
	}{
		{"", "", 1}, {"a b c d", "", 0}, {"a b c d e", "a b c d x", 0.5}, {"A, b!", "a b", 1}, {"a b c d a b c d", "a b c d", 1. / 3},
	} {
		if got := shingleF1(c.got, c.want); got != c.f1 {
			t.Errorf("%q and %q: %g, want %g", c.got, c.want, got, c.f1)
		}
	}
}
