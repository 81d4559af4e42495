package warc

import (
	"bytes"
	"fmt"
	"io"
	"testing"
)

// FuzzReader holds that any bytes are read to an end in bounded steps, and
// that reading on from any position gives what reading through gives.
func FuzzReader(f *testing.F) {
	a, b := rawRecord(TypeResource, "a", "một"), rawRecord(TypeResponse, "b", "HTTP/1.1 200 OK\r\n\r\nhai")
	f.Add([]byte(a + b))
	f.Add([]byte(gz(a, b)))
	f.Add([]byte(gz(a+b) + "rác" + gz(b)))
	f.Add([]byte(gz(a)[:60] + gz(b)))
	f.Add([]byte(zst(f, nil, a, b)))
	f.Add([]byte(arcFile("http://a/ 1.2.3.4 20080430204825 text/html 5\nabcde\n")))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 400\r\n\r\n" + a + b))
	f.Fuzz(func(t *testing.T, file []byte) {
		o := Options{MaxBlock: 1 << 16}
		r, err := NewReader(bytes.NewReader(file), o)
		if err != nil {
			t.Fatal(err)
		}
		type step struct {
			what string
			at   Position
		}
		var steps []step
		for {
			what, end := next(t, r)
			if end {
				break
			}
			if steps = append(steps, step{what, r.Position()}); len(steps) > 2*len(file)+10 {
				t.Fatal("more steps than bytes")
			}
		}
		for i, s := range steps[:min(len(steps), 20)] {
			o.From = s.at
			r, err := NewReader(bytes.NewReader(file), o)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range steps[i+1:] {
				if got, _ := next(t, r); got != want.what {
					t.Fatalf("from %+v after step %d: got %s, want %s", s.at, i, got, want.what)
				}
			}
			if got, end := next(t, r); !end {
				t.Fatalf("from %+v: %s behind the end", s.at, got)
			}
		}
	})
}

// next shows the next thing a reader gives.
func next(t *testing.T, r *Reader) (what string, end bool) {
	rec, err := r.Next()
	switch d, isDamage := err.(*Damage); {
	case err == io.EOF:
		return "", true
	case isDamage:
		return d.Error(), false
	case err != nil:
		t.Fatal(err)
	}
	return fmt.Sprintf("%s %s %d+%d %q %v", rec.Type, rec.TargetURI, rec.Offset, rec.Inner, rec.Block, rec.Doubts), false
}
