package extract

var cafef = []Rule{
	{
		Name: "cafef", Version: "1", Hosts: []string{"cafef.vn"}, From: 2021,
		Is:      ".detail-content, .detail-cmain",
		Title:   ".totalcontentdetail h1.title, h1[data-role=title]",
		Lead:    "h2.sapo, [data-role=sapo]",
		Body:    ".detail-content, .detail-cmain",
		Date:    ".pdate, [data-role=publishdate]",
		Author:  ".totalcontentdetail p.author, [data-role=author]",
		Section: ".category-page__name, [data-role=cate-name], .dateandcat .cat",
		Tags:    ".tagdetail, .detail-tag",
		Hero:    ".totalcontentdetail .media",
		Source:  ".totalcontentdetail p.source, [data-role=source]",
		Drop:    ".tindnd, .tinlienquan, .link-content-footer, .chisochungkhoan, .VCSortableInPreviewMode[type^=Related]",
	},
	{
		Name: "cafef", Version: "1", Hosts: []string{"cafef.vn"}, From: 2012, To: 2021,
		Is:      ".totalcontentdetail #mainContent",
		Title:   ".totalcontentdetail h1",
		Lead:    ".totalcontentdetail .sapo",
		Body:    "#mainContent",
		Date:    ".pdate, .dateandcat",
		Author:  ".totalcontentdetail .author",
		Section: ".dateandcat .cat",
		Tags:    ".tagdetail, .tags",
		Hero:    ".totalcontentdetail .media",
		Source:  ".totalcontentdetail p.source",
		Drop:    ".tindnd, .tinlienquan, .link-content-footer, .chisochungkhoan, .VCSortableInPreviewMode[type^=Related]",
	},
}
