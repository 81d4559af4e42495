package web

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
)

type openSearchURL struct {
	Type     string `xml:"type,attr"`
	Rel      string `xml:"rel,attr,omitempty"`
	Template string `xml:"template,attr"`
}

type openSearch struct {
	XMLName     xml.Name        `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName   string          `xml:"ShortName"`
	Description string          `xml:"Description"`
	Encoding    string          `xml:"InputEncoding"`
	Language    string          `xml:"Language"`
	URLs        []openSearchURL `xml:"Url"`
}

// openSearch lets a browser search the archive from its address bar.
func (s *Server) openSearch(c *fiber.Ctx) error {
	sh := s.shell(c)
	base := s.deps.SiteURL
	return sendXML(c, "application/opensearchdescription+xml", openSearch{
		ShortName: "Kho Báo", Description: sh.T("web.opensearch"), Encoding: "UTF-8", Language: "vi",
		URLs: []openSearchURL{
			{Type: fiber.MIMETextHTML, Template: base + "/search?q={searchTerms}"},
			{Type: "application/atom+xml", Template: base + "/tin.atom?q={searchTerms}"},
			{Type: "application/x-suggestions+json", Rel: "suggestions", Template: base + "/goi-y?q={searchTerms}&dang=opensearch"},
		},
	})
}

type sitemapLoc struct {
	Loc string `xml:"loc"`
}

type sitemapIndex struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Maps    []sitemapLoc `xml:"sitemap"`
}

type sitemapURLs struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapLoc `xml:"url"`
}

// sitemapMax is how many addresses one file may hold (sitemaps.org); undatedMap
// names the file of articles without a date.
const (
	sitemapMax  = 50_000
	sitemapPart = "-phan-"
	undatedMap  = "khong-ngay"
)

// sitemap lists a file for each year, or for each month of a year that is too
// large for one.
func (s *Server) sitemap(c *fiber.Ctx) error {
	o, err := s.overview(c.UserContext())
	if err != nil {
		return err
	}
	out := sitemapIndex{}
	add := func(name string) {
		out.Maps = append(out.Maps, sitemapLoc{s.deps.SiteURL + "/sitemap/" + name + ".xml"})
	}
	addAll := func(name string, count int) { // in parts where one file cannot hold it
		add(name)
		for part := 2; (part-1)*sitemapMax < count; part++ {
			add(name + sitemapPart + strconv.Itoa(part))
		}
	}
	dated := 0
	for _, y := range o.Years {
		dated += y.Count
		year, err := strconv.Atoi(y.Value)
		if y.Count <= sitemapMax || err != nil {
			add(y.Value)
			continue
		}
		for m := range 12 {
			from, to := monthOf(year, m)
			n, err := s.count(c.UserContext(), from, to)
			if err != nil {
				return err
			}
			addAll(from.Format("2006-01"), n)
		}
	}
	if o.Total > dated {
		addAll(undatedMap, o.Total-dated)
	}
	return sendXML(c, fiber.MIMEApplicationXML, out)
}

// sitemapOf lists the addresses of the articles of a year, a month, or without a date.
func (s *Server) sitemapOf(c *fiber.Ctx) error {
	ctx := c.UserContext()
	r := index.Request{Sort: index.Oldest}
	name, number, parted := strings.Cut(c.Params("period"), sitemapPart)
	part := 1
	if parted {
		var err error
		if part, err = strconv.Atoi(number); err != nil || part < 2 {
			return failure.New(failure.NotFound, "", err)
		}
	}
	if name == undatedMap {
		o, err := s.overview(ctx)
		if err != nil {
			return err
		}
		for _, y := range o.Years {
			r.Filters = append(r.Filters, index.Filter{Field: "year", Value: y.Value, Exclude: true})
		}
	} else {
		var err error
		if r.From, r.To, err = index.ParsePeriod(name); err != nil {
			return failure.New(failure.NotFound, "", err)
		}
	}
	list, _, err := s.list(ctx, r)
	if err != nil {
		return err
	}
	out := sitemapURLs{}
	first := (part - 1) * sitemapMax
	if part > 1 && first >= list.IDs.Len() {
		return failure.New(failure.NotFound, "", nil)
	}
	for i := first; i < min(list.IDs.Len(), first+sitemapMax); i++ {
		out.URLs = append(out.URLs, sitemapLoc{s.deps.SiteURL + "/bai/" + list.IDs.At(i)})
	}
	return sendXML(c, fiber.MIMEApplicationXML, out)
}
