package extract

import (
	"strings"

	"github.com/PuerkitoBio/goquery"

	"khobao/index"
)

// oneCMS is the layout that many papers share since 2021: every part of the
// article is named article__….
var oneCMS = Rule{
	Version: "1",
	Is:      "h1.article__title",
	Title:   "h1.article__title",
	Lead:    ".article__sapo",
	Body:    ".article__body",
	Date:    ".article__meta time, .article__meta .time, .article__header time",
	Author:  ".article__author .name, .article__author a, .article__meta .author .name, .article__meta .author, .article__author",
	Section: ".article__header .breadcrumb, .article__meta .cat, .breadcrumb, .breadcrumbs, .article__cate, .main-cate",
	Tags:    ".article__tag",
	Hero:    ".article__avatar",
	Drop:    ".article-relate, .related-news, .related-inline-story, .article__body article.story, .cms-relate, .article__social, .banner",
}

// vccorp is the layout of the papers that VCCorp serves, since 2022: the parts
// carry a data-role, whatever their classes are.
var vccorp = Rule{
	Version: "1",
	Is:      "h1.detail-title, h1[data-role=title]",
	Title:   "h1.detail-title, h1[data-role=title]",
	Lead:    "h2.detail-sapo, .detail-sapo, [data-role=sapo]",
	Body:    ".detail-content[data-role=content], .detail-cmain .detail-content, .detail-content.afcbc-body, [data-role=content]",
	Date:    "[data-role=publishdate], .detail-time",
	Author:  ".detail-author [data-role=author], .author-info .name, .detail-author .name, .detail-info .detail-author, .detail-author",
	Section: ".detail-cate, [data-role=cate-name]",
	Tags:    ".detail-tag, .detail-tags",
	Drop:    ".VCSortableInPreviewMode[type^=Related], .VCSortableInPreviewMode[type=link-content-footer], .link-content-footer, .detail-related, .relate-container",
}

// at gives a shared layout as a layout of one paper.
func (rule Rule) at(name string, from int, hosts ...string) Rule {
	rule.Name, rule.From, rule.Hosts = name, from, hosts
	return rule
}

// withoutSign takes the paper's sign off the lead where it has a form that only
// this paper prints: "QĐND Online – …", "- …".
func withoutSign(signs ...string) func(*goquery.Document, *index.Article) {
	return func(_ *goquery.Document, a *index.Article) {
		for _, sign := range append(signs, "") {
			rest, ok := strings.CutPrefix(a.Lead, sign)
			lead := strings.TrimLeft(rest, " -–—:\u00a0")
			if ok && lead != "" && (sign == "" || lead != rest) {
				a.Lead = lead
				return
			}
		}
	}
}
