package extract

import (
	"strings"

	"github.com/PuerkitoBio/goquery"

	"khobao/index"
)

var dantri = []Rule{
	{
		Name: "dantri", Version: "1", Hosts: []string{"dantri.com.vn"}, From: 2021,
		Is:      ".singular-content, .e-magazine__body",
		Title:   "h1.title-page, h1.e-magazine__title",
		Lead:    "h2.singular-sapo, .e-magazine__sapo",
		Body:    ".singular-content, .e-magazine__body",
		Date:    "time.author-time, .author-time, .e-magazine__meta-item time",
		Author:  ".author-name, .e-magazine__meta-item .author-name",
		Section: ".breadcrumbs",
		Tags:    "ul.tags, .tags-wrap",
		Drop:    ".article-related, .related-news",
	},
	{
		Name: "dantri", Version: "1", Hosts: []string{"dantri.com.vn"}, From: 2019, To: 2021,
		Is:      ".dt-news__content",
		Title:   "h1.dt-news__title",
		Lead:    ".dt-news__sapo h2, .dt-news__sapo",
		Body:    ".dt-news__content",
		Date:    ".dt-news__time",
		Author:  ".dt-news__author",
		Section: ".dt-breadcrumb",
		Tags:    ".dt-news__tags",
		Drop:    ".dt-news__related",
		Fix: func(_ *goquery.Document, a *index.Article) {
			// The paper's name stands in the lead, without a sign after it.
			a.Lead = strings.TrimPrefix(a.Lead, "Dân trí ")
		},
	},
	{
		Name: "dantri", Version: "1", Hosts: []string{"dantri.com.vn"}, From: 2011, To: 2019,
		Is:    "#divNewsContent, .fon34",
		Title: "h1.fon31",
		Lead:  "h2.fon33",
		Body:  "#divNewsContent, .fon34",
		Date:  ".fon7, .tt-capitalize",
		Tags:  ".news-tag-list",
		Drop:  ".news-tag, .relatednews",
	},
}
