package warc

import "fmt"

// Damage is a fault that costs a record, or bytes between records. The reader
// has gone to the next record and can be asked on.
type Damage struct {
	Offset int64  // where the damaged record or the stray bytes start, see Record.Offset
	Inner  int64  // see Record.Inner
	Code   string // one of the Damage constants
	Detail string // figures; may be empty
	Err    error  // cause; may be nil
}

// The reasons of damage, shown to readers by internal/locale.
const (
	DamageCut     = "warc-cut"     // the file, or the compressed member, ends inside the record
	DamageData    = "warc-data"    // compressed bytes that do not decompress
	DamageHeader  = "warc-header"  // the record header does not parse or does not end
	DamageLength  = "warc-size"    // Content-Length missing, no number, or leading into other records
	DamageGarbage = "warc-garbage" // bytes that belong to no record
	DamageVersion = "warc-version" // a version of the format that does not exist
	DamageRatio   = "warc-ratio"   // a block that decompresses without end
)

// Error gives the English text for logs.
func (d *Damage) Error() string {
	s := fmt.Sprintf("damaged at %d", d.Offset)
	if d.Inner > 0 {
		s += fmt.Sprintf("+%d", d.Inner)
	}
	s += ": " + d.Code
	if d.Detail != "" {
		s += ": " + d.Detail
	}
	if d.Err != nil {
		s += ": " + d.Err.Error()
	}
	return s
}

// Unwrap gives the cause.
func (d *Damage) Unwrap() error { return d.Err }
