package extract

var tuoitre = []Rule{
	{
		Name: "tuoitre", Version: "1", Hosts: []string{"tuoitre.vn"}, From: 2022,
		Is:      "h1.detail-title",
		Title:   "h1.detail-title",
		Lead:    "h2.detail-sapo",
		Body:    ".detail-cmain .detail-content, .detail-content",
		Date:    ".detail-time, [data-role=publishdate]",
		Author:  ".detail-author-bot .author-info, .detail-author-bot .name, .author-info .name",
		Section: ".detail-cate, .detail-top .detail-cate",
		Tags:    ".detail-tag",
		Drop:    ".VCSortableInPreviewMode[type=RelatedOneNews], .VCSortableInPreviewMode[type=RelatedNews], .detail-author-bot",
	},
	{
		Name: "tuoitre", Version: "1", Hosts: []string{"tuoitre.vn"}, From: 2013, To: 2022,
		Is:      "h1.article-title, h1.title-2",
		Title:   "h1.article-title, h1.title-2",
		Lead:    "h2.sapo, h2.txt-head, .txt-head",
		Body:    "#main-detail-body, .content.fck, .fck",
		Date:    ".date-time, .date",
		Author:  ".author, .credit-text",
		Section: ".bread-crumbs",
		Tags:    ".tags-container, ul.block-key",
		Drop:    ".VCSortableInPreviewMode[type=RelatedOneNews], .VCSortableInPreviewMode[type=RelatedNews], .relate-container",
	},
}
