package extract

// anhp is An ninh Hải Phòng, the paper of the city's police.
var anhp = []Rule{{
	Name: "anhp", Version: "1", Hosts: []string{"anhp.vn"}, From: 2013,
	Is:      ".detailBox",
	Title:   ".detailBox h1",
	Lead:    ".detailBox .sapo, .detailBox .lead, .detailBox h2",
	Body:    ".detailBox .detailContent, .detailBox .content, .detailBox",
	Date:    ".detailBox .date, .detailBox .time",
	Section: ".breadcrumb, .bread-crumb",
	Tags:    ".detailBox .tags, .tags",
	Drop:    ".detailBox h1, .detailBox .date, .detailBox .time, .detailBox .tags, .detailBox .share, .detailBox .relate, .detailBox .relatedBox, .detailBox .otherBox",
}}
