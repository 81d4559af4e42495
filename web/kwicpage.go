package web

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/index/query"
	"khobao/internal/export"
	"khobao/internal/failure"
)

// kwicView is the data of the page that shows every place of a query in its
// context.
type kwicView struct {
	Lines    []kwicLine
	Total    int // articles found
	From, To int // numbers of the articles read for this page
	Cut      bool
	Orders   []choice
	Hidden   []hidden
	Chips    []chip
	Back     string
	CSV      string
	Prev     string
	Next     string
	Asked    bool
}

// kwicAsked reads what an address asks of a concordance: a search, an order, and
// which hundred of its articles.
func kwicAsked(sh *shell) (st State, order string, page int) {
	st = ParseState(sh.query).with(func(r *index.Request) { r.Size = 0 })
	for _, o := range kwicOrders {
		if sh.query.Get(paramOrder) == o {
			order = o
		}
	}
	page, err := strconv.Atoi(sh.query.Get(paramPage))
	if err != nil || page < 1 {
		page = 1
	}
	return st, order, min(page, index.MaxDepth/kwicArticles)
}

func kwicHref(path string, st State, order string, page int) string {
	href := path + strings.TrimPrefix(st.Search(), "/search")
	if order != "" {
		href = withParam(href, paramOrder, order)
	}
	if page > 1 {
		href = withParam(href, paramPage, strconv.Itoa(page))
	}
	return href
}

// kwicPage shows the places of a hundred articles at a time.
func (s *Server) kwicPage(c *fiber.Ctx, sh *shell) (any, error) {
	st, order, page := kwicAsked(sh)
	sh.State, sh.Title = st, sh.T("web.kwic.title")
	v := &kwicView{Back: st.Search(), Hidden: carried(st), Chips: chips(sh, st), Asked: strings.TrimSpace(st.Request.Q) != ""}
	if !v.Asked {
		return v, nil
	}
	r := st.Request
	r.Offset = (page - 1) * kwicArticles
	lines, res, err := s.concordance(c.UserContext(), r)
	if err != nil {
		return nil, err
	}
	sortKwic(lines, order)
	if len(lines) > kwicLines {
		lines, v.Cut = lines[:kwicLines], true
	}
	for i := range lines {
		lines[i].Href = articleHref(sh, st, lines[i].ID)
	}
	v.Lines, v.Total, v.From, v.To = lines, res.Total, r.Offset+1, r.Offset+len(res.Hits)
	for _, o := range kwicOrders {
		key := "web.kwic.order." + o
		if o == "" {
			key = "web.kwic.order.bai"
		}
		v.Orders = append(v.Orders, choice{Key: key, Href: kwicHref("/ngu-canh", st, o, page), Current: o == order})
	}
	if order != "" {
		v.Hidden = append(v.Hidden, hidden{paramOrder, order})
	}
	if page > 1 {
		v.Prev = kwicHref("/ngu-canh", st, order, page-1)
	}
	if v.To < min(res.Total, index.MaxDepth) && len(res.Hits) > 0 {
		v.Next = kwicHref("/ngu-canh", st, order, page+1)
	}
	v.CSV = kwicHref("/ngu-canh.csv", st, "", 1)
	return v, nil
}

// kwicCSV streams the places in every article found, in the order of the screen.
func (s *Server) kwicCSV(c *fiber.Ctx) error {
	sh := s.shell(c)
	st, _, _ := kwicAsked(sh)
	done, err := s.takeSlot()
	if err != nil {
		return err
	}
	r := st.Request
	r.Facets = nil
	list, res := &export.List{}, index.Result{}
	if strings.TrimSpace(r.Q) != "" { // without words there is nothing to look for in every article
		if list, res, err = s.list(c.UserContext(), r); err != nil {
			done()
			return err
		}
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+fileName("ngu canh "+r.Q, time.Now().In(index.Zone))+`.csv"`)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Total-Count", strconv.Itoa(res.Total))
	return s.stream(c, done, func(ctx context.Context, w *flusher) error {
		return s.writeKwic(ctx, sh, w, res.Query, &list.IDs)
	})
}

func (s *Server) writeKwic(ctx context.Context, sh *shell, to io.Writer, n query.Node, ids *export.IDs) error {
	if _, err := io.WriteString(to, "\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(to)
	w.UseCRLF = true
	head := []string{sh.T("web.kwic.left"), sh.T("web.kwic.key"), sh.T("web.kwic.right"), sh.T("field.title"), sh.T("field.site"), sh.T("web.field.published"), sh.T("web.lines.id"), sh.T("web.kwic.field"), "URL"}
	if err := w.Write(head); err != nil {
		return err
	}
	for at := 0; at < ids.Len(); at += kwicArticles {
		found, err := s.deps.Archive.Articles(ctx, ids.Slice(at, min(at+kwicArticles, ids.Len())))
		if err != nil {
			return err
		}
		for i := range found {
			for _, l := range kwicOfArticle(n, &found[i]) {
				row := []string{export.Cell(strings.TrimSpace(l.Left)), export.Cell(l.Key), export.Cell(strings.TrimSpace(l.Right)), export.Cell(l.Title), export.Cell(sh.Site(l.Site)), l.day(), l.ID, sh.FieldLabel(l.Field), export.Cell(found[i].URL)}
				if err := w.Write(row); err != nil {
					return err
				}
			}
		}
		w.Flush()
		if err := w.Error(); err != nil {
			return err
		}
	}
	return w.Error()
}

// apiConcordance is a page of the places of a query.
type apiConcordance struct {
	Total int          `json:"total"`           // articles found
	Lines []apiPlaceIn `json:"lines"`           // in the order of the articles
	Next  string       `json:"next,omitempty"`  // cursor; none after the last article or index.MaxDepth
	Moved bool         `json:"moved,omitempty"` // the index is no more what it was on the first page
}

// apiPlaceIn is one place of the words of a query and what stands around it.
type apiPlaceIn struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Site      string     `json:"site"`
	Published index.Date `json:"published"`
	Field     string     `json:"field"` // title, lead or body
	Left      string     `json:"left"`
	Key       string     `json:"key"`
	Right     string     `json:"right"`
}

// apiConcord answers with the places of a query in a hundred articles at a time.
func (s *Server) apiConcord(c *fiber.Ctx) error {
	q, r, err := apiSearched(c, "cursor")
	if err != nil {
		return err
	}
	if strings.TrimSpace(r.Q) == "" {
		return failure.Newf(failure.Usage, "q", "missing")
	}
	if v := q.Get("cursor"); v != "" {
		if r.Offset, _, err = readCursor(v); err != nil {
			return badParam("cursor", v, "want the next of an earlier answer")
		}
	}
	lines, res, err := s.concordance(c.UserContext(), r)
	if err != nil {
		return err
	}
	first, moved := firstState(q.Get("cursor"), res)
	out := apiConcordance{Total: res.Total, Lines: []apiPlaceIn{}, Moved: moved}
	for _, l := range lines {
		out.Lines = append(out.Lines, apiPlaceIn{l.ID, l.Title, l.Site, l.Published, l.Field, l.Left, l.Key, l.Right})
	}
	if next := r.Offset + len(res.Hits); len(res.Hits) > 0 && next < min(res.Total, index.MaxDepth) {
		out.Next = writeCursor(next, first)
	}
	return c.JSON(out)
}
