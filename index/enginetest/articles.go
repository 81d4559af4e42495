package enginetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/query"
)

// article makes an article from short notation: the name becomes its ID.
func article(name string, change func(*index.Article)) index.Article {
	a := index.Article{ID: index.NewID(name), Name: name, Site: "bao.example", Kind: index.KindArticle, Lang: "vi"}
	change(&a)
	return a
}

func titled(name, title string) index.Article {
	return article(name, func(a *index.Article) { a.Title = title })
}

func day(year int, month time.Month, d int) index.Date { return index.NewDay(year, month, d) }

func clock(year int, month time.Month, d, hour, minute int) index.Date {
	return index.Date{Time: time.Date(year, month, d, hour, minute, 0, 0, index.Zone)}
}

// filled opens an engine that holds articles.
func filled(t *testing.T, open Open, articles ...index.Article) index.Engine {
	t.Helper()
	e := open(t)
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	if len(articles) > 0 {
		apply(t, e, index.Batch{Seq: 1, Put: articles})
	}
	return e
}

func apply(t *testing.T, e index.Engine, b index.Batch) {
	t.Helper()
	if err := e.Apply(t.Context(), b); err != nil {
		t.Fatalf("apply batch %d: %v", b.Seq, err)
	}
}

func search(t *testing.T, e index.Engine, r index.Request) index.Result {
	t.Helper()
	result, err := e.Search(t.Context(), r)
	if err != nil {
		t.Fatalf("search %s: %v", describe(r), err)
	}
	return result
}

func describe(r index.Request) string {
	return fmt.Sprintf("%#v filters %v from %v to %v sort %q", r.Query, r.Filters, r.From, r.To, r.Sort)
}

func state(t *testing.T, e index.Engine) index.State {
	t.Helper()
	s, err := e.State(t.Context())
	if err != nil {
		t.Fatalf("state: %v", err)
	}
	return s
}

// names gives the names of the articles that n finds, sorted.
func names(t *testing.T, e index.Engine, n query.Node, articles []index.Article) []string {
	t.Helper()
	return namesOf(t, search(t, e, index.Request{Query: n, Size: 1000}), articles)
}

func namesOf(t *testing.T, result index.Result, articles []index.Article) []string {
	t.Helper()
	found := []string{}
	for _, h := range result.Hits {
		i := slices.IndexFunc(articles, func(a index.Article) bool { return a.ID == h.ID })
		if i < 0 {
			t.Fatalf("found an article that was never put: %q", h.ID)
		}
		found = append(found, articles[i].Name)
	}
	if result.Total != len(found) {
		t.Errorf("total %d, but %d hits", result.Total, len(found))
	}
	slices.Sort(found)
	return found
}

// want compares found names with a list parted by spaces.
func want(t *testing.T, what, list string, found []string) {
	t.Helper()
	expected := strings.Fields(list)
	slices.Sort(expected)
	if diff := cmp.Diff(expected, found, equateEmpty); diff != "" {
		t.Errorf("%s: (-want +found)\n%s", what, diff)
	}
}

var equateEmpty = cmp.Transformer("nilIsEmpty", func(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
})

func word(s string) query.Word     { return query.Word{Text: s} }
func exact(s string) query.Word    { return query.Word{Text: s, Exact: true} }
func prefix(s string) query.Word   { return query.Word{Text: s, Prefix: true} }
func phrase(s string) query.Phrase { return query.Phrase{Text: s} }

func near(s string, slop int) query.Phrase { return query.Phrase{Text: s, Slop: slop} }

func and(nodes ...query.Node) query.And     { return query.And{Nodes: nodes} }
func or(nodes ...query.Node) query.Or       { return query.Or{Nodes: nodes} }
func not(n query.Node) query.Not            { return query.Not{Node: n} }
func in(f string, n query.Node) query.Field { return query.Field{Name: f, Node: n} }

func scope(k query.ScopeKind, n int, node query.Node) query.Scope {
	return query.Scope{Kind: k, N: n, Node: node}
}

// eventually is a deadline for what must not hang.
func eventually(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}
