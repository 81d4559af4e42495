package extract

var ngoisao = []Rule{
	{
		Name: "ngoisao", Version: "1", Hosts: []string{"ngoisao.vnexpress.net", "ngoisao.net"}, From: 2016,
		Is:      "h1.title-detail",
		Title:   "h1.title-detail",
		Lead:    "p.description, h2.lead",
		Body:    "article.fck_detail, .fck_detail",
		Date:    ".header-content .date, .time-post, .date-post",
		Author:  ".fck_detail .author_mail, .fck_detail .author",
		Section: "ul.breadcrumb",
		Tags:    ".tags",
	},
	{
		Name: "ngoisao", Version: "1", Hosts: []string{"ngoisao.net"}, From: 2008, To: 2015,
		Is:    ".detailCT h1.Title",
		Title: ".detailCT h1.Title",
		Lead:  ".detailCT h2.Lead",
		Body:  ".detailCT",
		Tags:  ".wordTag",
		Drop:  ".RelatedLeadSubject",
	},
}
