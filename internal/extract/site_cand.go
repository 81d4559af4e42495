package extract

var cand = []Rule{
	{
		Name: "cand", Version: "1", Hosts: []string{"cand.com.vn"}, From: 2021,
		Is:      "h1.box-title-detail",
		Title:   "h1.box-title-detail",
		Lead:    ".box-des-detail",
		Body:    ".detail-content-body",
		Date:    ".box-date",
		Author:  ".box-author",
		Section: ".uk-breadcrumb, .breadcrumb",
		Tags:    ".box-tags, .entry-tags",
		Drop:    ".detail-content-body .contref, .detail-content-body .box-related",
	},
	{
		Name: "cand", Version: "1", Hosts: []string{"cand.com.vn"}, From: 2013, To: 2021,
		Is:   ".box-widget.post-content",
		Lead: ".box-widget.desnews",
		Body: ".box-widget.post-content",
		Date: ".box-widget.timepost",
		Drop: ".contentbox, .contref",
	},
}
