package archive

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"khobao/internal/failure"
)

// holdUntilTold holds an archive until its input ends.
func holdUntilTold(dir string) int {
	a, err := Open(context.Background(), dir, Options{Create: true, Address: "127.0.0.1:8080"})
	if err == nil {
		err = a.SetAddress("127.0.0.1:8081", "chia-khoa")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("held")
	_, _ = io.Copy(io.Discard, os.Stdin)
	return 0 // without Close: the lock must go with the process
}

func TestOneProcessHoldsAnArchive(t *testing.T) {
	dir := t.TempDir() + "/kho"
	cmd := child(t, "hold", dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(out).Scan() {
		t.Fatal("child does not hold the archive")
	}
	for _, o := range []Options{{}, {Create: true}, {ReadOnly: true}} {
		_, err := Open(t.Context(), dir, o)
		if !failure.Is(err, failure.InUse) || !strings.Contains(err.Error(), fmt.Sprintf("pid %d", cmd.Process.Pid)) {
			t.Errorf("%+v: want in-use naming the holder, got %v", o, err)
		}
	}
	owner, err := ReadOwner(dir)
	if err != nil || owner.PID != cmd.Process.Pid || owner.Address != "127.0.0.1:8081" || owner.Token != "chia-khoa" {
		t.Errorf("owner %+v, %v", owner, err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if owner, err := ReadOwner(dir); !failure.Is(err, failure.NotFound) {
		t.Errorf("a dead process still owns: %+v, %v", owner, err)
	}
	open(t, dir, Options{})
}

func TestReadersShareAnArchive(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir, 3)
	one := open(t, dir, Options{ReadOnly: true})
	two := open(t, dir, Options{ReadOnly: true})
	for _, a := range []*Archive{one, two} {
		clean(t, a)
		if _, err := a.Keep(t.Context(), nil); !failure.Is(err, failure.Forbidden) {
			t.Errorf("keep in a read-only archive: %v", err)
		}
	}
	if _, err := Open(t.Context(), dir, Options{}); !failure.Is(err, failure.InUse) {
		t.Errorf("writer beside readers: %v", err)
	}
}
