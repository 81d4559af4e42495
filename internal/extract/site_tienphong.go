package extract

var tienphong = []Rule{
	oneCMS.at("tienphong", 2021, "tienphong.vn"),
	{
		Name: "tienphong", Version: "1", Hosts: []string{"tienphong.vn"}, From: 2012, To: 2021,
		Is:      ".main-article #article-body, .byline-dateline",
		Title:   "#headline, .main-article header h1",
		Lead:    ".article-sapo",
		Body:    "#article-body, .article-body",
		Date:    ".byline-dateline",
		Author:  ".article-author",
		Section: ".breadcrumb, .cate-breadcrumb",
		Tags:    ".article-tags, .cms-tags",
		Hero:    ".article-avatar",
		Drop:    ".related-inline-story, .cms-relate, .article-relate-b, .article-pin-social, .article-orginal-social, .banner",
	},
}
