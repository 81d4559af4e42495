// Package failure names the kinds of things that go wrong and says, in one
// table, what each kind means to a shell (exit code), to a browser (HTTP
// status) and to a reader (the message key that internal/locale translates).
// It decides nothing else: causes are wrapped and kept for the log.
package failure

import (
	"errors"
	"fmt"
	"net/http"
)

// Kind is what callers branch on; never branch on the text of an error.
type Kind string

// The kinds. Each has one row in Table.
const (
	Internal    Kind = "internal"     // a fault of ours
	Usage       Kind = "usage"        // the call itself is wrong
	NotFound    Kind = "not-found"    // a path, an article, a page that is not there
	Unreadable  Kind = "unreadable"   // there, but it cannot be read
	NotArchive  Kind = "not-archive"  // a folder that is no archive of ours
	NewerFormat Kind = "newer-format" // made by a later release
	InUse       Kind = "in-use"       // another process holds the archive
	NoSpace     Kind = "no-space"     // disk full or quota reached
	Damaged     Kind = "damaged"      // bytes that do not read back as written
	Unsupported Kind = "unsupported"  // a format that is not read
	NotPage     Kind = "not-page"     // bytes that are no article page
	TooLarge    Kind = "too-large"    // over a stated limit
	Busy        Kind = "busy"         // over capacity, try again
	Timeout     Kind = "timeout"      // stopped at its deadline
	Canceled    Kind = "canceled"     // stopped by its caller
	Partial     Kind = "partial"      // done, with failures that are listed
	NotReady    Kind = "not-ready"    // the index is being built or repaired
	Forbidden   Kind = "forbidden"    // refused by rule
)

// Row says what a kind means outside: the exit code of the command line, the
// HTTP status of the server. The message key is "failure." + the kind.
type Row struct {
	Kind   Kind
	Exit   int
	Status int
}

// Table has every kind once. `khobao --help` prints its exit codes.
var Table = []Row{
	{Internal, 1, http.StatusInternalServerError},
	{Usage, 2, http.StatusBadRequest},
	{NotFound, 1, http.StatusNotFound},
	{Unreadable, 1, http.StatusUnprocessableEntity},
	{NotArchive, 1, http.StatusConflict},
	{NewerFormat, 1, http.StatusConflict},
	{InUse, 4, http.StatusConflict},
	{NoSpace, 1, http.StatusInsufficientStorage},
	{Damaged, 1, http.StatusInternalServerError},
	{Unsupported, 1, http.StatusUnsupportedMediaType},
	{NotPage, 1, http.StatusUnprocessableEntity},
	{TooLarge, 1, http.StatusRequestEntityTooLarge},
	{Busy, 1, http.StatusServiceUnavailable},
	{Timeout, 1, http.StatusServiceUnavailable},
	{Canceled, 1, http.StatusServiceUnavailable},
	{Partial, 3, http.StatusOK},
	{NotReady, 1, http.StatusServiceUnavailable},
	{Forbidden, 1, http.StatusForbidden},
}

// Error is a failure of a kind about a thing.
type Error struct {
	Kind   Kind
	Object string // the thing it happened to: a path, an address, an id
	Code   string // finer reason within the kind, e.g. "zip-ratio"; may be empty; message key "reason."+Code
	Detail string // figures or names the reader needs, e.g. the holder of a lock; may be empty
	Err    error  // cause, for the log; may be nil
}

// Error gives the English text for logs; readers get internal/locale's.
func (e *Error) Error() string {
	s := string(e.Kind)
	if e.Code != "" {
		s += " (" + e.Code + ")"
	}
	if e.Object != "" {
		s += ": " + e.Object
	}
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// New makes a failure of a kind about an object, with an optional cause.
func New(kind Kind, object string, cause error) *Error {
	return &Error{Kind: kind, Object: object, Err: cause}
}

// Newf makes a failure whose detail is formatted.
func Newf(kind Kind, object, format string, args ...any) *Error {
	return &Error{Kind: kind, Object: object, Detail: fmt.Sprintf(format, args...)}
}

// WithCode gives the same failure with its finer reason.
func (e *Error) WithCode(code string) *Error {
	e.Code = code
	return e
}

// KindOf gives the kind of an error: Internal when it carries none, "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Is reports whether err is a failure of the kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// RowOf gives the table row of an error's kind.
func RowOf(err error) Row {
	kind := KindOf(err)
	for _, r := range Table {
		if r.Kind == kind {
			return r
		}
	}
	return Table[0]
}

// From gives an error as a failure about an object: its own where it carries
// one (the object filled in when it names none), else an internal one.
func From(err error, object string) *Error {
	var e *Error
	if !errors.As(err, &e) {
		return &Error{Kind: Internal, Object: object, Detail: err.Error(), Err: err}
	}
	if e.Object != "" {
		return e
	}
	named := *e
	named.Object = object
	return &named
}
