package index

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Kind says what a page is.
type Kind string

// The kinds of page. Only articles are indexed.
const (
	KindArticle Kind = "article"
	KindList    Kind = "list"  // front, section, tag and search pages
	KindOther   Kind = "other" // forum, login, error, anything else
)

// Article is what is known of one article. Its JSON is the public form used by
// `khobao extract --json` and by the API; names are never changed.
type Article struct {
	ID       string    `json:"id,omitempty"`   // 16 hex digits, see NewID
	URL      string    `json:"url"`            // canonical address; "" when none is known
	Name     string    `json:"name,omitempty"` // file name, shown where there is no URL
	Site     string    `json:"site,omitempty"` // host without "www.", or the source of a JSONL line
	Title    string    `json:"title"`
	Lead     string    `json:"lead"`
	Body     string    `json:"body"` // paragraphs parted by an empty line ("\n\n"); no lead, no captions
	Captions []Caption `json:"captions"`
	Authors  []string  `json:"authors"`
	Section  []string  `json:"section"` // path, outermost first
	Tags     []string  `json:"tags"`

	Published Date      `json:"published"`
	Updated   Date      `json:"updated"`
	Captured  time.Time `json:"captured,omitzero"`

	Lang           string              `json:"lang"` // BCP 47, "vi" for Vietnamese
	OriginalSource string              `json:"original_source"`
	Kind           Kind                `json:"kind"`
	Rule           string              `json:"rule"` // name of the rule that read the page: a site's, "json-ld", "general", "jsonl"
	Evidence       map[string]Evidence `json:"evidence,omitempty"`
	Doubts         []Doubt             `json:"doubts,omitempty"`

	Places   []Mention `json:"places,omitempty"`
	Agencies []Mention `json:"agencies,omitempty"`
	People   []Mention `json:"people,omitempty"`
	Figures  []Figure  `json:"figures,omitempty"`
	Family   string    `json:"family,omitempty"`  // id of the first printed article of its reprint family
	Version  int       `json:"version,omitempty"` // 1 for the first text kept of it; >1 means it was changed after
	Import   string    `json:"import,omitempty"`  // what brought its first original: when that began and what it read
	Arrival  int64     `json:"arrival,omitempty"` // grows with every article that comes into the archive; 0 unknown

	Changed time.Time `json:"changed,omitzero"` // when this text was first met, where an earlier one is kept
	Quiet   bool      `json:"quiet,omitempty"`  // the page does not say that it was updated then
}

// Caption is the text under a picture and the picture's address.
type Caption struct {
	Text  string `json:"text"`
	Image string `json:"image"`
}

// Evidence says where a field was found in the stored page.
type Evidence struct {
	Rule     string `json:"rule"`
	Version  string `json:"version"` // of the rule
	Selector string `json:"selector"`
	Text     string `json:"text"`  // raw text as it stands in the page
	Start    int    `json:"start"` // byte range in the stored original; both 0 when not locatable
	End      int    `json:"end"`
}

// Doubt is something that does not add up about a page, e.g. "no-date" or
// "date-after-capture". The code's text is locale key "doubt."+Code.
type Doubt struct {
	Code  string `json:"code"`
	Field string `json:"field,omitempty"`
	Text  string `json:"text,omitempty"`
}

// Mention is a named thing found in the text: its standard name, the key that
// tells namesakes apart, and where it stands.
type Mention struct {
	Name  string `json:"name"`
	Key   string `json:"key,omitempty"`
	Field string `json:"field"` // title, lead or body
	Start int    `json:"start"` // byte range in that field
	End   int    `json:"end"`
}

// Figure is a number with its unit and the thing counted.
type Figure struct {
	Value float64 `json:"value"`
	Max   float64 `json:"max,omitempty"` // upper end of a range
	Unit  string  `json:"unit,omitempty"`
	Thing string  `json:"thing,omitempty"`
	Text  string  `json:"text"`
	Field string  `json:"field"`
	Start int     `json:"start"`
	End   int     `json:"end"`
}

// NewID makes an article's id: the first 16 hex digits of the SHA-256 of key,
// where key is the canonical URL, else the JSONL id, else the content.
func NewID(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:8])
}
