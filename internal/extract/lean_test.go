package extract

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"
)

// leanPieces are what a page is made of where leaving things out is hard.
var leanPieces = []string{
	`<script>a</script>`, `<script><!-- a </script>`, `<script><!-- <script> </script> --></script>`, `<SCRIPT TYPE=application/LD+JSON>{"a":1}</SCRIPT >`, `<script/>a</script>`,
	`<script type="application/ld&#x2B;json">{}</script>`, `<script src=a>`, `</script`, `</script >`, `<style>a > b { }</style>`, `<style`, `<style/>`, `</style>`,
	`<!-- a -->`, `<!-->`, `<!--->`, `<!-- a --!>`, `<!-- a -- b --->`, `<!--`, `-->`, `<!DOCTYPE html>`, `<?xml a?>`, `<![CDATA[ <p> ]]>`, `</>`, `</ a>`, `<3`, `<`, `>`,
	`<p class=a/>`, `<p onclick="a>b" class='c'>`, `<p a`, `<p =a=b c>`, `<p / id = "x" / data-x>`, `<p CLASS=a class=b>`, `<p title='`, `<p title="`, `"`, `'`, `</p title=">">`,
	`<a href="/b" title="c" target=_blank>d</a>`, `<b title=x>`, `<b title=y>`, `</b>`, `<i>`, `</i>`, `<font color=red>`, `<nobr data-a>`, `<img data-src=a src=b alt="c"/>`,
	`<svg viewBox="0"><title>a</title><path d="M0"/></svg>`, `<svg><style>a > b</style>`, `<svg/>`, `<svg a=b/>`, `</svg>`, `<svg><p>`, `<svg><title><p>`, `<svg><g><svg></svg></g>`, `<math>`, `</math>`,
	`<svg><foreignObject><style> <p> </style>`, `<textarea> <p> </textarea>`, `<textarea>`, `<title> <p title=a> </title>`, `<noscript><img src=a></noscript>`, `<noscript>`, `<iframe> <p> </iframe>`, `<xmp>`, `<plaintext>`,
	`<select><option value=a>b`, `<svg><style> <p> </style>`, `</select>`, `<table><tr><td>`, `<script>`, `</table>`, `<template>`, `</template>`, `<frameset>`, `a `, "\n", "\r\n", "  \t ", " a  b ", "<pre>", "<listing>\n\n", "</pre>", "<br>", "\x00", `&amp;`, `<body onload=a class=b>`, `<html lang=vi a=b>`,
}

// FuzzLean compares the tree of what remains of a page with the tree of the page.
func FuzzLean(f *testing.F) {
	for _, b := range fixturePages(f) {
		f.Add(b)
	}
	for _, piece := range leanPieces {
		f.Add([]byte(piece))
	}
	f.Fuzz(checkLean)
}

// TestLean puts hard pieces beside each other.
func TestLean(t *testing.T) {
	pieces := rapid.SliceOf(rapid.SampledFrom(leanPieces))
	rapid.Check(t, func(r *rapid.T) {
		b := []byte(strings.Join(pieces.Draw(r, "pieces"), ""))
		checkLean(t, b)
		if t.Failed() {
			r.FailNow()
		}
	})
}

func checkLean(t *testing.T, b []byte) {
	keep := attributesOf("[data-role=a]")
	before := bytes.Clone(b)
	rest := leaner(nil, b, keep)
	if !bytes.Equal(before, b) {
		t.Fatal("the page was written to")
	}
	if len(rest) > len(b)+len(b)/2 {
		t.Errorf("%d bytes of %d", len(rest), len(b))
	}
	want, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		return
	}
	got, err := html.Parse(bytes.NewReader(rest))
	if err != nil {
		t.Fatal(err)
	}
	bare(want, keep)
	bare(got, keep)
	if g, w := shape(got), shape(want); g != w {
		t.Errorf("%q became %q:\n got %s\nwant %s", clip(string(b), 2000), clip(string(rest), 2000), clip(g, 2000), clip(w, 2000))
	}
}

// bare takes out of a tree what leaner may leave out of a page.
func bare(doc *html.Node, keep map[string]bool) {
	for n := range doc.Descendants() {
		switch n.Type {
		case html.CommentNode:
			n.Data = ""
		case html.TextNode:
			if p := n.Parent; p.DataAtom == atom.Style || p.DataAtom == atom.Noscript || p.DataAtom == atom.Script && !isLinkedData([]byte(attr(p, "type"))) {
				n.Data = ""
			}
		case html.ElementNode:
			for n.DataAtom == atom.Svg && n.FirstChild != nil {
				n.RemoveChild(n.FirstChild)
			}
			var kept []html.Attribute
			for _, a := range n.Attr {
				if keep[a.Key] {
					kept = append(kept, a)
				}
			}
			n.Attr = kept
		}
	}
}

var blanks = regexp.MustCompile(`[ \t\r\n\f]+`)

// shape writes a tree, one node a line; a text of nothing is none, and of blanks
// beside each other one counts.
func shape(doc *html.Node) string {
	var b strings.Builder
	var down func(n *html.Node, depth int)
	down = func(n *html.Node, depth int) {
		if n.Type == html.TextNode {
			n.Data = blanks.ReplaceAllString(n.Data, " ")
		}
		if n.Type != html.TextNode || n.Data != "" {
			b.WriteString(strings.Repeat(" ", depth))
			b.WriteString(n.Namespace + " " + n.Data)
			for _, a := range n.Attr {
				b.WriteString(" " + a.Key + "=" + a.Val)
			}
			b.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			down(c, depth+1)
		}
	}
	down(doc, 0)
	return b.String()
}

// TestKeptAttributes reads this package: every attribute that is asked for by
// name is kept.
func TestKeptAttributes(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	literals := func(exprs ...ast.Expr) {
		for _, e := range exprs {
			if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				asked[strings.Trim(lit.Value, `"`)] = true
			}
		}
	}
	isKey := func(e ast.Expr) bool {
		s, ok := e.(*ast.SelectorExpr)
		return ok && s.Sel.Name == "Key"
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "attr" && len(n.Args) == 2 {
					literals(n.Args[1])
				}
			case *ast.BinaryExpr:
				if isKey(n.X) {
					literals(n.Y)
				}
			case *ast.SwitchStmt:
				if n.Tag != nil && isKey(n.Tag) {
					for _, c := range n.Body.List {
						literals(c.(*ast.CaseClause).List...)
					}
				}
			}
			return true
		})
	}
	if len(asked) < 10 {
		t.Fatalf("only %v asked for", asked)
	}
	for name := range asked {
		if !keptAttributes[name] && name != "title" { // which abbr keeps
			t.Errorf("%s is asked for and not kept", name)
		}
	}
}
