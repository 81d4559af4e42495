// Package query is the query language: the sealed tree, its parser that never
// fails, its printer, and the table of operators. It knows no engine and no
// Vietnamese analysis: a Word is a run of characters as typed.
package query

// Node is one of the types below, or a Figure, and nothing else.
type Node interface{ node() }

// Span is the byte range of a node in the text typed.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Word is one word as typed; analysis may cut it into several syllables, which
// must then stand side by side.
type Word struct {
	Text   string
	Exact  bool // =word: marks exactly as typed, also when none are typed
	Prefix bool // word*
	Span   Span
}

// Phrase is words side by side in this order ("…"), or with Slop (`"…"~N`) within
// N positions more, in any order. Exact as for Word.
type Phrase struct {
	Text  string
	Slop  int
	Exact bool
	Span  Span
}

// And matches where all nodes match; a plain run of words is an And of Words.
type And struct{ Nodes []Node }

// Or matches where any node matches.
type Or struct{ Nodes []Node }

// Not matches where Node does not.
type Not struct{ Node Node }

// Field looks for Node in one field only; Name is canonical (index.Fields).
type Field struct {
	Name string
	Node Node
	Span Span
}

// Period bounds the publication date: tu:2021-08, den:2021. From and To are
// years, months or days as typed; "" is open.
type Period struct {
	From, To string
	Span     Span
}

// ScopeKind says how near the words of a Scope must stand.
type ScopeKind string

// The scopes: câu(…), đoạn(…), đầu50(…).
const (
	Sentence  ScopeKind = "sentence"
	Paragraph ScopeKind = "paragraph"
	First     ScopeKind = "first"
)

// Scope matches where Node matches inside one sentence, one paragraph, or the
// first N syllables of the text.
type Scope struct {
	Kind ScopeKind
	N    int
	Node Node
	Span Span
}

// Readings is made by expansion, never by the parser: what was typed and what
// it was also taken for. It matches where Typed or any reading matches.
type Readings struct {
	Typed    Node
	Readings []Reading
}

// Reading is one way to read what was typed.
type Reading struct {
	Node   Node
	Kind   string  // see index.Expansion
	Weight float64 // relative to 1 for what was typed
}

// All matches every article.
type All struct{}

func (Word) node()     {}
func (Phrase) node()   {}
func (And) node()      {}
func (Or) node()       {}
func (Not) node()      {}
func (Field) node()    {}
func (Period) node()   {}
func (Scope) node()    {}
func (Readings) node() {}
func (All) node()      {}

// Notice says what the parser could not read as an operator and searched as
// words instead, or what it left out, and where. The text is locale key
// "notice."+Code; Message is filled by whoever shows it.
type Notice struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Detail  string `json:"detail,omitempty"`
}
