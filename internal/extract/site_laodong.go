package extract

var laodong = []Rule{
	{
		Name: "laodong", Version: "1", Hosts: []string{"laodong.vn"}, From: 2021,
		Is:      ".art-body, #gallery-ctt",
		Title:   "h1.title",
		Lead:    ".chappeau",
		Body:    ".art-body, #gallery-ctt",
		Date:    ".art-header .time, article .time, .time",
		Author:  ".art-header .author, .authors .author, article .author, span.author, .authors",
		Section: ".breadcrumb",
		Tags:    ".keywords, .tags",
		Drop:    ".art-body .related, .art-body .article-relate, .art-body .item-related",
	},
	{
		Name: "laodong", Version: "1", Hosts: []string{"laodong.vn"}, From: 2016, To: 2021,
		Is:      ".section-n2 .section-title",
		Title:   ".section-title .title h1, .section-title h1",
		Lead:    "p.abs",
		Body:    ".wrapper-main-content .article-content, .article-content",
		Date:    ".f-datetime",
		Author:  ".author-wrapper .author, .left-sidebar .author",
		Section: ".breadcrumb",
		Tags:    ".keywords, .tags",
		Hero:    ".section-title .imgCon",
		Drop:    ".article-content .related, .for-reading-mode, .section-n2 .share",
	},
}
