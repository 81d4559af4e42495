package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"khobao/internal/locale"
)

// langParam is the parameter by which a reader chooses a language; there is no
// cookie, so links carry it on.
const langParam = "ngon-ngu"

// langOf gives the language of a request and whether its address names it.
// Vietnamese is first: English is shown to those who ask for it, or whose
// browser reads English and no Vietnamese.
func langOf(c *fiber.Ctx) (lang string, named bool) {
	for _, name := range []string{langParam, "lang"} {
		want := string(c.Request().URI().QueryArgs().Peek(name))
		for _, have := range locale.Languages {
			if want == have {
				return have, true
			}
		}
	}
	accepted := strings.ToLower(c.Get(fiber.HeaderAcceptLanguage))
	if accepted == "" || strings.Contains(accepted, "vi") {
		return locale.Languages[0], false
	}
	return locale.Match(accepted), false
}
