package crawl

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/warc"
)

// decode undoes the content encodings and takes them out of the header.
func decode(p *page.Page, raw []byte, limit int64) error {
	coding := strings.TrimSpace(p.Get("Content-Encoding"))
	p.Header = slices.DeleteFunc(p.Header, func(h page.Field) bool { return h.Name == "Content-Encoding" })
	if coding == "" || len(raw) == 0 {
		p.Body = raw
		return nil
	}
	block := append([]byte("HTTP/1.1 200 OK\r\nContent-Encoding: "+coding+"\r\n\r\n"), raw...)
	h, err := warc.ParseHTTP(block)
	if errors.Is(err, warc.ErrBomb) || err == nil && int64(len(h.Body)) > limit {
		return failure.New(failure.TooLarge, p.URL, err).WithCode(codeRatio)
	}
	if err != nil {
		return failure.New(failure.Damaged, p.URL, err).WithCode(codeCut)
	}
	for _, d := range h.Doubts {
		if d == warc.DoubtEncodingCut {
			return failure.New(failure.Damaged, p.URL, nil).WithCode(codeCut)
		}
	}
	p.Body = h.Body
	return nil
}

// fields gives a header in the order of its names, since the transport has
// none, without what speaks of the transfer.
func fields(h http.Header) []page.Field {
	var names []string
	for name := range h {
		switch name {
		case "Transfer-Encoding", "Content-Length", "Connection", "Keep-Alive":
		default:
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var out []page.Field
	for _, name := range names {
		for _, v := range h[name] {
			out = append(out, page.Field{Name: name, Value: v})
		}
	}
	return out
}

// media is the bare type of a Content-Type, lower case.
func media(contentType string) string {
	m, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(m))
}

// retryAfter reads the header of that name: seconds or a date. 0 when there is
// none that can be read.
func retryAfter(p *page.Page, now time.Time) time.Duration {
	v := strings.TrimSpace(p.Get("Retry-After"))
	if n, err := strconv.ParseUint(v, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return max(0, t.Sub(now))
	}
	return 0
}

// statusFailure says that an answer holds no page.
func statusFailure(p *page.Page) *failure.Error {
	kind := failure.Unreadable
	if p.Status == http.StatusNotFound || p.Status == http.StatusGone {
		kind = failure.NotFound
	}
	e := failure.New(kind, p.URL, nil).WithCode(codeStatus)
	e.Detail = fmt.Sprintf("%d %s", p.Status, http.StatusText(p.Status))
	return e
}
