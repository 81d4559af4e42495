package extract

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"khobao/index"
)

// doubt notes something that does not add up, once.
func (r *reading) doubt(code, field, text string) {
	d := index.Doubt{Code: code, Field: field, Text: text}
	for _, x := range r.a.Doubts {
		if x == d {
			return
		}
	}
	r.a.Doubts = append(r.a.Doubts, d)
}

func (r *reading) unDoubt(code string) {
	r.a.Doubts = slices.DeleteFunc(r.a.Doubts, func(d index.Doubt) bool { return d.Code == code })
}

// check notes what is missing or cannot be.
func (r *reading) check() {
	a := &r.a
	if r.p.Status >= 300 {
		r.doubt("http-status", "", strconv.Itoa(r.p.Status))
	}
	if a.Title == "" {
		r.doubt("no-title", "title", "")
	}
	switch n := runes(a.Body) + runes(a.Lead); {
	case n == 0:
		r.doubt("no-body", "body", "")
	case n < 200:
		r.doubt("short-body", "body", "")
	}
	if !a.Published.IsZero() && !a.Captured.IsZero() && a.Published.Time.After(a.Captured.Add(24*time.Hour)) {
		r.doubt("date-after-capture", "published", a.Published.String())
	}
	if broken(a.Title) || broken(a.Lead) || broken(a.Body) {
		r.doubt("broken-letters", "body", "")
	}
	if r.a.Kind != index.KindArticle {
		r.unDoubt("no-date")
		r.unDoubt("no-title")
		r.unDoubt("short-body")
	}
	if len(r.a.Doubts) == 0 {
		r.a.Doubts = nil
	}
}

func broken(s string) bool { return strings.Contains(s, "\uFFFD") }

// finish composes texts, fills the id and leaves no list nil.
func (r *reading) finish() {
	a := &r.a
	a.Title, a.Lead, a.Body = compose(a.Title), compose(a.Lead), compose(a.Body)
	for i := range a.Authors {
		a.Authors[i] = compose(a.Authors[i])
	}
	address := r.p.URL
	if address == "" {
		address = a.URL
	}
	if base, err := url.Parse(address); err == nil && base.Host != "" {
		for i := range a.Captions {
			if u, err := base.Parse(a.Captions[i].Image); err == nil && a.Captions[i].Image != "" {
				a.Captions[i].Image = u.String()
			}
		}
	}
	fillEmpty(a)
	key := a.URL
	if key == "" {
		key = a.Title + "\n" + a.Lead + "\n" + a.Body
		if a.Title == "" && a.Body == "" {
			key = r.p.Digest()
		}
	}
	a.ID = index.NewID(key)
}

// fillEmpty makes nil lists empty, for JSON writes them as [].
func fillEmpty(a *index.Article) {
	if a.Captions == nil {
		a.Captions = []index.Caption{}
	}
	if a.Authors == nil {
		a.Authors = []string{}
	}
	if a.Section == nil {
		a.Section = []string{}
	}
	if a.Tags == nil {
		a.Tags = []string{}
	}
}
