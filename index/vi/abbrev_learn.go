package vi

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// LearnedAbbreviation is an abbreviation that texts explain.
type LearnedAbbreviation struct {
	Short string // as first met
	Long  string // as first met, blanks collapsed
	Count int    // how often it was explained so
}

// Bounds of what a learner keeps and looks at.
const (
	maxLearned  = 50000 // pairs
	maxBefore   = 300   // bytes before a bracket
	maxInside   = 160   // bytes inside a bracket
	maxInitials = 12    // letters of an abbreviation
	maxPrefix   = 3     // letters an abbreviation takes of one syllable: Th of ThS
)

// AbbreviationLearner collects pairs such as "ủy ban nhân dân (UBND)" and "UBND
// (ủy ban nhân dân)" in which the letters are the initials of the syllables. The
// zero value is ready. It keeps a bounded number of pairs; when there are more,
// those met least are forgotten, so counts are lower bounds.
type AbbreviationLearner struct {
	pairs map[string]*LearnedAbbreviation // by squeezed abbreviation, tab, normal long form
}

// Add reads one text.
func (l *AbbreviationLearner) Add(text string) {
	for i := 0; i < len(text); {
		n := strings.IndexByte(text[i:], '(')
		if n < 0 {
			return
		}
		open := i + n
		i = open + 1
		size := strings.IndexByte(text[i:min(len(text), i+maxInside)], ')')
		if size <= 0 {
			continue
		}
		before, inside := text[tailStart(text, open):open], text[i:i+size]
		if abbr := strings.Trim(inside, " \"'“”"); abbreviated(abbr) {
			if long := explains(before, abbr, false); long != "" {
				l.note(abbr, long)
			}
			continue
		}
		before = strings.TrimRight(before, " ")
		abbr := before[strings.LastIndexAny(before, " \t\n\r(,;:\"“")+1:]
		abbr = strings.TrimLeftFunc(abbr, func(r rune) bool { return !unicode.IsLetter(r) })
		if abbreviated(abbr) {
			if long := explains(inside, abbr, true); long != "" {
				l.note(abbr, long)
			}
		}
	}
}

// Pairs gives what was met at least least times, the most frequent first.
func (l *AbbreviationLearner) Pairs(least int) []LearnedAbbreviation {
	var all []LearnedAbbreviation
	for _, p := range l.pairs {
		if p.Count >= least {
			all = append(all, *p)
		}
	}
	slices.SortFunc(all, func(a, b LearnedAbbreviation) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Short, b.Short), cmp.Compare(a.Long, b.Long))
	})
	return all
}

func (l *AbbreviationLearner) note(abbr, long string) {
	if l.pairs == nil {
		l.pairs = make(map[string]*LearnedAbbreviation)
	}
	key := squeeze(abbr) + "\t" + Normalize(long)
	if p := l.pairs[key]; p != nil {
		p.Count++
		return
	}
	for few := 1; len(l.pairs) >= maxLearned; few++ {
		for k, p := range l.pairs {
			if p.Count <= few {
				delete(l.pairs, k)
			}
		}
	}
	l.pairs[key] = &LearnedAbbreviation{Short: strings.Clone(abbr), Long: strings.Join(strings.Fields(long), " "), Count: 1}
}

func tailStart(text string, end int) int {
	start := max(0, end-maxBefore)
	for start < end && !utf8.RuneStart(text[start]) {
		start++
	}
	return start
}

// abbreviated reports whether s looks like an abbreviation: two capitals or
// more, at least half of its letters, and nothing but letters and inner signs.
func abbreviated(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLetter(r):
			lower++
		case r != '.' && r != '&' && r != '-' && r != '/':
			return false
		}
	}
	return upper >= 2 && upper >= lower && upper+lower <= maxInitials
}

// explains finds the syllables whose initials abbr is: the last ones of text, or
// all of it. It gives them as they stand in text, "" when they do not fit.
func explains(text, abbr string, whole bool) string {
	initials := Fold(squeeze(abbr))
	tokens := Tokens(text)
	if len(tokens) < 2 || initials == "" {
		return ""
	}
	// What stands after the last token must be blank: no quote, no comma.
	last := tokens[len(tokens)-1]
	if strings.Trim(text[last.End:], " \t\u00A0\"”") != "" {
		return ""
	}
	first := initialsFrom(tokens, len(tokens), initials)
	if first < 0 || len(tokens)-first < 2 || whole && first != 0 {
		return ""
	}
	return text[tokens[first].Start:last.End]
}

// linking are the words that initials leave out.
var linking = wordSet("và của các về cho trong với những")

// initialsFrom gives the token from which tokens[:end] spell the initials, -1
// when none does. A text is read backwards.
func initialsFrom(tokens []Token, end int, initials string) int {
	if initials == "" {
		return end
	}
	if end == 0 || end < len(tokens) && tokens[end].Break != NoBreak {
		return -1
	}
	t := tokens[end-1]
	for n := 1; n <= min(maxPrefix, len(initials), len(t.Folded)); n++ {
		if strings.HasPrefix(t.Folded, initials[len(initials)-n:]) {
			if first := initialsFrom(tokens, end-1, initials[:len(initials)-n]); first >= 0 {
				return first
			}
		}
	}
	if linking[t.Term] && end < len(tokens) {
		return initialsFrom(tokens, end-1, initials)
	}
	return -1
}
