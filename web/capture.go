package web

import (
	"regexp"

	"github.com/gofiber/fiber/v2"

	"khobao/internal/failure"
)

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
