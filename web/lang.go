package web

import (
	"github.com/gofiber/fiber/v2"

	"khobao/internal/locale"
)

// langParam is the parameter by which a reader chooses a language; there is no
// cookie, so links carry it on.
const langParam = "ngon-ngu"

// langOf gives the language of a page and whether its address names it.
// Vietnamese is first, whatever the browser reads: a link then shows everybody
// the same page, and English is one press away.
func langOf(c *fiber.Ctx) (lang string, named bool) {
	for _, name := range []string{langParam, "lang"} {
		want := string(c.Request().URI().QueryArgs().Peek(name))
		for _, have := range locale.Languages {
			if want == have {
				return have, true
			}
		}
	}
	return locale.Languages[0], false
}

// programLang gives the language of an answer to a program, which says what it
// wants in a header.
func programLang(c *fiber.Ctx) string {
	c.Vary(fiber.HeaderAcceptLanguage)
	lang, named := langOf(c)
	if accepted := c.Get(fiber.HeaderAcceptLanguage); !named && accepted != "" {
		return locale.Match(accepted)
	}
	return lang
}
