package bleveindex

import (
	"fmt"
	"runtime"

	"khobao/index/bleveindex/segment"
)

// Options say how an index is kept. The zero value is good.
type Options struct {
	// Segment is the format of new generations; zero is our own. A generation that
	// is there keeps the one it was made with.
	Segment SegmentFormat
	// MaxScored is how many searches run at once that are scored or look at where
	// words stand; 0 = one a core.
	MaxScored int
	// MaxQueue is how many more may wait before index.ErrBusy; 0 = 64.
	MaxQueue int
	// VerifyNow is the number of bytes of segments up to which Open checks every
	// one before it answers; larger indexes are checked in the background.
	// 0 = 256 MiB, negative = never at start.
	VerifyNow int64
	// CacheBytes bounds the answers kept until the index changes; 0 = 32 MiB,
	// negative = none are.
	CacheBytes int
	// OnDamage is called once, from a goroutine of the engine, when damage is
	// found after Open: the owner rebuilds. It must not call Close.
	OnDamage func(error)
}

// SegmentFormat names a segment plugin registered with scorch.
type SegmentFormat struct {
	Type    string
	Version uint32
	// Check reads every byte of a segment file and compares its checksums.
	Check func(path string) error
}

func (f SegmentFormat) name() string { return fmt.Sprintf("%s-%d", f.Type, f.Version) }

// flat reports whether documents are handed over as numbers.
func (f SegmentFormat) flat() bool { return f.Type == segment.Type }

// The formats of segments. An index keeps the one it was made with until it is
// rebuilt.
var (
	Zap = SegmentFormat{Type: "zap", Version: 17, Check: checkZap}                     // bleve's
	Own = SegmentFormat{Type: segment.Type, Version: segment.Version, Check: checkOwn} // smaller and faster
)

const (
	defaultQueue     = 64
	defaultVerifyNow = 256 << 20
	defaultCache     = 32 << 20
)

func (o Options) withDefaults() Options {
	if o.Segment.Type == "" {
		o.Segment = Own
	}
	if o.MaxScored <= 0 {
		o.MaxScored = runtime.GOMAXPROCS(0)
	}
	if o.MaxQueue <= 0 {
		o.MaxQueue = defaultQueue
	}
	if o.CacheBytes == 0 {
		o.CacheBytes = defaultCache
	}
	if o.VerifyNow == 0 {
		o.VerifyNow = defaultVerifyNow
	}
	return o
}
