package vi

import "fmt"

// LineError is a line of an edited list that cannot be taken.
type LineError struct {
	Line   int // from 1
	Code   string
	Detail string // the word or figure it is about
}

// What is wrong with a line.
const (
	BadColumns = "columns" // not two or three columns parted by tabs; Detail has how many
	BadUTF8    = "utf8"
	BadLength  = "length"
	BadShort   = "short" // an abbreviation without a letter
	BadLong    = "long"  // no long form
	BadSame    = "same"  // an abbreviation of itself
	BadMany    = "many"  // more than Detail abbreviations
	BadWord    = "word"  // not two to eight syllables
)

// maxBadLines bounds the lines that are named.
const maxBadLines = 10

// Error names the line.
func (e *LineError) Error() string {
	return fmt.Sprintf("line %d: %s: %s", e.Line, e.Code, e.Detail)
}
