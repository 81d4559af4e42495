package annotate

import (
	"slices"
	"strings"
	"testing"
)

func TestNamesakesAreFoundApart(t *testing.T) {
	a := mustNew(t)
	full := func(keys []string) []string {
		var out []string
		for _, k := range keys {
			u, ok := a.Unit(k)
			if !ok {
				t.Errorf("no unit %s", k)
			}
			out = append(out, u.Name)
		}
		return out
	}
	all := full(a.Named("ngo quyen"))
	for _, want := range []string{"Quận Ngô Quyền, Hải Phòng", "Phường Ngô Quyền, Hải Phòng", "Phường Ngô Quyền, Thị xã Sơn Tây, Hà Nội"} {
		if !slices.Contains(all, want) {
			t.Errorf("%s is not among %v", want, all)
		}
	}
	if got := full(a.Named("Quận Ngô Quyền")); !slices.Equal(got, []string{"Quận Ngô Quyền, Hải Phòng"}) {
		t.Errorf("quận Ngô Quyền is %v", got)
	}
	for _, name := range full(a.Named("phường Ngô Quyền")) {
		if !strings.HasPrefix(name, "Phường Ngô Quyền, ") {
			t.Errorf("phường Ngô Quyền is %s", name)
		}
	}
	if got := a.Named("Ngô Quyên"); len(got) != 0 {
		t.Errorf("other marks find %v", full(got))
	}
	for _, none := range []string{"", "  ", "không có nơi này", "quận"} {
		if got := a.Named(none); len(got) != 0 {
			t.Errorf("%q is %v", none, full(got))
		}
	}
}

func TestWithin(t *testing.T) {
	a := mustNew(t)
	wards := a.Within("before:31/304")
	if len(wards) < 10 {
		t.Fatalf("%d wards of quận Ngô Quyền", len(wards))
	}
	for _, k := range wards {
		if !strings.HasPrefix(k, "before:31/304/") {
			t.Errorf("%s is in quận Ngô Quyền", k)
		}
		if len(a.Within(k)) != 0 {
			t.Errorf("%s has parts", k)
		}
	}
	if got := a.Within("before:99/999"); got != nil {
		t.Errorf("no unit has parts %v", got)
	}
}
