package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"khobao/index"
	"khobao/internal/failure"
)

// SiteFacts is what the archive knows of a newspaper. Its JSON is the answer of
// /api/v1/sites/{site}.
type SiteFacts struct {
	Site     string         `json:"site"`
	Articles int            `json:"articles"`
	Undated  int            `json:"undated"`
	First    index.Date     `json:"first"` // printed first and last
	Last     index.Date     `json:"last"`
	Months   map[string]int `json:"months"` // articles by month of print, 2021-08; no empty months
	Read     []SiteRead     `json:"read"`   // by year, the last first
	Rules    []SiteRule     `json:"rules"`  // of the articles looked at, most first
	Lines    []SiteLine     `json:"lines"`  // the site's own words, left out of articles
	Counters []SiteCounter  `json:"counters"`
}

// SiteRead says of some articles of a year how many have each field.
type SiteRead struct {
	Year   string         `json:"year"` // "" of articles without a date
	Looked int            `json:"looked"`
	Filled map[string]int `json:"filled"` // by field, see index.ArticleParts
}

// SiteRule is a rule that articles were read by.
type SiteRule struct {
	Rule     string `json:"rule"`
	Version  string `json:"version,omitempty"`
	Articles int    `json:"articles"`
	Example  string `json:"example"` // id of an article
	Title    string `json:"-"`
}

// SiteLine is a short text that stands in many articles of a site and is no part
// of them.
type SiteLine struct {
	Text     string    `json:"text"`
	Articles int       `json:"articles"`
	First    time.Time `json:"first,omitzero"` // days of print
	Last     time.Time `json:"last,omitzero"`
}

// SiteCounter is a number that a page or a site counts up, as it stood at a time.
type SiteCounter struct {
	Label string    `json:"label"`
	At    time.Time `json:"at"`
	Value int64     `json:"value"`
}

// How many articles are looked at to tell how a site is read: so many of all years
// together, the last of each year and no fewer than siteLeast.
const (
	siteLooked = 600
	siteLeast  = 10
)

// siteFacts gathers what is known of a site.
func (s *Server) siteFacts(ctx context.Context, site string) (*SiteFacts, error) {
	of := index.Request{Filters: []index.Filter{{Field: "site", Value: site}}, Size: -1, Facets: []string{"year"}}
	all, err := s.find(ctx, of)
	if err != nil {
		return nil, err
	}
	f := &SiteFacts{Site: site, Articles: all.Total, Undated: all.Total, Months: map[string]int{}, Read: []SiteRead{}, Rules: []SiteRule{}}
	if f.Lines, err = s.deps.Archive.SiteLines(ctx, site); err != nil {
		return nil, err
	}
	if f.Counters, err = s.deps.Archive.Counters(ctx, site, ""); err != nil {
		return nil, err
	}
	if all.Total == 0 && len(f.Lines)+len(f.Counters) == 0 {
		return nil, failure.New(failure.NotFound, "", nil).WithCode("site")
	}
	of.Facets = nil
	years := slices.SortedFunc(slices.Values(all.Facets["year"]), func(a, b index.FacetCount) int { return cmp.Compare(b.Value, a.Value) })
	for _, y := range years {
		f.Undated -= y.Count
		if err := s.countSiteMonths(ctx, of, y.Value, f.Months); err != nil {
			return nil, err
		}
	}
	if f.First, f.Last, err = s.siteEnds(ctx, of, all.Total-f.Undated); err != nil {
		return nil, err
	}
	return f, s.lookAtSite(ctx, of, years, f)
}

// countSiteMonths counts the months of a year that has articles.
func (s *Server) countSiteMonths(ctx context.Context, of index.Request, year string, months map[string]int) error {
	y, err := strconv.Atoi(year)
	if err != nil {
		return nil // years are made of dates
	}
	for m := range 12 {
		of.From, of.To = monthOf(y, m)
		res, err := s.find(ctx, of)
		if err != nil {
			return err
		}
		if res.Total > 0 {
			months[of.From.Format("2006-01")] = res.Total
		}
	}
	return nil
}

// siteEnds gives when the first and the last of the dated articles were printed.
func (s *Server) siteEnds(ctx context.Context, of index.Request, dated int) (first, last index.Date, err error) {
	if dated == 0 {
		return first, last, nil
	}
	of.Size = 1
	for _, end := range []struct {
		sort index.Sort
		at   *index.Date
	}{{index.Oldest, &first}, {index.Newest, &last}} {
		of.Sort = end.sort
		found, err := s.find(ctx, of)
		if err != nil {
			return first, last, err
		}
		articles, err := s.articlesOf(ctx, found.Hits)
		if err != nil {
			return first, last, err
		}
		if len(articles) > 0 {
			*end.at = articles[0].Published
		}
	}
	return first, last, nil
}

// lookAtSite reads some articles of each year, and of those without a date.
func (s *Server) lookAtSite(ctx context.Context, of index.Request, years []index.FacetCount, f *SiteFacts) error {
	looks := slices.Clone(years)
	if f.Undated > 0 {
		looks = append(looks, index.FacetCount{Count: f.Undated})
	}
	of.Sort = index.Newest
	for _, look := range looks {
		ask := of
		ask.Size = min(max(siteLooked/len(looks), siteLeast), index.MaxSize)
		if look.Value == "" {
			ask.Offset = min(f.Articles-f.Undated, index.MaxDepth) // they stand behind all others
		} else {
			ask.Filters = append(slices.Clone(of.Filters), index.Filter{Field: "year", Value: look.Value})
		}
		found, err := s.find(ctx, ask)
		if err != nil {
			return err
		}
		articles, err := s.articlesOf(ctx, found.Hits)
		if err != nil {
			return err
		}
		read := SiteRead{Year: look.Value, Looked: len(articles), Filled: map[string]int{}}
		for i := range articles {
			for _, part := range index.ArticleParts {
				if part.Filled(&articles[i]) {
					read.Filled[part.Name]++
				}
			}
			f.readBy(&articles[i])
		}
		if read.Looked > 0 {
			f.Read = append(f.Read, read)
		}
	}
	slices.SortStableFunc(f.Rules, func(a, b SiteRule) int { return cmp.Compare(b.Articles, a.Articles) })
	return nil
}

// readBy counts an article for the rule it was read by.
func (f *SiteFacts) readBy(a *index.Article) {
	version := a.Evidence["title"].Version
	i := slices.IndexFunc(f.Rules, func(r SiteRule) bool { return r.Rule == a.Rule && r.Version == version })
	if i < 0 {
		f.Rules = append(f.Rules, SiteRule{Rule: a.Rule, Version: version, Example: a.ID, Title: a.Title})
		i = len(f.Rules) - 1
	}
	f.Rules[i].Articles++
}
