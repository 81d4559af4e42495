package web

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
)

// articleView is the data of an article's page.
type articleView struct {
	index.Article
	SectionPath string
	Headline    []piece
	Opening     []piece // the lead
	Paragraphs  []paragraph
	Marks       int // found words marked on the page
	Pictures    []picture
	Versions    []versionLink
	Older       bool // a later text of it is kept
	Captures    []captureLink
	Shown       *Capture // the original that the page is about: the newest
	ShownHref   string   // its page on this site
	Fields      []fieldEvidence
	Citation    string
	Back        string // the search it was found by, "" when opened directly
	Names       []nameGroup
	Permanent   string // full address of this page
	Cites       []citeForm
	Linked      linkedArticle
}

// picture is a caption with the picture's address on the replay, "" when the
// archive does not hold it.
type picture struct {
	Text   string
	Pieces []piece
	Src    string
}

// fieldEvidence says where one field was found.
type fieldEvidence struct {
	Name string
	index.Evidence
	Located bool
}

var idForm = regexp.MustCompile(`^[0-9a-f]{16}$`)

func (s *Server) article(c *fiber.Ctx, sh *shell) (any, error) {
	ctx := c.UserContext()
	id := c.Params("id")
	if !idForm.MatchString(id) {
		return nil, failure.New(failure.NotFound, "", nil).WithCode("article")
	}
	a, err := s.deps.Archive.Article(ctx, id)
	if err != nil {
		return nil, notThisArticle(err)
	}
	a.ID = id
	current := a.Version
	if n, ok := versionAsked(sh.query.Get(paramVersion)); ok {
		if a, err = s.deps.Archive.Version(ctx, id, n); err != nil {
			return nil, notThisArticle(err)
		}
		a.ID, a.Version = id, n
	}
	sh.State = ParseState(sh.query)
	sh.Title = a.Title
	v := &articleView{Article: a, SectionPath: strings.Join(a.Section, " › "), Permanent: s.deps.SiteURL + "/bai/" + id}
	if len(sh.query) > 0 && (sh.State.Request.Q != "" || len(sh.State.Request.Filters) > 0) {
		v.Back = sh.State.Search()
	}
	versions, err := s.deps.Archive.Versions(ctx, id)
	if err != nil {
		return nil, err
	}
	v.Versions = versionLinks(sh, id, versions, a.Version, current)
	v.Older = len(versions) > 1 && a.Version > 0 && a.Version < len(versions)
	captures, err := s.deps.Archive.Captures(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, k := range captures {
		v.Captures = append(v.Captures, captureLink{Href: captureHref(sh, k.ID, id), Time: sh.Minute(k.Captured), Digest: k.Digest})
	}
	if n := len(captures); n > 0 {
		v.Shown = &captures[n-1]
		if v.Older {
			v.Permanent += "?" + paramVersion + "=" + strconv.Itoa(a.Version)
			of := versions[a.Version-1].CaptureID
			if i := slices.IndexFunc(captures, func(k Capture) bool { return k.ID == of }); i >= 0 {
				v.Shown = &captures[i]
			}
		}
		v.ShownHref = captureHref(sh, v.Shown.ID, id)
	}
	mark := s.marker(ctx, sh.State)
	if v.Pictures, err = s.pictures(ctx, a, mark); err != nil {
		return nil, err
	}
	v.Names = names(a)
	inBody := mark("body", a.Body)
	v.Headline, v.Opening = pieces(a.Title, mark("title", a.Title)), pieces(a.Lead, mark("lead", a.Lead))
	v.Paragraphs = paragraphs(a.Body, v.Names, inBody)
	v.Marks = countMarked(pieces(a.Body, inBody)) + countMarked(v.Headline) + countMarked(v.Opening)
	for _, p := range v.Pictures {
		v.Marks += countMarked(p.Pieces)
	}
	v.Fields = evidence(a)
	v.Citation = citation(sh, v)
	v.Linked = linked(sh, v, s.deps.SiteURL)
	if v.Cites, err = s.citeForms(ctx, sh, a); err != nil {
		return nil, err
	}
	return v, nil
}

// notThisArticle gives a missing article its own text.
func notThisArticle(err error) error {
	if failure.Is(err, failure.NotFound) {
		return failure.New(failure.NotFound, "", err).WithCode("article")
	}
	return err
}

// pictures finds the archive's own copies; nothing is ever loaded from outside.
func (s *Server) pictures(ctx context.Context, a index.Article, mark marker) ([]picture, error) {
	var out []picture
	for _, cap := range a.Captions {
		p := picture{Text: cap.Text, Pieces: pieces(cap.Text, mark("caption", cap.Text))}
		if cap.Image != "" {
			id, err := s.deps.Archive.FindCapture(ctx, cap.Image, a.Captured)
			switch {
			case err == nil:
				p.Src = s.deps.ReplayURL + "/" + id + "/"
			case !failure.Is(err, failure.NotFound):
				return nil, err
			}
		}
		if p.Text != "" || p.Src != "" {
			out = append(out, p)
		}
	}
	return out, nil
}

// evidenceOrder is the order of fields in an article; others follow by name.
var evidenceOrder = []string{"title", "lead", "body", "caption", "authors", "published", "updated", "section", "tags"}

func evidence(a index.Article) []fieldEvidence {
	var names []string
	for name := range a.Evidence {
		names = append(names, name)
	}
	rank := func(name string) int {
		if i := slices.Index(evidenceOrder, name); i >= 0 {
			return i
		}
		return len(evidenceOrder)
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	var out []fieldEvidence
	for _, name := range names {
		e := a.Evidence[name]
		out = append(out, fieldEvidence{Name: name, Evidence: e, Located: e.End > e.Start})
	}
	return out
}

// citation writes the article as Vietnamese papers cite one: author, title,
// paper, day printed, address, and the stored copy with its day and hash.
func citation(sh *shell, v *articleView) string {
	var parts []string
	if len(v.Authors) > 0 {
		parts = append(parts, strings.Join(v.Authors, ", "))
	}
	parts = append(parts, "“"+v.Title+"”")
	if v.Site != "" {
		parts = append(parts, sh.Site(v.Site))
	}
	if day := sh.Day(v.Published.Time); day != "" {
		parts = append(parts, sh.T("web.cite.published", "Day", day))
	}
	if v.URL != "" {
		parts = append(parts, v.URL)
	}
	text := strings.Join(parts, ", ")
	if v.Shown != nil {
		text += "; " + sh.T("web.cite.capture", "Time", sh.Minute(v.Shown.Captured), "Address", v.Permanent, "Digest", v.Shown.Digest)
	}
	return text + "."
}

// captureView is the page around a stored original.
type captureView struct {
	Capture
	ArticleHref, ArticleTitle string
	Src                       string
	Others                    []captureLink
}

type captureLink struct {
	Href    string
	Time    string
	Digest  string
	Current bool
}

// captureHref leads to an original of an article and carries the search on.
func captureHref(sh *shell, capture, article string) string {
	href := "/ban-luu/" + capture + "?bai=" + article
	if a := sh.State.Address(); a != "" {
		return href + "&" + a
	}
	return sh.Link(href)
}

var captureForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,80}$`)

// capture frames a stored original; the words about it stand outside the frame,
// where the stored page cannot imitate them.
func (s *Server) capture(c *fiber.Ctx, sh *shell) (any, error) {
	ctx := c.UserContext()
	id, articleID := c.Params("capture"), sh.query.Get("bai")
	sh.State = ParseState(sh.query)
	missing := failure.New(failure.NotFound, "", nil).WithCode("capture")
	if !captureForm.MatchString(id) {
		return nil, missing
	}
	v := &captureView{Capture: Capture{ID: id}, Src: s.deps.ReplayURL + "/" + id + "/"}
	if idForm.MatchString(articleID) {
		captures, err := s.deps.Archive.Captures(ctx, articleID)
		if err != nil && !failure.Is(err, failure.NotFound) {
			return nil, err
		}
		for _, k := range captures {
			if k.ID == id {
				v.Capture = k
			}
			v.Others = append(v.Others, captureLink{
				Href: captureHref(sh, k.ID, articleID), Digest: k.Digest, Time: sh.Minute(k.Captured), Current: k.ID == id,
			})
		}
		if a, err := s.deps.Archive.Article(ctx, articleID); err == nil {
			v.ArticleHref, v.ArticleTitle = articleHref(sh, sh.State, articleID), a.Title
		}
	}
	if v.Digest == "" { // opened without its article: the original itself tells
		p, err := s.deps.Archive.Original(ctx, id)
		if failure.Is(err, failure.NotFound) {
			return nil, missing
		}
		if err != nil {
			return nil, err
		}
		v.Capture = Capture{ID: id, URL: p.URL, Captured: p.Captured, Digest: p.Digest(), Type: p.ContentType, Bytes: int64(len(p.Body))}
	}
	sh.Title = sh.T("web.capture.title")
	if v.ArticleTitle != "" {
		sh.Title += ": " + v.ArticleTitle
	}
	return v, nil
}
