package source

import (
	"io/fs"
	"path"
	"strings"
)

// savedSet has the saved pages of one directory by their name without ending.
type savedSet map[string]string

// savedPages finds the files beside which a browser may have put a folder of
// pictures and scripts.
func savedPages(entries []fs.DirEntry) savedSet {
	saved := savedSet{}
	for _, d := range entries {
		ext := strings.ToLower(path.Ext(d.Name()))
		if ext == ".html" || ext == ".htm" {
			saved[strings.TrimSuffix(d.Name(), path.Ext(d.Name()))] = d.Name()
		}
	}
	return saved
}

// pageOf gives the page a directory is the companion of, as browsers name it:
// "tin.html" and "tin_files".
func (s savedSet) pageOf(dir string) string {
	for _, suffix := range []string{"_files", ".files"} {
		if stem, ok := strings.CutSuffix(dir, suffix); ok {
			return s[stem]
		}
	}
	return ""
}
