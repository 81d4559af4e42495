package extract

var vov = []Rule{
	{
		Name: "vov", Version: "1", Hosts: []string{"vov.vn"}, From: 2020,
		Is:      ".article-title",
		Title:   ".row.article-title h1, .article-title h1, h1.article-title",
		Lead:    ".row.article-summary, .article-summary",
		Body:    ".article-content .text-long, .text-long, .article-content, .detail--normal",
		Date:    ".article-date, .col-md-4.mb-2",
		Author:  ".article-author .name, .article-author a, .article-author",
		Section: ".breadcrumb",
		Tags:    ".article-tags, .field--name-field-tags, .tags",
		Drop:    ".text-long .article-relate, .text-long .related-news",
	},
	{
		Name: "vov", Version: "1", Hosts: []string{"vov.vn"}, From: 2014, To: 2020,
		Is:     "#article-body.main-contents, .main-contents.article__body, .vov-content #article-body",
		Title:  ".vov-content h1, h1.article__title",
		Lead:   ".article__sapo, .vov-content .sapo",
		Body:   "#article-body, .main-contents.article__body",
		Date:   ".article__meta time, .article__meta, .vov-content .meta time",
		Author: ".main-contents .author .name, .article__author .name, .author .name",
		Tags:   ".article__tag, .tags",
		Source: ".main-contents .author .source",
		Drop:   "article.story, .relate-container, .VCSortableInPreviewMode[type^=Related]",
	},
}
