package extract

import (
	"fmt"
	"iter"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"

	"khobao/index"
)

// Rule says where one layout of one site keeps its fields. Selectors are CSS;
// of several the first that finds something counts. An empty one leaves the
// field to the general reading, which also takes captions, author lines and
// links to other articles out of the body.
type Rule struct {
	Name     string   // of the site, the same for all its layouts
	Version  string   // raised with every change of what the rule gives
	Hosts    []string // hosts it is for, subdomains included
	From, To int      // years the layout was seen, 0 = open; for the reader, not for matching
	Is       string   // must match for the layout to apply
	Anywhere bool     // Is alone recognises the layout on a page without an address

	Title, Lead, Body, Author, Date, Section, Tags string
	Hero                                           string // pictures with captions outside the body
	Caption                                        string // captions in the body whose place and class do not show it
	Source                                         string // the paper a text was taken from
	Drop                                           string // never part of the article

	// Fix corrects what selectors cannot say; it runs last.
	Fix func(*goquery.Document, *index.Article)
}

// compiled is a rule with its selectors ready.
type compiled struct {
	Rule
	is, title, lead, body, author, date, section, tags, hero, caption, sourceLine, drop cascadia.SelectorGroup
}

func compile(rule Rule) (*compiled, error) {
	c := &compiled{Rule: rule}
	if rule.Name == "" || rule.Version == "" || rule.Body == "" || rule.Is == "" && len(rule.Hosts) == 0 {
		return nil, fmt.Errorf("rule %q: needs a name, a version, a body and a host or a sign", rule.Name)
	}
	for _, f := range []struct {
		name, selector string
		into           *cascadia.SelectorGroup
	}{
		{"is", rule.Is, &c.is},
		{"title", rule.Title, &c.title},
		{"lead", rule.Lead, &c.lead},
		{"body", rule.Body, &c.body},
		{"author", rule.Author, &c.author},
		{"date", rule.Date, &c.date},
		{"section", rule.Section, &c.section},
		{"tags", rule.Tags, &c.tags},
		{"hero", rule.Hero, &c.hero},
		{"caption", rule.Caption, &c.caption},
		{"source", rule.Source, &c.sourceLine},
		{"drop", rule.Drop, &c.drop},
	} {
		if f.selector == "" {
			continue
		}
		group, err := cascadia.ParseGroup(f.selector)
		if err != nil {
			return nil, fmt.Errorf("rule %s, %s selector %q: %w", rule.Name, f.name, f.selector, err)
		}
		*f.into = group
	}
	return c, nil
}

// selectors lists what a rule asks of a page.
func (r *Rule) selectors() []string {
	return []string{r.Is, r.Title, r.Lead, r.Body, r.Author, r.Date, r.Section, r.Tags, r.Hero, r.Caption, r.Source, r.Drop}
}

// covers reports whether the rule is for a site.
func (c *compiled) covers(site string) bool {
	for _, h := range c.Hosts {
		if site == h || strings.HasSuffix(site, "."+h) {
			return true
		}
	}
	return false
}

// choose gives the first rule whose host and signs fit the page.
func (x *Extractor) choose(r *reading) *compiled {
	for _, c := range x.rules {
		if r.a.Site != "" && !c.covers(r.a.Site) || r.a.Site == "" && !c.Anywhere {
			continue
		}
		if c.is != nil && r.match(c.is) < 0 || r.match(c.body) < 0 {
			continue
		}
		return c
	}
	return nil
}

// pins lists the elements that hold the article's headline, lead and text.
func (r *reading) pins() []int {
	if r.rule == nil {
		return []int{r.title}
	}
	return []int{r.title, r.match(r.rule.lead), r.match(r.rule.body)}
}

// match gives the first element that the first of the selectors matches, else
// the first that the next matches; -1 when there is none.
func (r *reading) match(group cascadia.SelectorGroup) int {
	for _, s := range group {
		for i := range r.t.elems {
			if s.Match(r.t.elems[i].node) {
				return i
			}
		}
	}
	return -1
}

// each gives the elements the first of the selectors matches, outermost only,
// then those of the next.
func (r *reading) each(group cascadia.SelectorGroup) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, s := range group {
			for _, i := range r.matchAll(cascadia.SelectorGroup{s}) {
				if !yield(i) {
					return
				}
			}
		}
	}
}

// matchAll gives every element a selector matches, outermost only.
func (r *reading) matchAll(s cascadia.SelectorGroup) []int {
	if s == nil {
		return nil
	}
	var found []int
	for i := 0; i < len(r.t.elems); i++ {
		if s.Match(r.t.elems[i].node) {
			found = append(found, i)
			i = r.t.elems[i].end - 1
		}
	}
	return found
}
