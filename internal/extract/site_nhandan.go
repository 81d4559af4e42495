package extract

var nhandan = []Rule{
	oneCMS.at("nhandan", 2021, "nhandan.vn"),
	{
		Name: "nhandan", Version: "1", Hosts: []string{"nhandan.vn", "nhandan.com.vn"}, From: 2020, To: 2021,
		Is:      ".box-title-detail",
		Title:   ".box-title-detail",
		Lead:    ".box-des-detail",
		Body:    ".box-content-detail, .detail-content-body",
		Date:    ".box-date",
		Author:  ".box-author",
		Section: "ul.uk-breadcrumb",
		Tags:    ".box-tags, .detail-tags",
		Drop:    ".box-des-detail + .box-related, .detail-content-body .box-related",
	},
	{
		Name: "nhandan", Version: "1", Hosts: []string{"nhandan.com.vn", "nhandan.org.vn", "nhandan.vn"}, From: 2014, To: 2020,
		Is:     ".item-container .item-content",
		Title:  ".item-container h3",
		Lead:   ".item-container .sapo",
		Body:   ".item-container",
		Date:   "h5.date-created, .date-created",
		Author: ".item-container .author",
		Drop:   ".item-container .social-box, .item-container h5.date-created",
	},
}
