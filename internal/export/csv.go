package export

import (
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"

	"khobao/index"
)

// csvSheet writes RFC 4180 with a mark of UTF-8 at its head, which spreadsheets
// need to read Vietnamese.
type csvSheet struct {
	w       *csv.Writer
	o       *Options
	columns []Column
	cells   []string
}

func startCSV(w io.Writer, o *Options) (sheet, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	s := &csvSheet{w: csv.NewWriter(w), o: o, columns: o.columns()}
	s.w.UseCRLF = true
	for _, c := range s.columns {
		s.cells = append(s.cells, o.label(c.Name))
	}
	return s, s.w.Write(s.cells)
}

func (s *csvSheet) row(a *index.Article) error {
	s.cells = s.cells[:0]
	for _, c := range s.columns {
		s.cells = append(s.cells, Cell(flat(c.of(a, s.o))))
	}
	return s.w.Write(s.cells)
}

func (s *csvSheet) end() error {
	s.w.Flush()
	return s.w.Error()
}

// Cell makes a text safe for a cell of a CSV file: a spreadsheet takes one that
// begins with = + - @, their wide forms or a tab for a formula; an apostrophe
// before it says that it is text.
func Cell(s string) string {
	s = plain(s)
	trimmed := strings.TrimLeft(s, " \n\u00a0\u3000\u200b\ufeff")
	first, _ := utf8.DecodeRuneInString(trimmed)
	if strings.ContainsRune("=+-@\t＝＋－＠", first) || strings.HasPrefix(s, "\n") {
		return "'" + s
	}
	return s
}
