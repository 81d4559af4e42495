package extract

// baotintuc is Tin Tức, a paper of the news agency TTXVN.
var baotintuc = []Rule{
	{
		Name: "baotintuc", Version: "1", Hosts: []string{"baotintuc.vn"}, From: 2019,
		Is:      ".boxdetail .contents",
		Title:   "h1.detail-title",
		Lead:    "h2.sapo",
		Body:    ".boxdetail .contents",
		Date:    ".detail .date .txt, .date .txt",
		Author:  ".boxdetail .author, .detail .author",
		Section: ".breadcrumb, .breadcrumbs",
		Tags:    ".keywords, .tags",
		Drop:    ".contents .share, .contents .relate, .contents .tag-relate, .box-relate",
	},
	{
		Name: "baotintuc", Version: "1", Hosts: []string{"baotintuc.vn"}, From: 2013, To: 2019,
		Is:      ".mixcontent",
		Title:   ".mixcontent h1, h1.title, h1",
		Lead:    "h2.sapo",
		Body:    ".mixcontent",
		Date:    ".mixcontent .time, .time",
		Author:  ".mixcontent .author, .author",
		Section: ".mixcontent .breadcrumb, .breadcrumb",
		Tags:    ".keyword, .tags",
		Drop:    ".mixcontent .breadcrumb, .mixcontent .sharefb, .mixcontent h1, .mixcontent .time, .mixcontent .box-relate",
	},
}
