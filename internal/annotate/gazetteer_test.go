package annotate

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"khobao/internal/testkit"
)

// TestUnitsAgreeWithTheFacts compares every unit with the outside tables of
// units by code and name.
func TestUnitsAgreeWithTheFacts(t *testing.T) {
	g, err := loadGazetteer()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file string
		sys  system
		want map[level]int
	}{
		{"units-before-2025.tsv", before, map[level]int{province: 63, district: 705, commune: 10599}},
		{"units-after-2025.tsv", after, map[level]int{province: 34, commune: 3321}},
	} {
		have := map[string]string{}
		counts := map[level]int{}
		for i := range g.units {
			if u := &g.units[i]; u.sys == c.sys {
				counts[u.level]++
				have[u.key[strings.LastIndexByte(u.key, '/')+1:]+string(rune('0'+int(u.level)))] = u.name
			}
		}
		for l, n := range c.want {
			if counts[l] != n {
				t.Errorf("%s: %d units of level %d, want %d", c.sys, counts[l], l, n)
			}
		}
		f, err := os.Open(testkit.Shared(t, "places", c.file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			cells := strings.Split(lines.Text(), "\t")
			l, ok := map[string]level{"province": province, "district": district, "ward": commune}[cells[0]]
			if !ok {
				continue
			}
			if name := have[cells[1]+string(rune('0'+int(l)))]; name == "" || !strings.HasSuffix(tidy(cells[3]), name) {
				t.Errorf("%s %s is %q, want %q", c.sys, cells[1], name, cells[3])
			}
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestBecame follows units of Hải Phòng over the change of July 2025, both ways.
func TestBecame(t *testing.T) {
	a := mustNew(t)
	const now = "after:31/11329" // phường Ngô Quyền
	var old []string
	for _, key := range a.Became(now) {
		u, ok := a.Unit(key)
		if !ok || !u.Before {
			t.Fatalf("%s is no unit before the change", key)
		}
		name, _, _ := strings.Cut(u.Name, ",")
		old = append(old, name)
		back := false
		for _, k := range a.Became(key) {
			back = back || k == now
		}
		if !back {
			t.Errorf("%s does not lead back", u.Name)
		}
	}
	if got := strings.Join(old, ", "); got != "Phường Máy Chai, Phường Vạn Mỹ, Phường Cầu Tre, Phường Gia Viên, Phường Đông Khê" {
		t.Errorf("ward Ngô Quyền was made of %s", got)
	}
	if a.Became("before:01/001") != nil {
		t.Error("Hà Nội is not known")
	}
}
