package web

import (
	"bytes"
	"context"
	"strconv"
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

// citeText writes an article's citation in one form.
func (s *Server) citeText(ctx context.Context, sh *shell, a index.Article, format string) (string, error) {
	f, ok := export.FormatNamed(format)
	if !ok || f.Columns || f.Records || f.Bundle {
		return "", failure.New(failure.NotFound, "", nil)
	}
	var ids export.IDs
	if err := ids.Add(a.ID); err != nil {
		return "", err
	}
	var b bytes.Buffer
	_, err := export.Write(ctx, &b, f, s.exportOptions(sh, "", nil), &ids, atHand{a})
	return b.String(), err
}

func (s *Server) citeForms(ctx context.Context, sh *shell, v *articleView) ([]citeForm, error) {
	var out []citeForm
	for _, f := range citeFormats {
		text, err := s.citeText(ctx, sh, v.Article, f.name)
		if err != nil {
			return nil, err
		}
		text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
		out = append(out, citeForm{f.name, f.label, text, citeHref(v, f.name)})
	}
	return out, nil
}

// citeHref leads to a citation as a file, of the text that is shown.
func citeHref(v *articleView, format string) string {
	href := "/trich-dan/" + v.ID + "?" + paramFormat + "=" + format
	if v.Older {
		href += "&" + paramVersion + "=" + strconv.Itoa(v.Version)
	}
	return href
}

// plainCite is the form of citation that Vietnamese papers print, as a text.
const plainCite = "txt"

// citeFile gives one citation of an article as a file.
func (s *Server) citeFile(c *fiber.Ctx) error {
	id := c.Params("id")
	sh := s.shell(c)
	v, _, err := s.articleText(c.UserContext(), sh, id)
	if err != nil {
		return err
	}
	name := c.Query(paramFormat, citeFormats[0].name)
	ext, media, text := "", "", ""
	if name == plainCite {
		ext, media, text = ".txt", fiber.MIMETextPlainCharsetUTF8, citation(sh, v)+"\n"
	} else {
		if text, err = s.citeText(c.UserContext(), sh, v.Article, name); err != nil {
			return err
		}
		f, _ := export.FormatNamed(name)
		ext, media = f.Ext, f.Type
	}
	c.Set(fiber.HeaderContentType, media)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="kho-bao-`+id+ext+`"`)
	return c.SendString(text)
}
