package web

import (
	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
)

// previewView is an article beside the list it was found in.
type previewView struct {
	index.Article
	Href       string
	Headline   []piece
	Opening    []piece
	Paragraphs []paragraph
	Section    string
}

// preview answers with a piece of a page: an article's text with the found words
// marked, to stand beside the results.
func (s *Server) preview(c *fiber.Ctx) error {
	ctx := c.UserContext()
	id := c.Params("id")
	if !idForm.MatchString(id) {
		return failure.New(failure.NotFound, "", nil).WithCode("article")
	}
	a, err := s.deps.Archive.Article(ctx, id)
	if err != nil {
		return notThisArticle(err)
	}
	sh := s.shell(c)
	sh.State = ParseState(sh.query)
	mark := s.marker(ctx, sh.State, &a)
	v := &previewView{
		Article: a, Href: articleHref(sh, sh.State, id),
		Headline: pieces(a.Title, mark("title", a.Title)), Opening: pieces(a.Lead, mark("lead", a.Lead)),
		Paragraphs: paragraphs(a.Body, mark("body", a.Body)),
	}
	return s.pages.piece(c, "preview", sh, v)
}
