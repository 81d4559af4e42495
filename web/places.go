package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
)

// Parameters of the page of places.
const (
	paramKey  = "ma"
	paramName = "ten"
)

// placesMost is how many places one list names.
const placesMost = 60

// placesView is the page of one place, or of the places that a name may mean.
type placesView struct {
	Asked string
	Rows  []placeRow // the places of that name
	Top   []facetValue
	Unit  *placeUnit
	None  bool // no place has that name
}

// placeRow is a place and how many articles name it.
type placeRow struct {
	Key        string
	Name, Href string
	Before     bool // only of the division before July 2025
	After      bool // only of the one since
	Count      int
}

// placeUnit is what the archive knows of a place in its time.
type placeUnit struct {
	Name      string
	Before    bool
	Both      bool // in both divisions under the same name
	Total     int
	Search    string
	Years     []calCell
	Newest    []hitView
	Later     []placeRow // where its ground belongs since July 2025
	Earlier   []placeRow // what it was formed from
	Parts     []placeRow
	Namesakes []placeRow
	Together  string // a search for it and what it became or was
}

func placeHref(sh *shell, key string) string {
	return sh.Link(withParam("/dia-danh", paramKey, key))
}

// linkNames leads from each name to every article with it: from a place to the
// page of its life, from an agency or a person to a search.
func (s *Server) linkNames(sh *shell, groups []nameGroup) {
	for _, g := range groups {
		for _, items := range [][]nameItem{g.Items, g.More} {
			for i := range items {
				items[i].Href = s.nameHref(sh, g.Field, items[i])
			}
		}
	}
}

func (s *Server) nameHref(sh *shell, field string, named nameItem) string {
	if field != "place" {
		return State{Lang: sh.State.Lang}.with(func(r *index.Request) { r.Filters = []index.Filter{{Field: field, Value: named.Text}} }).Search()
	}
	if s.deps.Place != nil {
		if _, ok := s.deps.Place(named.Key); ok {
			return placeHref(sh, named.Key)
		}
	}
	return ""
}

// places shows a place's life, or asks which of the places of a name is meant:
// a ward of today is never taken for the district that bore its name, nor for a
// ward elsewhere.
func (s *Server) places(c *fiber.Ctx, sh *shell) (any, error) {
	ctx := c.UserContext()
	sh.State = State{Lang: knownLang(sh.query.Get(langParam))}
	sh.Title = sh.T("reading.places")
	if s.deps.Place == nil || s.deps.PlacesNamed == nil {
		return nil, failure.New(failure.NotFound, "", nil)
	}
	v := &placesView{Asked: strings.TrimSpace(clean(sh.query.Get(paramName)))}
	if key := sh.query.Get(paramKey); key != "" {
		p, ok := s.deps.Place(key)
		if !ok {
			return nil, failure.New(failure.NotFound, "", nil).WithCode("place")
		}
		return v, s.placeUnit(ctx, sh, v, p)
	}
	if v.Asked == "" {
		o, err := s.overview(ctx)
		if err != nil {
			return nil, err
		}
		v.Top = rows(sh, sh.State, "place", byCount(o.Facets["place"], placesMost))
		for i := range v.Top {
			v.Top[i].Href = namedPlaceHref(sh, v.Top[i].Label)
		}
		return v, nil
	}
	found := s.placesOf(v.Asked)
	if len(found) == 1 {
		return v, s.placeUnit(ctx, sh, v, found[0])
	}
	var err error
	v.None = len(found) == 0
	v.Rows, err = s.placeRows(ctx, sh, found)
	return v, err
}

func namedPlaceHref(sh *shell, name string) string {
	return sh.Link(withParam("/dia-danh", paramName, name))
}

// placesOf lists the places of a name; a name with the units it is part of
// leaves only the places that bear it whole. What is one under two keys (a
// province of both divisions) comes once.
func (s *Server) placesOf(name string) []Place {
	head, rest, whole := strings.Cut(name, ",")
	var out []Place
	for _, key := range s.deps.PlacesNamed(head) {
		p, ok := s.deps.Place(key)
		if !ok || whole && strings.TrimSpace(rest) != "" && !strings.EqualFold(p.Name, name) {
			continue
		}
		if i := slices.IndexFunc(out, func(o Place) bool { return o.Name == p.Name }); i >= 0 {
			out[i].Both = true
			continue
		}
		out = append(out, p)
	}
	return out
}

