package crawl

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/net/html/charset"
)

// Limits of a site map or feed, those of the Sitemaps protocol.
const (
	maxListed    = 50_000
	maxListBytes = 50 << 20
	maxListDepth = 16  // of elements; real ones have five
	maxListRatio = 200 // a compressed one may grow by; 1 MiB is free
	maxListField = 8 << 10
)

// listed is one entry of a site map or feed.
type listed struct {
	address string
	changed time.Time // zero when it does not say
}

// list is what a site map, an index of site maps, or a feed holds.
type list struct {
	maps  []listed // of an index
	pages []listed
	cut   bool // there was more than the protocol allows
}

var (
	errNoList   = errors.New("no site map and no feed")
	errListBomb = errors.New("site map decompresses without end")
)

// parseList reads a site map, an index, RSS, Atom or a plain list of
// addresses, also gzip-compressed. XML is read strictly and has no entities but
// its own five. What was read before an error comes with it.
func parseList(body []byte) (list, error) {
	body, err := unpackList(body)
	if err != nil {
		return list{}, err
	}
	body = bytes.TrimLeft(body, "\xef\xbb\xbf \t\r\n")
	if bytes.HasPrefix(body, []byte("http://")) || bytes.HasPrefix(body, []byte("https://")) {
		return plainList(string(body)), nil
	}
	r := &listReader{d: xml.NewDecoder(bytes.NewReader(body))}
	r.d.CharsetReader = charset.NewReaderLabel
	err = r.read()
	if err == nil && !r.known {
		err = errNoList
	}
	return r.out, err
}

func unpackList(body []byte) ([]byte, error) {
	if !bytes.HasPrefix(body, []byte("\x1f\x8b")) {
		return body[:min(len(body), maxListBytes)], nil
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("read site map: %w", err)
	}
	limit := min(maxListBytes, max(1<<20, maxListRatio*len(body)))
	out, err := io.ReadAll(io.LimitReader(z, int64(limit)+1))
	if len(out) > limit {
		return nil, errListBomb
	}
	if err != nil {
		return nil, fmt.Errorf("read site map: %w", err)
	}
	return out, nil
}

func plainList(text string) (out list) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || len(line) > maxListField {
			continue
		}
		if out.cut = len(out.pages) >= maxListed; out.cut {
			return out
		}
		out.pages = append(out.pages, listed{address: line})
	}
	return out
}

// listReader walks the elements once. An entry is an element of its own: url,
// sitemap, item, entry.
type listReader struct {
	d     *xml.Decoder
	out   list
	known bool // the root is one of those we read

	depth int
	entry string // the open entry's element; "" outside
	at    int    // its depth
	item  listed
	field string // the open field of the entry
	text  strings.Builder
}

func (r *listReader) read() error {
	for {
		t, err := r.d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read site map: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if r.depth++; r.depth > maxListDepth {
				return fmt.Errorf("read site map: elements deeper than %d", maxListDepth)
			}
			r.open(t)
		case xml.EndElement:
			r.depth--
			if r.close(t.Name.Local) {
				r.out.cut = true
				return nil
			}
		case xml.CharData:
			if r.field != "" && r.text.Len()+len(t) <= maxListField {
				r.text.Write(t)
			}
		}
	}
}

func (r *listReader) open(t xml.StartElement) {
	name := t.Name.Local
	switch {
	case r.depth == 1:
		switch name {
		case "urlset", "sitemapindex", "rss", "feed", "RDF":
			r.known = true
		}
	case r.entry == "" && r.known && (name == "url" || name == "sitemap" || name == "item" || name == "entry"):
		r.entry, r.at, r.item = name, r.depth, listed{}
	case r.entry != "" && (r.depth == r.at+1 || name == "publication_date"):
		r.field = name
		r.text.Reset()
		if name == "link" && r.entry == "entry" { // Atom
			r.atom(t)
		}
	}
}

// atom takes the address of an Atom entry: the link that is an alternative to
// it, which is what a link without rel is.
func (r *listReader) atom(t xml.StartElement) {
	rel, href := "alternate", ""
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "rel":
			rel = a.Value
		case "href":
			href = a.Value
		}
	}
	if rel == "alternate" && r.item.address == "" {
		r.item.address = strings.TrimSpace(href)
	}
}

// close ends an element; full says that the list holds all it may.
func (r *listReader) close(name string) (full bool) {
	if r.entry != "" && name == r.entry && r.depth == r.at-1 {
		if r.item.address != "" {
			if len(r.out.maps)+len(r.out.pages) >= maxListed {
				return true
			}
			if r.entry == "sitemap" {
				r.out.maps = append(r.out.maps, r.item)
			} else {
				r.out.pages = append(r.out.pages, r.item)
			}
		}
		r.entry = ""
		return false
	}
	if r.field == "" || name != r.field {
		return false
	}
	text := strings.TrimSpace(r.text.String())
	switch r.field {
	case "loc", "link":
		if text != "" {
			r.item.address = text
		}
	case "lastmod", "updated":
		if t := listTime(text); !t.IsZero() {
			r.item.changed = t
		}
	case "pubDate", "published", "date", "publication_date":
		if t := listTime(text); r.item.changed.IsZero() {
			r.item.changed = t
		}
	}
	r.field = ""
	return false
}

// listTimes are the forms of dates in site maps and feeds. Those without a zone
// are read as UTC; a day more or less decides nothing here.
var listTimes = []string{
	time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02", "2006-01", "2006",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700",
}

func listTime(s string) time.Time {
	for _, form := range listTimes {
		if t, err := time.Parse(form, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
