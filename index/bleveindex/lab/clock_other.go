//go:build !linux

package lab

import "time"

var begun = time.Now()

// ThreadCPU is wall time here: the system has no clock of a thread that is known
// to this package.
func ThreadCPU() time.Duration { return time.Since(begun) }

// ProcessCPU is wall time here, too.
func ProcessCPU() time.Duration { return time.Since(begun) }

// Load is not told here.
func Load() float64 { return 0 }

// Anonymous is not told here.
func Anonymous() int64 { return 0 }

// Peak is not told here.
func Peak() int64 { return 0 }
