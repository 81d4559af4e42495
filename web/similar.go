package web

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"sync"

	"khobao/index"
	"khobao/index/query"
	"khobao/index/vi"
)

// similarView is an article about the same things.
type similarView struct {
	Title, Href, Meta string
}

// How articles about the same things are looked for: by so many words of the
// article, chosen among so many candidates, showing so many of those found.
const (
	similarWords      = 12
	similarCandidates = 48
	similarShown      = 6
	similarTokens     = 1500 // the beginning of a text says what it is about
	// An article with less of the words' weight than this part of what the article
	// itself has is about something else.
	similarLeast = 0.3
)

// similarTo lists articles about the same things as this one.
func (s *Server) similarTo(ctx context.Context, sh *shell, a *index.Article, family *familyView) []similarView {
	var out []similarView
	for _, o := range s.similar(ctx, a, family) {
		out = append(out, similarView{o.Title, sh.Link("/bai/" + o.ID), metaLine(sh, &o)})
	}
	return out
}

// similar finds articles by the words that tell this one from others. It is an
// offer: where it cannot be made there are none.
func (s *Server) similar(ctx context.Context, a *index.Article, family *familyView) []index.Article {
	if s.deps.DocFreq == nil || s.deps.State(ctx).Status != index.Ready {
		return nil
	}
	words := s.telling(ctx, a)
	if len(words) < 3 {
		return nil
	}
	or := query.Or{}
	for _, w := range words {
		or.Nodes = append(or.Nodes, query.Word{Text: w, Exact: true})
	}
	left := similarShown + 1 + family.size()
	res, err := s.find(ctx, index.Request{Query: or, Sort: index.Relevance, Size: min(2*left, index.MaxSize)})
	if err != nil {
		return nil
	}
	least := 0.0
	for _, h := range res.Hits {
		if h.ID == a.ID {
			least = similarLeast * h.Score
		}
	}
	var ids []string
	for _, h := range res.Hits {
		if h.ID != a.ID && !family.has(h.ID) && h.Score >= least {
			ids = append(ids, h.ID)
		}
	}
	found, err := s.deps.Archive.Articles(ctx, ids)
	if err != nil {
		return nil
	}
	var out []index.Article
	for i := range found {
		o := &found[i]
		if a.Family != "" && o.Family == a.Family || o.Title == a.Title && o.Lead == a.Lead {
			continue
		}
		if out = append(out, *o); len(out) == similarShown {
			break
		}
	}
	return out
}

// metaLine names an article's paper and day.
func metaLine(sh *shell, a *index.Article) string {
	return strings.Trim(sh.Site(a.Site)+" · "+sh.Day(a.Published.Time), " ·")
}

// wordWeight is how much a word of the article says about it.
type wordWeight struct {
	text     string
	parts    []string
	times    float64
	weight   float64
	compound bool
}

// telling gives the words that stand often in the article and seldom elsewhere.
func (s *Server) telling(ctx context.Context, a *index.Article) []string {
	counted := map[string]*wordWeight{}
	var order []*wordWeight
	for _, part := range []struct {
		text   string
		weight float64
	}{{a.Title, 3}, {a.Lead, 2}, {a.Body, 1}} {
		tokens := vi.Tokens(part.text)
		tokens = tokens[:min(len(tokens), similarTokens)]
		for _, w := range lexicon().Words(tokens, nil) {
			terms := make([]string, 0, w.End-w.First)
			for _, t := range tokens[w.First:w.End] {
				terms = append(terms, t.Term)
			}
			text := strings.Join(terms, " ")
			c := counted[text]
			if c == nil {
				c = &wordWeight{text: text, parts: terms, compound: len(terms) > 1}
				counted[text] = c
				order = append(order, c)
			}
			c.times += part.weight
		}
	}
	likely := func(w *wordWeight) float64 {
		if w.compound {
			return w.times * 2 // a word of several syllables says more
		}
		return w.times
	}
	slices.SortStableFunc(order, func(a, b *wordWeight) int { return cmp.Compare(likely(b), likely(a)) })
	order = order[:min(len(order), similarCandidates)]
	all := float64(max(s.deps.State(ctx).Articles, 1))
	for _, w := range order {
		rarest := all
		for _, term := range w.parts {
			n, err := s.deps.DocFreq(ctx, term)
			if err != nil {
				return nil
			}
			rarest = min(rarest, float64(n))
		}
		if rarest < 1 || !w.compound && rarest > all/8 {
			continue // in no text but this one's past, or in every one
		}
		w.weight = math.Log1p(w.times) * math.Log1p(all/rarest)
	}
	slices.SortStableFunc(order, func(a, b *wordWeight) int { return cmp.Compare(b.weight, a.weight) })
	var out []string
	for _, w := range order[:min(len(order), similarWords)] {
		if w.weight > 0 {
			out = append(out, w.text)
		}
	}
	return out
}

// lexicon knows which syllables make a word; it is filled when first asked for.
var lexicon = sync.OnceValue(vi.NewLexicon)
