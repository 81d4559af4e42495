package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// fieldEvidence says where one field was found.
type fieldEvidence struct {
	Name string
	index.Evidence
	Href string // where it stands in the stored page, "" when that is not known
}

// From leads from a field of the article to what is told of where it was found,
// "" when nothing is.
func (v *articleView) From(name string) string {
	for _, f := range v.Fields {
		if f.Name == name {
			return "#" + evidenceID(name)
		}
	}
	return ""
}

// evidenceID is the id of what is told of a field; fields are our own names.
func evidenceID(name string) string { return "nguon-" + name }

// Anchor is the id of what is told of this field.
func (f fieldEvidence) Anchor() string { return evidenceID(f.Name) }

// evidenceOrder is the order of fields in an article; others follow by name.
var evidenceOrder = []string{"title", "lead", "body", "caption", "authors", "published", "updated", "section", "tags"}

// evidence lists the fields of an article; capture is the original they were
// read from, "" when that is not known.
func evidence(sh *shell, a *index.Article, capture string) []fieldEvidence {
	var out []fieldEvidence
	for name, e := range a.Evidence {
		f := fieldEvidence{Name: name, Evidence: e}
		if e.End > e.Start && capture != "" {
			f.Href = sourceHref(sh, capture, a.ID, e.Start, e.End)
		}
		out = append(out, f)
	}
	rank := func(name string) int {
		if i := slices.Index(evidenceOrder, name); i >= 0 {
			return i
		}
		return len(evidenceOrder)
	}
	slices.SortFunc(out, func(a, b fieldEvidence) int {
		return cmp.Or(cmp.Compare(rank(a.Name), rank(b.Name)), strings.Compare(a.Name, b.Name))
	})
	return out
}

func sourceHref(sh *shell, capture, article string, start, end int) string {
	q := url.Values{"bai": {article}, paramFrom: {strconv.Itoa(start)}, paramTo: {strconv.Itoa(end)}}
	return sh.Link("/ban-luu/"+capture+"/ma-nguon?"+q.Encode()) + "#" + evidenceMark
}

// Around a place in a stored page this many bytes of it are shown; of the place
// itself at most so many.
const (
	sourceAround = 1500
	sourceMost   = 20_000
	evidenceMark = "cho-nay"
)

// sourceView is a place in a stored page as its code.
type sourceView struct {
	Digest               string
	Before, Place, After string
	Start, End           int
	CutBefore, CutAfter  bool
	Back                 string
	ArticleHref, Capture string
}

// source shows where in a stored page a field was found, as text.
func (s *Server) source(c *fiber.Ctx, sh *shell) (any, error) {
	id := c.Params("capture")
	missing := failure.New(failure.NotFound, "", nil).WithCode("capture")
	if !captureForm.MatchString(id) {
		return nil, missing
	}
	p, err := s.deps.Archive.Original(c.UserContext(), id)
	if failure.Is(err, failure.NotFound) {
		return nil, missing
	}
	if err != nil {
		return nil, err
	}
	body := p.Body
	start, end := byteParam(sh.query, paramFrom, len(body)), byteParam(sh.query, paramTo, len(body))
	end = min(max(end, start), start+sourceMost)
	from, to := max(start-sourceAround, 0), min(end+sourceAround, len(body))
	sh.Title = sh.T("reading.source.title")
	v := &sourceView{
		Digest: p.Digest(), Start: start, End: end, CutBefore: from > 0, CutAfter: to < len(body),
		Before: sourceText(p, body[from:start]), Place: sourceText(p, body[start:end]), After: sourceText(p, body[end:to]),
		Capture: sh.Link("/ban-luu/" + id),
	}
	if article := sh.query.Get("bai"); idForm.MatchString(article) {
		v.ArticleHref, v.Capture = sh.Link("/bai/"+article), sh.Link("/ban-luu/"+id+"?bai="+article)
	}
	return v, nil
}

func byteParam(q url.Values, name string, most int) int {
	n, err := strconv.Atoi(q.Get(name))
	if err != nil || n < 0 {
		return 0
	}
	return min(n, most)
}

// sourceText reads bytes of a page in its charset.
func sourceText(p page.Page, b []byte) string {
	text := ""
	if utf8.Valid(p.Body) {
		text = strings.ToValidUTF8(string(b), "") // a cut letter at an end says nothing
	} else {
		p.Body = b
		text = decodeHTML(p)
	}
	return strings.ReplaceAll(text, "\r\n", "\n")
}
