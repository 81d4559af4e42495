package web

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/diff"
	"khobao/internal/failure"
)

// textsView is two texts told apart sentence by sentence: versions of an article,
// or two printings of one.
type textsView struct {
	Old, New  textHead
	Choices   []textHead // of the versions, to compare others
	Changes   string     // "" when the texts are the same
	Parts     []diffPart
	Whole     bool
	WholeHref string // the other way to look at it
	Back      string
	Title     string
	Action    string // of the form that chooses other versions, "" when there is none
}

// textHead names one of the texts.
type textHead struct {
	Number      int
	Label, Href string
	Meta        string
	OldOn       bool
	NewOn       bool
}

// diffPart is a run of sentences in one field; Gap says that sentences the same
// in both were left out before it.
type diffPart struct {
	Field string // "" when it goes on in the field of the part before
	Gap   int
	Rows  []diffRow
}

// diffRow is one sentence in both texts.
type diffRow struct {
	Op        diff.Op
	Old, New  []piece
	Paragraph bool
	Moved     bool
}

// What is asked of a comparison, in addresses.
const (
	paramWhole = "ca-bai"
	diffNear   = 1 // sentences of the same text shown around what differs
)

// versions compares two texts of one article; the last two unless the address
// says which.
func (s *Server) versions(c *fiber.Ctx, sh *shell) (any, error) {
	ctx := c.UserContext()
	id := c.Params("id")
	missing := failure.New(failure.NotFound, "", nil).WithCode("article")
	if !idForm.MatchString(id) {
		return nil, missing
	}
	list, err := s.deps.Archive.Versions(ctx, id)
	if err != nil {
		return nil, notThisArticle(err)
	}
	last := len(list)
	from, ok := versionAsked(sh.query.Get(paramFrom))
	if !ok {
		from = max(last-1, 1)
	}
	to, ok := versionAsked(sh.query.Get(paramTo))
	if !ok {
		to = last
	}
	if from > last || to > last {
		return nil, missing
	}
	old, err := s.deps.Archive.Version(ctx, id, from)
	if err != nil {
		return nil, notThisArticle(err)
	}
	latest, err := s.deps.Archive.Version(ctx, id, to)
	if err != nil {
		return nil, notThisArticle(err)
	}
	v := &textsView{Title: sh.T("reading.versions.title"), Back: sh.Link("/bai/" + id), Action: "/bai/" + id + "/phien-ban"}
	for i, k := range list {
		n := i + 1
		h := textHead{Number: n, Label: sh.T("web.versions.number", "Number", strconv.Itoa(n)), Meta: sh.Minute(k.Captured), Href: sh.Link("/bai/" + id + "?" + paramVersion + "=" + strconv.Itoa(n)), OldOn: n == from, NewOn: n == to}
		if n == last {
			h.Href = sh.Link("/bai/" + id)
		}
		v.Choices = append(v.Choices, h)
	}
	v.Old, v.New = v.Choices[from-1], v.Choices[to-1]
	address := v.Action + "?" + paramFrom + "=" + strconv.Itoa(from) + "&" + paramTo + "=" + strconv.Itoa(to)
	v.compare(sh, &old, &latest, address)
	sh.Title = v.Title + ": " + latest.Title
	return v, nil
}

// twoArticles compares two articles, as printings of one text are.
func (s *Server) twoArticles(c *fiber.Ctx, sh *shell) (any, error) {
	ctx := c.UserContext()
	ids := []string{c.Params("id"), c.Params("other")}
	missing := failure.New(failure.NotFound, "", nil).WithCode("article")
	if !idForm.MatchString(ids[0]) || !idForm.MatchString(ids[1]) {
		return nil, missing
	}
	found, err := s.deps.Archive.Articles(ctx, ids)
	if err != nil {
		return nil, err
	}
	if len(found) < 2 && (len(found) == 0 || ids[0] != ids[1]) {
		return nil, missing
	}
	a, b := &found[0], &found[len(found)-1]
	v := &textsView{Title: sh.T("reading.reprints.title"), Back: sh.Link("/bai/" + ids[0])}
	v.Old = textHead{Label: a.Title, Meta: metaLine(sh, a), Href: sh.Link("/bai/" + ids[0])}
	v.New = textHead{Label: b.Title, Meta: metaLine(sh, b), Href: sh.Link("/bai/" + ids[1])}
	v.compare(sh, a, b, "/so-bai/"+ids[0]+"/"+ids[1])
	sh.Title = v.Title + ": " + a.Title
	return v, nil
}

// compare fills in what differs, with little around it unless the whole is asked for.
func (v *textsView) compare(sh *shell, old, latest *index.Article, address string) {
	d := diff.Articles(old, latest)
	v.Changes = changesText(sh, d)
	v.Whole = sh.query.Get(paramWhole) != ""
	v.WholeHref = sh.Link(address)
	spans := []diff.Span{{Start: 0, End: len(d.Sentences)}}
	if !v.Whole {
		spans = d.Hunks(diffNear)
		v.WholeHref = sh.Link(withParam(address, paramWhole, "1"))
	}
	field, end := "", 0
	for _, span := range spans {
		for i := span.Start; i < span.End; i++ {
			row := &d.Sentences[i]
			if i == span.Start || row.Field != field {
				part := diffPart{}
				if row.Field != field {
					part.Field = row.Field
				}
				if i == span.Start {
					part.Gap = span.Start - end
				}
				v.Parts = append(v.Parts, part)
				field = row.Field
			}
			p := &v.Parts[len(v.Parts)-1]
			p.Rows = append(p.Rows, diffRow{Op: row.Op, Old: pieces(row.Old, ranges(row.OldWords)), New: pieces(row.New, ranges(row.NewWords)), Paragraph: row.Paragraph, Moved: row.Moved})
		}
		end = span.End
	}
}

func ranges(spans []diff.Span) [][2]int {
	out := make([][2]int, len(spans))
	for i, s := range spans {
		out[i] = [2]int{s.Start, s.End}
	}
	return out
}
