package extract

var nld = []Rule{
	vccorp.at("nld", 2023, "nld.com.vn"),
	{
		Name: "nld", Version: "1", Hosts: []string{"nld.com.vn"}, From: 2018, To: 2023,
		Is:      ".sapo-detail",
		Title:   "h1.title-content, h1.title",
		Lead:    ".sapo-detail",
		Body:    ".content-news-detail, .contentbody",
		Date:    ".pdate",
		Author:  ".contentbody .author, p.author, .author.fr",
		Section: ".breadcrumb, .cate-breadcrumb",
		Tags:    ".tags-detail, ul.tags, .tags",
		Drop:    ".VCSortableInPreviewMode.active, .VCSortableInPreviewMode[type^=Related], .news-relation",
	},
	{
		Name: "nld", Version: "1", Hosts: []string{"nld.com.vn"}, From: 2012, To: 2018,
		Is:     ".titledetail h1",
		Title:  ".titledetail h1",
		Lead:   ".contenttotal .sapo",
		Body:   "#divNewsContent",
		Date:   ".ngayxuatban",
		Author: "#divNewsContent .nguon-tin-detail, .nguon-tin-detail",
		Drop:   ".tinlienquanold, .tlqdetailtotal, .tlqdetail, .tlqrdetail, .totaltlqbotcontent, .displaynone, .nguon-tin-detail",
	},
}
