package index

// ArticlePart is a field of an article that extraction may fill, under the name of its
// evidence.
type ArticlePart struct {
	Name   string
	Filled func(*Article) bool
}

// ArticleParts lists what extraction may fill, in the order of a page.
var ArticleParts = []ArticlePart{
	{"title", func(a *Article) bool { return a.Title != "" }},
	{"lead", func(a *Article) bool { return a.Lead != "" }},
	{"body", func(a *Article) bool { return a.Body != "" }},
	{"captions", func(a *Article) bool { return len(a.Captions) > 0 }},
	{"authors", func(a *Article) bool { return len(a.Authors) > 0 }},
	{"section", func(a *Article) bool { return len(a.Section) > 0 }},
	{"tags", func(a *Article) bool { return len(a.Tags) > 0 }},
	{"published", func(a *Article) bool { return !a.Published.IsZero() }},
	{"updated", func(a *Article) bool { return !a.Updated.IsZero() }},
	{"original_source", func(a *Article) bool { return a.OriginalSource != "" }},
}
