package web

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/diff"
	"khobao/internal/failure"
)

// apiBrief is an article in a list.
type apiBrief struct {
	ID        string     `json:"id"`
	URL       string     `json:"url,omitempty"`
	Title     string     `json:"title"`
	Site      string     `json:"site,omitempty"`
	Published index.Date `json:"published"`
}

func briefOf(a *index.Article) apiBrief { return apiBrief{a.ID, a.URL, a.Title, a.Site, a.Published} }

// apiVersions lists the texts kept of an article.
type apiVersions struct {
	Versions []Version `json:"versions"`
}

// apiCaptures lists stored originals, each with the address it can be seen at.
type apiCaptures struct {
	Captures []apiCapture `json:"captures"`
}

type apiCapture struct {
	Capture
	Memento string `json:"memento"`
}

// apiArticles is a list of articles.
type apiArticles struct {
	Articles []apiBrief `json:"articles"`
}

// apiReprints are the printings of one text, the first first.
type apiReprints struct {
	Reprints []apiReprint `json:"reprints"`
}

type apiReprint struct {
	apiBrief
	First   bool `json:"first"`
	Added   int  `json:"added"` // sentences, against the article asked about
	Removed int  `json:"removed"`
	Changed int  `json:"changed"`
	Moved   int  `json:"moved"`
}

// apiID reads the article id of a path.
func apiID(c *fiber.Ctx) (string, error) {
	id := c.Params("id")
	if !idForm.MatchString(id) {
		return "", failure.New(failure.NotFound, "", nil).WithCode("article")
	}
	return id, nil
}

// apiArticle gives one text of an article, the present one unless the address
// says which.
func (s *Server) apiArticle(c *fiber.Ctx) error {
	id, err := apiID(c)
	if err != nil {
		return err
	}
	q, err := apiAsked(c, []string{"version", "lang", langParam})
	if err != nil {
		return err
	}
	var a index.Article
	if v := q.Get("version"); v != "" {
		n, ok := versionAsked(v)
		if !ok {
			return badParam("version", v, "want a whole number from 1")
		}
		a, err = s.deps.Archive.Version(c.UserContext(), id, n)
	} else {
		a, err = s.deps.Archive.Article(c.UserContext(), id)
	}
	if err != nil {
		return notThisArticle(err)
	}
	return c.JSON(a)
}

func (s *Server) apiVersionsOf(c *fiber.Ctx) error {
	id, err := apiID(c)
	if err != nil {
		return err
	}
	list, err := s.deps.Archive.Versions(c.UserContext(), id)
	if err != nil {
		return notThisArticle(err)
	}
	return c.JSON(apiVersions{list})
}

// apiDiff tells two texts of an article, or two articles, apart.
func (s *Server) apiDiff(c *fiber.Ctx) error {
	ctx := c.UserContext()
	id, err := apiID(c)
	if err != nil {
		return err
	}
	q, err := apiAsked(c, []string{"from", "to", "other", "lang", langParam})
	if err != nil {
		return err
	}
	if other := q.Get("other"); other != "" {
		found, err := s.deps.Archive.Articles(ctx, []string{id, other})
		if err != nil {
			return err
		}
		if !idForm.MatchString(other) || len(found) != 2 {
			return failure.New(failure.NotFound, "", nil).WithCode("article")
		}
		return c.JSON(diff.Articles(&found[0], &found[1]))
	}
	list, err := s.deps.Archive.Versions(ctx, id)
	if err != nil {
		return notThisArticle(err)
	}
	bounds := [2]int{max(len(list)-1, 1), len(list)}
	for i, name := range []string{"from", "to"} {
		v := q.Get(name)
		if v == "" {
			continue
		}
		n, ok := versionAsked(v)
		if !ok {
			return badParam(name, v, "want a whole number from 1")
		}
		bounds[i] = n
	}
	var texts [2]index.Article
	for i, n := range bounds {
		if texts[i], err = s.deps.Archive.Version(ctx, id, n); err != nil {
			return notThisArticle(err)
		}
	}
	return c.JSON(diff.Articles(&texts[0], &texts[1]))
}

