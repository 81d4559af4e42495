package web

import (
	"bytes"
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/export"
	"khobao/internal/failure"
)

// citeFormats are the forms of citation an article's page offers.
var citeFormats = []struct{ name, label string }{{"bibtex", "BibTeX"}, {"ris", "RIS"}, {"csl", "CSL-JSON"}}

// citeForm is an article's citation in one form.
type citeForm struct{ Name, Label, Text, Href string }

// shown gives one article to a writer of files.
type shown struct{ index.Article }

func (s shown) Articles(context.Context, []string) ([]index.Article, error) {
	return []index.Article{s.Article}, nil
}

// citeText writes an article's citation in one form.
func (s *Server) citeText(ctx context.Context, sh *shell, a index.Article, format string) (string, error) {
	f, ok := export.FormatNamed(format)
	if !ok || f.Columns || f.Records {
		return "", failure.New(failure.NotFound, "", nil)
	}
	var ids export.IDs
	if err := ids.Add(a.ID); err != nil {
		return "", err
	}
	var b bytes.Buffer
	_, err := export.Write(ctx, &b, f, s.exportOptions(sh, "", nil), &ids, shown{a})
	return b.String(), err
}

func (s *Server) citeForms(ctx context.Context, sh *shell, a index.Article) ([]citeForm, error) {
	var out []citeForm
	for _, f := range citeFormats {
		text, err := s.citeText(ctx, sh, a, f.name)
		if err != nil {
			return nil, err
		}
		text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
		out = append(out, citeForm{f.name, f.label, text, "/trich-dan/" + a.ID + "?" + paramFormat + "=" + f.name})
	}
	return out, nil
}

// citation file of one article.
func (s *Server) citeFile(c *fiber.Ctx) error {
	id := c.Params("id")
	if !idForm.MatchString(id) {
		return failure.New(failure.NotFound, "", nil).WithCode("article")
	}
	a, err := s.deps.Archive.Article(c.UserContext(), id)
	if err != nil {
		return notThisArticle(err)
	}
	a.ID = id
	name := c.Query(paramFormat, citeFormats[0].name)
	text, err := s.citeText(c.UserContext(), s.shell(c), a, name)
	if err != nil {
		return err
	}
	f, _ := export.FormatNamed(name)
	c.Set(fiber.HeaderContentType, f.Type)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="kho-bao-`+id+f.Ext+`"`)
	return c.SendString(text)
}
