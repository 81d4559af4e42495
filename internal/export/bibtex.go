package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"khobao/index"
)

// bibtexSheet writes BibTeX entries in UTF-8. Whole names stand in braces, since
// Vietnamese ones are not to be turned round.
type bibtexSheet struct {
	w *bufio.Writer
	o *Options
}

func startBibTeX(w io.Writer, o *Options) (sheet, error) {
	return &bibtexSheet{bufio.NewWriter(w), o}, nil
}

func (s *bibtexSheet) row(a *index.Article) error {
	fmt.Fprintf(s.w, "@article{%s", bibKey(a))
	put := func(name, value string) {
		if value != "" {
			fmt.Fprintf(s.w, ",\n  %s = {%s}", name, value)
		}
	}
	put("title", braced(tex(a.Title)))
	var authors []string
	for _, name := range a.Authors {
		authors = append(authors, braced(tex(name)))
	}
	put("author", strings.Join(authors, " and "))
	put("journal", tex(s.o.site(a.Site)))
	if !a.Published.IsZero() {
		t := a.Published.Time.In(index.Zone)
		put("year", t.Format("2006"))
		put("month", t.Format("1"))
		put("date", t.Format("2006-01-02"))
	}
	put("url", texURL(a.URL))
	if !a.Captured.IsZero() {
		put("urldate", a.Captured.In(index.Zone).Format("2006-01-02"))
	}
	put("language", tex(a.Lang))
	put("abstract", tex(a.Lead))
	put("keywords", tex(strings.Join(a.Tags, ", ")))
	put("note", "Kho Báo, "+texURL(s.o.permalink(a.ID)))
	_, err := s.w.WriteString("\n}\n\n")
	return err
}

func (s *bibtexSheet) end() error { return s.w.Flush() }

// bibKey names an entry by its paper, year and id: letters, digits and "-".
func bibKey(a *index.Article) string {
	host, _, _ := strings.Cut(a.Site, ".")
	key := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(host))
	if !a.Published.IsZero() {
		key += a.Published.Time.In(index.Zone).Format("2006")
	}
	if key == "" {
		return a.ID
	}
	return key + "-" + a.ID
}

func braced(s string) string {
	if s == "" {
		return ""
	}
	return "{" + s + "}"
}

var texSpecials = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `_`, `\_`, `%`, `\%`,
	`^`, `\textasciicircum{}`, `~`, `\textasciitilde{}`,
)

// tex makes a text one line that TeX sets as it stands.
func tex(s string) string { return texSpecials.Replace(line(s)) }

var urlSpecials = strings.NewReplacer(`\`, "%5C", "{", "%7B", "}", "%7D", " ", "%20", `"`, "%22", "^", "%5E", "~", "%7E")

// texURL keeps an address as it is but for what would end its field.
func texURL(s string) string { return urlSpecials.Replace(line(s)) }
