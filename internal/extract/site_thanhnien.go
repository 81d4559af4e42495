package extract

var thanhnien = []Rule{
	{
		Name: "thanhnien", Version: "1", Hosts: []string{"thanhnien.vn"}, From: 2022,
		Is:      "h1.detail-title",
		Title:   "h1.detail-title",
		Lead:    "h2.detail-sapo",
		Body:    ".detail-cmain, .detail-content",
		Date:    ".detail-time, [data-role=publishdate]",
		Author:  ".detail-author .author-info .name, .author-info-top .name",
		Section: ".detail-cate",
		Tags:    ".detail-tag",
		Drop:    ".detail-related, .VCSortableInPreviewMode[type=RelatedOneNews], .VCSortableInPreviewMode[type=RelatedNews]",
	},
	{
		Name: "thanhnien", Version: "1", Hosts: []string{"thanhnien.vn"}, From: 2015, To: 2022,
		Is:      "h1.details__headline",
		Title:   "h1.details__headline",
		Lead:    "#chapeau, .sapo",
		Body:    "#abody, .cms-body",
		Date:    ".details__meta time, .meta time",
		Author:  ".details__author .cms-author, .details__author h4",
		Section: ".breadcrumbs",
		Tags:    ".details__tags",
		Drop:    ".details__morenews, .morenews",
	},
	{
		Name: "thanhnien", Version: "1", Hosts: []string{"thanhnien.com.vn", "thanhnien.vn"}, From: 2009, To: 2014,
		Is:      "#print-news h1.mainTitle",
		Title:   "h1.mainTitle",
		Lead:    ".article-content h2",
		Body:    ".article-content",
		Date:    ".date-line",
		Section: ".categories1 > span",
		Tags:    ".hienthiTags",
	},
}
