package web

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
)

// Limits of a list to be searched, and of the time that long work may take while
// a reader waits.
const (
	linesMax = 500
	lineMax  = 400 // bytes
	longTime = 60 * time.Second
	// linesAtOnce leaves other searches their share of the machine.
	linesAtOnce = 2
)

// linesView is the data of the page that searches a list of lines.
type linesView struct {
	Text     string
	Rows     []lineRow // lines that are found
	Missing  []lineRow // lines that are not
	Late     []lineRow // lines there was no time for
	Asked    bool
	Cut      bool // there were more lines
	Max      int
	Articles int
}

// lineRow is one line, how many articles it has, and the best of them.
type lineRow struct {
	No    int
	Line  string
	Count int
	Href  string
	Best  *hitView
	state lineState
}

type lineState int

const (
	lineLate lineState = iota
	lineDone
)

func (s *Server) linesForm(_ *fiber.Ctx, sh *shell) (any, error) {
	sh.State, sh.Title = State{Lang: knownLang(sh.query.Get(langParam))}, sh.T("web.lines.title")
	return &linesView{Max: linesMax}, nil
}

// lines searches every line of a list. Nothing is kept.
func (s *Server) lines(c *fiber.Ctx) error {
	sh := s.shell(c)
	sh.State, sh.Title = State{Lang: knownLang(sh.query.Get(langParam))}, sh.T("web.lines.title")
	done, err := s.takeSlot()
	if err != nil {
		return err
	}
	defer done()
	v := &linesView{Text: strings.ToValidUTF8(c.FormValue("dong"), ""), Asked: true, Max: linesMax}
	rows := v.read()
	if err := s.searchAllLines(sh, rows); err != nil {
		return err
	}
	if c.FormValue(paramFormat) == "csv" {
		return sendLines(c, sh, rows)
	}
	for _, r := range rows {
		switch {
		case r.state == lineLate:
			v.Late = append(v.Late, r)
		case r.Count == 0:
			v.Missing = append(v.Missing, r)
		default:
			v.Rows = append(v.Rows, r)
		}
	}
	return s.pages.render(c, "lines", sh, v)
}

// read takes the lines of the text, without empty ones.
func (v *linesView) read() []lineRow {
	var rows []lineRow
	for line := range strings.FieldsFuncSeq(v.Text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = strings.TrimSpace(clean(line))
		if line == "" {
			continue
		}
		if len(rows) == linesMax {
			v.Cut = true
			break
		}
		if len(line) > lineMax {
			line = strings.ToValidUTF8(line[:lineMax], "")
		}
		rows = append(rows, lineRow{No: len(rows) + 1, Line: line})
	}
	return rows
}

// searchAllLines searches lines for as long as long work may take.
func (s *Server) searchAllLines(sh *shell, rows []lineRow) error {
	ctx, cancel := context.WithTimeout(s.life, longTime)
	defer cancel()
	return s.searchLines(ctx, sh, rows)
}

// searchLines fills in the rows. Lines it has no time for stay late.
func (s *Server) searchLines(ctx context.Context, sh *shell, rows []lineRow) error {
	var wg sync.WaitGroup
	failed := make([]error, linesAtOnce)
	for n := range linesAtOnce {
		wg.Go(func() {
			for i := n; i < len(rows) && failed[n] == nil; i += linesAtOnce {
				failed[n] = s.searchLine(ctx, sh, &rows[i])
			}
		})
	}
	wg.Wait()
	err := errors.Join(failed...)
	if ctx.Err() != nil {
		return s.life.Err() // out of time is no fault: late lines are named
	}
	return err
}

func (s *Server) searchLine(ctx context.Context, sh *shell, row *lineRow) error {
	st := sh.State
	st.Request.Q = row.Line
	req := st.Request
	req.Size, req.Sort = 1, index.Relevance
	res, err := s.deps.Search.Search(ctx, req)
	if err != nil {
		if problemOf(err, sh.p).Status < fiber.StatusInternalServerError {
			row.state = lineDone // a line that cannot be searched finds nothing
			return nil
		}
		return err
	}
	row.state, row.Count, row.Href = lineDone, res.Total, st.Search()
	if len(res.Hits) > 0 && res.Total > 0 {
		res.Hits[0].Why = nil
		row.Best = &hitViews(sh, st, res.Hits[:1])[0]
		row.Best.Snippets = row.Best.Snippets[:min(len(row.Best.Snippets), 1)]
	}
	return nil
}

// sendLines gives the table as a file.
func sendLines(c *fiber.Ctx, sh *shell, rows []lineRow) error {
	out := [][]string{{sh.T("web.lines.no"), sh.T("web.lines.line"), sh.T("web.lines.count"), sh.T("web.lines.best"), sh.T("web.lines.sentence"), sh.T("field.site"), sh.T("web.field.published"), sh.T("web.lines.id")}}
	for _, r := range rows {
		cells := []string{strconv.Itoa(r.No), r.Line, strconv.Itoa(r.Count), "", "", "", "", ""}
		if r.state == lineLate {
			cells[2] = ""
		}
		if r.Best != nil {
			cells[3], cells[5], cells[7] = r.Best.Title, sh.Site(r.Best.Site), r.Best.ID
			cells[6] = r.Best.Published.String()
			if len(r.Best.Snippets) > 0 {
				cells[4] = r.Best.Snippets[0].Text
			}
		}
		out = append(out, cells)
	}
	return sendTable(c, "danh sach", out)
}
