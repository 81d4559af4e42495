package extract

import (
	"slices"

	"github.com/PuerkitoBio/goquery"

	"khobao/index"
)

var vietnamplus = []Rule{
	func() Rule {
		r := oneCMS.at("vietnamplus", 2023, "vietnamplus.vn")
		r.Fix = withoutVietnamPlus
		return r
	}(),
	{
		Name: "vietnamplus", Version: "1", Hosts: []string{"vietnamplus.vn"}, From: 2016, To: 2023,
		Is:      ".details__content",
		Title:   "h1.details__headline",
		Lead:    ".details__summary",
		Body:    ".details__content .cms-body, .details__content .article-body",
		Date:    ".details__meta time, .details__meta",
		Author:  ".details__author .cms-author, .details__author",
		Section: ".breadcrumbs",
		Tags:    ".details__tags",
		Drop:    ".details__morenews, .details__content section, article.story",
		Fix:     withoutVietnamPlus,
	},
}

// withoutVietnamPlus takes the paper's own name out of the line it signs with,
// "(TTXVN/Vietnam+)".
func withoutVietnamPlus(_ *goquery.Document, a *index.Article) {
	a.Authors = slices.DeleteFunc(a.Authors, func(n string) bool { return n == "Vietnam+" })
	if a.OriginalSource == "Vietnam+" {
		a.OriginalSource = ""
	}
}
