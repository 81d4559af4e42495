package evaluate

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index/vi"
	"khobao/internal/failure"
)

func TestTypings(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"as-is", "Hải Phòng", "Hải Phòng"},
		{"unmarked", "Đường đi Hải Phòng, ở Huế", "Duong di Hai Phong, o Hue"},
		{"half", "công an quận Ngô Quyền", "công an quận Ngo Quyền"},
		{"nfd", "hỏi", "ho\u0309i"},
		{"oldtone", "hòa thủy khỏe quý hoa toàn", "hoà thuỷ khoẻ quý hoa toàn"},
		{"oldtone", "hoà thuỷ", "hòa thủy"},
		{"telex", "Hải Phòng, đường lớn năm 2021", "Hair Phongf, dduwowngf lowns nawm 2021"},
		{"vni", "hải phòng đường", "ha3i pho2ng d9u7o72ng"},
		{"upper", "đường sắt", "ĐƯỜNG SẮT"},
	} {
		typing, ok := TypingNamed(c.name)
		if !ok {
			t.Fatalf("no typing %s", c.name)
		}
		if got := typing.Type(c.in); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.name, c.in, got, c.want)
		}
	}
	if _, ok := TypingNamed("dvorak"); ok {
		t.Error("a typing nobody knows was found")
	}
}

// TestKeysAreRead holds the keys typed here to those that analysis reads.
func TestKeysAreRead(t *testing.T) {
	for _, word := range strings.Fields("hải phòng đường khuỷu nghiêng thuở quyền ưu giữ lửa ăn uống việt") {
		if got, ok := vi.Telex(telex(word)); !ok || got != word {
			t.Errorf("telex %q typed %q is read as %q, %v", word, telex(word), got, ok)
		}
		if got, ok := vi.VNI(vni(word)); !ok || got != word {
			t.Errorf("vni %q typed %q is read as %q, %v", word, vni(word), got, ok)
		}
	}
}

func TestFigures(t *testing.T) {
	var f figures
	f.add([]string{"x", "a", "y", "b"}, []string{"a", "b"}, 2*time.Millisecond) // AP (1/2+2/4)/2
	f.add([]string{"c"}, []string{"c"}, 4*time.Millisecond)                     // AP 1
	f.add(nil, []string{"d"}, time.Millisecond)
	want := Report{Topics: 3, MAP: 0.5, P1: 0.3333, R10: 0.6667, MRR10: 0.5, P50: 2, P95: 4}
	if diff := cmp.Diff(want, f.report()); diff != "" {
		t.Error(diff)
	}
}

const lines = `{"id":"a","title":"Thương lái mua vải thiều của nhà vườn với thái độ hài lòng, nông sản được giá","lead":"Thương lái tới tận vườn mua vải thiều với giá cao.","body":"BODY"}
{"id":"b","url":"https://bao.example/b","title":"Mưa ngập thành phố, giao thông ở thủ đô rối loạn","lead":"Nhiều tuyến phố ngập sâu, xe chết máy giữa đường.","body":"BODY"}
{"id":3,"title":"Bản tin","body":"Ngắn."}
`

func writeFiles(t *testing.T) (docs, topics string) {
	t.Helper()
	dir := t.TempDir()
	body := strings.Repeat("xe cộ đi lại khó khăn trong mưa. ", 12)
	docs, topics = filepath.Join(dir, "docs.jsonl"), filepath.Join(dir, "topics.tsv")
	for name, text := range map[string]string{
		docs:   strings.ReplaceAll(lines, "BODY", body),
		topics: "t1\tvải thiều\ta\n# a remark\n\nt2\tmưa ngập\thttps://bao.example/b\nt3\tbản tin\t3,gone\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return docs, topics
}

func TestBaselines(t *testing.T) {
	docsFile, topicsFile := writeFiles(t)
	docs, err := ReadDocuments(t.Context(), []string{docsFile})
	if err != nil {
		t.Fatal(err)
	}
	topics, err := ReadTopics(topicsFile)
	if err != nil {
		t.Fatal(err)
	}
	set, err := NewSet(docs, topics)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		mode, typing string
		map_         float64
	}{
		{ModePlain, "as-is", 0.8333},    // t3 has one of two
		{ModePlain, "unmarked", 0.1667}, // tin is all that bears no mark
		{ModeBigram, "as-is", 0.8333},
		{ModeFolded, "unmarked", 0.8333},
	} {
		typing, _ := TypingNamed(c.typing)
		report, err := set.Run(t.Context(), NewBaseline(c.mode, docs), typing)
		if err != nil {
			t.Fatal(err)
		}
		if report.MAP != c.map_ || report.Topics != 3 || len(report.Missing) != 1 || report.Missing[0] != "gone" {
			t.Errorf("%s %s: %+v", c.mode, c.typing, report)
		}
	}
}

func TestReadFaults(t *testing.T) {
	docs, topics := writeFiles(t)
	bad := filepath.Join(t.TempDir(), "bad")
	if err := os.WriteFile(bad, []byte("only one column\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for spec, kind := range map[string]failure.Kind{
		docs + ":0": failure.Usage, docs + ":x": failure.Usage, docs + ".gone": failure.NotFound, topics: failure.Unreadable,
	} {
		if _, err := ReadDocuments(t.Context(), []string{spec}); failure.KindOf(err) != kind {
			t.Errorf("%s: %v, want %s", spec, err, kind)
		}
	}
	if _, err := ReadTopics(bad); failure.KindOf(err) != failure.Usage || !strings.Contains(err.Error(), "bad:1") {
		t.Errorf("bad topics: %v", err)
	}
	if got, err := ReadDocuments(t.Context(), []string{docs + ":1", docs + ":2"}); err != nil || len(got) != 3 {
		t.Errorf("%d documents, %v; want 1 and 2", len(got), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ReadDocuments(ctx, []string{docs}); err == nil {
		t.Error("a canceled call read on")
	}
}

func TestMake(t *testing.T) {
	docsFile, _ := writeFiles(t)
	docs, err := ReadDocuments(t.Context(), []string{docsFile})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range Makes {
		made, err := Make(kind, FieldLead, docs, 10, 7)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := made.Write(&b); err != nil {
			t.Fatal(err)
		}
		again, err := Make(kind, FieldLead, docs, 10, 7)
		if err != nil || !cmp.Equal(made, again) {
			t.Errorf("%s: the same seed gives other topics", kind)
		}
		name := filepath.Join(t.TempDir(), "topics.tsv")
		if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		read, err := ReadTopics(name)
		if err != nil || !cmp.Equal(made, read) {
			t.Errorf("%s: read back %+v, %v", kind, read, err)
		}
		set, err := NewSet(append([]Document(nil), docs...), read)
		if err != nil {
			t.Fatal(err)
		}
		for i := range set.Docs[:2] {
			a := set.Docs[i].Article
			if kind == KnownItem && (a.Lead != "" || strings.Contains(string(set.Docs[i].Line), "lead")) || kind == Compounds && a.Title != "" {
				t.Errorf("%s: %+v is still there", kind, a)
			}
		}
	}
	if _, err := Make(KnownItem, FieldLead, docs[2:], 10, 7); failure.KindOf(err) != failure.Usage {
		t.Errorf("topics of nothing: %v", err)
	}
}
