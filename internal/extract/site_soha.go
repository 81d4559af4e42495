package extract

var soha = []Rule{
	{
		Name: "soha", Version: "1", Hosts: []string{"soha.vn"}, From: 2021,
		Is:      ".detail-content",
		Title:   "h1.news-title, h1[data-role=title], h1.detail-title",
		Lead:    ".news-sapo, [data-role=sapo], .detail-sapo",
		Body:    ".detail-content[data-role=content], .detail-content",
		Date:    ".op-published, [data-role=publishdate], time",
		Author:  ".op-author, article header .author, [data-role=author], .detail-author",
		Section: ".breadcrumb, [data-role=cate-name], .detail-cate, .cate-name",
		Tags:    ".tags, .detail-tag",
		Hero:    "article header figure",
		Source:  ".link-source-text-name, .link-source-name",
		Drop:    ".VCSortableInPreviewMode[type^=Related], .link-content-footer, .bottom-contact, .link-source-wrapper",
	},
	{
		Name: "soha", Version: "1", Hosts: []string{"soha.vn"}, From: 2014, To: 2021,
		Is:     ".news-content",
		Title:  "h1.news-title",
		Lead:   ".news-sapo",
		Body:   ".news-content",
		Date:   ".op-published, article header time",
		Author: "article header .op-author, article header b",
		Tags:   ".tags",
		Hero:   "article header figure",
		Drop:   ".VCSortableInPreviewMode[type^=Related], .link-content-footer, .bottom-contact",
	},
}
