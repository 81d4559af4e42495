package export

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"khobao/index"
)

// Limits of the format (ECMA-376): rows of a sheet, and UTF-16 units of a cell.
const (
	xlsxRows = 1_048_576
	xlsxCell = 32_767
)

// xlsxSheet writes a workbook as it comes: texts stand in their cells, so
// nothing is kept for later but the number of sheets. A cell is text or a date,
// never a formula.
type xlsxSheet struct {
	zip     *zip.Writer
	w       *bufio.Writer // the sheet being written
	o       *Options
	columns []Column
	sheets  int
	rows    int // of the sheet being written
}

func startXLSX(w io.Writer, o *Options) (sheet, error) {
	s := &xlsxSheet{zip: zip.NewWriter(w), o: o, columns: o.columns()}
	return s, s.nextSheet()
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// Styles of cells, by their number in the file.
const (
	styleBold = 1
	styleDay  = 2
	styleTime = 3
)

const xlsxStyles = xmlHead + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
	`<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

func (s *xlsxSheet) nextSheet() error {
	s.sheets++
	s.rows = 0
	f, err := s.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", s.sheets))
	if err != nil {
		return err
	}
	s.w = bufio.NewWriter(f)
	s.w.WriteString(xmlHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, c := range s.columns {
		fmt.Fprintf(s.w, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width(c.Name))
	}
	s.w.WriteString("</cols><sheetData>")
	s.startRow()
	for i, c := range s.columns {
		s.text(i, s.o.label(c.Name), styleBold)
	}
	return s.endRow()
}

// width is how wide a column opens, in letters.
func width(name string) int {
	switch name {
	case "title", "lead", "body", "captions":
		return 60
	case "url", "permalink":
		return 40
	}
	return 18
}

func (s *xlsxSheet) row(a *index.Article) error {
	if s.rows == xlsxRows {
		if err := s.endSheet(); err != nil {
			return err
		}
		if err := s.nextSheet(); err != nil {
			return err
		}
	}
	s.startRow()
	for i, c := range s.columns {
		switch v := c.of(a, s.o).(type) {
		case index.Date:
			s.date(i, v)
		default:
			s.text(i, flat(v), 0)
		}
	}
	return s.endRow()
}

func (s *xlsxSheet) startRow() {
	s.rows++
	fmt.Fprintf(s.w, `<row r="%d">`, s.rows)
}

func (s *xlsxSheet) endRow() error {
	_, err := s.w.WriteString("</row>")
	return err
}

func (s *xlsxSheet) text(column int, v string, style int) {
	if v = fitted(plain(v)); v == "" {
		return
	}
	fmt.Fprintf(s.w, `<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">`, letters(column), s.rows, style)
	xmlText.WriteString(s.w, underscores(v))
	s.w.WriteString("</t></is></c>")
}

// xlsxFirstDay is the first day whose number every reader agrees on.
var xlsxFirstDay = time.Date(1900, time.March, 1, 0, 0, 0, 0, time.UTC)

// date writes days since 30/12/1899 by the clock of the papers.
func (s *xlsxSheet) date(column int, d index.Date) {
	if d.IsZero() {
		return
	}
	t := d.Time.In(index.Zone)
	local := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
	if local.Before(xlsxFirstDay) {
		s.text(column, clock(d), 0)
		return
	}
	style := styleTime
	if d.Day {
		style = styleDay
	}
	days := local.Sub(time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
	fmt.Fprintf(s.w, `<c r="%s%d" s="%d"><v>%s</v></c>`, letters(column), s.rows, style, strconv.FormatFloat(days, 'f', -1, 64))
}

func (s *xlsxSheet) endSheet() error {
	s.w.WriteString("</sheetData></worksheet>")
	return s.w.Flush()
}

// end closes the sheet and writes the parts that name what is there.
func (s *xlsxSheet) end() error {
	if err := s.endSheet(); err != nil {
		return err
	}
	var types, sheets, rels strings.Builder
	name := "Kho Báo"
	for i := 1; i <= s.sheets; i++ {
		if i > 1 {
			name = fmt.Sprintf("Kho Báo %d", i)
		}
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, name, i, i)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, i, i)
	}
	fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>`, s.sheets+1)
	for _, part := range []struct{ name, body string }{
		{"xl/styles.xml", xlsxStyles},
		{"xl/workbook.xml", xmlHead + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` + sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels.String() + `</Relationships>`},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types.String() + `</Types>`},
	} {
		f, err := s.zip.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, part.body); err != nil {
			return err
		}
	}
	return s.zip.Close()
}

var xmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// letters names a column: A, B, … Z, AA.
func letters(column int) string {
	if column < 26 {
		return string(rune('A' + column))
	}
	return letters(column/26-1) + letters(column%26)
}

// underscores keeps what looks like the format's own escapes (_x000D_) a text.
func underscores(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '_' && i+6 < len(s) && s[i+1] == 'x' && s[i+6] == '_' && isHex(s[i+2:i+6]) {
			b.WriteString("_x005F_")
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isHex(s string) bool {
	_, err := strconv.ParseUint(s, 16, 16)
	return err == nil
}

// fitted cuts a text to what a cell holds and ends it with "…" where it was cut.
func fitted(s string) string {
	if len(s) <= xlsxCell {
		return s
	}
	units, cut := 0, len(s)
	for i, r := range s {
		if units < xlsxCell {
			cut = i
		}
		if units += utf16.RuneLen(r); units > xlsxCell {
			return s[:cut] + "…"
		}
	}
	return s
}
