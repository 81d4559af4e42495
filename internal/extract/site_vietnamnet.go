package extract

var vietnamnet = []Rule{
	{
		Name: "vietnamnet", Version: "1", Hosts: []string{"vietnamnet.vn"}, From: 2022,
		Is:      "h1.content-detail-title",
		Title:   "h1.content-detail-title",
		Lead:    "h2.content-detail-sapo, .content-detail-sapo",
		Body:    "#maincontent, .maincontent.main-content, .maincontent",
		Date:    ".bread-crumb-detail__time",
		Author:  ".article-detail-author__info .name, .article-detail-author__info a, .article-detail-author__info",
		Section: ".bread-crumb-detail ul, .bread-crumb-detail",
		Tags:    ".tag-cotnent, .tag-content",
		Drop:    ".inner-article, .insert-wiki-content, .article-relate, .ck-cms-insert-neww-group, .vnn-template-noneditable.articles-edit, .vnn-related, .vnn-share-social",
	},
	{
		Name: "vietnamnet", Version: "1", Hosts: []string{"vietnamnet.vn"}, From: 2012, To: 2021,
		Is:    ".ArticleDetail h1.title, .ArticleContent",
		Title: ".ArticleDetail h1.title, h1.title",
		Lead:  ".ArticleLead",
		Body:  "#ArticleContent, .ArticleContent",
		Date:  ".ArticleDateTime .ArticleDate, .ArticleDate",
		Tags:  "#BoxTag .tagBoxContent, .tagBoxContent",
		Drop:  ".article-relate, .inner-article, .box-taitro, .template-ReferToManyNews",
		Fix:   withoutSign("VietNamNet"),
	},
	{
		// Infonet was a paper of its own until it became a part of VietNamNet.
		Name: "vietnamnet", Version: "1", Hosts: []string{"infonet.vn", "infonet.vietnamnet.vn"}, From: 2016, To: 2021,
		Is:     ".details-wrap h1.headline-title",
		Title:  "h1.headline-title",
		Lead:   ".details-wrap .sapo",
		Body:   "#main_detail",
		Date:   ".details-wrap .meta time",
		Author: ".details-wrap .meta .name",
	},
}
