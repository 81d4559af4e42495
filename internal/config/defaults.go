package config

import (
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
)

// DefaultArchive is khobao/archive in the user's data directory.
func DefaultArchive(env func(string) string) string {
	return filepath.Join(dataHome(env), "khobao", "archive")
}

// DefaultDemo is where `khobao demo` keeps its archive, beside the default one.
func DefaultDemo(env func(string) string) string {
	return filepath.Join(dataHome(env), "khobao", "demo")
}

// dataHome is XDG_DATA_HOME, else .local/share in the home directory.
func dataHome(env func(string) string) string {
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

func address(s string) *Error {
	if _, _, err := net.SplitHostPort(s); err != nil {
		return &Error{Code: "address", Err: err}
	}
	return nil
}

// origin takes "" (derive it from the address listened on) or scheme://host.
func origin(s string) *Error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.Trim(u.Path, "/") != "" {
		return &Error{Code: "origin", Err: err}
	}
	return nil
}

// networks takes addresses and networks parted by commas, "" for none.
func networks(s string) *Error {
	if _, bad, err := Networks(s); err != nil {
		return &Error{Code: "networks", Detail: bad, Err: err}
	}
	return nil
}

// Networks reads addresses and networks parted by commas; one that cannot be read
// is named.
func Networks(s string) (list []netip.Prefix, bad string, err error) {
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if at, err := netip.ParseAddr(part); err == nil {
			at = at.Unmap()
			list = append(list, netip.PrefixFrom(at, at.BitLen()))
			continue
		}
		network, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, part, err
		}
		list = append(list, network.Masked())
	}
	return list, "", nil
}

func oneOf(allowed ...string) func(string) *Error {
	return func(s string) *Error {
		if slices.Contains(allowed, s) {
			return nil
		}
		return &Error{Code: "choice", Detail: strings.TrimPrefix(strings.Join(allowed, ", "), ", ")}
	}
}

// contact takes "" or what can stand in a User-Agent: an e-mail address or a web
// address, in one line of ASCII.
func contact(s string) *Error {
	bad := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`()<>"\`, r) }
	if s == "" || len(s) <= 200 && strings.IndexFunc(s, bad) < 0 && strings.Contains(s, ".") &&
		(strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") || strings.Count(s, "@") == 1) {
		return nil
	}
	return &Error{Code: "contact"}
}
