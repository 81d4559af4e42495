package main

import (
	"errors"
	"net"
	"testing"

	"khobao/internal/config"
	"khobao/internal/failure"
)

// TestAnAddressThatCannotBeListenedOnIsNamed: one in use, and one of another machine.
func TestAnAddressThatCannotBeListenedOnIsNamed(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for addr, code := range map[string]string{taken.Addr().String(): "address-in-use", "192.0.2.1:1": "address"} {
		const free = "127.0.0.1:0"
		a := &app{values: config.Values{{Name: "addr", Value: free}, {Name: "replay-addr", Value: addr}, {Name: "admin-addr", Value: free}}}
		_, err := a.listen(false)
		var f *failure.Error
		if !errors.As(err, &f) || f.Kind != failure.Usage || f.Code != code || f.Object != addr || f.Detail != "--replay-addr" {
			t.Errorf("%s: %v", addr, err)
		}
	}
}
