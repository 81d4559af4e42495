// Package page holds the Page: one captured response and where it came from.
// Sources and the crawler make pages, the archive keeps them, extract reads
// them. It promises nothing about what the bytes mean.
package page

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// MaxBody is the largest page that is extracted, 8 MiB (larger pages are kept
// as originals and reported). Pages of newspapers end well below 2 MiB.
const MaxBody = 8 << 20

// ArticleJSON is the media type of one line of a JSONL file of articles,
// kept in the archive as a resource record.
const ArticleJSON = "application/vnd.khobao.article+json"

// Page is one captured response. The body has been stripped of transfer and
// content encodings but is otherwise the bytes as captured.
type Page struct {
	URL         string    // address as captured; "" for a saved file that does not tell
	Status      int       // HTTP status; 0 when there was no HTTP exchange
	ContentType string    // as the header or the container says; "" when unknown
	Header      []Field   // HTTP response header in order, content and transfer encodings removed
	Request     []Field   // header of the request that was answered, in order; nil when it is not known
	Location    string    // redirect target, absolute, for 3xx answers
	Captured    time.Time // when the response was received (WARC-Date), else the file's time
	Body        []byte
	Origin      Origin
	RevisitOf   string // for a revisit without its original at hand: the payload digest it refers to

	// PayloadDigest is the digest the container declares for the payload, as it
	// writes it ("sha1:…"); "" when it does not. Revisit records refer to it.
	PayloadDigest string
}

// Field is one header line.
type Field struct{ Name, Value string }

// Origin says where a page was read, precisely enough to find it again.
type Origin struct {
	Path   string // file as the user named or as found below the folder named
	Entry  string // name inside ZIP, tar or WACZ, nested ones joined by "!"; "" otherwise
	Offset int64  // byte offset of the record or line in the (decompressed where whole-file compressed) container
	Record string // WARC record id, JSONL id, or ""
	Kind   string // "response", "resource", "conversion", "revisit", "file", "jsonl", Part
}

// Part is the kind of what a crawl asks for beside the pages, whatever its type
// says: robots.txt, site maps, feeds, pictures.
const Part = "part"

// String names the origin for reports: path!entry@offset.
func (o Origin) String() string {
	s := o.Path
	if o.Entry != "" {
		s += "!" + o.Entry
	}
	if o.Offset > 0 {
		s += "@" + strconv.FormatInt(o.Offset, 10)
	}
	return s
}

// Digest gives the SHA-256 of the body as 64 hex digits.
func (p *Page) Digest() string {
	sum := sha256.Sum256(p.Body)
	return hex.EncodeToString(sum[:])
}

// Get gives the value of the first header line of that name, letter case aside.
func (p *Page) Get(name string) string {
	for _, f := range p.Header {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}
