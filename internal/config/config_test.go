package config

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLoadSaysWhereEachValueCameFrom(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config.json")
	if err := os.WriteFile(file, []byte(`{"addr":"127.0.0.1:1","admin-addr":"127.0.0.1:2","lang":"en"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{
		"KHOBAO_CONFIG": file, "HOME": "/home/an", "KHOBAO_ADMIN_ADDR": "127.0.0.1:3", "KHOBAO_LANG": "vi",
	}
	values, err := Load(func(k string) string { return env[k] }, map[string]string{"lang": "en"})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]struct {
		value  string
		origin Origin
	}{
		"archive":    {"/home/an/.local/share/khobao/archive", FromDefault},
		"addr":       {"127.0.0.1:1", FromFile},
		"admin-addr": {"127.0.0.1:3", FromEnv},
		"lang":       {"en", FromFlag},
	}
	for _, v := range values {
		if w, ok := want[v.Name]; ok && (v.Value != w.value || v.Origin != w.origin) {
			t.Errorf("%s = %q from %s, want %q from %s", v.Name, v.Value, v.Origin, w.value, w.origin)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, c := range []struct {
		name, file   string // the file's text, none when empty
		env, flags   map[string]string
		code, object string // object: how it ends
	}{
		{"an address without a host", "", nil, map[string]string{"addr": "8080"}, "address", "--addr=8080"},
		{"a site address without a scheme", "", nil, map[string]string{"site-url": "khobao.vn/x"}, "origin", "--site-url=khobao.vn/x"},
		{"a proxy that is no network", "", nil, map[string]string{"trusted-proxies": "10.0.0.0/8, proxy.local"}, "networks", "--trusted-proxies=10.0.0.0/8, proxy.local"},
		{"an unknown language", "", map[string]string{"KHOBAO_LANG": "fr"}, nil, "choice", "KHOBAO_LANG=fr"},
		{"a contact that is none", `{"crawl-contact": "tôi"}`, nil, nil, "contact", "c.json: crawl-contact=tôi"},
		{"a misspelt key", `{"adr": "127.0.0.1:1"}`, nil, nil, "unknown", "c.json"},
		{"a number", `{"addr": 8080}`, nil, nil, "form", "c.json"},
		{"a file that is not there", "", map[string]string{"KHOBAO_CONFIG": "/none/c.json"}, nil, "file", "c.json"},
	} {
		env := maps.Clone(c.env)
		if c.file != "" {
			file := filepath.Join(t.TempDir(), "c.json")
			if err := os.WriteFile(file, []byte(c.file), 0o600); err != nil {
				t.Fatal(err)
			}
			env = map[string]string{"KHOBAO_CONFIG": file}
		}
		_, err := Load(func(k string) string { return env[k] }, c.flags)
		var bad *Error
		if !errors.As(err, &bad) || bad.Code != c.code || !strings.HasSuffix(bad.Object, c.object) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestNetworks(t *testing.T) {
	list, _, err := Networks(" 127.0.0.1, 10.1.2.3/8,::1 ,, ::ffff:192.0.2.7")
	var got []string
	for _, p := range list {
		got = append(got, p.String())
	}
	if want := "127.0.0.1/32 10.0.0.0/8 ::1/128 192.0.2.7/32"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("networks %v, %v; want %s", got, err, want)
	}
}
