package archive

import (
	"os"
	"os/exec"
	"testing"
)

// childEnv names what a re-executed test binary does instead of testing.
const childEnv = "KHOBAO_ARCHIVE_CHILD"

// children are the processes that tests start, kill and starve.
var children = map[string]func(dir string) int{
	"import": importUntilKilled,
	"hold":   holdUntilTold,
	"space":  importWithinLimit,
}

func TestMain(m *testing.M) {
	if do := children[os.Getenv(childEnv)]; do != nil {
		os.Exit(do(os.Args[1]))
	}
	os.Exit(m.Run())
}

// child prepares this test binary as another process on an archive.
func child(t *testing.T, what, dir string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, dir)
	cmd.Env = append(os.Environ(), childEnv+"="+what)
	cmd.Stderr = os.Stderr
	return cmd
}
