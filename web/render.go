package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/locale"
)

//go:embed templates
var templateFiles embed.FS

// pages are the parsed templates, one a page, each with the layout and parts.
type pages struct {
	byName map[string]*template.Template
	parts  *template.Template // the parts alone
}

func loadPages(a *assets) (*pages, error) {
	base := template.New("layout.html").Funcs(template.FuncMap{
		"asset":  a.href,
		"pieces": pieces,
		"pair":   func(s, v any) paired { return paired{s, v} },
	})
	base, err := base.ParseFS(templateFiles, "templates/layout.html", "templates/part_*.html")
	if err != nil {
		return nil, fmt.Errorf("parse layout: %w", err)
	}
	entries, err := templateFiles.ReadDir("templates")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	p := &pages{byName: map[string]*template.Template{}}
	if p.parts, err = base.Clone(); err != nil {
		return nil, fmt.Errorf("parse parts: %w", err)
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".html")
		if name == "layout" || strings.HasPrefix(name, "part_") {
			continue
		}
		t, err := base.Clone()
		if err == nil {
			t, err = t.ParseFS(templateFiles, "templates/"+e.Name())
		}
		if err != nil {
			return nil, fmt.Errorf("parse page %s: %w", name, err)
		}
		p.byName[name] = t
	}
	return p, nil
}

// paired hands a part of a page both the shell and its own data.
type paired struct{ S, V any }

// shell is what every page knows beside its own data; templates see it as $.
type shell struct {
	Lang    string
	Title   string
	State   State // what the search field and the links carry on
	Version string
	Follow  string // address of the search that this page is followed by, "" when it is none
	Main    any

	p        *locale.Printer
	named    bool   // the language stands in the address
	path     string // of this page, escaped
	query    url.Values
	siteName func(string) string
	texts    *rowTexts
	families map[string]string // titles of the families that are filtered by
}

func (s *Server) shell(c *fiber.Ctx) *shell {
	lang, named := langOf(c)
	query, err := url.ParseQuery(string(c.Request().URI().QueryString()))
	if err != nil {
		query = url.Values{} // half an address says nothing; the page itself stands
	}
	return &shell{
		Lang: lang, Version: s.deps.Version, p: s.deps.Locale.In(lang), named: named,
		path: string(c.Request().URI().PathOriginal()), query: query, siteName: s.deps.SiteName,
	}
}

// page makes a handler of a function that gathers a page's data.
func (s *Server) page(name string, view func(*fiber.Ctx, *shell) (any, error)) fiber.Handler {
	return func(c *fiber.Ctx) error {
		sh := s.shell(c)
		main, err := view(c, sh)
		if err != nil {
			return err
		}
		return s.pages.render(c, name, sh, main)
	}
}

func (p *pages) render(c *fiber.Ctx, name string, sh *shell, main any) error {
	t, ok := p.byName[name]
	if !ok {
		return fmt.Errorf("no page %q", name)
	}
	sh.Main = main
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout.html", sh); err != nil {
		return fmt.Errorf("write page %s: %w", name, err)
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderContentLanguage, sh.Lang)
	return c.Send(b.Bytes())
}

// piece writes a part of a page by itself, for a script that puts it in its place.
func (p *pages) piece(c *fiber.Ctx, name string, sh *shell, v any) error {
	var b bytes.Buffer
	if err := p.parts.ExecuteTemplate(&b, name, paired{sh, v}); err != nil {
		return fmt.Errorf("write part %s: %w", name, err)
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderContentLanguage, sh.Lang)
	return c.Send(b.Bytes())
}

// T gives a text in the page's language.
func (sh *shell) T(key string, args ...any) string { return sh.p.Text(key, args...) }

// Has reports whether there is a text of that key.
func (sh *shell) Has(key string) bool { return sh.p.Has(key) }

// N writes a whole number.
func (sh *shell) N(n int) string { return sh.p.Number(n) }

// N64 writes a whole number that a page counted.
func (sh *shell) N64(n int64) string { return sh.p.Number(int(n)) }

// Day writes a moment as a day in the papers' zone, "" when unknown.
func (sh *shell) Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return sh.p.Day(t.In(index.Zone))
}

// Minute writes a moment with its clock, "" when unknown.
func (sh *shell) Minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return sh.p.Minute(t.In(index.Zone))
}

// Date writes a printed date: with its clock only when the page prints one.
func (sh *shell) Date(d index.Date) string {
	if d.Day {
		return sh.Day(d.Time)
	}
	return sh.Minute(d.Time)
}

// ISO writes a date for the datetime attribute.
func (sh *shell) ISO(d index.Date) string { return d.String() }

// Site gives the name of a newspaper.
func (sh *shell) Site(host string) string {
	if sh.siteName != nil {
		if name := sh.siteName(host); name != "" {
			return name
		}
	}
	return host
}

// Link gives a page of ours and carries the chosen language on.
func (sh *shell) Link(path string) string {
	if !sh.named {
		return path
	}
	sep := "?"
	if strings.Contains(path, "?") {
		sep = "&"
	}
	return path + sep + langParam + "=" + sh.Lang
}

// At reports whether this is the page of a path.
func (sh *shell) At(path string) bool { return sh.path == path }

// Carry lists what a search form on a page without a search keeps: the language.
func (sh *shell) Carry() []hidden {
	if !sh.named {
		return nil
	}
	return []hidden{{langParam, sh.Lang}}
}

// SuggestLang is the language that what is suggested carries on.
func (sh *shell) SuggestLang() string {
	if !sh.named {
		return ""
	}
	return sh.Lang
}

// Other gives this page in another language.
func (sh *shell) Other(lang string) string {
	q := url.Values{}
	for k, v := range sh.query {
		q[k] = v
	}
	q.Set(langParam, lang)
	return localPath(sh.path) + "?" + q.Encode()
}

// localPath keeps an address on this site: "//host" and "/\host" would leave it.
func localPath(p string) string {
	return "/" + strings.TrimLeft(p, "/\\")
}
