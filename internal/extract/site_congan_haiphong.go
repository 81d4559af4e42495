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
}}
