package extract

var kinhtedothi = []Rule{
	longform.at("kinhtedothi", 2021, "kinhtedothi.vn"),
	{
		Name: "kinhtedothi", Version: "1", Hosts: []string{"kinhtedothi.vn"}, From: 2014, To: 2021,
		Is:      "#cotent_detail", // as the site spells it
		Title:   ".title_detail_news, h1",
		Lead:    ".sapo_detail",
		Body:    "#cotent_detail",
		Date:    ".time_detail_news",
		Author:  ".author_detail, #cotent_detail .author",
		Section: ".breadcrumb, .box_breadcrumb",
		Tags:    ".box_tags, .tags",
		Drop:    ".box_guests, #cotent_detail .box_relate",
		Fix:     withoutSign("Kinhtedothi", "KTĐT"),
	},
}
