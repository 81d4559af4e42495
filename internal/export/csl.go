package export

import (
	"encoding/json"
	"io"
	"strings"
	"time"

	"khobao/index"
)

// cslItem is an article as citation processors read it (CSL-JSON 1.0).
type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Author    []cslName `json:"author,omitempty"`
	Container string    `json:"container-title,omitempty"`
	Section   string    `json:"section,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Accessed  *cslDate  `json:"accessed,omitempty"`
	URL       string    `json:"URL,omitempty"`
	Abstract  string    `json:"abstract,omitempty"`
	Keyword   string    `json:"keyword,omitempty"`
	Language  string    `json:"language,omitempty"`
	Archive   string    `json:"archive"`
	Location  string    `json:"archive_location"`
}

// cslName is a whole name: ours have no part to turn round.
type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [1][3]int `json:"date-parts"`
}

func cslDay(t time.Time) *cslDate {
	if t.IsZero() {
		return nil
	}
	t = t.In(index.Zone)
	return &cslDate{[1][3]int{{t.Year(), int(t.Month()), t.Day()}}}
}

// cslSheet writes one JSON array, an item a line.
type cslSheet struct {
	w    io.Writer
	o    *Options
	rows int
}

func startCSL(w io.Writer, o *Options) (sheet, error) { return &cslSheet{w: w, o: o}, nil }

func (s *cslSheet) row(a *index.Article) error {
	item := cslItem{
		ID: a.ID, Type: "article-newspaper", Title: line(a.Title), Container: line(s.o.site(a.Site)), Section: line(strings.Join(a.Section, " › ")),
		Issued: cslDay(a.Published.Time), Accessed: cslDay(a.Captured), URL: a.URL, Abstract: line(a.Lead), Keyword: line(strings.Join(a.Tags, ", ")),
		Language: a.Lang, Archive: "Kho Báo", Location: s.o.permalink(a.ID),
	}
	for _, name := range a.Authors {
		item.Author = append(item.Author, cslName{line(name)})
	}
	b, err := json.Marshal(item)
	if err != nil {
		return err
	}
	before := ",\n"
	if s.rows == 0 {
		before = "[\n"
	}
	s.rows++
	_, err = s.w.Write(append([]byte(before), b...))
	return err
}

func (s *cslSheet) end() error {
	closing := "\n]\n"
	if s.rows == 0 {
		closing = "[]\n"
	}
	_, err := io.WriteString(s.w, closing)
	return err
}
