package web

import (
	"context"
	"fmt"
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
	Rows    int       // of the file
	Copies  int       // articles that other rows stand for
	Fold    *foldView // nil where no reprints were found
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
	format, columns := takeChoices(sh.query)
	req := st.Request
	req.Size, req.Facets, req.Fold = 1, nil, st.folds()
	res, err := s.deps.Search.Search(ctx, req)
	if err != nil {
		return nil, err
	}
	v := &takeView{Rows: st.rows(res), Fold: foldOf(st, res), Hidden: hiddenOf(st), Search: st.Search(), Chips: chips(sh, st), Words: st.Request.Q}
	v.Copies = res.Total - v.Rows
	if v.Fold != nil {
		v.Fold.Href = "/tai-ve" + strings.TrimPrefix(v.Fold.Href, "/search")
	}
	sample, err := s.sample(ctx, req, res)
	if err != nil {
		return nil, err
	}
	sizes, err := s.sizes(ctx, sh, sample, v.Rows, columns)
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

func (s *Server) exportOptions(sh *shell, asked string, columns []string) export.Options {
	return export.Options{
		Columns: columns, Printer: sh.p, SiteName: s.deps.SiteName, Base: s.deps.SiteURL,
		Query: asked, Software: "khobao " + s.deps.Version, Created: time.Now().In(index.Zone),
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
	req := st.Request
	req.Fold = st.folds()
	return s.sendExport(c, req, format, s.exportOptions(sh, s.deps.SiteURL+st.Search(), columns))
}

// stored gives what files are made of.
func (s *Server) stored() export.BundleSource {
	return (&bundles{s.deps.Archive, s.parsing}).source()
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
	c.Set("X-Total-Count", strconv.Itoa(list.IDs.Len()))
	c.Set("X-Index-Version", fmt.Sprintf("%d.%d", res.Generation, res.Epoch))
	return s.stream(c, done, func(ctx context.Context, w *flusher) error {
		_, err := export.WriteFile(ctx, w, f, name, o, &list.IDs, s.stored())
		return err
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
