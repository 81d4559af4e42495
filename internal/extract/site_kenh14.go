package extract

var kenh14 = []Rule{
	{
		Name: "kenh14", Version: "1", Hosts: []string{"kenh14.vn"}, From: 2014,
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
