package testkit

import (
	"bufio"
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// Asked is one request the newspaper had.
type Asked struct {
	URI    string // path and query
	Header http.Header
	Begun  time.Time // by the newspaper's clock
	Ended  time.Time
}

// Newspaper is a site on loopback. Files of its txtar archive are its pages:
//
//	-- /tin/1.html --
//	Status: 301
//	Location: /tin/2.html
//
//	the body
//
// The lines up to the first empty one are the header, of the fields in headers;
// without them the page is 200 and text/html in UTF-8. "{{site}}" in a file is the site's own address.
type Newspaper struct {
	URL string // http://127.0.0.1:port
	Now func() time.Time

	server *httptest.Server
	mu     sync.Mutex
	pages  map[string]sheet
	traps  []trap
	asked  []Asked
	open   int
	most   int
}

type sheet struct {
	status int
	header http.Header
	body   []byte
}

type trap struct {
	prefix string
	handle http.HandlerFunc
}

// NewNewspaper opens a site and closes it at the end of the test.
func NewNewspaper(t testing.TB, archive string) *Newspaper {
	n := Open(archive)
	t.Cleanup(n.Close)
	return n
}

// Open opens a site that the caller closes.
func Open(archive string) *Newspaper {
	n := &Newspaper{Now: time.Now, pages: map[string]sheet{}}
	n.server = httptest.NewServer(http.HandlerFunc(n.serve))
	n.URL = n.server.URL
	n.Print(archive)
	return n
}

// Close closes the site, and connections that still wait for an answer.
func (n *Newspaper) Close() {
	n.server.CloseClientConnections()
	n.server.Close()
}

// Host is the site's host and port.
func (n *Newspaper) Host() string { return strings.TrimPrefix(n.URL, "http://") }

// Print adds the pages of an archive, in place of those of the same address.
func (n *Newspaper) Print(archive string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		n.pages[f.Name] = parseSheet(bytes.ReplaceAll(f.Data, []byte("{{site}}"), []byte(n.URL)))
	}
}

// Remove takes a page away.
func (n *Newspaper) Remove(uri string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.pages, uri)
}

// Trap answers everything below a path by a function, before the pages do; of
// several the last one.
func (n *Newspaper) Trap(prefix string, handle http.HandlerFunc) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.traps = slices.Insert(n.traps, 0, trap{prefix, handle})
}

// Asked lists the requests so far, in their order.
func (n *Newspaper) Asked() []Asked {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.asked)
}

// URIs lists what was asked for, in order.
func (n *Newspaper) URIs() []string {
	var out []string
	for _, a := range n.Asked() {
		out = append(out, a.URI)
	}
	return out
}

// Most is the most requests that were open at one time.
func (n *Newspaper) Most() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.most
}

func parseSheet(data []byte) sheet {
	s := sheet{status: http.StatusOK, header: http.Header{}, body: data}
	if head, body, ok := bytes.Cut(data, []byte("\n\n")); ok && !bytes.HasPrefix(data, []byte("<")) {
		r := textproto.NewReader(bufio.NewReader(bytes.NewReader(append(head, "\n\n"...))))
		if h, err := r.ReadMIMEHeader(); err == nil && isHeader(h) {
			s.header, s.body = http.Header(h), body
		}
	}
	if v := s.header.Get("Status"); v != "" {
		s.status, _ = strconv.Atoi(v)
		s.header.Del("Status")
	}
	if s.header.Get("Content-Type") == "" {
		s.header.Set("Content-Type", "text/html; charset=utf-8")
	}
	return s
}

// headers a page may begin with; other words with a colon are its text, as in a
// robots.txt.
var headers = []string{
	"Status", "Content-Type", "Content-Encoding", "Location", "Etag", "Last-Modified", "Retry-After", "X-Robots-Tag",
}

func isHeader(h textproto.MIMEHeader) bool {
	for name := range h {
		if !slices.Contains(headers, name) {
			return false
		}
	}
	return len(h) > 0
}

func (n *Newspaper) serve(w http.ResponseWriter, r *http.Request) {
	uri := r.URL.RequestURI()
	n.mu.Lock()
	i := len(n.asked)
	n.asked = append(n.asked, Asked{URI: uri, Header: r.Header.Clone(), Begun: n.Now()})
	n.open++
	n.most = max(n.most, n.open)
	page, ok := n.pages[uri]
	var handle http.HandlerFunc
	for _, t := range n.traps {
		if strings.HasPrefix(uri, t.prefix) {
			handle = t.handle
			break
		}
	}
	n.mu.Unlock()
	defer func() {
		n.mu.Lock()
		n.asked[i].Ended = n.Now()
		n.open--
		n.mu.Unlock()
	}()
	switch {
	case handle != nil:
		handle(w, r)
	case !ok:
		http.NotFound(w, r)
	case page.header.Get("ETag") != "" && r.Header.Get("If-None-Match") == page.header.Get("ETag"):
		w.WriteHeader(http.StatusNotModified)
	default:
		for name, values := range page.header {
			w.Header()[name] = values
		}
		w.WriteHeader(page.status)
		_, _ = w.Write(page.body) // the reader may have left
	}
}