func (s *Server) apiCapturesOf(c *fiber.Ctx) error {
	id, err := apiID(c)
	if err != nil {
		return err
	}
	if _, err := s.deps.Archive.Article(c.UserContext(), id); err != nil {
		return notThisArticle(err)
	}
	list, err := s.deps.Archive.Captures(c.UserContext(), id)
	if err != nil && !failure.Is(err, failure.NotFound) {
		return err
	}
	out := apiCaptures{Captures: []apiCapture{}}
	for _, k := range list {
		out.Captures = append(out.Captures, apiCapture{k, s.memento(k)})
	}
	return c.JSON(out)
}

func (s *Server) apiSimilar(c *fiber.Ctx) error {
	id, err := apiID(c)
	if err != nil {
		return err
	}
	a, err := s.deps.Archive.Article(c.UserContext(), id)
	if err != nil {
		return notThisArticle(err)
	}
	a.ID = id
	out := apiArticles{Articles: []apiBrief{}}
	for _, o := range s.similar(c.UserContext(), &a, nil) {
		out.Articles = append(out.Articles, briefOf(&o))
	}
	return c.JSON(out)
}

func (s *Server) apiReprintsOf(c *fiber.Ctx) error {
	ctx := c.UserContext()
	id, err := apiID(c)
	if err != nil {
		return err
	}
	a, err := s.deps.Archive.Article(ctx, id)
	if err != nil {
		return notThisArticle(err)
	}
	a.ID = id
	out := apiReprints{Reprints: []apiReprint{}}
	found, _, err := s.printings(ctx, id)
	if err != nil {
		return err
	}
	for i := range found {
		o := &found[i]
		d := diff.Articles(&a, o)
		out.Reprints = append(out.Reprints, apiReprint{briefOf(o), i == 0 && !o.Published.IsZero(), d.Added, d.Removed, d.Changed, d.Moved})
	}
	return c.JSON(out)
}

// apiKept says where a receipt is kept.
type apiKept struct {
	ID      string    `json:"id"`
	Address string    `json:"address"` // permanent
	File    string    `json:"file"`
	Total   int       `json:"total"`
	Time    time.Time `json:"time"`
}

// apiKeep keeps the receipt of the search in the address.
func (s *Server) apiKeep(c *fiber.Ctx) error {
	_, r, err := apiSearched(c)
	if err != nil {
		return err
	}
	done, err := s.takeSlot()
	if err != nil {
		return err
	}
	defer done()
	ctx, cancel := context.WithTimeout(s.life, longTime)
	defer cancel()
	id, kept, err := s.keepReceipt(ctx, State{Request: r})
	if err != nil {
		return err
	}
	out := apiKept{ID: id, Address: s.deps.SiteURL + "/bien-nhan/" + id, File: s.deps.SiteURL + "/api/v1/receipts/" + id, Total: kept.Total, Time: kept.Time}
	c.Set(fiber.HeaderLocation, out.File)
	return c.Status(fiber.StatusCreated).JSON(out)
}

func (s *Server) apiReceipt(c *fiber.Ctx) error {
	_, r, _, err := s.keptReceipt(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return c.JSON(r)
}

// apiSince is what a kept receipt's search gives now.
type apiSince struct {
	Same    bool      `json:"same"`
	Order   bool      `json:"order"` // the ids stand in another order, or are others
	Then    time.Time `json:"then"`
	Now     time.Time `json:"now"`
	Total   int       `json:"total"` // now
	Entered []string  `json:"entered"`
	Left    []string  `json:"left"`
	Changed []string  `json:"changed"`
}

func (s *Server) apiReceiptSince(c *fiber.Ctx) error {
	_, old, _, err := s.keptReceipt(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	done, err := s.takeSlot()
	if err != nil {
		return err
	}
	defer done()
	ctx, cancel := context.WithTimeout(s.life, longTime)
	defer cancel()
	ch, err := s.since(ctx, old)
	if err != nil {
		return err
	}
	return c.JSON(apiSince{
		Same: len(ch.Entered)+len(ch.Left)+len(ch.Changed) == 0 && !ch.Order, Order: ch.Order, Then: old.Time, Now: ch.Now.Time, Total: ch.Now.Total,
		Entered: append([]string{}, ch.Entered...), Left: append([]string{}, ch.Left...), Changed: append([]string{}, ch.Changed...),
	})
}
