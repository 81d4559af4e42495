package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
)

// apiValues are the values of a field for a search, most articles first.
type apiValues struct {
	Field  string             `json:"field"`
	Total  int                `json:"total"` // values, those with what is sifted for
	Values []index.FacetCount `json:"values"`
	Next   string             `json:"next,omitempty"` // cursor
}

// apiValuesSize is how many values one answer lists.
const apiValuesSize = 500

func (s *Server) apiValuesOf(c *fiber.Ctx) error {
	f, ok := index.FieldNamed(c.Params("field"))
	if !ok || !f.Facet {
		return failure.New(failure.NotFound, "", nil)
	}
	q, err := apiAsked(c, append(slices.Clone(filterParams), "sift", "cursor"))
	if err != nil {
		return err
	}
	r, err := apiFilters(q)
	if err != nil {
		return err
	}
	at := 0
	if v := q.Get("cursor"); v != "" {
		if at, _, err = readCursor(v); err != nil {
			return badParam("cursor", v, "want the next of an earlier answer")
		}
	}
	r.Size, r.Facets = -1, []string{f.Name}
	res, err := s.deps.Search.Search(c.UserContext(), r)
	if err != nil {
		return err
	}
	sh := s.shell(c)
	sh.p = s.deps.Locale.In(programLang(c))
	counts := siftCounts(sh, f.Name, res.Facets[f.Name], strings.TrimSpace(clean(q.Get("sift"))))
	out := apiValues{Field: f.Name, Total: len(counts), Values: []index.FacetCount{}}
	counts = byCount(counts, index.MaxDepth+apiValuesSize)
	at = min(at, len(counts))
	end := min(at+apiValuesSize, len(counts))
	out.Values = append(out.Values, counts[at:end]...)
	if end < len(counts) && end <= index.MaxDepth {
		out.Next = writeCursor(end, "")
	}
	return c.JSON(out)
}

// apiCalendar counts the articles of each day of a year that has any.
type apiCalendar struct {
	Year  int            `json:"year"`
	Total int            `json:"total"`
	Days  map[string]int `json:"days"`
}

func (s *Server) apiCalendarOf(c *fiber.Ctx) error {
	q, err := apiAsked(c, []string{"year", "lang", langParam})
	if err != nil {
		return err
	}
	year := s.now().In(index.Zone).Year()
	if v := q.Get("year"); v != "" {
		if year, err = strconv.Atoi(v); err != nil || year < 1000 || year > 9999 {
			return badParam("year", v, "want a year of four digits")
		}
	}
	counts, err := s.dayCounts(c.UserContext(), year)
	if err != nil {
		return err
	}
	out := apiCalendar{Year: year, Days: map[string]int{}}
	first := time.Date(year, 1, 1, 0, 0, 0, 0, index.Zone)
	for i, n := range counts {
		if n > 0 {
			out.Total += n
			out.Days[first.AddDate(0, 0, i).Format(time.DateOnly)] = n
		}
	}
	return c.JSON(out)
}

// apiThisDay is what was printed on a day in the years of the archive.
type apiThisDay struct {
	Day   string       `json:"day"` // 25-08
	Years []apiDayYear `json:"years"`
}

type apiDayYear struct {
	Year     int        `json:"year"`
	Total    int        `json:"total"`
	Articles []apiBrief `json:"articles"` // the first few
}

func (s *Server) apiThisDayOf(c *fiber.Ctx) error {
	q, err := apiAsked(c, []string{"day", "lang", langParam})
	if err != nil {
		return err
	}
	d := dayOf(s.now())
	if v := q.Get("day"); v != "" {
		if d, err = readDay(v); err != nil {
			return badParam("day", v, "want a day and a month, 25-08")
		}
	}
	rows, err := s.onThisDay(c.UserContext(), d)
	if err != nil {
		return err
	}
	out := apiThisDay{Day: d.String(), Years: []apiDayYear{}}
	for _, r := range rows {
		y := apiDayYear{Year: r.Year, Total: r.Total, Articles: []apiBrief{}}
		for _, h := range r.Hits {
			y.Articles = append(y.Articles, apiBrief{h.ID, h.URL, h.Title, h.Site, h.Published})
		}
		out.Years = append(out.Years, y)
	}
	return c.JSON(out)
}

// apiPlaces lists the places of a name, or tells of one.
type apiPlaces struct {
	Places []apiPlace `json:"places"`
}

