package warc

import (
	"strings"
	"time"
)

// The record types of WARC/1.1 that this program handles by name.
const (
	TypeInfo         = "warcinfo"
	TypeResponse     = "response"
	TypeResource     = "resource"
	TypeRequest      = "request"
	TypeMetadata     = "metadata"
	TypeRevisit      = "revisit"
	TypeConversion   = "conversion"
	TypeContinuation = "continuation"
)

// HTTPResponse is the content type of a block that holds an HTTP answer.
const HTTPResponse = "application/http; msgtype=response"

// MaxBlock is how many bytes of a block are kept, 32 MiB: four times the
// largest page that is extracted, so that pictures and long captures survive
// whole while one record cannot fill the memory.
const MaxBlock = 32 << 20

// Field is one named header line of a record or of an HTTP answer.
type Field struct{ Name, Value string }

// Record is one record, as read or as it shall be written.
type Record struct {
	Version       string    // "WARC/1.0", "ARC/1.1" as read; ignored when writing
	Type          string    // one of the Type constants, lower case
	ID            string    // "<urn:uuid:…>"; made from the content when empty in writing
	TargetURI     string    // address, without the angle brackets of old writers
	Date          time.Time // WARC-Date in UTC; zero when it cannot be read
	ContentType   string    // of the block
	PayloadDigest string    // "sha1:…", "sha256:…"; computed when empty in writing
	BlockDigest   string    // as read; always computed in writing
	Header        []Field   // reading: every field in order; writing: the fields beside those above

	Offset int64 // byte offset in the file of the record, or of the gzip member or zstd frame it is in
	Inner  int64 // byte offset in the decompressed member; 0 for plain files and record-wise compression
	Length int64 // length of the block as declared

	Block  []byte   // the block, at most the reader's limit of it
	Cut    bool     // the block is longer than Block
	Doubts []string // what was wrong though the record was read: the Doubt constants, in order of discovery

	headerSize int64 // bytes before the block, in a plain file
}

// Fields of our own: a redirect's target where the answer's header does not lead
// to it, and the lines of the request that was answered, "Name: value".
const (
	FieldLocation = "Khobao-Location"
	FieldRequest  = "Khobao-Request"
)

// Doubts: faults of a record or of an HTTP answer that do not keep it from
// being used. Each is a reason code, shown to readers by internal/locale.
const (
	DoubtLength      = "warc-length"        // block a few bytes shorter than declared, or no blank line after it
	DoubtHeaderLine  = "warc-header-line"   // a header line without a colon, or two that contradict each other
	DoubtBlockDigest = "warc-block-digest"  // bytes do not match WARC-Block-Digest
	DoubtPayload     = "warc-digest"        // bytes do not match WARC-Payload-Digest
	DoubtDate        = "warc-date"          // no date, or none that can be read
	DoubtTruncated   = "warc-truncated"     // the crawler says it stopped early
	DoubtHTTPHeader  = "http-header"        // no end of the HTTP header, or lines that are none
	DoubtChunked     = "http-chunked"       // chunked transfer that does not parse; kept as it was from there
	DoubtEncoding    = "http-encoding"      // named content encoding is not what the bytes are; kept as they were
	DoubtEncodingCut = "http-encoding-cut"  // compressed body ends early or breaks; kept up to there
	DoubtUnknownCode = "http-encoding-name" // content encoding unknown; kept as it was
)

// Get gives the value of the first header field of that name, letter case
// aside, or "".
func (r *Record) Get(name string) string { return get(r.Header, name) }

// Has tells whether a doubt was noted.
func (r *Record) Has(doubt string) bool {
	for _, d := range r.Doubts {
		if d == doubt {
			return true
		}
	}
	return false
}

func (r *Record) doubt(code string) {
	if !r.Has(code) {
		r.Doubts = append(r.Doubts, code)
	}
}

// IsHTTP tells whether the block holds an HTTP message.
func (r *Record) IsHTTP() bool {
	media, _, _ := strings.Cut(r.ContentType, ";")
	return strings.EqualFold(strings.TrimSpace(media), "application/http")
}

func get(fields []Field, name string) string {
	for _, f := range fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}
