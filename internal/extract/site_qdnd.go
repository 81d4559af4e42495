package extract

var qdnd = []Rule{
	{
		Name: "qdnd", Version: "1", Hosts: []string{"qdnd.vn"}, From: 2020,
		Is:      ".post-content, .article-detail",
		Title:   "h1.post-title",
		Lead:    ".post-summary",
		Body:    ".post-content, .article-detail",
		Date:    ".post-subinfo .post-date, .post-subinfo, .post-head",
		Section: ".breadcrumb, .post-cate",
		Tags:    ".post-tags, .tags",
		Drop:    ".post-content .related, .post-content .list-news-inline, .post-content .ref-news, .post-content p:contains('Mời bạn đọc vào chuyên mục')",
	},
	{
		Name: "qdnd", Version: "1", Hosts: []string{"qdnd.vn"}, From: 2014, To: 2020,
		Is:    ".detail-post",
		Title: "h1.post-title, .post-head h1, .detail-post h1",
		Lead:  ".post-summary",
		Body:  ".detail-post",
		Date:  ".post-subinfo, .post-head",
		Tags:  ".post-tags",
		Drop:  ".detail-post .post-head, .detail-post .post-tags, .detail-post .related, .detail-post p:contains('Mời bạn đọc vào chuyên mục')",
	},
}
