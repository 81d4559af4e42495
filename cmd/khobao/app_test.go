package main

import (
	"log/slog"
	"testing"

	"khobao/internal/config"
	"khobao/internal/locale"
)

// testApp is the program as main makes it, over an archive in dir, in English.
func testApp(t *testing.T, dir string) *app {
	t.Helper()
	texts, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return &app{
		env: func(string) string { return "" }, stdout: t.Output(), stderr: t.Output(), texts: texts, t: texts.In("en"),
		values: config.Values{{Name: "archive", Value: dir}}, log: slog.New(slog.DiscardHandler),
	}
}
