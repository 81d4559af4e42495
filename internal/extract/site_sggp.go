package extract

// sggp is Sài Gòn Giải Phóng with its editions on hosts below it.
var sggp = []Rule{
	oneCMS.at("sggp", 2022, "sggp.org.vn"),
	{
		Name: "sggp", Version: "1", Hosts: []string{"sggp.org.vn"}, From: 2016, To: 2022,
		Is:      ".summary.cms-desc",
		Title:   "h1.cms-title, h1.title, h1",
		Lead:    ".summary.cms-desc",
		Body:    ".content.cms-body",
		Date:    ".meta-info time, .meta-info",
		Author:  ".meta-info .author, .content.cms-body .author, .cms-author",
		Section: ".breadcrumb, .cat-title",
		Tags:    ".article-tags, .tags, .keywords",
		Caption: ".full-img .fig",
		Drop:    "table.notification, table.quotes, .article-relate, .related-news",
		Fix:     withoutSign("SGGPO", "SGGP"),
	},
}
