package rank

import (
	"strings"

	"khobao/index"
	"khobao/index/vi"
)

// Lookup is the query.Lookup of index.Fields. Letter case is free, and marks may
// be left out, all or some, as long as one field fits: tieude, tiêuđe and tiêuđề
// are the title, but bão is not báo.
func Lookup(prefix string) (name string, ok bool) {
	prefix = strings.ToLower(prefix)
	if f, ok := index.FieldNamed(prefix); ok {
		return f.Name, true
	}
	for _, f := range index.Fields {
		for _, alias := range f.Aliases {
			if !vi.Compatible(prefix, alias) {
				continue
			}
			if ok && name != f.Name {
				return "", false
			}
			name, ok = f.Name, true
		}
	}
	return name, ok
}
