package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// readJSONL reads a file of one article a line. The segment of the cursor is
// the offset of the next line in the (decompressed) file.
func (w *walk) readJSONL(in *input, at place) {
	offset := at.number()
	if ra, ok := in.seekable(); ok {
		if _, err := ra.Seek(offset, io.SeekStart); err != nil {
			w.fail(in, fault(in, offset, err), end)
			return
		}
	} else if offset > 0 {
		if _, err := io.CopyN(io.Discard, in.r, offset); err != nil {
			w.fail(in, fault(in, offset, err), end)
			return
		}
	}
	r := bufio.NewReaderSize(in.r, 256<<10)
	for w.alive() {
		line, n, err := readLine(r)
		start := offset
		offset += n
		next := count(offset)
		switch {
		case err == errSize:
			w.fail(in, fault(in, start, err), next)
			continue
		case err != nil && err != io.EOF:
			w.fail(in, fault(in, start, err), end)
			return
		}
		if start == 0 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			w.article(in, line, start, next)
		}
		if err == io.EOF {
			return
		}
	}
}

// article hands one line on as it is; only its id and address are looked at.
func (w *walk) article(in *input, line []byte, offset int64, next string) {
	if !json.Valid(line) || line[0] != '{' && !bytes.Equal(line, []byte("null")) {
		err := json.Unmarshal(line, &map[string]json.RawMessage{})
		w.fail(in, failure.New(failure.Damaged, in.object(offset), err).WithCode("jsonl-line"), next)
		return
	}
	object := fieldsOf(line, "url", "link", "id", "_id")
	w.emit(in, page.Page{
		URL:         text(object, "url", "link"),
		ContentType: page.ArticleJSON,
		Captured:    in.modified.UTC(),
		Body:        bytes.Clone(line),
		Origin:      page.Origin{Offset: offset, Record: text(object, "id", "_id"), Kind: "jsonl"},
	}, nil, next)
}

// text gives the first of the named values that is a text or a number.
func text(object map[string]json.RawMessage, names ...string) string {
	for _, name := range names {
		raw := object[name]
		var s string
		if json.Unmarshal(raw, &s) == nil && s != "" {
			return s
		}
		var n json.Number
		if json.Unmarshal(raw, &n) == nil && n != "" {
			return strings.TrimSpace(n.String())
		}
	}
	return ""
}

// readLine reads a line and gives its length with the line end. A line over
// MaxEntry is passed over with errSize. The slice holds until the next call.
func readLine(r *bufio.Reader) (line []byte, n int64, err error) {
	chunk, err := r.ReadSlice('\n')
	n = int64(len(chunk))
	if err != bufio.ErrBufferFull {
		return chunk, n, err
	}
	line = bytes.Clone(chunk)
	tooLong := false
	for err == bufio.ErrBufferFull {
		chunk, err = r.ReadSlice('\n')
		n += int64(len(chunk))
		if tooLong = tooLong || len(line)+len(chunk) > MaxEntry; !tooLong {
			line = append(line, chunk...)
		} else {
			line = nil
		}
	}
	if tooLong && (err == nil || err == io.EOF) {
		err = errSize
	}
	return line, n, err
}
