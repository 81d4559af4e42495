package extract

var vtv = []Rule{
	vccorp.at("vtv", 2025, "vtv.vn"),
	{
		Name: "vtv", Version: "1", Hosts: []string{"vtv.vn"}, From: 2014, To: 2025,
		Is:      "h1.title_detail",
		Title:   "h1.title_detail",
		Lead:    "h2.sapo",
		Body:    "#entry-body, .noidung .ta-justify, .noidung",
		Date:    ".news-info .time, .noidung .time",
		Author:  ".news-info b, .noidung .author",
		Section: ".breadcrumb, .bread-crumb",
		Tags:    ".news_keyword",
		Drop:    ".noidung .author, .fbLikeWrap, .VCSortableInPreviewMode[type^=Related], .news_keyword, .noidung p:contains('Mời quý độc giả theo dõi các chương trình')",
	},
}
