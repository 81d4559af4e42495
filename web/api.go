package web

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
)

// apiParams are the parameters of the search API, named as the flags of
// `khobao search`. Others are refused: a misspelt filter must not be ignored.
var apiParams = []string{"q", "size", "offset", "sort", "filter", "facet", "literal", "top", "lang", langParam}

// apiRequest reads a search from an API address.
func apiRequest(query string) (index.Request, error) {
	var r index.Request
	bad := func(name, value, want string) error {
		return failure.Newf(failure.Usage, name, "%q: %s", clip(value), want)
	}
	q, err := url.ParseQuery(query)
	if err != nil {
		return r, bad("address", query, "want name=value pairs, percent-encoded")
	}
	for name := range q {
		if !slices.Contains(apiParams, name) {
			return r, bad("parameter", name, "not known")
		}
	}
	r.Q = clean(q.Get("q"))
	if len(r.Q) > maxQuery {
		return r, bad("q", r.Q, "too long")
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
			return r, bad(n.name, v, "want a whole number from "+strconv.Itoa(n.min)+" to "+strconv.Itoa(n.max))
		}
	}
	if q.Get("size") == "0" {
		r.Size = -1
	}
	switch sort := index.Sort(q.Get("sort")); sort {
	case "", index.Relevance, index.Newest, index.Oldest:
		r.Sort = sort
	default:
		return r, bad("sort", string(sort), "want relevance, newest or oldest")
	}
	if len(q["filter"]) > maxFilters || len(q["literal"]) > maxFilters {
		return r, bad("filter", strconv.Itoa(len(q["filter"])), "too many")
	}
	for _, f := range q["filter"] {
		if err := r.AddFilter(clean(f)); err != nil {
			return r, failure.Newf(failure.Usage, "filter", "%s", err.Error())
		}
	}
	for _, name := range q["facet"] {
		f, ok := index.FieldNamed(name)
		if !ok || !f.Facet {
			return r, bad("facet", name, "no such facet")
		}
		if !slices.Contains(r.Facets, f.Name) {
			r.Facets = append(r.Facets, f.Name)
		}
	}
	for _, l := range q["literal"] {
		r.Literal = append(r.Literal, clean(l))
	}
	return r, nil
}

// clip keeps a message short whatever was sent.
func clip(s string) string {
	runes := []rune(clean(s))
	if len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return string(runes)
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
	return c.JSON(res)
}

func (s *Server) apiArticle(c *fiber.Ctx) error {
	id := c.Params("id")
	if !idForm.MatchString(id) {
		return failure.New(failure.NotFound, "", nil).WithCode("article")
	}
	a, err := s.deps.Archive.Article(c.UserContext(), id)
	if err != nil {
		return notThisArticle(err)
	}
	return c.JSON(a)
}

func (s *Server) apiStats(c *fiber.Ctx) error {
	stats, err := s.deps.Archive.Stats(c.UserContext())
	if err != nil {
		return err
	}
	return c.JSON(struct {
		Stats
		Index index.State `json:"index"`
	}{stats, s.deps.State(c.UserContext())})
}
