package extract

import (
	"encoding/json"
	"strings"
	"time"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// line is one line of a JSONL file of articles.
type line struct {
	ID       flexible `json:"id"`
	URL      string   `json:"url"`
	Title    string   `json:"title"`
	Lead     string   `json:"lead"`
	Body     string   `json:"body"`
	Date     flexible `json:"date"`
	Section  list     `json:"section"`
	Category list     `json:"category"`
	Source   string   `json:"source"`
	Authors  list     `json:"authors"`
	Tags     list     `json:"tags"`
}

// flexible is a string or a number.
type flexible string

func (f *flexible) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, (*string)(f))
	}
	if string(b) != "null" {
		*f = flexible(b)
	}
	return nil
}

// list is a string or a list of strings.
type list []string

func (l *list) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return json.Unmarshal(b, (*[]string)(l))
	}
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s != nil && *s != "" {
		*l = list{*s}
	}
	return nil
}

// readLine makes an article of one JSONL line.
func readLine(p *page.Page) (index.Article, error) {
	var in line
	if err := json.Unmarshal(p.Body, &in); err != nil {
		return index.Article{}, failure.New(failure.Unreadable, p.Origin.String(), err).WithCode("jsonl-line")
	}
	if strings.TrimSpace(in.Title) == "" && strings.TrimSpace(in.Body) == "" {
		return index.Article{}, failure.New(failure.NotPage, p.Origin.String(), nil).WithCode("jsonl-empty")
	}
	a := index.Article{
		URL:      webAddress(in.URL, nil),
		Site:     strings.TrimSpace(in.Source),
		Title:    compose(tidy(in.Title)),
		Lead:     compose(tidy(in.Lead)),
		Body:     compose(tidyParagraphs(in.Body)),
		Authors:  in.Authors,
		Section:  in.Section,
		Tags:     in.Tags,
		Captured: p.Captured,
		Kind:     index.KindArticle,
		Rule:     "jsonl",
	}
	if len(a.Section) == 0 {
		a.Section = in.Category
	}
	if a.Site == "" {
		a.Site = page.Site(a.URL)
	}
	if in.Date != "" {
		d, err := index.ParseDate(string(in.Date))
		if err != nil {
			d, a.Doubts = ParseDate(string(in.Date), time.Time{})
		}
		if !d.IsZero() && !d.Day {
			d.Time = d.Time.In(index.Zone)
		}
		a.Published = d
	}
	if a.Published.IsZero() {
		a.Doubts = append(a.Doubts, index.Doubt{Code: "no-date", Field: "published"})
	}
	a.Lang = detectLang("", clip(a.Title+" "+a.Body, 600))
	fillEmpty(&a)
	switch {
	case a.URL != "":
		a.ID = index.NewID(a.URL)
	case in.ID != "":
		a.ID = index.NewID(string(in.ID))
	default:
		a.ID = index.NewID(a.Title + "\n" + a.Lead + "\n" + a.Body)
	}
	return a, nil
}

// tidyParagraphs collapses blanks in lines and makes every line break that of
// a paragraph.
func tidyParagraphs(s string) string {
	if !strings.Contains(s, "\n") {
		return tidy(s)
	}
	var parts []string
	for l := range strings.SplitSeq(s, "\n") {
		if l = tidy(l); l != "" {
			parts = append(parts, l)
		}
	}
	return strings.Join(parts, "\n\n")
}
