package extract

// plo is Pháp Luật TP.HCM.
var plo = []Rule{
	oneCMS.at("plo", 2021, "plo.vn"),
	{
		Name: "plo", Version: "1", Hosts: []string{"plo.vn"}, From: 2013, To: 2021,
		Is:      "#main_detail #abody, #abody",
		Title:   "h1.main-title, h1.cms-title, h1",
		Lead:    ".sapo.cms-desc",
		Body:    "#abody",
		Date:    "#main_detail time, .detail-info time",
		Author:  "#main_detail .author, .detail-info .author",
		Section: ".breadcrumb, .bread-crumb",
		Tags:    ".tags, .tag-list",
		Caption: ".item-photo em",
		Drop:    ".adwidget, #abody .related, #abody .articlebox",
		Fix:     withoutSign("PLO", "PL"),
	},
}
