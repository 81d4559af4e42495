package index

import (
	"strconv"
	"time"
)

// FieldKind says how a field is indexed.
type FieldKind int

// Text is analysed and searched by words; Keyword is matched whole, counted and filtered.
const (
	Text FieldKind = iota
	Keyword
)

// Field is one row of the table that mapping, query prefixes, facets, filters
// and export columns all read.
type Field struct {
	Name    string   // canonical name, also in JSON, filters and addresses
	Aliases []string // query prefixes beside Name, Vietnamese and without marks
	Kind    FieldKind
	Weight  float64 // of a match in a Text field; 0 = not searched by plain words
	Facet   bool    // counted in the side column
	Of      func(*Article) []string
}

// Fields lists every field. A facet or a searchable field is one line here.
// The label of a field is locale key "field."+Name.
var Fields = []Field{
	{Name: "title", Aliases: []string{"tieude", "tiêuđề", "td"}, Kind: Text, Weight: 1.5, Of: func(a *Article) []string { return one(a.Title) }},
	{Name: "lead", Aliases: []string{"sapo", "dandau", "dẫnđầu"}, Kind: Text, Weight: 1.3, Of: func(a *Article) []string { return one(a.Lead) }},
	{Name: "body", Aliases: []string{"noidung", "nộidung", "than", "thân"}, Kind: Text, Weight: 1, Of: func(a *Article) []string { return one(a.Body) }},
	{Name: "caption", Aliases: []string{"chuthich", "chúthích", "anh", "ảnh"}, Kind: Text, Weight: 1, Of: captionTexts},
	{Name: "site", Aliases: []string{"nguon", "nguồn", "bao", "báo"}, Kind: Keyword, Facet: true, Of: func(a *Article) []string { return one(a.Site) }},
	{Name: "section", Aliases: []string{"muc", "mục", "chuyenmuc", "chuyênmục"}, Kind: Keyword, Facet: true, Of: func(a *Article) []string { return a.Section }},
	{Name: "author", Aliases: []string{"tacgia", "tácgiả"}, Kind: Keyword, Facet: true, Of: func(a *Article) []string { return a.Authors }},
	{Name: "year", Aliases: []string{"nam", "năm"}, Kind: Keyword, Facet: true, Of: years},
	{Name: "place", Aliases: []string{"diadanh", "địadanh"}, Kind: Keyword, Facet: true, Of: func(a *Article) []string { return named(a.Places) }},
	{Name: "agency", Aliases: []string{"coquan", "cơquan"}, Kind: Keyword, Facet: true, Of: func(a *Article) []string { return named(a.Agencies) }},
	{Name: "person", Aliases: []string{"nguoi", "người"}, Kind: Keyword, Facet: true, Of: func(a *Article) []string { return named(a.People) }},
	{Name: "import", Aliases: []string{"nhap", "nhập", "dotnhap", "đợtnhập"}, Kind: Keyword, Facet: true, Of: func(a *Article) []string { return one(a.Import) }},
	{Name: "tag", Aliases: []string{"the", "thẻ", "tukhoa", "từkhóa"}, Kind: Keyword, Of: func(a *Article) []string { return a.Tags }},
	{Name: "changed", Aliases: []string{"sua", "sửa", "suadoi", "sửađổi"}, Kind: Keyword, Of: changes},
	{Name: "family", Aliases: []string{"inlai", "inlại"}, Kind: Keyword, Of: func(a *Article) []string { return one(a.Family) }},
}

// FacetNames lists the fields counted in the side column.
func FacetNames() []string {
	var names []string
	for _, f := range Fields {
		if f.Facet {
			names = append(names, f.Name)
		}
	}
	return names
}

// FieldNamed finds a field by its name or an alias.
func FieldNamed(name string) (Field, bool) {
	for _, f := range Fields {
		if f.Name == name {
			return f, true
		}
		for _, alias := range f.Aliases {
			if alias == name {
				return f, true
			}
		}
	}
	return Field{}, false
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// named gives the standard names of mentions, each once, in order of the text.
func named(mentions []Mention) []string {
	var names []string
	seen := make(map[string]bool, len(mentions))
	for _, m := range mentions {
		if !seen[m.Name] {
			seen[m.Name] = true
			names = append(names, m.Name)
		}
	}
	return names
}

func captionTexts(a *Article) []string {
	var texts []string
	for _, c := range a.Captions {
		texts = append(texts, one(c.Text)...)
	}
	return texts
}

func years(a *Article) []string {
	if a.Published.IsZero() {
		return nil
	}
	return []string{strconv.Itoa(a.Published.Time.In(Zone).Year())}
}

// Values of the field changed, beside year, month and day of the change: that
// there is one, and that the page does not tell of it.
const (
	ChangedYes   = "có"
	ChangedQuiet = "lặng lẽ"
)

// changes gives what is asked of an article whose text was changed after it was
// first kept; the two words are there in both languages.
func changes(a *Article) []string {
	if a.Version <= 1 {
		return nil
	}
	values := []string{ChangedYes, "yes"}
	if a.Quiet {
		values = append(values, ChangedQuiet, "quiet")
	}
	if !a.Changed.IsZero() {
		t := a.Changed.In(Zone)
		values = append(values, t.Format("2006"), t.Format("2006-01"), t.Format(time.DateOnly))
	}
	return values
}
