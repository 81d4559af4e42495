package extract

var vtc = []Rule{
	{
		Name: "vtc", Version: "1", Hosts: []string{"vtcnews.vn", "vtc.vn"}, From: 2019,
		Is:      ".edittor-content",
		Title:   "h1.font28, .nd-detail h1",
		Lead:    "h2.inline-nb, h4.font16.bold, .nd-detail > h2",
		Body:    ".edittor-content",
		Date:    ".time-update",
		Author:  ".author-make .bold, .author-make, span.uppercase.bold",
		Section: ".breadcrumb",
		Tags:    "ul.keylink, ul:haschild(li.inline.mr5.mb5), .tags",
		Source:  ".author-make span:contains('Nguồn'), .author-make span:contains('Theo')",
		Drop:    ".edittor-content .explus_related, .edittor-content .related, .edittor-content [class^=explus_related]",
	},
	{
		Name: "vtc", Version: "1", Hosts: []string{"vtc.vn"}, From: 2016, To: 2019,
		Is:    ".single-excerpt, .col-single .excerpt",
		Title: ".col-single h1",
		Lead:  ".single-excerpt, .col-single .excerpt",
		Body:  ".single-main-content, #content_detail",
		Date:  "[pubdate], .post-date",
		Tags:  ".single-tags",
		Drop:  ".block_with_img_left, .single-tags, .adv, .adbro-sm, [class^=explus_related]",
	},
}
