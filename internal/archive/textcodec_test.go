package archive

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"khobao/index"
)

// fill gives every field of a struct a value of its own, so that a field the
// codec does not know cannot go unnoticed.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Interface().(type) {
	case index.Date:
		v.Set(reflect.ValueOf(index.NewDay(2000+*n%50, 3, 5)))
		return
	case time.Time:
		v.Set(reflect.ValueOf(day.Add(time.Duration(*n) * 1_234_567_891)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("chữ " + strings.Repeat("x", *n))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n) * -1001)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(float64(*n) / 7)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		fill(v.Index(0), n)
		fill(v.Index(2), n) // the second stays empty: its place counts
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for _, key := range []string{"title", "lead"} {
			value := reflect.New(v.Type().Elem()).Elem()
			fill(value, n)
			v.SetMapIndex(reflect.ValueOf(key), value)
		}
	default:
		panic("no value for " + v.Type().String())
	}
}

func TestTheCodecKnowsEveryField(t *testing.T) {
	var a index.Article
	n := 0
	fill(reflect.ValueOf(&a).Elem(), &n)
	got, err := decodeArticle(string(appendArticle(nil, &a)))
	if err != nil {
		t.Fatal(err)
	}
	a.Version, a.Import, a.Arrival = 0, "", 0 // told by the catalogue
	if diff := cmp.Diff(a, got); diff != "" {
		t.Error(diff)
	}
}

func TestArticlesOfAnyTextReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String()
		a := index.Article{
			ID: text.Draw(t, "id"), Title: text.Draw(t, "title"), Body: text.Draw(t, "body"),
			Authors: rapid.SliceOfN(text, 1, 4).Draw(t, "authors"),
			Figures: []index.Figure{{Value: rapid.Float64().Draw(t, "value"), Start: rapid.Int().Draw(t, "start")}},
		}
		data := appendArticle(nil, &a)
		got, err := decodeArticle(string(data))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzDecodeArticle(f *testing.F) {
	f.Add(string(appendArticle(nil, newArticle(urlA, "Bài"))))
	f.Add("\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")
	f.Fuzz(func(t *testing.T, s string) {
		a, err := decodeArticle(s)
		if err != nil {
			return
		}
		again, err := decodeArticle(string(appendArticle(nil, &a)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(appendArticle(nil, &a), appendArticle(nil, &again)); diff != "" {
			t.Error(diff)
		}
	})
}

func FuzzUnpackBlock(f *testing.F) {
	dir := f.TempDir()
	w, err := newTextWriter(dir)
	if err != nil {
		f.Fatal(err)
	}
	if _, err := w.add(newArticle(urlA, "Bài")); err != nil {
		f.Fatal(err)
	}
	if err := w.flush(); err != nil {
		f.Fatal(err)
	}
	f.Add(w.buf[len(w.buf)-40:])
	r, err := newTextReader(dir)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = r.close() })
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < blockHeader {
			return
		}
		// A right checksum, so that what lies behind it is met too.
		data = append([]byte(nil), data...)
		putSum(data)
		b, err := unpackBlock(r.dec, data)
		if err != nil {
			return
		}
		_ = decodes(b) // may fail, must not panic
	})
}
