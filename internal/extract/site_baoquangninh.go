package extract

var baoquangninh = []Rule{
	{
		Name: "baoquangninh", Version: "1", Hosts: []string{"baoquangninh.vn"}, From: 2021,
		Is:      ".date.font5",
		Title:   "h1",
		Lead:    ".sapo, .lead, .content-detail .desc",
		Body:    "#content, .content-detail, .content",
		Date:    ".date.font5",
		Author:  ".author",
		Section: ".breadcrumb, .breadcrumbs",
		Tags:    ".keyword, .tags",
		Drop:    ".rl, .relate, .tinlienquan",
	},
	epi.until("baoquangninh", 2012, 2021, "baoquangninh.com.vn", "baoquangninh.vn"),
}