type apiPlace struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	Division string `json:"division"` // before, after or both sides of July 2025
	Count    int    `json:"count"`    // articles that name it
}

// apiPlaceLife is a place in its time.
type apiPlaceLife struct {
	apiPlace
	Years     []index.FacetCount `json:"years"`
	Later     []apiPlace         `json:"later"`   // where its ground belongs since July 2025
	Earlier   []apiPlace         `json:"earlier"` // what it was formed from
	Parts     []apiPlace         `json:"parts"`
	Namesakes []apiPlace         `json:"namesakes"` // never counted with it
}

func placesAPI(rows []placeRow) []apiPlace {
	out := []apiPlace{}
	for _, r := range rows {
		out = append(out, apiPlace{r.Key, r.Name, division(r.Before, r.After), r.Count})
	}
	return out
}

func division(before, after bool) string {
	switch {
	case before:
		return "before"
	case after:
		return "after"
	}
	return "both"
}

func (s *Server) apiPlacesNamed(c *fiber.Ctx) error {
	q, err := apiAsked(c, []string{"name", "lang", langParam})
	if err != nil {
		return err
	}
	name := strings.TrimSpace(clean(q.Get("name")))
	if name == "" {
		return failure.Newf(failure.Usage, "name", "missing")
	}
	if s.deps.PlacesNamed == nil || s.deps.Place == nil {
		return c.JSON(apiPlaces{placesAPI(nil)}) // without a list of places none bears the name
	}
	rows, err := s.placeRows(c.UserContext(), s.shell(c), s.placesOf(name))
	if err != nil {
		return err
	}
	return c.JSON(apiPlaces{placesAPI(rows)})
}

func (s *Server) apiPlaceOf(c *fiber.Ctx) error {
	q, err := apiAsked(c, []string{"key", "lang", langParam})
	if err != nil {
		return err
	}
	missing := failure.New(failure.NotFound, "", nil).WithCode("place")
	if s.deps.PlacesNamed == nil || s.deps.Place == nil {
		return missing
	}
	p, ok := s.deps.Place(q.Get("key"))
	if !ok {
		return missing
	}
	var v placesView
	if err := s.placeUnit(c.UserContext(), s.shell(c), &v, p); err != nil {
		return err
	}
	u := v.Unit
	out := apiPlaceLife{
		apiPlace: apiPlace{p.Key, u.Name, division(u.Before && !u.Both, !u.Before && !u.Both), u.Total}, Years: []index.FacetCount{},
		Later: placesAPI(u.Later), Earlier: placesAPI(u.Earlier), Parts: placesAPI(u.Parts), Namesakes: placesAPI(u.Namesakes),
	}
	for _, y := range u.Years {
		out.Years = append(out.Years, index.FacetCount{Value: y.Label, Count: y.Count})
	}
	return c.JSON(out)
}

// apiLines is a list of lines that was searched.
type apiLines struct {
	Lines []apiLine `json:"lines"`
}

type apiLine struct {
	Line     string    `json:"line"`
	Count    int       `json:"count"`
	Late     bool      `json:"late,omitempty"` // there was no time for it
	Best     *apiBrief `json:"best,omitempty"`
	Sentence string    `json:"sentence,omitempty"`
}

// apiLinesOf searches every line of a text that is sent, as the page does.
func (s *Server) apiLinesOf(c *fiber.Ctx) error {
	done, err := s.takeSlot()
	if err != nil {
		return err
	}
	defer done()
	sh := s.shell(c)
	sh.p = s.deps.Locale.In(programLang(c))
	v := &linesView{Text: strings.ToValidUTF8(string(c.Body()), "")}
	rows := v.read()
	if v.Cut {
		return failure.Newf(failure.TooLarge, "lines", "more than %d", linesMax)
	}
	if err := s.searchAllLines(sh, rows); err != nil {
		return err
	}
	out := apiLines{Lines: []apiLine{}}
	for _, r := range rows {
		line := apiLine{Line: r.Line, Count: r.Count, Late: r.state == lineLate}
		if r.Best != nil {
			line.Best = &apiBrief{r.Best.ID, r.Best.URL, r.Best.Title, r.Best.Site, r.Best.Published}
			if len(r.Best.Snippets) > 0 {
				line.Sentence = r.Best.Snippets[0].Text
			}
		}
		out.Lines = append(out.Lines, line)
	}
	return c.JSON(out)
}
