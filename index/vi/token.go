package vi

// TokenKind says what a token is.
type TokenKind uint8

// The kinds of token.
const (
	Word     TokenKind = iota // a run of letters and digits that is none of the below
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
	t.Reset(text)
	tokens := make([]Token, 0, len(text)/5+1)
	for t.Next() {
		tokens = append(tokens, t.Token())
	}
	return tokens
}

// Token copies the current token.
func (t *Tokenizer) Token() Token {
	tok := Token{
		Start: t.start, End: t.end, Term: string(t.term), Kind: t.kind,
		Upper: t.upper, Caps: t.caps, Break: t.brk,
	}
	tok.Folded = tok.Term
	if string(t.folded) != tok.Term {
		tok.Folded = string(t.folded)
	}
	for i := range t.NumParts() {
		p := t.Part(i)
		tok.Parts = append(tok.Parts, Token{
			Start: p.Start, End: p.End, Term: string(p.Term), Folded: string(p.Folded), Kind: Word, Upper: t.upper,
		})
	}
	return tok
}
