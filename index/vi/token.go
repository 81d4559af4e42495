package vi

import "strings"

// TokenKind says what a token is.
type TokenKind uint8

// The kinds of token.
const (
	Other    TokenKind = iota // a run of letters and digits that is none of the below
	Syllable                  // spelled as a Vietnamese syllable, perhaps without its marks
	Number                    // 6550, 1,5, 12,5%
	Date                      // 25/8/2021, 25/8, 8/2021
	Time                      // 7h29
	Code                      // document number, plate, tp.hcm, gd&đt
	Phone                     // 02253842123
	Email                     //
	Link                      // address of a page or site
)

// Break is what stood between a token and the one before it.
type Break uint8

// The breaks, each stronger than the one before. The first token of a text
// has NoBreak.
const (
	NoBreak Break = iota
	SentenceBreak
	ParagraphBreak
)

// Token is one token of a text.
type Token struct {
	Start, End int       // byte range in the text as given
	Term       string    // with marks: composed, lower case, tone in one place
	Folded     string    // Fold(Term)
	Kind       TokenKind //
	Upper      bool      // begins with a capital
	Caps       bool      // two letters or more, all capitals
	Break      Break     //
	Apart      bool      // more than white space stood between the token before and this one
	Hint       uint16    // see Tokenizer.Hint
	Parts      []Token   // what a token of several pieces can be found by besides Term; see Part
}

// Part is a piece of a token of several pieces (15, 15/2020, nđ-cp … of
// 15/2020/NĐ-CP), to be indexed at the position of the whole. Its range lies
// in the token's; ranges of parts may overlap.
type Part struct {
	Start, End int
	Term       []byte
	Folded     []byte
}

// Tokens cuts text into tokens. For large amounts use a Tokenizer, which does
// not allocate.
func Tokens(text string) []Token {
	var t Tokenizer
	return t.AppendTokens(make([]Token, 0, len(text)/5+1), text)
}

// AppendTokens appends the tokens of a text to dst. It resets the Tokenizer.
func (t *Tokenizer) AppendTokens(dst []Token, text string) []Token {
	t.Reset(text)
	var a arena
	for t.Next() {
		dst = append(dst, t.token(&a))
	}
	return dst
}

// Token copies the current token.
func (t *Tokenizer) Token() Token {
	var a arena
	return t.token(&a)
}

func (t *Tokenizer) token(a *arena) Token {
	tok := Token{
		Start: t.start, End: t.end, Kind: t.kind,
		Upper: t.upper, Caps: t.caps, Break: t.brk, Apart: t.apart,
	}
	if k := t.remembered(); k != nil {
		tok.Term, tok.Folded, tok.Hint = k.strings[0], k.strings[1], k.hint
		return tok
	}
	tok.Term = a.keep(t.term, t.text[t.start:t.end])
	tok.Folded = a.keep(t.folded, tok.Term)
	for i := range t.NumParts() {
		p := t.Part(i)
		term := a.keep(p.Term, "")
		tok.Parts = append(tok.Parts, Token{
			Start: p.Start, End: p.End, Term: term, Folded: a.keep(p.Folded, term), Kind: Other, Upper: t.upper,
		})
	}
	return tok
}

// arena holds the strings of many tokens in few allocations: what a
// strings.Builder has written is never written again.
type arena struct{ strings.Builder }

// keep gives b as a string, same if it is equal.
func (a *arena) keep(b []byte, same string) string {
	if string(b) == same {
		return same
	}
	n := a.Len()
	a.Write(b)
	return a.String()[n:]
}
