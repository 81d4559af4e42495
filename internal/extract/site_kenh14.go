package extract

var kenh14 = []Rule{
	{
		Name: "kenh14", Version: "1", Hosts: []string{"kenh14.vn"}, From: 2022,
		Is:      ".detail-content.afcbc-body",
		Title:   "h1.kbwc-title, h1[data-role=title]",
		Lead:    "h2.knc-sapo, [data-role=sapo]",
		Body:    ".detail-content.afcbc-body",
		Date:    ".kbwcm-time, [data-role=publishdate]",
		Author:  ".kbwcm-author, [data-role=author]",
		Section: "[data-role=cate-name], .kmli.active, .kbwc-cate",
		Tags:    ".klw-new-tags, .knt-list, .detail-tag",
		Source:  ".kbwcm-source, .link-source-text-name, .link-source-name",
		Drop:    ".knc-relate-wrapper, .knc-rate-link, .link-content-footer, .link-source-wrapper, .VCSortableInPreviewMode[type^=Related]",
	},
	{
		Name: "kenh14", Version: "1", Hosts: []string{"kenh14.vn"}, From: 2014, To: 2022,
		Is:      "h1.kbwc-title",
		Title:   "h1.kbwc-title",
		Lead:    "h2.knc-sapo",
		Body:    ".knc-content",
		Date:    ".kbwcm-time",
		Author:  ".kbwcm-author",
		Section: ".kmli.active, .kbwc-cate",
		Tags:    ".klw-new-tags, .knt-list, ul.kl",
		Source:  ".kbwcm-source",
		Drop:    ".knc-relate-wrapper, .knc-rate-link, .link-content-footer, .link-source-wrapper, .VCSortableInPreviewMode[type^=Related]",
	},
}
