// Package config is the table of options and where each value came from: the
// default, the configuration file, the environment or a flag, in that order of
// strength. It reads values and checks their form; it opens nothing.
package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// Origin says where a value came from.
type Origin string

// The origins, weakest first.
const (
	FromDefault Origin = "default"
	FromFile    Origin = "file"
	FromEnv     Origin = "environment"
	FromFlag    Origin = "flag"
)

// Option is one row of the table. Its flag is --Name, its variable KHOBAO_NAME
// with hyphens as underscores, its key in the file Name, its help text locale
// key "option."+Name.
type Option struct {
	Name    string
	Default func(env func(string) string) string
	Check   func(value string) *Error // nil: any value will do
}

// Env gives the option's environment variable.
func (o Option) Env() string {
	return "KHOBAO_" + strings.ToUpper(strings.ReplaceAll(o.Name, "-", "_"))
}

// Options lists every option of the program.
var Options = []Option{
	{Name: "archive", Default: DefaultArchive},
	{Name: "addr", Default: fixed("127.0.0.1:8080"), Check: address},
	{Name: "replay-addr", Default: fixed("127.0.0.1:8081"), Check: address},
	{Name: "admin-addr", Default: fixed("127.0.0.1:8082"), Check: address},
	{Name: "site-url", Default: fixed(""), Check: origin},
	{Name: "replay-url", Default: fixed(""), Check: origin},
	{Name: "trusted-proxies", Default: fixed(""), Check: networks},
	{Name: "crawl-contact", Default: fixed(""), Check: contact},
	{Name: "segment", Default: fixed("khobao"), Check: oneOf("khobao", "zap")},
	{Name: "lang", Default: fixed(""), Check: oneOf("", "vi", "en")},
	{Name: "log-level", Default: fixed("warn"), Check: oneOf("debug", "info", "warn", "error")},
}

// Value is an option's value and where it came from.
type Value struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Origin Origin `json:"origin"`
	From   string `json:"from,omitempty"` // the file or the variable
	Env    string `json:"env"`
}

// Values are the effective options in the order of the table.
type Values []Value

// Get gives an option's value, "" when there is none of that name.
func (v Values) Get(name string) string {
	for _, x := range v {
		if x.Name == name {
			return x.Value
		}
	}
	return ""
}

// OriginOf tells where an option's value came from.
func (v Values) OriginOf(name string) Origin {
	for _, x := range v {
		if x.Name == name {
			return x.Origin
		}
	}
	return FromDefault
}

// Set replaces an option's value; where it came from stays.
func (v Values) Set(name, value string) {
	for i := range v {
		if v[i].Name == name {
			v[i].Value = value
		}
	}
}

// Error says why an option or the configuration file cannot be used.
type Error struct {
	Code   string // locale key "reason.config-"+Code
	Object string // as it was given: --addr=x, KHOBAO_ADDR=x, or the file
	Detail string // what could stand there instead, or what should not
	Err    error  // cause, for the log; may be nil
}

func (e *Error) Error() string {
	return fmt.Sprintf("configuration (%s): %s: %s", e.Code, e.Object, e.Detail)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Load merges defaults, the file (KHOBAO_CONFIG, else khobao/config.json in the
// user's configuration folder; a missing default file is no error), environment
// and flags. Keys of flags are option names, only those given on the command line.
func Load(env func(string) string, flags map[string]string) (Values, error) {
	file, named := env("KHOBAO_CONFIG"), true
	if file == "" {
		file, named = filepath.Join(configHome(env), "khobao", "config.json"), false
	}
	fromFile, err := readFile(file, named)
	if err != nil {
		return nil, err
	}
	var values Values
	for _, o := range Options {
		v := Value{Name: o.Name, Value: o.Default(env), Origin: FromDefault, Env: o.Env()}
		if s, ok := fromFile[o.Name]; ok {
			v.Value, v.Origin, v.From = s, FromFile, file
		}
		if s := env(o.Env()); s != "" {
			v.Value, v.Origin, v.From = s, FromEnv, o.Env()
		}
		if s, ok := flags[o.Name]; ok {
			v.Value, v.Origin, v.From = s, FromFlag, "--"+o.Name
		}
		if o.Check != nil {
			if err := o.Check(v.Value); err != nil {
				err.Object = v.given()
				return nil, err
			}
		}
		values = append(values, v)
	}
	return values, nil
}

// given writes a value as it was given.
func (v Value) given() string {
	if v.Origin == FromFile {
		return v.From + ": " + v.Name + "=" + v.Value
	}
	return v.From + "=" + v.Value
}

// readFile reads a flat JSON object of strings and refuses unknown keys.
func readFile(name string, must bool) (map[string]string, error) {
	b, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && !must {
		return nil, nil
	}
	if err != nil {
		return nil, &Error{Code: "file", Object: name, Err: err}
	}
	var m map[string]string
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, &Error{Code: "form", Object: name, Err: err}
	}
	var unknown []string
	for key := range m {
		if !known(key) {
			unknown = append(unknown, key)
		}
	}
	if len(unknown) > 0 {
		sort.Strings(unknown)
		return nil, &Error{Code: "unknown", Object: name, Detail: strings.Join(unknown, ", ")}
	}
	return m, nil
}

func known(name string) bool {
	for _, o := range Options {
		if o.Name == name {
			return true
		}
	}
	return false
}
