package extract

// giadinh is Gia đình và Xã hội, since 2022 a part of Sức khỏe và Đời sống.
var giadinh = []Rule{
	vccorp.at("giadinh", 2021, "giadinh.suckhoedoisong.vn", "giadinh.net.vn"),
	{
		Name: "giadinh", Version: "1", Hosts: []string{"giadinh.net.vn", "giadinh.suckhoedoisong.vn"}, From: 2014, To: 2021,
		Is:      ".title-detail, .detail-sp",
		Title:   ".title-detail h1",
		Lead:    ".detail-sp",
		Body:    ".content-new",
		Date:    ".title-detail p span, .title-detail p",
		Section: ".breadcrumb, .title-detail .cate",
		Tags:    ".tag-detail, .tags",
		Drop:    ".subbottomnew, .VCSortableInPreviewMode[type^=Related], .content-new .relate",
		Fix:     withoutSign("GiadinhNet", "GĐXH"),
	},
}
