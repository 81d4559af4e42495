package sample

import (
	"time"

	"khobao/index"
)

// Manifest says what an import of the written sample must find.
type Manifest struct {
	Containers []string // files and folders to import, relative to the folder written
	Pages      []Page   // every page in the order an import by name meets them
	Counts     Counts
}

// Counts are the sums over Pages.
type Counts struct {
	Articles   int // different articles kept: Pages with outcome OutcomeNew and kind article
	Versions   int // later captures whose text had changed
	Duplicates int // later captures with the same bytes
	Lists      int
	Others     int // forum threads and error pages
	Damaged    int // pages that cannot be read
	Resources  int // pictures and style sheets beside the pages
	Reprints   int // articles whose text another paper printed first
}

// Outcome is what an import must say of a page.
type Outcome string

// The outcomes. Lists and other pages are OutcomeNew too: their kind tells.
const (
	OutcomeNew       Outcome = "new"
	OutcomeVersion   Outcome = "version"   // same address, other text
	OutcomeDuplicate Outcome = "duplicate" // same address, same bytes
	OutcomeDamaged   Outcome = "damaged"   // the bytes cannot be read back
)

// Page is one page of the sample and what must be read from it.
type Page struct {
	Path     string    // container file, relative to the folder written
	Entry    string    // name inside the ZIP; "" otherwise
	URL      string    // address the page or its record tells; "" when neither does
	Key      string    // page.Canonical(URL): what index.NewID makes the article's id of; "" when it is the content
	Site     string    // page.Site(URL)
	Captured time.Time // WARC-Date, else the file's time
	Status   int       // HTTP status in the WARC, 0 elsewhere
	Kind     index.Kind
	Outcome  Outcome
	Charset  string // utf-8, windows-1258, tcvn3
	Trap     bool   // carries a script that must not run on replay
	Digest   string // SHA-256 of the page's bytes, 64 hex digits; "" when damaged

	// Want holds the fields to read: URL (canonical), Site, Title, Lead, Body,
	// Captions (images resolved against the canonical address), Authors, Section, Tags,
	// Published, Updated, OriginalSource, Captured and Kind, each only where
	// the layout prints it. All text is in NFC. Zero when Kind is not article.
	Want index.Article
	// Reprint is the Key of the article this one repeats, "" for all others.
	Reprint string
}

// Articles gives the pages that must become articles of the archive, the last
// version of each, in order.
func (m Manifest) Articles() []Page {
	last := map[string]int{}
	var pages []Page
	for _, p := range m.Pages {
		if p.Kind != index.KindArticle || (p.Outcome != OutcomeNew && p.Outcome != OutcomeVersion) {
			continue
		}
		if i, ok := last[p.Key]; ok && p.Key != "" {
			pages[i] = p
			continue
		}
		last[p.Key] = len(pages)
		pages = append(pages, p)
	}
	return pages
}
