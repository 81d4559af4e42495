package rank

import (
	"sync"

	"khobao/index/vi"
)

// Lessons are what the articles of an archive teach, and its staff; what is nil was
// not taught.
type Lessons struct {
	Abbreviations *vi.Abbreviations // besides Searcher.Abbreviations
	Pairs         *vi.Bigrams       // by which words without marks are read
	Words         *vi.Lexicon       // in place of those that come with the program
}

// Learn makes searches go by what an archive taught. It may be called while
// searches go on.
func (s *Searcher) Learn(l Lessons) { s.learned.Store(&l) }

// builtIn is read when the first query of two words is ranked: it is megabytes.
var builtIn = sync.OnceValue(vi.NewLexicon)

// lexicon gives the words that are one though they are several syllables.
func (s *Searcher) lexicon() *vi.Lexicon {
	if l := s.learned.Load(); l != nil && l.Words != nil {
		return l.Words
	}
	return builtIn()
}

// reader gives what reads words without marks; ok is false before it was taught.
func (s *Searcher) reader() (r reader, ok bool) {
	l, vocab := s.learned.Load(), s.vocabulary()
	if l == nil || l.Pairs == nil || vocab == nil {
		return reader{}, false
	}
	return reader{pairs: l.Pairs, words: s.lexicon(), vocab: vocab}, true
}

// Words joins the tokens of a query into words of the language, as they are when it
// is ranked. The zero Searcher knows the words that come with the program.
func (s *Searcher) Words(tokens []vi.Token) []vi.Word { return s.lexicon().Words(tokens, nil) }
