package web

import (
	"context"
	"encoding/json"
	"iter"
	"log/slog"
	"net/netip"
	"time"

	"khobao/index"
	"khobao/index/vi"
	"khobao/internal/locale"
	"khobao/internal/page"
)

// Deps is everything the site needs, given once.
type Deps struct {
	Search Searcher
	// Find asks the engine itself: ids and counts without texts, for lists of
	// all hits and counts over time. Its requests carry their Query, understood
	// by Search. nil asks Search.
	Find func(ctx context.Context, r index.Request) (index.Result, error)
	// Words lists accented words of the index that begin with prefix, for what is
	// suggested while typing; nil suggests none.
	Words func(ctx context.Context, prefix string, limit int) ([]index.TermCount, error)
	// Joined joins the syllables of a query into words, as searching does; nil knows
	// the words that come with the program.
	Joined func(tokens []vi.Token) []vi.Word
	// DocFreq gives the number of articles that hold a term as index/vi writes it,
	// to find articles about the same things; nil finds none.
	DocFreq func(ctx context.Context, term string) (int, error)
	// Family lists the ids of the articles that print the same text as one, itself
	// among them; nil or an empty list: it has no reprints.
	Family func(ctx context.Context, id string) ([]string, error)
	// Place tells of a place by the key of its mentions; nil: nothing is known.
	Place func(key string) (Place, bool)
	// PlacesNamed lists the keys of the places that bear a name, with or without
	// its kind and its marks.
	PlacesNamed func(name string) []string
	Archive     Archive
	State       func(ctx context.Context) index.State
	Jobs        Jobs // nil: the admin door takes no jobs
	Locale      *locale.Catalog
	Log         *slog.Logger
	Version     string // of the program, shown in the foot of pages

	// SiteURL and ReplayURL are the origins readers use, scheme://host[:port]
	// without a path; links are made from them, never from a Host header.
	SiteURL   string
	ReplayURL string
	AdminURL  string
	Token     string // of the OWNER file; the admin door asks for it

	// Proxies are the networks of the reverse proxies before the site; only what
	// these say of whom they ask for is believed.
	Proxies []netip.Prefix

	// SiteName gives a newspaper's name for its host; nil or "" shows the host.
	SiteName func(host string) string
}

// Searcher answers searches; index/rank implements it. It may be called from
// several goroutines and stops when ctx ends.
type Searcher interface {
	Search(ctx context.Context, r index.Request) (index.Result, error)
}

// Archive is the part of the archive that pages show. Errors carry a
// failure.Kind: NotFound for an id that is not there. Methods may be called
// from several goroutines.
type Archive interface {
	Article(ctx context.Context, id string) (index.Article, error)
	// Articles gives articles in the order asked; missing ones are left out.
	Articles(ctx context.Context, ids []string) ([]index.Article, error)
	// Versions lists the texts kept of an article, oldest first.
	Versions(ctx context.Context, id string) ([]Version, error)
	// Version gives the n-th text of an article, counted from 1.
	Version(ctx context.Context, id string, n int) (index.Article, error)
	// Captures lists the stored originals of an article, oldest first.
	Captures(ctx context.Context, id string) ([]Capture, error)
	// Original gives a stored original with its bytes.
	Original(ctx context.Context, captureID string) (page.Page, error)
	// Record gives a stored original as it is kept: one gzip member of WARC.
	Record(ctx context.Context, captureID string) ([]byte, error)
	// FindCapture gives the capture of an address nearest in time, or NotFound.
	FindCapture(ctx context.Context, url string, near time.Time) (captureID string, err error)
	// CapturesAt lists the captures of an address, oldest first, none when it was never met.
	CapturesAt(ctx context.Context, url string) ([]Capture, error)
	// CapturesWhere gives the captures of the addresses that match, in any order.
	// match is asked of every address there is.
	CapturesWhere(ctx context.Context, match func(address string) bool) iter.Seq2[Capture, error]
	// SiteLines lists the short texts that a site prints on many pages and that are
	// no part of its articles, most articles first.
	SiteLines(ctx context.Context, site string) ([]SiteLine, error)
	// Counters gives the numbers that a page of a site, or with page "" the whole
	// site, counted up as they stood when pages were captured, oldest first.
	Counters(ctx context.Context, site, page string) ([]SiteCounter, error)
	// Arrivals lists articles by when they came into the archive, the last first:
	// those with N below before (0 = from the last), at most limit.
	Arrivals(ctx context.Context, before int64, limit int) ([]Arrival, error)
	// ArrivalsOf says when articles came, in the order asked; missing ones are left out.
	ArrivalsOf(ctx context.Context, ids []string) ([]Arrival, error)
	// KeepReceipt keeps bytes under an id for good; what is kept stays as it is.
	KeepReceipt(ctx context.Context, id string, data []byte) error
	// Receipt gives a kept receipt and when it was kept, or NotFound.
	Receipt(ctx context.Context, id string) ([]byte, time.Time, error)
	Stats(ctx context.Context) (Stats, error)
}

// Place is an administrative unit in its time.
type Place struct {
	Key    string
	Name   string   // with the units it is part of
	Before bool     // of the division that ended on 30 June 2025
	Both   bool     // the same in both divisions
	Within []string // keys of the units directly in it
	// Became are the units an old one went into, or a new one was formed from,
	// whole or in part; none where that is not known.
	Became []string
}

// Arrival says when an article came into the archive.
type Arrival struct {
	ID      string
	N       int64     // grows with every article that comes
	Added   time.Time // when its first original came; zero when unknown
	Changed time.Time // when the original its present text was taken from came
}

// Version is one text kept of an article.
type Version struct {
	Number    int       `json:"number"` // from 1
	Captured  time.Time `json:"captured"`
	CaptureID string    `json:"capture_id"`
	Title     string    `json:"title"`
}

// Capture is one stored original.
type Capture struct {
	ID       string    `json:"id"` // letters, digits, "-" and "_"
	URL      string    `json:"url,omitempty"`
	Captured time.Time `json:"captured"`
	Digest   string    `json:"digest"` // SHA-256 of the body, 64 hex digits
	Type     string    `json:"type,omitempty"`
	Status   int       `json:"status,omitempty"` // of HTTP; 0 when there was no exchange
	Bytes    int64     `json:"bytes"`
	Origin   string    `json:"origin,omitempty"` // file, entry and offset it was read from
}

// Stats says what the archive holds.
type Stats struct {
	Articles   int       `json:"articles"`
	Captures   int       `json:"captures"`
	Bytes      int64     `json:"bytes"` // of originals, as stored
	LastImport time.Time `json:"last_import,omitzero"`
}

// Jobs runs long work that another khobao process hands over. Run does the
// named verb with its JSON arguments, calls emit from one goroutine at a time
// with values that become one JSON line each, and stops when ctx ends or emit
// fails. A verb it does not know is failure.NotFound.
type Jobs interface {
	Run(ctx context.Context, verb string, args json.RawMessage, emit func(event any) error) error
}
