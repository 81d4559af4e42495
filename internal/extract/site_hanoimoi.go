package extract

var hanoimoi = []Rule{
	longform.at("hanoimoi", 2023, "hanoimoi.vn", "hanoimoi.com.vn"),
	{
		Name: "hanoimoi", Version: "1", Hosts: []string{"hanoimoi.com.vn", "hanoimoi.vn"}, From: 2014, To: 2023,
		Is:      ".article",
		Title:   ".title_detail_news, h1.title, h1",
		Lead:    ".article .summary, .summary",
		Body:    ".article",
		Date:    ".period",
		Author:  ".article .author, .author",
		Section: ".breadcrumb, .crumbs",
		Tags:    ".tags, .tagbox",
		Drop:    ".article .summary, .article .relate, .article .innwide.relate",
		Fix:     withoutSign("HNMO", "HNM"),
	},
}
