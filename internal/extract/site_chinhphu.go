package extract

// chinhphu is the government's paper, once baodientu.chinhphu.vn, and the pages
// on its portal chinhphu.vn in the same layout.
var chinhphu = []Rule{
	vccorp.at("chinhphu", 2021, "baochinhphu.vn", "chinhphu.vn"),
	{
		Name: "chinhphu", Version: "1", Hosts: []string{"baochinhphu.vn", "chinhphu.vn"}, From: 2013, To: 2021,
		Is:    ".article-body.cmscontents",
		Title: ".article-header h1",
		Lead:  ".article-body .summary, .summary",
		Body:  ".article-body.cmscontents",
		Date:  ".article-header p, .article-header",
		Tags:  ".article-body .keywords, .keywords",
		Drop:  ".article-body .summary, .inline-related, .sharing_tool, .article-body .keywords",
	},
}
