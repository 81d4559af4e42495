package extract

var genk = []Rule{
	{
		Name: "genk", Version: "1", Hosts: []string{"genk.vn"}, From: 2014,
		Is:     "h1.kbwc-title",
		Title:  "h1.kbwc-title",
		Lead:   "h2.knc-sapo",
		Body:   ".knc-content",
		Date:   ".kbwcm-time",
		Author: ".kbwcm-author",
		Tags:   ".knc-tag-list, .klw-tags",
		Drop:   ".knc-relate-wrapper, .knc-rate-link, .link-source-wrapper, .VCSortableInPreviewMode[type=RelatedNewsBox]",
	},
	{
		Name: "genk", Version: "1", Hosts: []string{"genk.vn"}, From: 2010, To: 2014,
		Is:      ".news-showtitle h1",
		Title:   ".news-showtitle h1",
		Lead:    ".init_content",
		Body:    ".assessment-main1",
		Date:    ".news-showtitle .note",
		Section: ".news-showtitle .sub_title",
		Tags:    ".tags123",
	},
}
