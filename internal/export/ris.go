package export

import (
	"bufio"
	"io"
	"strings"

	"khobao/index"
)

// risSheet writes RIS records of type NEWS, one tag a line, lines ended by CRLF.
type risSheet struct {
	w *bufio.Writer
	o *Options
}

func startRIS(w io.Writer, o *Options) (sheet, error) {
	return &risSheet{bufio.NewWriter(w), o}, nil
}

func (s *risSheet) row(a *index.Article) error {
	put := func(tag, value string) {
		if value = line(value); value != "" {
			s.w.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	put("TY", "NEWS")
	put("TI", a.Title)
	for _, name := range a.Authors {
		// A comma would part family name and given name, which ours do not.
		put("AU", strings.ReplaceAll(name, ",", " "))
	}
	put("T2", s.o.site(a.Site))
	if !a.Published.IsZero() {
		t := a.Published.Time.In(index.Zone)
		put("PY", t.Format("2006"))
		put("DA", t.Format("2006/01/02"))
	}
	put("SE", strings.Join(a.Section, " › "))
	put("AB", a.Lead)
	for _, tag := range a.Tags {
		put("KW", tag)
	}
	put("LA", a.Lang)
	put("UR", a.URL)
	if !a.Captured.IsZero() {
		put("Y2", a.Captured.In(index.Zone).Format("2006/01/02"))
	}
	put("L2", s.o.permalink(a.ID))
	put("AN", a.ID)
	put("DB", "Kho Báo")
	_, err := s.w.WriteString("ER  - \r\n\r\n")
	return err
}

func (s *risSheet) end() error { return s.w.Flush() }
