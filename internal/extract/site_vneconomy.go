package extract

var vneconomy = []Rule{
	{
		Name: "vneconomy", Version: "1", Hosts: []string{"vneconomy.vn"}, From: 2024,
		Is:      ".ct-edtior-web", // as the site spells it
		Title:   ".name-detail",
		Lead:    ".news-sapo",
		Body:    ".ct-edtior-web",
		Date:    ".date-detail .date",
		Author:  ".date-detail .name, .box-author .name, p.name",
		Section: ".breadcrumb, .breadcrumbs",
		Tags:    ".box-keyword",
		Drop:    ".ct-edtior-web h1, .ct-edtior-web .news-sapo, .list-detail-revert_item, .box-keyword, .news-general",
	},
	{
		Name: "vneconomy", Version: "1", Hosts: []string{"vneconomy.vn"}, From: 2020, To: 2024,
		Is:      "h1.detail__title",
		Title:   "h1.detail__title",
		Lead:    ".detail__summary",
		Body:    ".detail__content",
		Date:    ".detail__meta",
		Author:  ".detail__author, .detail__header .author",
		Section: ".detail__header .breadcrumb, .breadcrumb, .detail__category",
		Tags:    ".detail__tag",
		Hero:    ".detail__avatar",
		Drop:    ".detail__content .related, .detail__content .story",
	},
	{
		Name: "vneconomy", Version: "1", Hosts: []string{"vneconomy.vn"}, From: 2012, To: 2020,
		Is:      ".contentdetail",
		Title:   ".contentleft h1, h1",
		Body:    ".contentdetail",
		Date:    ".contentleft .time, .time",
		Author:  ".contentleft .author",
		Section: ".breadcrumb, .contentleft .cate",
		Tags:    ".tagdetail, .tags",
		Hero:    ".imgdetail",
		Drop:    ".sharemxhtop, .contentdetail .w710",
	},
}
