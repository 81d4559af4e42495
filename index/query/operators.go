package query

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Lookup gives the canonical name of the field a prefix stands for. The prefix
// comes as typed, in NFC; the function decides about letter case and marks. A
// nil Lookup knows no field.
type Lookup func(prefix string) (name string, ok bool)

// Operator is one row of the language, for the parser and for the help page.
// Its label is locale key "operator."+Code.
type Operator struct {
	Code    string
	Forms   []string // as typed; the first one is printed
	Example string   // a query that can be run
	kind    kind
	scope   ScopeKind
	read    func(value string, at Span) (Node, bool) // of a kindPrefix: its value, false when unreadable
	unread  string                                   // the notice's code then
}

type kind int

const (
	kindAnd    kind = iota // between two operands, upper case
	kindOr                 // between two operands, upper case
	kindNot                // before an operand, upper case
	kindSign               // a sign the lexer knows: listed for the help page
	kindPrefix             // name:value, any case
	kindCall               // name(…), any case
	kindCallN              // nameN(…), any case
)

// Operators is the whole language beside field prefixes. A new name:value
// operator is one row with its read function.
var Operators = []Operator{
	{Code: "and", Forms: []string{"AND", "VÀ"}, Example: `công an VÀ Hải Phòng`, kind: kindAnd},
	{Code: "or", Forms: []string{"OR", "HOẶC"}, Example: `vắc xin HOẶC vaccine`, kind: kindOr},
	{Code: "not", Forms: []string{"NOT", "KHÔNG"}, Example: `tai nạn KHÔNG "đường sắt"`, kind: kindNot},
	{Code: "or-sign", Forms: []string{"|"}, Example: `vaccine | "vắc xin"`, kind: kindSign},
	{Code: "not-sign", Forms: []string{"-"}, Example: `tai nạn -"đường sắt"`, kind: kindSign},
	{Code: "phrase", Forms: []string{`"…"`, "“…”", "«…»"}, Example: `"tái hòa nhập cộng đồng"`, kind: kindSign},
	{Code: "near", Forms: []string{`"…"~N`}, Example: `"công an Ngô Quyền"~5`, kind: kindSign},
	{Code: "exact", Forms: []string{"=…", `="…"`}, Example: `=duong`, kind: kindSign},
	{Code: "prefix", Forms: []string{"…*"}, Example: `tuyên*`, kind: kindSign},
	{Code: "group", Forms: []string{"(…)"}, Example: `(phường OR xã) Ngô Quyền`, kind: kindSign},
	{Code: "literal", Forms: []string{`\…`}, Example: `\KHÔNG`, kind: kindSign},
	{Code: "from", Forms: []string{"tu", "từ", "from"}, Example: `tu:2021-08`, kind: kindPrefix, read: readFrom, unread: BadDate},
	{Code: "to", Forms: []string{"den", "đến", "to"}, Example: `den:2021`, kind: kindPrefix, read: readTo, unread: BadDate},
	{Code: "sentence", Forms: []string{"câu", "cau", "sentence"}, Example: `câu(phường vay vốn)`, kind: kindCall, scope: Sentence},
	{Code: "paragraph", Forms: []string{"đoạn", "doan", "paragraph"}, Example: `đoạn(phường vay vốn)`, kind: kindCall, scope: Paragraph},
	{Code: "first", Forms: []string{"đầu", "dau", "first"}, Example: `đầu50(Ngô Quyền)`, kind: kindCallN, scope: First},
}

// MaxFirst bounds N of đầuN(…).
const MaxFirst = 1000

// periodForms are the years, months and days that can be typed.
var periodForms = []string{"2006-01-02", "2006-01", "2006", "2/1/2006", "1/2006"}

func isPeriod(s string) bool {
	for _, form := range periodForms {
		if _, err := time.Parse(form, s); err == nil {
			return true
		}
	}
	return false
}

func readFrom(value string, at Span) (Node, bool) {
	return Period{From: value, Span: at}, isPeriod(value)
}

func readTo(value string, at Span) (Node, bool) {
	return Period{To: value, Span: at}, isPeriod(value)
}

// wordOperator finds AND, OR and NOT in any of their forms.
func wordOperator(run string) (*Operator, bool) {
	if len(run) > 16 {
		return nil, false
	}
	run = norm.NFC.String(run)
	for i := range Operators {
		op := &Operators[i]
		if op.kind > kindNot {
			continue
		}
		for _, form := range op.Forms {
			if form == run {
				return op, true
			}
		}
	}
	return nil, false
}

// prefixOperator finds the operator of name:value; name is in NFC.
func prefixOperator(name string) (*Operator, bool) {
	return named(name, kindPrefix)
}

// callOperator finds the operator of name( and the number in the name.
func callOperator(run string) (op *Operator, n int, ok bool) {
	if len(run) > 32 {
		return nil, 0, false
	}
	name := norm.NFC.String(run)
	if op, ok := named(name, kindCall); ok {
		return op, 0, true
	}
	stem := strings.TrimRightFunc(name, unicode.IsDigit)
	if stem == name {
		return nil, 0, false
	}
	n, err := strconv.Atoi(name[len(stem):])
	if err != nil {
		return nil, 0, false
	}
	op, ok = named(stem, kindCallN)
	return op, n, ok
}

func named(name string, k kind) (*Operator, bool) {
	name = strings.ToLower(name)
	for i := range Operators {
		op := &Operators[i]
		if op.kind != k {
			continue
		}
		for _, form := range op.Forms {
			if form == name {
				return op, true
			}
		}
	}
	return nil, false
}

// printed gives the first form of the operator that makes a scope.
func printed(scope ScopeKind) string {
	for _, op := range Operators {
		if op.scope == scope && scope != "" {
			return op.Forms[0]
		}
	}
	return string(scope)
}
