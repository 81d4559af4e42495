package source

import (
	"context"
	"crypto/x509"
	"iter"
	"time"

	"khobao/internal/page"
)

// Source is a sequence of pages out of one path the user named.
type Source interface {
	// Name gives the path as the user named it.
	Name() string

	// Pages gives the pages after from, in the same order each time. An error
	// is a *failure.Error whose Object is the record, "path!entry@offset"; the
	// sequence goes on after it. The Item beside an error has no page, but its
	// After and Done hold. A cancelled ctx ends the sequence after an error of
	// kind Canceled. Each call reads the path anew; a Source may be walked by
	// several goroutines, each with a call of its own.
	Pages(ctx context.Context, from Cursor) iter.Seq2[Item, error]

	// Size gives the bytes of all files, from a walk that opens none of them.
	Size(ctx context.Context) (int64, error)
}

// Cursor is a place in a source: opaque, printable, "" for the start. Given to
// Pages it resumes after the item that carried it.
type Cursor string

// Item is one page and its place.
type Item struct {
	Page   page.Page
	After  Cursor   // resumes after this item
	Done   int64    // bytes of the source read up to here, of the Size in all; never less than before
	Doubts []string // reason codes of what was wrong though the page was read: the Doubt constants of package warc
}

// Options are what a source may ask of others. The zero value is usable.
type Options struct {
	Earlier Earlier        // finds the originals of revisit records; may be nil
	Notice  func(Notice)   // told what is worth saying but is no error; may be nil
	Roots   *x509.CertPool // whose certificates vouch for signed containers; nil trusts none
}

// Earlier finds captures kept in an earlier run, for revisit records that say
// "as before". It may be asked from several goroutines.
type Earlier interface {
	// Earlier gives the capture a revisit refers to; ok is false when there is
	// none. An error is reported beside the revisit.
	Earlier(ctx context.Context, ref Reference) (p page.Page, ok bool, err error)
}

// Reference is what a revisit record says of its original; each field may be
// empty.
type Reference struct {
	PayloadDigest string    // as the container writes it, "sha1:…"
	URL           string    // of the original
	Captured      time.Time // of the original
}

// Notice is something about a container that is no error: a WACZ whose hashes
// all hold, who signed it.
type Notice struct {
	Object string // path!entry
	Code   string // message key "reason."+Code
	Detail string // figures or names
}
