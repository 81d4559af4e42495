package extract

var znews = []Rule{
	{
		Name: "znews", Version: "1", Hosts: []string{"znews.vn", "zingnews.vn", "news.zing.vn"}, From: 2013,
		Is:      "h1.the-article-title",
		Title:   "h1.the-article-title",
		Lead:    ".the-article-summary",
		Body:    ".the-article-body",
		Date:    ".the-article-publish, .the-article-meta .the-article-publish",
		Author:  ".the-article-meta .the-article-author, .the-article-credit .author",
		Section: ".the-article-category",
		Tags:    ".the-article-tags",
		Drop:    ".inner-article, .article-related, .inner-video",
	},
	{
		Name: "znews", Version: "1", Hosts: []string{"news.zing.vn", "zing.vn"}, From: 2010, To: 2013,
		Is:    "#content_document.newsdetail_wrapper",
		Title: "#content_document h1.pTitle",
		Lead:  "#content_document h2.pHead",
		Body:  "#content_document",
		Date:  ".subheader .timestamp",
		Tags:  "#content_document .tags",
		Drop:  "#content_document .tags, .more_news",
	},
}
