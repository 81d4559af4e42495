package extract

var baophapluat = []Rule{
	oneCMS.at("baophapluat", 2021, "baophapluat.vn"),
	{
		Name: "baophapluat", Version: "1", Hosts: []string{"baophapluat.vn"}, From: 2018, To: 2021,
		Is:      ".article__summary",
		Title:   ".article__title, .article__header h1",
		Lead:    ".article__summary",
		Body:    ".content .cms-body, .cms-body",
		Date:    ".article__meta time, .article__meta",
		Author:  ".article__author, .cms-author",
		Section: ".breadcrumb, .breadcrumbs",
		Tags:    ".article__tag",
		Drop:    ".cms-relate, .related-inline-story",
	},
}
