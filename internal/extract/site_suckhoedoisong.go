package extract

var suckhoedoisong = []Rule{
	vccorp.at("suckhoedoisong", 2021, "suckhoedoisong.vn"),
	{
		Name: "suckhoedoisong", Version: "1", Hosts: []string{"suckhoedoisong.vn"}, From: 2014, To: 2021,
		Is:      "#content_detail_news",
		Title:   ".title_detail, .title_news_detail, h1",
		Lead:    ".sapo_detail",
		Body:    "#content_detail_news",
		Date:    ".post-time",
		Section: ".breadcrumb",
		Tags:    ".box_tags, .tags",
		Drop:    "#content_detail_news .box_tinlienquan, .tinlienquan",
		Fix:     withoutSign("Suckhoedoisong.vn", "SKĐS"),
	},
}
