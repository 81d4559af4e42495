package extract

var baogiaothong = []Rule{
	vccorp.at("baogiaothong", 2022, "baogiaothong.vn"),
	{
		Name: "baogiaothong", Version: "1", Hosts: []string{"baogiaothong.vn"}, From: 2013, To: 2022,
		Is:      ".bodyArt",
		Title:   ".titleArt, .postTitle, h1",
		Lead:    ".descArt",
		Body:    ".bodyArt",
		Date:    ".dateArt",
		Author:  ".authorArt, .bodyArt .author",
		Section: ".breadcrumb, .cateArt",
		Tags:    ".tagArt, .tags",
		Drop:    ".bodyArt .relatedArt, .bodyArt .related",
	},
}
