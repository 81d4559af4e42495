// Package index is the public face of search: the article, the table of its
// fields, the request and the result, and the Engine that finds. It does no
// I/O of its own; engines live in folders below, ranking in index/rank.
package index

import (
	"context"
	"errors"
)

// Engine finds articles. An engine returns candidates, exact totals and exact
// facet counts; index/rank reorders and marks them. All methods may be called
// from several goroutines at once.
type Engine interface {
	// Apply lands a batch whole or not at all. Batches of a lower or equal
	// sequence number than State().Seq are harmless and change nothing.
	Apply(ctx context.Context, b Batch) error
	// Search answers a request whose Query is already parsed and expanded.
	Search(ctx context.Context, r Request) (Result, error)
	// State says whether the engine can answer and up to which sequence number.
	State(ctx context.Context) (State, error)
	// Rebuild fills a new generation beside the live one and switches to it
	// when fill returns nil; readers see the old one until then. It returns
	// fill's error unchanged, the old generation then stays.
	Rebuild(ctx context.Context, fill func(Writer) error) error
	// Vocabulary gives the terms of the live generation.
	Vocabulary() Vocabulary
	// Verify reads every byte of the live generation and checks it.
	Verify(ctx context.Context) error
	Close() error
}

// Keeper is an Engine that keeps the generation it had before the last rebuild.
type Keeper interface {
	Engine
	// Rollback goes back to that generation, which fill brings up to date first:
	// after is the sequence number it reached. Readers see the live one until
	// then, and it is kept in turn. Apply waits meanwhile. ErrNoPrevious says that
	// there is none; it returns fill's error unchanged, and all stays as it was.
	Rollback(ctx context.Context, fill func(w Writer, after uint64) error) error
}

// Writer takes articles during a rebuild.
type Writer interface {
	Apply(ctx context.Context, b Batch) error
}

// Batch is a set of changes that carries the catalogue's sequence number after it.
type Batch struct {
	Seq    uint64
	Put    []Article
	Delete []string
}

// Status says what condition an index is in.
type Status string

// The statuses of an index. Every one but Ready is cured by Rebuild.
const (
	Ready         Status = "ready"
	Empty         Status = "empty"
	StaleSchema   Status = "stale-schema"
	StaleAnalysis Status = "stale-analysis"
	DamagedIndex  Status = "damaged"
)

// State is what an engine knows about itself.
type State struct {
	Status     Status `json:"status"`
	Why        string `json:"why,omitempty"` // for the log, e.g. which file is damaged
	Seq        uint64 `json:"seq"`           // of the last batch that landed
	Articles   int    `json:"articles"`
	Generation int    `json:"generation"`
	Epoch      uint64 `json:"epoch"` // grows with every visible change; caches key on it
	Bytes      int64  `json:"bytes"` // on disk

	Previous *Previous `json:"previous,omitempty"` // what Rollback goes back to; nil when there is none

	Building *Building `json:"building,omitempty"` // filled by whoever rebuilds; engines leave it nil
	Learning bool      `json:"learning,omitempty"` // words of the articles are being learned; filled by whoever does
}

// Previous is the generation that the live one replaced.
type Previous struct {
	Generation int   `json:"generation"`
	Bytes      int64 `json:"bytes"` // on disk
}

// Building is how far a rebuild is that goes on.
type Building struct {
	Done  int `json:"done"` // articles
	Total int `json:"total"`
	Left  int `json:"seconds_left,omitempty"` // 0 when it cannot be told
}

// Vocabulary gives the terms of an index and in how many articles they stand
// (title, lead, body or caption). Terms are normalised as index/vi does.
type Vocabulary interface {
	// DocFreq gives the number of articles holding the accented term.
	DocFreq(ctx context.Context, term string) (int, error)
	// Variants lists the accented spellings that fold to folded, most frequent
	// first, with the number of articles of each.
	Variants(ctx context.Context, folded string) ([]TermCount, error)
	// Prefix lists at most limit accented terms that begin with prefix.
	Prefix(ctx context.Context, prefix string, limit int) ([]TermCount, error)
}

// TermCount is a term and the number of articles it stands in.
type TermCount struct {
	Term  string
	Count int
}

// Kinds of engine error; cmd and web give them exit codes, status and text.
var (
	ErrTooManyTerms = errors.New("a prefix inside a phrase, sentence or paragraph stands for too many words")
	ErrBusy         = errors.New("too many searches at once")
	ErrNotReady     = errors.New("the index is not ready")
	ErrNoSpace      = errors.New("no space left for the index")
	ErrNoPrevious   = errors.New("no earlier generation of the index that this program can use")
)
