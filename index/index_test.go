package index

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"
)

func TestDateForms(t *testing.T) {
	minute := Date{Time: time.Date(2021, 8, 25, 7, 29, 0, 0, Zone)}
	for _, c := range []struct {
		date Date
		json string
	}{
		{minute, `"2021-08-25T07:29:00+07:00"`},
		{NewDay(2021, 8, 25), `"2021-08-25"`},
		{Date{}, `null`},
	} {
		b, err := json.Marshal(c.date)
		if err != nil || string(b) != c.json {
			t.Errorf("wrote %s, %v, want %s", b, err, c.json)
		}
		var back Date
		if err := json.Unmarshal(b, &back); err != nil || !back.Time.Equal(c.date.Time) || back.Day != c.date.Day {
			t.Errorf("%s read back as %v, %v", b, back, err)
		}
	}
	if _, err := ParseDate("25/08/2021"); err == nil {
		t.Error("a date in another form was taken")
	}
}

func TestAddFilter(t *testing.T) {
	var r Request
	for _, s := range []string{"site=baocang.example", "nguon!=x.example", "muc=Pháp luật", "from=2021-08", "to=2021-08-25"} {
		if err := r.AddFilter(s); err != nil {
			t.Error(err)
		}
	}
	want := []Filter{{"site", "baocang.example", false}, {"site", "x.example", true}, {"section", "Pháp luật", false}}
	if len(r.Filters) != len(want) {
		t.Fatalf("filters %v", r.Filters)
	}
	for i := range want {
		if r.Filters[i] != want[i] {
			t.Errorf("filter %d = %v, want %v", i, r.Filters[i], want[i])
		}
	}
	if got := r.From.Format(time.RFC3339) + " " + r.To.Format(time.RFC3339); got != "2021-08-01T00:00:00+07:00 2021-08-26T00:00:00+07:00" {
		t.Errorf("period %s", got)
	}
	for _, bad := range []string{"site", "site=", "=x", "title=x", "khong=x", "from=25-08"} {
		if err := r.AddFilter(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestNewID(t *testing.T) {
	if got := NewID("https://baocang.example/a"); got != "59d9cf0700f409c4" { // printf %s URL | sha256sum | cut -c1-16
		t.Errorf("id %q", got)
	}
}

func TestFieldsAreNamedOnce(t *testing.T) {
	seen := map[string]string{}
	for _, f := range Fields {
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			if other, dup := seen[name]; dup {
				t.Errorf("%q names both %s and %s", name, other, f.Name)
			}
			seen[name] = f.Name
			if got, ok := FieldNamed(name); !ok || got.Name != f.Name {
				t.Errorf("FieldNamed(%q) = %q", name, got.Name)
			}
		}
	}
}

func TestChangedTellsWhenAndHow(t *testing.T) {
	f, ok := FieldNamed("sửa")
	if !ok {
		t.Fatal("no field")
	}
	at := time.Date(2021, 8, 31, 20, 0, 0, 0, time.UTC) // the next day in Vietnam
	for _, c := range []struct {
		article Article
		want    string
	}{
		{Article{}, "[]"},
		{Article{Version: 1, Changed: at, Quiet: true}, "[]"},
		{Article{Version: 2}, "[có yes]"},
		{Article{Version: 2, Changed: at}, "[có yes 2021 2021-09 2021-09-01]"},
		{Article{Version: 3, Changed: at, Quiet: true}, "[có yes lặng lẽ quiet 2021 2021-09 2021-09-01]"},
	} {
		if got := fmt.Sprint(f.Of(&c.article)); got != c.want {
			t.Errorf("%+v: %s, want %s", c.article, got, c.want)
		}
	}
}
