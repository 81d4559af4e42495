package query

// The codes of notices. The text of each is locale key "notice."+code.
const (
	UnclosedQuote   = "unclosed-quote"    // no closing quotation mark: read as loose words
	UnbalancedParen = "unbalanced-paren"  // a parenthesis without its partner
	EmptyPhrase     = "empty-phrase"      // nothing between the quotation marks: left out
	EmptyGroup      = "empty-group"       // nothing between the parentheses: left out
	Dangling        = "dangling-operator" // an operator without an operand; Detail is the operator
	OnlyNegation    = "only-negation"     // only words to leave out: everything else is shown
	UnknownField    = "unknown-field"     // abc:def with no field abc; Detail is abc
	EmptyField      = "empty-field"       // a field's name and colon without a value; Detail is the name
	BadDate         = "bad-date"          // tu: or den: with no year, month or day; Detail is the value
	BadFigure       = "bad-figure"        // tiền: with no amount; Detail is the value
	ShortPrefix     = "short-prefix"      // fewer than two letters before *; Detail is the word
	MiddlePrefix    = "middle-prefix"     // * not at the end of a word; Detail is the word
	NoBoost         = "no-boost"          // ^2 changes nothing
	NoFuzzy         = "no-fuzzy"          // word~ changes nothing
	BadNear         = "bad-near"          // "…"~ without a number: read as a phrase
	NearTooFar      = "near-too-far"      // "…"~N with N over MaxSlop; Detail is MaxSlop
	NoFirst         = "no-first"          // đầu(…) without its N; Detail is the name typed
	BadFirst        = "bad-first"         // đầuN(…) with N of 0 or over MaxFirst; Detail is MaxFirst
	Nested          = "nested-operator"   // an operator that cannot stand inside another; Detail is the operator
	AllCaps         = "all-caps"          // everything in capitals: KHÔNG is a word
	NoWords         = "no-words"          // something was typed, but no word
	TooLong         = "too-long"          // over MaxRunes with operators: read as loose words
	TooManyWords    = "too-many-words"    // words over MaxWords left out; Detail is MaxWords
	TooManyClauses  = "too-many-clauses"  // clauses over MaxClauses left out; Detail is MaxClauses
	TooDeep         = "too-deep"          // parentheses deeper than MaxDepth read as loose words; Detail is MaxDepth
	TooManyPrefixes = "too-many-prefixes" // word* over MaxPrefixes read as whole words; Detail is MaxPrefixes
)

// NoticeCodes lists every code the parser gives.
var NoticeCodes = []string{
	UnclosedQuote, UnbalancedParen, EmptyPhrase, EmptyGroup, Dangling, OnlyNegation,
	UnknownField, EmptyField, BadDate, BadFigure, ShortPrefix, MiddlePrefix,
	NoBoost, NoFuzzy, BadNear, NearTooFar, NoFirst, BadFirst, Nested, AllCaps, NoWords,
	TooLong, TooManyWords, TooManyClauses, TooDeep, TooManyPrefixes,
}

// maxNotices bounds what one query can say about itself.
const maxNotices = 20

type notices struct {
	list []Notice
}

func (n *notices) add(code string, at Span, detail string) {
	if len(n.list) < maxNotices {
		n.list = append(n.list, Notice{Code: code, Start: at.Start, End: at.End, Detail: detail})
	}
}
