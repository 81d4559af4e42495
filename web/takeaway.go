package web

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/index/rank"
	"khobao/index/vi"
	"khobao/internal/export"
	"khobao/internal/failure"
)

// The names of what a reader chooses to take away, in addresses.
const (
	paramFormat = "dang"
	paramColumn = "truong"
)

// takeView is the data of the page that tells what a file will hold.
type takeView struct {
	Total   int
	Formats []formatChoice
	Columns []columnChoice
	Hidden  []hidden
	Search  string
	Chips   []chip
	Words   string
}

type formatChoice struct {
	Name, Key string
	Size      string // about, "" when it cannot be told
	Chosen    bool
}

type columnChoice struct {
	Name, Key string
	Chosen    bool
}

// takeAway says how many rows a file will have and about how large it will be,
// before anything is written.
func (s *Server) takeAway(c *fiber.Ctx, sh *shell) (any, error) {
	ctx := c.UserContext()
	st := ParseState(sh.query).with(func(*index.Request) {})
	sh.State, sh.Title = st, sh.T("web.take.title")
	req := st.Request
	req.Size, req.Facets = sampleRows, nil
	res, err := s.deps.Search.Search(ctx, req)
	if err != nil {
		return nil, err
	}
	v := &takeView{Total: res.Total, Hidden: hiddenOf(st), Search: st.Search(), Chips: chips(sh, st), Words: st.Request.Q}
	format, columns := takeChoices(sh.query)
	sizes, err := s.sizes(ctx, sh, res, columns)
	if err != nil {
		return nil, err
	}
	for _, f := range export.Formats {
		v.Formats = append(v.Formats, formatChoice{Name: f.Name, Key: "export.format." + f.Name, Size: sizes[f.Name], Chosen: f.Name == format.Name})
	}
	for _, col := range export.Columns {
		v.Columns = append(v.Columns, columnChoice{col.Name, "export.column." + col.Name, slices.Contains(columns, col.Name)})
	}
	return v, nil
}

// takeChoices reads the format and the columns of an address; what it does not
// know is passed over.
func takeChoices(q url.Values) (export.Format, []string) {
	format, ok := export.FormatNamed(q.Get(paramFormat))
	if !ok {
		format = export.Formats[0]
	}
	var columns []string
	for _, col := range export.Columns {
		if slices.Contains(q[paramColumn], col.Name) {
			columns = append(columns, col.Name)
		}
	}
	if len(columns) == 0 {
		columns = export.ColumnNames()
	}
	return format, columns
}

// sampleRows is how many rows the size of a file is reckoned from.
const sampleRows = 20

// counted counts bytes and keeps none.
type counted int64

func (n *counted) Write(b []byte) (int, error) {
	*n += counted(len(b))
	return len(b), nil
}

// sizes reckons how large each file will be from its first rows.
func (s *Server) sizes(ctx context.Context, sh *shell, res index.Result, columns []string) (map[string]string, error) {
	sizes := map[string]string{}
	var ids export.IDs
	for _, h := range res.Hits {
		if err := ids.Add(h.ID); err != nil {
			return nil, err
		}
	}
	if ids.Len() == 0 {
		return sizes, nil
	}
	o := s.exportOptions(sh, "", columns)
	for _, f := range export.Formats {
		var n, fixed counted
		err := s.write(ctx, &n, f, "", o, &ids)
		if err == nil && f.Bundle { // what every bundle holds, however few its articles
			err = s.write(ctx, &fixed, f, "", o, new(export.IDs))
		}
		if err != nil {
			s.deps.Log.Warn("reckon the size of a file", "format", f.Name, "err", err)
			continue
		}
		sizes[f.Name] = sh.Bytes(int64(fixed) + int64(n-fixed)/int64(ids.Len())*int64(res.Total))
	}
	return sizes, nil
}

// write writes a file of a list's articles in any form.
func (s *Server) write(ctx context.Context, w io.Writer, f export.Format, name string, o export.Options, ids *export.IDs) error {
	var err error
	switch {
	case f.Bundle:
		_, err = export.WriteBundle(ctx, w, o, ids, s.bundleSource())
	case f.Records:
		_, err = export.WriteWARC(ctx, w, name, o, ids, s.originals)
	default:
		_, err = export.Write(ctx, w, f, o, ids, s.deps.Archive)
	}
	return err
}

func (s *Server) exportOptions(sh *shell, asked string, columns []string) export.Options {
	return export.Options{
		Columns: columns, Printer: sh.p, SiteName: s.deps.SiteName, Base: s.deps.SiteURL,
		Query: asked, Software: "khobao " + s.deps.Version, Created: time.Now().In(index.Zone),
	}
}

// originals gives the stored records of an article.
func (s *Server) originals(ctx context.Context, id string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		captures, err := s.deps.Archive.Captures(ctx, id)
		if err != nil {
			if !failure.Is(err, failure.NotFound) {
				yield(nil, err)
			}
			return
		}
		for _, k := range captures {
			if !yield(s.deps.Archive.Record(ctx, k.ID)) {
				return
			}
		}
	}
}

// takeFile sends the file chosen on the page.
func (s *Server) takeFile(c *fiber.Ctx) error {
	sh := s.shell(c)
	st := ParseState(sh.query).with(func(*index.Request) {})
	if asked := sh.query.Get(paramFormat); asked != "" {
		if _, ok := export.FormatNamed(asked); !ok {
			return failure.Newf(failure.Usage, paramFormat, "%q: not known", clean(asked))
		}
	}
	format, columns := takeChoices(sh.query)
	return s.sendExport(c, st.Request, format, s.exportOptions(sh, s.deps.SiteURL+st.Search(), columns))
}

// list gives every hit of a request in the order of the screen.
func (s *Server) list(ctx context.Context, r index.Request) (*export.List, index.Result, error) {
	return export.Hits(ctx, s.deps.Search.Search, s.find, r, rank.Depth)
}

// find asks the engine itself: ids and counts, no texts.
func (s *Server) find(ctx context.Context, r index.Request) (index.Result, error) {
	if s.deps.Find == nil {
		return s.deps.Search.Search(ctx, r)
	}
	return s.deps.Find(ctx, r)
}

// sendExport lists the hits, then streams the file.
func (s *Server) sendExport(c *fiber.Ctx, r index.Request, f export.Format, o export.Options) error {
	done, err := s.takeSlot()
	if err != nil {
		return err
	}
	list, res, err := s.list(c.UserContext(), r)
	if err != nil {
		done()
		return err
	}
	name := fileName(r.Q, o.Created) + f.Ext
	c.Set(fiber.HeaderContentType, f.Type)
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf("attachment; filename=%q", name))
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Total-Count", strconv.Itoa(res.Total))
	c.Set("X-Index-Version", fmt.Sprintf("%d.%d", res.Generation, res.Epoch))
	return s.stream(c, done, func(ctx context.Context, w *flusher) error {
		return s.write(ctx, w, f, name, o, &list.IDs)
	})
}

// fileName says what a file holds in letters that every disk takes.
func fileName(q string, day time.Time) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return ' '
	}, vi.Fold(strings.ToLower(q)))
	name = strings.Join(strings.Fields("kho bao "+name), "-")
	if len(name) > 60 {
		name = strings.TrimRight(name[:60], "-")
	}
	return name + "-" + day.Format("20060102")
}
