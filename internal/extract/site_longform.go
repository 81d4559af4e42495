package extract

// longform is the layout of papers whose article begins with a block named
// sc-longform-header or c-detail-head, whichever the editor chose; the text is
// in an element named entry.
var longform = Rule{
	Version: "1",
	Is:      ".sc-longform-header-title, .c-detail-head__title",
	Title:   ".sc-longform-header-title, .c-detail-head__title",
	Lead:    ".sc-longform-header-sapo, .c-detail-head__sapo, .c-news-detail h2.desc",
	Body:    ".c-news-detail .entry, .b-maincontent .entry, .c-news-detail .b-maincontent, article.entry",
	Date:    ".sc-longform-header-date, .c-detail-head__time, .c-detail-head__date",
	Author:  ".sc-longform-header-author, .c-detail-head__author",
	Section: ".c-breadcrumb, .breadcrumb, .sc-longform-header-cate, .c-detail-head__cat",
	Tags:    ".c-widget-tags, .onecms__tags",
	Drop:    ".sc-longform-header, .c-detail-head, h2.desc, .c-box, .c-related-news, .c-news-related, .sc-empty-layer, .c-share",
}
