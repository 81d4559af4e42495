package extract

// haiphongGov is the portal of the city and, on hosts below it, of its districts
// and departments; congan.haiphong.gov.vn has rules of its own.
var haiphongGov = []Rule{{
	Name: "haiphong-gov", Version: "1", Hosts: []string{"haiphong.gov.vn"}, From: 2013, To: 2022,
	Is:      "[class^=divDetail_]",
	Title:   ".divDetail_Title",
	Lead:    ".divDetail_Brief, .divDetail_Summary",
	Body:    ".divDetail_Content, .divDetail_Body",
	Date:    ".divDetail_DateCreate",
	Author:  ".divDetail_Author",
	Section: ".divPath, .breadcrumb",
	Drop:    ".divDetail_Other, .divOther",
}}
