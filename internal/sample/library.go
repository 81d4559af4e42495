package sample

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

//go:embed articles threads layouts
var files embed.FS

// Articles gives every article of the sample, by host, slug and version.
func Articles() ([]*Article, error) { return read("articles") }

// threads gives the forum pages.
func threads() ([]*Article, error) { return read("threads") }

var versioned = regexp.MustCompile(`^(.+)\.([2-9])$`)

// read loads root/<host>/<slug>[.n].txt. A root without a text is an error.
func read(root string) ([]*Article, error) {
	names, err := fs.Glob(files, root+"/*/*.txt")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("read %s: no texts: %w", root, err)
	}
	all := make([]*Article, 0, len(names))
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		a, err := parseArticle(name, string(text))
		if err != nil {
			return nil, err
		}
		a.Site = path.Base(path.Dir(name))
		a.Slug = strings.TrimSuffix(path.Base(name), ".txt")
		if m := versioned.FindStringSubmatch(a.Slug); m != nil {
			a.Slug = m[1]
			a.Version, _ = strconv.Atoi(m[2])
		}
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *Article) int {
		return cmp.Or(cmp.Compare(a.Site, b.Site), cmp.Compare(a.Slug, b.Slug), cmp.Compare(a.Version, b.Version))
	})
	return all, nil
}
