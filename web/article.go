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
	Headline    paragraph
	Opening     paragraph // the lead
	Paragraphs  []paragraph
	Marks       int    // found words marked on the page
	Find        string // words looked for on this page instead of the search's
	FindHidden  []hidden
	Pictures    []picture
	Versions    []versionLink
	Older       bool // a later text of it is kept
	Captures    []captureLink
	Shown       *Capture // the original that the page is about
	ShownHref   string   // its page on this site
	Fields      []fieldEvidence
	Citation    string
	CiteFile    string // the citation as a file
	Back        string // the search it was found by, "" when opened directly
	Names       []nameGroup
	Numbers     []numberItem
	MoreNumbers []numberItem
	Family      *familyView
	Similar     []similarView
	Counters    []counterView // numbers of the page itself, as they stood at captures
	Permanent   string        // full address of this page
	Cites       []citeForm
	Linked      linkedArticle
}

// picture is a caption with the picture's address on the replay, "" when the
// archive does not hold it.
type picture struct {
	Text string
	Line paragraph
	Src  string
}

var idForm = regexp.MustCompile(`^[0-9a-f]{16}$`)

// paramFind asks for words to be marked on an article's page.
const paramFind = "tim"

// articleText gathers what an article's page, its citations and its files are
// about: one text of it with its originals. The catalogue's own state tells which
// text is the present one.
func (s *Server) articleText(ctx context.Context, sh *shell, id string) (*articleView, []Version, error) {
	if !idForm.MatchString(id) {
		return nil, nil, failure.New(failure.NotFound, "", nil).WithCode("article")
	}
	a, err := s.deps.Archive.Article(ctx, id)
	if err != nil {
		return nil, nil, notThisArticle(err)
	}
	a.ID = id
	current := a.Version
	if n, ok := versionAsked(sh.query.Get(paramVersion)); ok {
		if a, err = s.deps.Archive.Version(ctx, id, n); err != nil {
			return nil, nil, notThisArticle(err)
		}
		a.ID, a.Version = id, n
	}
	v := &articleView{Article: a, SectionPath: strings.Join(a.Section, " › "), Permanent: s.deps.SiteURL + "/bai/" + id}
	versions, err := s.deps.Archive.Versions(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	v.Versions = versionLinks(sh, id, versions, a.Version, current)
	v.Older = len(versions) > 1 && a.Version > 0 && a.Version < len(versions)
	captures, err := s.deps.Archive.Captures(ctx, id)
	if err != nil && !failure.Is(err, failure.NotFound) {
		return nil, nil, err
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
	return v, versions, nil
}

func (s *Server) article(c *fiber.Ctx, sh *shell) (any, error) {
	ctx := c.UserContext()
	sh.State = ParseState(sh.query)
	v, versions, err := s.articleText(ctx, sh, c.Params("id"))
	if err != nil {
		return nil, err
	}
	a := &v.Article
	sh.Title = a.Title
	if len(sh.query) > 0 && (sh.State.Request.Q != "" || len(sh.State.Request.Filters) > 0) {
		v.Back = sh.State.Search()
	}
	v.Find = strings.TrimSpace(clean(sh.query.Get(paramFind)))
	if len(v.Find) > maxQuery {
		v.Find = ""
	}
	v.FindHidden = hiddenOf(sh.State)
	if v.Older {
		v.FindHidden = append(v.FindHidden, hidden{paramVersion, strconv.Itoa(a.Version)})
	}
	mark := s.marker(ctx, sh.State, a)
	if v.Find != "" {
		mark = s.marker(ctx, State{Request: index.Request{Q: v.Find}}, a)
	}
	at := newAnchored(a)
	v.Names = names(a, at)
	s.linkNames(sh, v.Names)
	v.Numbers = numbers(sh, a, at)
	if n := len(v.Numbers); n > namesShown {
		v.Numbers, v.MoreNumbers = v.Numbers[:namesShown], v.Numbers[namesShown:]
	}
	var count marksOf
	v.Headline, v.Opening = count.line("title", a.Title, at, mark("title", a.Title)), count.line("lead", a.Lead, at, mark("lead", a.Lead))
	if v.Pictures, err = s.pictures(ctx, a, &count, mark); err != nil {
		return nil, err
	}
	v.Paragraphs = count.runs("body", a.Body, at, mark("body", a.Body))
	v.Marks = count.n
	v.Fields = evidence(sh, a, textCapture(a, versions))
	v.Citation = citation(sh, v)
	v.CiteFile = sh.Link(citeHref(v, plainCite))
	v.Linked = linked(sh, v, s.deps.SiteURL)
	if v.Family, err = s.familyOf(ctx, sh, a); err != nil {
		return nil, err
	}
	v.Similar = s.similarTo(ctx, sh, a, v.Family)
	if a.URL != "" {
		numbers, err := s.deps.Archive.Counters(ctx, a.Site, a.URL)
		if err != nil {
			return nil, err
		}
		v.Counters = counters(numbers)
	}
	if v.Cites, err = s.citeForms(ctx, sh, v); err != nil {
		return nil, err
	}
	return v, nil
}

// textCapture gives the original that a text of an article was read from, ""
// when that is not known.
func textCapture(a *index.Article, versions []Version) string {
	n := a.Version
	if n < 1 || n > len(versions) {
		n = len(versions)
	}
	if n == 0 {
		return ""
	}
	return versions[n-1].CaptureID
}

// notThisArticle gives a missing article its own text.
func notThisArticle(err error) error {
	if failure.Is(err, failure.NotFound) {
		return failure.New(failure.NotFound, "", err).WithCode("article")
	}
	return err
}

// pictures finds the archive's own copies; nothing is ever loaded from outside.
func (s *Server) pictures(ctx context.Context, a *index.Article, count *marksOf, mark marker) ([]picture, error) {
	var out []picture
	for _, cap := range a.Captions {
		p := picture{Text: cap.Text, Line: count.line("caption", cap.Text, nil, mark("caption", cap.Text))}
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