// placeRows counts the articles that name each place.
func (s *Server) placeRows(ctx context.Context, sh *shell, found []Place) ([]placeRow, error) {
	var out []placeRow
	for _, p := range found[:min(len(found), placesMost)] {
		res, err := s.find(ctx, index.Request{Filters: []index.Filter{{Field: "place", Value: p.Name}}, Size: -1})
		if err != nil {
			return nil, err
		}
		out = append(out, placeRow{Key: p.Key, Name: p.Name, Href: placeHref(sh, p.Key), Before: p.Before && !p.Both, After: !p.Before && !p.Both, Count: res.Total})
	}
	slices.SortStableFunc(out, func(a, b placeRow) int { return cmp.Compare(b.Count, a.Count) })
	return out, nil
}

// known looks up keys; those that are none are left out.
func (s *Server) known(keys []string) []Place {
	var out []Place
	for _, key := range keys {
		if p, ok := s.deps.Place(key); ok && !slices.ContainsFunc(out, func(o Place) bool { return o.Name == p.Name }) {
			out = append(out, p)
		}
	}
	return out
}

func (s *Server) placeUnit(ctx context.Context, sh *shell, v *placesView, p Place) error {
	st := sh.State.with(func(r *index.Request) { r.Filters = []index.Filter{{Field: "place", Value: p.Name}} })
	u := &placeUnit{Name: p.Name, Before: p.Before, Search: st.Search()}
	v.Unit, sh.Title, sh.Follow = u, p.Name, st.Search()
	req := st.Request
	req.Size, req.Sort, req.Facets = newestOnFront, index.Newest, []string{"year"}
	res, err := s.deps.Search.Search(ctx, req)
	if err != nil {
		return err
	}
	u.Total, u.Newest = res.Total, hitViews(sh, sh.State, res.Hits)
	years := slices.Clone(res.Facets["year"])
	slices.SortFunc(years, func(a, b index.FacetCount) int { return strings.Compare(a.Value, b.Value) })
	for _, y := range years {
		in := st.with(func(r *index.Request) { r.Filters = append(r.Filters, index.Filter{Field: "year", Value: y.Value}) })
		u.Years = append(u.Years, calCell{Label: y.Value, Count: y.Count, Href: in.Search()})
	}
	shade(u.Years)

	parts := s.known(p.Within)
	next := slices.Clone(p.Became)
	if p.Before {
		for _, part := range parts {
			next = append(next, part.Became...) // a district's ground went where its wards did
		}
	}
	became := s.known(next)
	var namesakes []Place
	head, _, _ := strings.Cut(p.Name, ",")
	for _, o := range s.placesOf(bareName(head)) {
		switch {
		case o.Name == p.Name:
			u.Both = o.Both
		case !slices.ContainsFunc(became, func(b Place) bool { return b.Name == o.Name }):
			namesakes = append(namesakes, o)
		}
	}
	moved, err := s.placeRows(ctx, sh, became)
	if err != nil {
		return err
	}
	if p.Before {
		u.Later = moved
	} else {
		u.Earlier = moved
	}
	if u.Parts, err = s.placeRows(ctx, sh, parts); err != nil {
		return err
	}
	if u.Namesakes, err = s.placeRows(ctx, sh, namesakes); err != nil {
		return err
	}
	if len(became) > 0 {
		u.Together = st.with(func(r *index.Request) {
			for _, o := range became {
				r.Filters = append(r.Filters, index.Filter{Field: "place", Value: o.Name})
			}
		}).Search()
	}
	return nil
}

// placeKinds are the kinds of unit that may stand before a name.
var placeKinds = []string{"Thành phố ", "Thị xã ", "Thị trấn ", "Đặc khu ", "Quận ", "Huyện ", "Phường ", "Xã "}

// bareName is a unit's name without its kind.
func bareName(name string) string {
	for _, kind := range placeKinds {
		if rest, ok := strings.CutPrefix(name, kind); ok {
			return rest
		}
	}
	return name
}
