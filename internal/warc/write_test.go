package warc

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

var when = time.Date(2021, 8, 25, 7, 29, 0, 0, time.UTC)

// readAll reads what a reader gives; damage is kept in order with the records.
func readAll(t testing.TB, r *Reader) (records []*Record, damage []*Damage) {
	t.Helper()
	for n := 0; ; n++ {
		rec, err := r.Next()
		switch d, isDamage := err.(*Damage); {
		case err == io.EOF:
			return records, damage
		case isDamage:
			damage = append(damage, d)
		case err != nil:
			t.Fatalf("record %d: %v", n, err)
		default:
			records = append(records, rec)
		}
	}
}

func open(t testing.TB, r io.Reader, o Options) *Reader {
	t.Helper()
	rd, err := NewReader(r, o)
	if err != nil {
		t.Fatal(err)
	}
	return rd
}

func TestWriteReadsBack(t *testing.T) {
	records := []Record{
		Info("kho.warc.gz", when, []Field{{"software", "khobao"}, {"format", "WARC File Format 1.1"}}),
		Response("https://baomau.vn/tin/1.html", when, 200, []Field{{"Content-Type", "text/html; charset=utf-8"}, {"Content-Encoding", "gzip"}}, []byte("<p>Tin một</p>")),
		Resource("https://baomau.vn/anh/1.png", when.Add(time.Millisecond), "image/png", []byte("\x89PNG\r\n\r\n")),
		{
			Type: TypeRevisit, TargetURI: "https://baomau.vn/tin/1.html", Date: when, ContentType: HTTPResponse,
			PayloadDigest: "sha256:" + strings.Repeat("0", 64), Block: []byte("HTTP/1.1 200 OK\r\n\r\n"),
			Header: []Field{{"WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"}},
		},
	}
	var file bytes.Buffer
	w := NewWriter(&file)
	var offsets []int64
	for _, rec := range records {
		offsets = append(offsets, int64(file.Len()))
		before := file.Len()
		n, err := w.WriteRecord(rec)
		if err != nil {
			t.Fatal(err)
		}
		if n != int64(file.Len()-before) {
			t.Errorf("%s: %d bytes said, %d written", rec.Type, n, file.Len()-before)
		}
	}
	got, damage := readAll(t, open(t, bytes.NewReader(file.Bytes()), Options{}))
	if len(damage) > 0 || len(got) != len(records) {
		t.Fatalf("%d records, damage %v", len(got), damage)
	}
	for i, rec := range got {
		want := records[i]
		if rec.Offset != offsets[i] || rec.Inner != 0 {
			t.Errorf("record %d at %d+%d, want %d", i, rec.Offset, rec.Inner, offsets[i])
		}
		if rec.Type != want.Type || rec.TargetURI != want.TargetURI || !rec.Date.Equal(want.Date) || !bytes.Equal(rec.Block, want.Block) || rec.ContentType != want.ContentType {
			t.Errorf("record %d: %+v, want %+v", i, rec, want)
		}
		if rec.BlockDigest != SHA256(want.Block) || len(rec.Doubts) > 0 {
			t.Errorf("record %d: digest %s, doubts %v", i, rec.BlockDigest, rec.Doubts)
		}
	}
	h, err := got[1].HTTP()
	if err != nil || h.Status != 200 || string(h.Body) != "<p>Tin một</p>" {
		t.Fatalf("response reads back as %+v, %v", h, err)
	}
	wantHeader := []Field{{"Content-Type", "text/html; charset=utf-8"}, {"Content-Length", "16"}}
	if d := cmp.Diff(wantHeader, h.Header); d != "" {
		t.Errorf("response header (-want +got):\n%s", d)
	}
	if got[1].PayloadDigest != SHA256([]byte("<p>Tin một</p>")) || got[3].PayloadDigest != records[3].PayloadDigest {
		t.Error("payload digests are not those of the payload, or not kept")
	}

	// What was read can be written again, to the same bytes.
	var again bytes.Buffer
	for _, rec := range got {
		if _, err := WriteRecord(&again, *rec); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(again.Bytes(), file.Bytes()) {
		t.Error("records written again differ")
	}
}

// TestWriteIsOneRecord holds that no value can add a line to the header, or
// end it.
func TestWriteIsOneRecord(t *testing.T) {
	value := rapid.StringMatching(`[a-z \r\n:<>\x00\x7f%àế]{0,20}`)
	rapid.Check(t, func(t *rapid.T) {
		rec := Record{
			Type: TypeResource, Date: when,
			TargetURI: "http://x/" + value.Draw(t, "uri"), ContentType: value.Draw(t, "type"), ID: "<urn:uuid:" + value.Draw(t, "id") + ">",
			Header: []Field{{"WARC-Concurrent-To", value.Draw(t, "header")}},
			Block:  []byte(value.Draw(t, "block")),
		}
		var file bytes.Buffer
		if _, err := WriteRecord(&file, rec); err != nil {
			t.Fatal(err)
		}
		r, err := NewReader(bytes.NewReader(file.Bytes()), Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Block, rec.Block) || len(got.Doubts) > 0 {
			t.Fatalf("block %q, doubts %v", got.Block, got.Doubts)
		}
		if _, err := r.Next(); err != io.EOF {
			t.Fatalf("a second record: %v", err)
		}
	})
}

func TestWriteRefuses(t *testing.T) {
	for name, rec := range map[string]Record{
		"no type":        {Date: when},
		"type":           {Type: "a b", Date: when},
		"no date":        {Type: TypeResource},
		"name of header": {Type: TypeResource, Date: when, Header: []Field{{"a: b\r\nc", "d"}}},
	} {
		if n, err := WriteRecord(io.Discard, rec); err == nil || n != 0 {
			t.Errorf("%s: %d bytes written, error %v", name, n, err)
		}
	}
}

func TestRecordID(t *testing.T) {
	a, b := RecordID("ab", "c"), RecordID("a", "bc")
	if a == b || a != RecordID("ab", "c") {
		t.Errorf("ids %s and %s", a, b)
	}
	if len(a) != len("<urn:uuid:00000000-0000-8000-8000-000000000000>") || a[24] != '8' {
		t.Errorf("%s is no UUID of version 8", a)
	}
}

// recordContent compares records but for the place they were read at; blocks
// as a whole, since byte by byte takes its time.
var recordContent = cmp.Options{
	cmpopts.IgnoreFields(Record{}, "Offset", "Inner", "headerSize"),
	cmp.Comparer(bytes.Equal),
}
