package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strings"
)

// DefaultArchive is khobao/archive in the user's data directory.
func DefaultArchive(env func(string) string) string {
	return filepath.Join(DataHome(env), "khobao", "archive")
}

// DefaultDemo is where `khobao demo` keeps its archive, beside the default one.
func DefaultDemo(env func(string) string) string {
	return filepath.Join(DataHome(env), "khobao", "demo")
}

// DataHome is XDG_DATA_HOME, else .local/share in the home directory.
func DataHome(env func(string) string) string {
	if dir := env("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	return filepath.Join(env("HOME"), ".local", "share")
}

func configHome(env func(string) string) string {
	if dir := env("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	return filepath.Join(env("HOME"), ".config")
}

func fixed(s string) func(func(string) string) string {
	return func(func(string) string) string { return s }
}

func address(s string) error {
	if _, _, err := net.SplitHostPort(s); err != nil {
		return errors.New("want host:port, for example 127.0.0.1:8080")
	}
	return nil
}

// origin takes "" (derive it from the address listened on) or scheme://host.
func origin(s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.Trim(u.Path, "/") != "" {
		return errors.New("want http://host or https://host without a path")
	}
	return nil
}

func oneOf(allowed ...string) func(string) error {
	return func(s string) error {
		for _, a := range allowed {
			if s == a {
				return nil
			}
		}
		return fmt.Errorf("want one of %s", strings.TrimPrefix(strings.Join(allowed, ", "), ", "))
	}
}

// contact takes "" or what can stand in a User-Agent: an e-mail address or a web
// address, in one line of ASCII.
func contact(s string) error {
	bad := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`()<>"\`, r) }
	if s == "" || len(s) <= 200 && strings.IndexFunc(s, bad) < 0 && strings.Contains(s, ".") &&
		(strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") || strings.Count(s, "@") == 1) {
		return nil
	}
	return errors.New("want an e-mail address or a web address")
}
