package extract

// conganHCM is Công an TP.HCM, the paper of that city's police.
var conganHCM = []Rule{{
	Name: "congan-tphcm", Version: "1", Hosts: []string{"congan.com.vn", "catphcm.com.vn"}, From: 2015,
	Is:      "#article_content",
	Title:   ".article_title, h1",
	Lead:    ".article_head, .article_lead",
	Body:    "#article_content",
	Date:    "[style*=nowrap], .article_date",
	Author:  ".article_author",
	Section: ".breadcrumb",
	Tags:    ".article_tags, .tags",
	Drop:    ".inner-article, #article_content .fLeft, .article_head",
}}
