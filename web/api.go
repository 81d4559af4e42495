package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/export"
	"khobao/internal/failure"
)

// apiParams are the parameters of the search API, named as the flags of
// `khobao search`. Others are refused: a misspelt filter must not be ignored.
var apiParams = append(slices.Clone(filterParams), "size", "offset", "cursor", "sort", "facet", "top", "fold")

// filterParams are those that say which articles are meant, in every call.
var filterParams = []string{"q", "filter", "literal", "lang", langParam}

func badParam(name, value, want string) error {
	return failure.Newf(failure.Usage, name, "%q: %s", clip(value), want)
}

// apiQuery reads an API address and refuses parameters it does not know.
func apiQuery(query string, known []string) (url.Values, error) {
	q, err := url.ParseQuery(query)
	if err != nil {
		return nil, badParam("address", query, "want name=value pairs, percent-encoded")
	}
	for name := range q {
		if !slices.Contains(known, name) {
			return nil, badParam("parameter", name, "not known")
		}
	}
	return q, nil
}

// apiAsked reads the parameters of a request.
func apiAsked(c *fiber.Ctx, known []string) (url.Values, error) {
	return apiQuery(string(c.Request().URI().QueryString()), known)
}

// apiFilters reads which articles are meant.
func apiFilters(q url.Values) (index.Request, error) {
	var r index.Request
	r.Q = clean(q.Get("q"))
	if len(r.Q) > maxQuery {
		return r, badParam("q", r.Q, "too long")
	}
	if len(q["filter"]) > maxFilters || len(q["literal"]) > maxFilters {
		return r, badParam("filter", strconv.Itoa(len(q["filter"])), "too many")
	}
	for _, f := range q["filter"] {
		if err := r.AddFilter(clean(f)); err != nil {
			return r, failure.Newf(failure.Usage, "filter", "%s", err.Error())
		}
	}
	for _, l := range q["literal"] {
		r.Literal = append(r.Literal, clean(l))
	}
	return r, nil
}

// apiRequest reads a search from an API address.
func apiRequest(query string) (index.Request, error) {
	q, err := apiQuery(query, apiParams)
	if err != nil {
		return index.Request{}, err
	}
	r, err := apiFilters(q)
	if err != nil {
		return r, err
	}
	for _, n := range []struct {
		name     string
		to       *int
		min, max int
	}{{"size", &r.Size, 0, index.MaxSize}, {"offset", &r.Offset, 0, index.MaxDepth}, {"top", &r.Top, 0, index.MaxDepth}} {
		v := q.Get(n.name)
		if v == "" {
			continue
		}
		if *n.to, err = strconv.Atoi(v); err != nil || *n.to < n.min || *n.to > n.max {
			return r, badParam(n.name, v, "want a whole number from "+strconv.Itoa(n.min)+" to "+strconv.Itoa(n.max))
		}
	}
	if q.Get("size") == "0" {
		r.Size = -1
	}
	if v := q.Get("cursor"); v != "" {
		if r.Offset, _, err = readCursor(v); err != nil {
			return r, badParam("cursor", v, "want the next of an earlier answer")
		}
	}
	if r.Sort, err = apiSort(q.Get("sort")); err != nil {
		return r, err
	}
	if r.Fold, err = apiFold(q.Get("fold")); err != nil {
		return r, err
	}
	for _, name := range q["facet"] {
		f, ok := index.FieldNamed(name)
		if !ok || !f.Facet {
			return r, badParam("facet", name, "no such facet")
		}
		if !slices.Contains(r.Facets, f.Name) {
			r.Facets = append(r.Facets, f.Name)
		}
	}
	return r, nil
}

// apiSearched reads a search with its order, and gives the other parameters,
// which are known by name.
func apiSearched(c *fiber.Ctx, others ...string) (url.Values, index.Request, error) {
	q, err := apiAsked(c, append(append(slices.Clone(filterParams), "sort"), others...))
	if err != nil {
		return nil, index.Request{}, err
	}
	r, err := apiFilters(q)
	if err != nil {
		return nil, r, err
	}
	r.Sort, err = apiSort(q.Get("sort"))
	return q, r, err
}

func apiSort(name string) (index.Sort, error) {
	if names := sortsOfAPI(); name != "" && !slices.Contains(names, name) {
		return "", badParam("sort", name, "want one of "+strings.Join(names, ", "))
	}
	return index.Sort(name), nil
}

// apiFold reads whether reprints share a row.
func apiFold(v string) (bool, error) {
	if v != "" && v != "0" && v != "1" {
		return false, badParam("fold", v, "want 0 or 1")
	}
	return v == "1", nil
}

func sortsOfAPI() []string {
	var names []string
	for _, o := range sortNames {
		names = append(names, string(o.sort))
	}
	return names
}

// clip keeps a message short whatever was sent.
func clip(s string) string {
	runes := []rune(clean(s))
	if len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return string(runes)
}

// apiFound is the answer of the search API: a result, and where the next hits are.
type apiFound struct {
	index.Result
	Next  string `json:"next,omitempty"`  // cursor; none after the last hit or index.MaxDepth
	Moved bool   `json:"moved,omitempty"` // the index is no more what it was on the first page
}

func (s *Server) apiSearch(c *fiber.Ctx) error {
	req, err := apiRequest(string(c.Request().URI().QueryString()))
	if err != nil {
		return err
	}
	res, err := s.deps.Search.Search(c.UserContext(), req)
	if err != nil {
		return err
	}
	lang := programLang(c)
	p := s.deps.Locale.In(lang)
	res.Notices = slices.Clone(res.Notices)
	for i := range res.Notices {
		res.Notices[i].Message = noticeText(p, res.Notices[i])
	}
	first, moved := firstState(c.Query("cursor"), res)
	out := apiFound{Result: res, Moved: moved}
	rows := res.Total
	if req.Fold {
		rows = res.Rows
	}
	if next := req.Offset + len(res.Hits); len(res.Hits) > 0 && next < min(rows, index.MaxDepth) {
		out.Next = writeCursor(next, first)
	}
	return c.JSON(out)
}

// apiExport streams all hits of a search in one of the forms of files.
func (s *Server) apiExport(c *fiber.Ctx) error {
	q, r, err := apiSearched(c, "format", "column", "fold")
	if err != nil {
		return err
	}
	if r.Fold, err = apiFold(q.Get("fold")); err != nil {
		return err
	}
	name := q.Get("format")
	if name == "" {
		name = "jsonl"
	}
	format, ok := export.FormatNamed(name)
	if !ok {
		return badParam("format", name, "no such format")
	}
	for _, col := range q["column"] {
		if !slices.ContainsFunc(export.Columns, func(c export.Column) bool { return c.Name == col }) {
			return badParam("column", col, "no such column")
		}
	}
	sh := s.shell(c)
	sh.p = s.deps.Locale.In(programLang(c))
	return s.sendExport(c, r, format, s.exportOptions(sh, r.Q, q["column"]))
}

func (s *Server) apiStats(c *fiber.Ctx) error {
	stats, err := s.deps.Archive.Stats(c.UserContext())
	if err != nil {
		return err
	}
	return c.JSON(apiStatsAnswer{stats, s.deps.State(c.UserContext())})
}
