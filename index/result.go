package index

import "khobao/index/query"

// Result answers a Request. Its JSON is the public form of `khobao search
// --json` and /api/v1/search; names are never changed.
type Result struct {
	Total       int                     `json:"total"`          // exact
	Rows        int                     `json:"rows,omitempty"` // articles where each reprint family counts once, exact; given with hits
	Hits        []Hit                   `json:"hits"`
	Facets      map[string][]FacetCount `json:"facets,omitempty"`
	Values      map[string]int          `json:"values,omitempty"` // of each facet, how many there are: Top may cut them
	Expansions  []Expansion             `json:"expansions"`
	Notices     []query.Notice          `json:"notices"`
	Suggestions []Suggestion            `json:"suggestions,omitempty"`
	Wider       *Wider                  `json:"wider,omitempty"`
	Generation  int                     `json:"generation"`
	Epoch       uint64                  `json:"epoch"`
	Query       query.Node              `json:"-"` // as searched, after expansion
	Places      *Places                 `json:"-"` // where the words of Request.Places stand in Hits; shared, not to be changed
}

// Hit is one article found. An engine fills ID and Score; index/rank the rest.
type Hit struct {
	ID         string    `json:"id"`
	URL        string    `json:"url"`
	Name       string    `json:"name,omitempty"`
	Title      string    `json:"title"`
	TitleMarks [][2]int  `json:"title_marks,omitempty"` // byte ranges in Title
	Site       string    `json:"site"`
	Section    []string  `json:"section"`
	Authors    []string  `json:"authors,omitempty"`
	Published  Date      `json:"published"`
	Score      float64   `json:"score"`
	Snippets   []Snippet `json:"snippets"`
	Why        []Part    `json:"why,omitempty"` // contributions that add up to Score
	Family     string    `json:"family,omitempty"`
	Reprints   int       `json:"reprints,omitempty"` // how many others of its family the whole result holds, exact
}

// Snippet is a piece of an article with the byte ranges to mark in Text.
type Snippet struct {
	Field string   `json:"field"`
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"`
}

// Part is one contribution to a score; its label is locale key "why."+Code.
type Part struct {
	Code  string  `json:"code"`
	Term  string  `json:"term,omitempty"`
	Score float64 `json:"score"`
}

// FacetCount is one value of a facet and how many articles have it.
type FacetCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// Expansion says what was typed, what it was also taken for, why, and how many
// articles that reading has; Request.Literal switches it off.
type Expansion struct {
	Typed string `json:"typed"`
	As    string `json:"as"`
	Kind  string `json:"kind"` // abbreviation, marks, iy, telex, learned …; locale key "expansion."+Kind
	Count int    `json:"count"`
	Start int    `json:"start"` // byte range in Q
	End   int    `json:"end"`
}

// Suggestion is another query that may have been meant: a word of it was in hardly
// any article or never beside its neighbours. It is offered, never searched for.
type Suggestion struct {
	Q     string `json:"q"`     // the whole query
	Typed string `json:"typed"` // the piece that differs
	As    string `json:"as"`
	Count int    `json:"count"` // articles it finds, exact, with the filters of the request
	Start int    `json:"start"` // byte range of Typed in the query asked
	End   int    `json:"end"`
}

// Wider holds hits that match only some of the words; never counted in Total.
type Wider struct {
	Total int   `json:"total"`
	Hits  []Hit `json:"hits"`
}
