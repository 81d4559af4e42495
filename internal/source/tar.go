package source

import (
	"archive/tar"
	"io"
	"strings"
)

// readTar reads the files of a tar in their order. The segment of the cursor
// is the number of the entry; links, devices and folders are none of its
// files.
func (w *walk) readTar(in *input, at place) {
	skip, inside := at.number(), at.inside()
	if ra, ok := in.seekable(); ok {
		if _, err := ra.Seek(0, io.SeekStart); err != nil {
			w.fail(in, fault(in, 0, err), end)
			return
		}
	}
	r := tar.NewReader(in.r)
	for i := int64(0); w.alive(); i++ {
		h, err := r.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			w.fail(in, fault(in, 0, err), end)
			return
		}
		if i < skip || h.Typeflag != tar.TypeReg || hiddenPath(h.Name) {
			continue
		}
		e := w.nested(in, h.Name, count(i))
		e.r, e.size, e.modified = r, h.Size, h.ModTime
		w.read(&e, inside)
		inside = nil
	}
}

// nested makes the input for an entry of a container.
func (w *walk) nested(in *input, name, segment string) input {
	e := *in
	if e.entry != "" {
		e.entry += "!"
	}
	e.entry += cleanName(name)
	e.nesting++
	e.packed = false
	e.within = append(in.within[:len(in.within):len(in.within)], segment)
	return e
}

// hiddenPath tells whether any part of an entry's name is hidden.
func hiddenPath(name string) bool {
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '\\' }) {
		if part != "." && part != ".." && hidden(part) {
			return true
		}
	}
	return false
}

// cleanName makes an entry's name fit for reports: it never becomes a path.
func cleanName(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(name, "?"))
}
