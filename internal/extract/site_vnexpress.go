package extract

// vnexpress has kept the class names of its editor (Normal, Image) since 2001
// while everything around them changed.
var vnexpress = []Rule{
	{
		Name: "vnexpress", Version: "1", Hosts: []string{"vnexpress.net"}, From: 2018,
		Is:      "h1.title-detail, h1.title_news_detail",
		Title:   "h1.title-detail, h1.title_news_detail",
		Lead:    "p.description",
		Body:    "article.fck_detail, .content_detail.fck_detail",
		Date:    ".header-content .date, header .time, .time.left",
		Author:  ".fck_detail .author_mail, .fck_detail .author",
		Section: "ul.breadcrumb",
		Tags:    ".tags",
		Drop:    ".box-tinlienquanv2, .width_common.box-tinlienquanv2, .list-news, .box_brief_info",
	},
	{
		Name: "vnexpress", Version: "1", Hosts: []string{"vnexpress.net"}, From: 2013, To: 2018,
		Is:      ".title_news h1, .title_news_detail",
		Title:   ".title_news h1, .title_news_detail",
		Lead:    ".short_intro",
		Body:    ".fck_detail",
		Date:    ".block_timer, .block_timer_share .time",
		Author:  ".author_mail, .author",
		Section: ".breakumb_web, #breakumb_web",
		Tags:    ".block_tag",
	},
	{
		Name: "vnexpress", Version: "1", Hosts: []string{"vnexpress.net"}, From: 2008, To: 2013,
		Is:    ".cxtLeft h1.Title",
		Title: "h1.Title",
		Lead:  "h2.Lead",
		Body:  ".cxtLeft",
		Date:  ".spanTime",
		Tags:  ".tag-parent",
		Drop:  ".email-print, .tag-parent, .likesubject, #DivShowComment, .RelatedLeadSubject",
	},
}
