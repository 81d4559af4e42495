package extract

// conganHaiphong is the portal of the Hải Phòng police, also found as saved
// files without an address.
var conganHaiphong = []Rule{{
	Name:     "congan-haiphong",
	Version:  "1",
	Hosts:    []string{"congan.haiphong.gov.vn", "conganhaiphong.gov.vn"},
	From:     2015,
	To:       2023,
	Is:       "h1.title-detail ~ #zoom.content-detail",
	Anywhere: true,
	Title:    "h1.title-detail",
	Lead:     "#zoom p.sapo",
	Body:     "#zoom.content-detail",
	Date:     ".tools .date",
	Section:  ".breadcrumb",
}, {
	// Pages of the same portal whose headline stands elsewhere or is no h1.
	Name: "congan-haiphong", Version: "1", Hosts: []string{"congan.haiphong.gov.vn", "conganhaiphong.gov.vn"}, From: 2012,
	Is:      ".title-detail",
	Title:   ".title-detail",
	Lead:    ".content-detail .sapo, .sapo-detail, .sapo",
	Body:    ".content-detail, #zoom",
	Date:    ".tools .date, .date-detail, .date",
	Author:  ".content-detail .author, .author-detail",
	Section: ".breadcrumb",
	Drop:    ".content-detail .related, .tinlienquan",
}}
