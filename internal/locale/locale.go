// Package locale holds every text a user reads, in Vietnamese and English, and
// writes numbers and dates the way each expects. Texts live in
// texts/<area>.<lang>.json, one area a part of the product; a test finds keys
// that one language lacks.
package locale

import (
	"embed"
	"strconv"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed texts/*.json
var texts embed.FS

// Languages are the tags offered, the default first.
var Languages = []string{"vi", "en"}

// Printer writes texts in one language. It is safe for use by several goroutines.
type Printer struct {
	Lang      string // "vi" or "en"
	localizer *i18n.Localizer
}

// Catalog holds all texts; load it once.
type Catalog struct {
	bundle   *i18n.Bundle
	printers map[string]*Printer
}

// Load reads the embedded texts.
func Load() (*Catalog, error) {
	bundle := i18n.NewBundle(language.Vietnamese)
	entries, err := texts.ReadDir("texts")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if _, err := bundle.LoadMessageFileFS(texts, "texts/"+e.Name()); err != nil {
			return nil, err
		}
	}
	c := &Catalog{bundle: bundle, printers: map[string]*Printer{}}
	for _, lang := range Languages {
		c.printers[lang] = &Printer{Lang: lang, localizer: i18n.NewLocalizer(bundle, lang)}
	}
	return c, nil
}

// In gives the printer of a language, the default's when it is not offered.
func (c *Catalog) In(lang string) *Printer {
	if p, ok := c.printers[Match(lang)]; ok {
		return p
	}
	return c.printers[Languages[0]]
}

// Match chooses among Languages by an Accept-Language header or a POSIX locale
// name such as vi_VN.UTF-8.
func Match(want string) string {
	want, _, _ = strings.Cut(want, ".")
	want = strings.ReplaceAll(want, "_", "-")
	tags, _, err := language.ParseAcceptLanguage(want)
	if err != nil {
		return Languages[0]
	}
	for _, tag := range tags {
		base, _ := tag.Base()
		for _, lang := range Languages {
			if base.String() == lang {
				return lang
			}
		}
	}
	return Languages[0]
}

// Text gives the text of a key; args are name, value pairs for its template.
// An int named Count chooses the plural form. A missing key comes back as it is.
func (p *Printer) Text(key string, args ...any) string {
	cfg := &i18n.LocalizeConfig{MessageID: key}
	if len(args) > 1 {
		data := make(map[string]any, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			name, _ := args[i].(string)
			if n, ok := args[i+1].(int); ok {
				if name == "Count" {
					cfg.PluralCount = n
				}
				data[name] = p.Number(n)
				continue
			}
			data[name] = args[i+1]
		}
		cfg.TemplateData = data
	}
	s, err := p.localizer.Localize(cfg)
	if err != nil && s == "" {
		return key
	}
	return s
}

// Has reports whether a key has a text.
func (p *Printer) Has(key string) bool { return p.Text(key) != key }

// Number writes a whole number with its groups: 6.550 in Vietnamese, 6,550 in English.
func (p *Printer) Number(n int) string {
	sep := "."
	if p.Lang == "en" {
		sep = ","
	}
	digits := strconv.Itoa(n)
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + sep + digits[i:]
	}
	return sign + digits
}

// Day writes dd/mm/yyyy, in both languages: the papers' own form.
func (p *Printer) Day(t time.Time) string { return t.Format("02/01/2006") }

// Minute writes dd/mm/yyyy hh:mm.
func (p *Printer) Minute(t time.Time) string { return t.Format("02/01/2006 15:04") }
