package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"khobao": main})
}

// TestScripts runs the command line as its user sees it.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) < 8 {
		t.Fatalf("%d scripts found, %v", len(scripts), err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "en_US.UTF-8")
			env.Setenv("XDG_DATA_HOME", filepath.Join(env.WorkDir, "data"))
			env.Setenv("XDG_CONFIG_HOME", filepath.Join(env.WorkDir, "config"))
			env.Setenv("KHOBAO_ADDR", "127.0.0.1:0")
			env.Setenv("KHOBAO_REPLAY_ADDR", "127.0.0.1:0")
			env.Setenv("KHOBAO_ADMIN_ADDR", "127.0.0.1:0")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"flip": flip, "waitfor": waitFor, "newspaper": newspaper,
		},
	})
}

// flip inverts the byte in the middle of each file that matches the patterns.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	n := 0
	for _, pattern := range args {
		files, err := filepath.Glob(ts.MkAbs(pattern))
		ts.Check(err)
		for _, name := range files {
			b, err := os.ReadFile(name)
			ts.Check(err)
			b[len(b)/2] ^= 0xff
			ts.Check(os.WriteFile(name, b, 0o600))
			n++
		}
	}
	if n == 0 {
		ts.Fatalf("nothing matches %v", args)
	}
}
