package config

import (
	"errors"
	"os"
	"path/filepath"
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
	none := func(string) string { return "" }
	var bad *Error
	if _, err := Load(none, map[string]string{"addr": "8080"}); !errors.As(err, &bad) || bad.Name != "addr" {
		t.Errorf("an address without a host: got %v", err)
	}
	if _, err := Load(none, map[string]string{"site-url": "khobao.vn/x"}); !errors.As(err, &bad) || bad.Name != "site-url" {
		t.Errorf("a site address without a scheme: got %v", err)
	}
	file := filepath.Join(t.TempDir(), "c.json")
	if err := os.WriteFile(file, []byte(`{"adr":"127.0.0.1:1"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	env := func(k string) string {
		if k == "KHOBAO_CONFIG" {
			return file
		}
		return ""
	}
	if _, err := Load(env, nil); err == nil {
		t.Error("a misspelt key in the file was taken without a word")
	}
}

func TestSecretsAreHidden(t *testing.T) {
	saved := Options
	defer func() { Options = saved }()
	Options = []Option{{Name: "token", Default: fixed("abc"), Secret: true}}
	values, err := Load(func(string) string { return "" }, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := values.Shown()[0].Value; got == "abc" {
		t.Error("the secret is shown")
	}
	if values.Get("token") != "abc" {
		t.Error("hiding changed the value itself")
	}
}
