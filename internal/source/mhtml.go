package source

import (
	"bufio"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"

	"khobao/internal/failure"
	"khobao/internal/page"
)

// maxParts is how many parts of one saved page are read; pages with their
// pictures have a few hundred.
const maxParts = 10_000

// readMHTML reads a page saved as one file (RFC 2557): the page first, then
// its frames, pictures and styles as captures of their own. The segment of the
// cursor is the number of the next part.
func (w *walk) readMHTML(in *input, at place) {
	skip := at.number()
	if ra, ok := in.seekable(); ok {
		if _, err := ra.Seek(0, io.SeekStart); err != nil {
			w.fail(in, fault(in, 0, err), end)
			return
		}
	}
	refuse := func(code string, err error) {
		w.fail(in, failure.New(failure.Damaged, in.object(0), err).WithCode(code), end)
	}
	b := bufio.NewReader(in.r)
	if mark, _ := b.Peek(3); string(mark) == "\xef\xbb\xbf" {
		_, _ = b.Discard(3)
	}
	head, err := mail.ReadMessage(b)
	if err != nil {
		refuse("mhtml", err)
		return
	}
	_, params, err := mime.ParseMediaType(head.Header.Get("Content-Type"))
	if params["boundary"] == "" {
		refuse("mhtml", err)
		return
	}
	saved, err := head.Header.Date()
	if err != nil {
		saved = in.modified
	}
	address := absolute(first(head.Header.Get("Snapshot-Content-Location"), head.Header.Get("Content-Location")))
	parts := multipart.NewReader(head.Body, params["boundary"])
	for i := int64(0); w.alive(); i++ {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return
		}
		if err != nil {
			w.fail(in, mhtmlFault(in, err), end)
			return
		}
		if i == maxParts {
			w.fail(in, failure.New(failure.TooLarge, in.object(0), nil).WithCode("mhtml-parts"), end)
			return
		}
		if i < skip {
			continue
		}
		w.part(in, part, address, saved, i)
	}
}

// mhtmlFault tells a page whose end is missing from other faults.
func mhtmlFault(in *input, err error) *failure.Error {
	e := fault(in, 0, err)
	if e.Kind == failure.Unreadable {
		e = failure.New(failure.Damaged, in.object(0), err).WithCode("mhtml")
	}
	return e
}

// part hands one part on; the first has the address of the page.
func (w *walk) part(in *input, part *multipart.Part, address string, saved time.Time, i int64) {
	next := count(i + 1)
	body, err := readEntry(decoded(part.Header, part), -1)
	if err != nil {
		var corrupt base64.CorruptInputError
		if !isAny(err, errSize, io.ErrUnexpectedEOF) || errors.As(err, &corrupt) {
			w.fail(in, failure.New(failure.Damaged, in.object(0), err).WithCode("mhtml-part"), next)
			return
		}
		w.fail(in, fault(in, 0, err), next)
		return
	}
	u := strings.TrimSpace(part.Header.Get("Content-Location"))
	switch id := strings.Trim(part.Header.Get("Content-Id"), "<> "); {
	case i == 0 && address != "":
		u = address
	case u == "" && id != "":
		u = "cid:" + id
	}
	w.emit(in, page.Page{
		URL:         u,
		ContentType: part.Header.Get("Content-Type"),
		Captured:    saved.UTC(),
		Body:        body,
		Origin:      page.Origin{Record: part.Header.Get("Content-Id"), Kind: "resource"},
	}, nil, next)
}

// decoded undoes the transfer encoding of a part.
func decoded(h textproto.MIMEHeader, r io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	}
	return r
}
