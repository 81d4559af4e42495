package export

import (
	"bytes"
	"encoding/json"
	"io"

	"khobao/index"
)

// jsonlSheet writes one JSON object a line, its keys in the order of Columns.
type jsonlSheet struct {
	w       io.Writer
	o       *Options
	columns []Column
	b       bytes.Buffer
}

func startJSONL(w io.Writer, o *Options) (sheet, error) {
	return &jsonlSheet{w: w, o: o, columns: o.columns()}, nil
}

func (s *jsonlSheet) row(a *index.Article) error {
	s.b.Reset()
	s.b.WriteByte('{')
	values := json.NewEncoder(&s.b)
	values.SetEscapeHTML(false)
	for i, c := range s.columns {
		if i > 0 {
			s.b.WriteByte(',')
		}
		s.b.WriteString(`"` + c.Name + `":`)
		v := c.of(a, s.o)
		if list, ok := v.([]string); ok && list == nil {
			v = []string{}
		}
		if err := values.Encode(v); err != nil {
			return err
		}
		s.b.Truncate(s.b.Len() - 1) // the encoder's newline
	}
	s.b.WriteString("}\n")
	_, err := s.w.Write(s.b.Bytes())
	return err
}

func (s *jsonlSheet) end() error { return nil }
