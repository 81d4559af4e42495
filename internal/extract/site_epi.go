package extract

// epi is the layout that several provincial papers shared until about 2021: the
// text is in #content, its first paragraph is the lead, and captions stand in
// the second row of a table.
var epi = Rule{
	Version: "1",
	Is:      "#content",
	Title:   "h1.title, .detail h1, h1",
	Body:    "#content",
	Date:    ".date",
	Section: ".breadcrumb, .path, .navigate",
	Tags:    ".tags, .keyword",
	Drop:    ".rl, .relate, .other-news",
	Fix:     withoutSign(),
}

// until gives a shared layout as one that a paper has left.
func (rule Rule) until(name string, from, to int, hosts ...string) Rule {
	rule = rule.at(name, from, hosts...)
	rule.To = to
	return rule
}
