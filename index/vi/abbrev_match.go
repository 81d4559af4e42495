package vi

import "strings"

// Match finds the longest abbreviation at the start of tokens: how many tokens
// it takes and its meanings, 0 when there is none. Pieces parted by one sign
// (KT-XH) or, if none is a word, by a blank (TP HCM) are one abbreviation, and so
// are words that stand so in the table (TP Hồ Chí Minh). What may be a common word
// (ca, ai, tu) is one only in capitals.
func (a *Abbreviations) Match(tokens []Token) (n int, long []LongForm) {
	var apart []LongForm
	key := ""
	for i, t := range tokens[:min(len(tokens), a.tokens+1)] {
		if i > 0 && !bound(tokens[i-1], t) || t.Kind == Email || t.Kind == Link {
			break
		}
		key += squeezeTerm(t.Term)
		if i == 0 && t.Kind == Syllable && !t.Caps {
			continue
		}
		if forms := a.meanings(key); len(forms) > 0 {
			n, long = i+1, forms
		}
	}
	words := a.longest(tokens, func(normal string) bool {
		key, ok := a.apart[normal]
		if ok {
			apart = a.long[key]
		}
		return ok
	})
	if words > n {
		return words, apart
	}
	return n, long
}

// bound reports whether two tokens may be pieces of one abbreviation.
func bound(a, b Token) bool {
	switch {
	case b.Start-a.End > 1 || b.Break != NoBreak:
		return false
	case b.Apart || b.Start == a.End:
		return true
	}
	return a.Kind != Syllable && b.Kind != Syllable
}

// MatchLong finds the longest long form at the start of tokens: how many tokens
// it takes and its abbreviations, 0 when there is none.
func (a *Abbreviations) MatchLong(tokens []Token) (n int, short []string) {
	n = a.longest(tokens, func(normal string) bool {
		s, ok := a.short[normal]
		if ok {
			short = s
		}
		return ok
	})
	return n, short
}

// longest gives how many tokens the longest form at their start takes that is known.
func (a *Abbreviations) longest(tokens []Token, known func(normal string) bool) (n int) {
	if len(tokens) == 0 || !a.first[tokens[0].Term] {
		return 0
	}
	var b strings.Builder
	for i, t := range tokens[:min(len(tokens), a.words)] {
		if i > 0 {
			if t.Break != NoBreak {
				break
			}
			b.WriteByte(' ')
		}
		b.WriteString(t.Term)
		if known(b.String()) {
			n = i + 1
		}
	}
	return n
}

// Best orders the meanings of an abbreviation for a text: it gives the index of
// the one most of whose context words stand in around, the first of the table
// where none does, -1 for no meaning. around is the normal form of the text.
func Best(forms []LongForm, around string) int {
	best, most := -1, -1
	padded := " " + around + " "
	for i, f := range forms {
		n := 0
		for _, w := range f.Context {
			if strings.Contains(padded, " "+w+" ") {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}
