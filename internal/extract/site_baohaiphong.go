package extract

var baohaiphong = []Rule{
	longform.at("baohaiphong", 2022, "baohaiphong.vn"),
	{
		Name: "baohaiphong", Version: "1", Hosts: []string{"baohaiphong.com.vn"}, From: 2018, To: 2022,
		Is:      "#newsContent",
		Title:   "#newsContent .title, h1.title",
		Lead:    "#newsContent .head",
		Body:    "#newsContent",
		Date:    ".row1.creatdate, .creatdate",
		Section: ".breadcrumb, .cateName",
		Drop:    "#newsContent .row1, #newsContent .title, #newsContent .stitle, #newsContent .head, .relatedNews",
	},
	epi.until("baohaiphong", 2011, 2018, "baohaiphong.com.vn"),
}
