package bleveindex

import (
	"fmt"
	"hash/crc32"
	"strings"

	"khobao/index"
	"khobao/index/bleveindex/columns"
	"khobao/index/vi"
)

// schemaVersion is raised when the form of what is indexed changes in a way that
// index.Fields does not show:
//
//	1  accented and folded terms at one position, sentence and paragraph marks, row terms
//	2  no folded terms in segments of our own format
//	3  the row terms end in the arrival
//	4  figures
const schemaVersion = 4

// layout is index.Fields as the engine needs it.
type layout struct {
	texts    []index.Field
	keywords []index.Field
}

func newLayout(fields []index.Field) layout {
	var l layout
	for _, f := range fields {
		if f.Kind == index.Text {
			l.texts = append(l.texts, f)
		} else {
			l.keywords = append(l.keywords, f)
		}
	}
	return l
}

// schema names the form of the index: a changed one makes it stale.
func (l layout) schema() string {
	var b strings.Builder
	for _, f := range l.texts {
		fmt.Fprintf(&b, "text %s\n", f.Name)
	}
	for _, f := range l.keywords {
		fmt.Fprintf(&b, "keyword %s\n", f.Name)
	}
	return fmt.Sprintf("%d-%08x", schemaVersion, crc32.ChecksumIEEE([]byte(b.String())))
}

func (l layout) keywordNames() []string {
	var names []string
	for _, f := range l.keywords {
		names = append(names, f.Name)
	}
	return names
}

// text gives the position of a text field, or -1.
func (l layout) text(name string) int {
	for i, f := range l.texts {
		if f.Name == name {
			return i
		}
	}
	return -1
}

func (l layout) newColumns() *columns.Set {
	return columns.NewSet(len(l.texts), l.keywordNames(), normalValue)
}

// normalValue gives the forms in which values of keyword fields are compared.
func normalValue(value string) columns.Normal {
	var marked, folded []string
	for _, t := range vi.Tokens(value) {
		marked = append(marked, t.Term)
		folded = append(folded, t.Folded)
	}
	return columns.Normal{Marked: strings.Join(marked, " "), Folded: strings.Join(folded, " ")}
}
