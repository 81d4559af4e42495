package locale

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// area reads the texts of one file as key → forms joined.
func area(t *testing.T, name string) map[string]string {
	t.Helper()
	data, err := texts.ReadFile("texts/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	lines := map[string]bool{}
	for _, m := range keyLine.FindAllStringSubmatch(string(data), -1) {
		if lines[m[1]] {
			t.Errorf("%s: %s stands twice, and only the last is used", name, m[1])
		}
		lines[m[1]] = true
	}
	out := map[string]string{}
	for key, v := range raw {
		switch v := v.(type) {
		case string:
			out[key] = v
		case map[string]any:
			for _, form := range slices.Sorted(maps.Keys(v)) {
				out[key] += fmt.Sprint(v[form]) + "\n"
			}
		default:
			t.Errorf("%s: %s is neither a text nor its forms", name, key)
		}
	}
	return out
}

// areas lists the parts of the product that have texts.
func areas(t *testing.T) []string {
	t.Helper()
	entries, err := texts.ReadDir("texts")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), "."+Languages[0]+".json"); ok {
			out = append(out, name)
		}
	}
	if len(out) == 0 || len(entries) != len(out)*len(Languages) {
		t.Fatalf("%d files for %d areas in %d languages: one language lacks an area", len(entries), len(out), len(Languages))
	}
	return out
}

// shout is an exclamation mark behind a word; elsewhere it is part of something to type.
var shout = regexp.MustCompile(`[\pL\pN”"'.)]!(?:[^=]|$)`)

// keyLine is a key of a file: two spaces before it, where a form of a text has four.
var keyLine = regexp.MustCompile(`(?m)^  "([^"]+)":`)

var value = regexp.MustCompile(`{{\s*\.(\w+)`)

func valuesIn(text string) []string {
	var out []string
	for _, m := range value.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestEveryTextIsInEveryLanguage(t *testing.T) {
	seen := map[string]string{}
	for _, name := range areas(t) {
		first := area(t, name+"."+Languages[0]+".json")
		for key := range first {
			if other, ok := seen[key]; ok {
				t.Errorf("%s stands in %s and in %s", key, other, name)
			}
			seen[key] = name
		}
		for _, lang := range Languages[1:] {
			other := area(t, name+"."+lang+".json")
			for _, key := range slices.Sorted(maps.Keys(first)) {
				text, ok := other[key]
				if !ok {
					t.Errorf("%s.%s.json lacks %s", name, lang, key)
					continue
				}
				if a, b := valuesIn(first[key]), valuesIn(text); !slices.Equal(a, b) {
					t.Errorf("%s: %s has the values %v, %s has %v", key, Languages[0], a, lang, b)
				}
			}
			for _, key := range slices.Sorted(maps.Keys(other)) {
				if _, ok := first[key]; !ok {
					t.Errorf("%s.%s.json lacks %s", name, Languages[0], key)
				}
			}
		}
	}
}

func TestEveryTextCanBeWritten(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range Languages {
		p := c.In(lang)
		for _, name := range areas(t) {
			for key, text := range area(t, name+"."+lang+".json") {
				var args []any
				for _, v := range valuesIn(text) {
					if v == "Count" {
						args = append(args, v, 2)
					} else {
						args = append(args, v, "x")
					}
				}
				got := p.Text(key, args...)
				if got == key || got == "" || strings.Contains(got, "{{") || strings.Contains(got, "<no value>") {
					t.Errorf("%s in %s is written as %q", key, lang, got)
				}
			}
		}
	}
}

func TestTextsKeepTheVoice(t *testing.T) {
	for _, name := range areas(t) {
		for _, lang := range Languages {
			for key, text := range area(t, name+"."+lang+".json") {
				if shout.MatchString(text) {
					t.Errorf("%s in %s raises its voice: %q", key, lang, text)
				}
				if strings.TrimSpace(text) != strings.TrimSuffix(text, "\n") {
					t.Errorf("%s in %s has space at an end: %q", key, lang, text)
				}
			}
		}
	}
}
