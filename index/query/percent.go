package query

import "strings"

// perCent takes a sign that stands behind a figure and a blank into its word.
func (l *lexer) perCent(at Span) bool {
	if len(l.tokens) == 0 {
		return false
	}
	last := &l.tokens[len(l.tokens)-1]
	if last.kind != tokenWord || last.prefix || strings.TrimSpace(l.s[last.at.End:at.Start]) != "" || !isNumber(last.text) {
		return false
	}
	last.text += "%"
	last.at.End = at.End
	return true
}

// isNumber reports whether s is figures, perhaps with points and commas inside.
func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789.,") == "" }
