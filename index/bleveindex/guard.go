package bleveindex

import (
	"fmt"
	"runtime/debug"
)

// panicked is a panic or a memory fault turned into an error: reading damaged
// files through memory maps ends in one or the other.
type panicked struct {
	act   string
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("%s: %v", p.act, p.value) }

// guarded runs f and turns a panic or a memory fault in it into an error.
func guarded(act string, f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if v := recover(); v != nil {
			err = &panicked{act, v, debug.Stack()}
		}
	}()
	return f()
}
