package sample

import (
	"testing"
)

func TestWrite(t *testing.T) {
	m, err := Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", m.Counts)
}
