package web

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/net/html"
)

// answer is what a listener said.
type answer struct {
	*http.Response
	body string
}

// doc parses the answer's page.
func (a answer) doc(t testing.TB) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// ask sends a request through a listener's handlers without a socket.
func ask(t testing.TB, app *fiber.App, method, address string, header ...string) answer {
	t.Helper()
	req := request(method, address, nil)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	return send(t, app, req)
}

// request makes a request for an absolute address as a browser sends it.
func request(method, address string, body io.Reader) *http.Request {
	_, rest, _ := strings.Cut(address, "://")
	host, path, _ := strings.Cut(rest, "/")
	req := httptest.NewRequest(method, "/"+path, body)
	req.Host = host
	return req
}

func send(t testing.TB, app *fiber.App, req *http.Request) answer {
	t.Helper()
	res, err := app.Test(req, -1)
	if err != nil {
		t.Fatalf("%s %s: %v", req.Method, req.URL, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", req.Method, req.URL, err)
	}
	return answer{res, string(body)}
}

// get asks the site for a page.
func get(t testing.TB, s *Server, path string, header ...string) answer {
	t.Helper()
	return ask(t, s.site, http.MethodGet, testSite+path, header...)
}

// all lists the elements that match a selector: a tag, .class, tag.class,
// tag[attr] or tag[attr=value].
func all(doc *html.Node, selector string) []*html.Node {
	tag, class, key, val := selector, "", "", ""
	if before, after, ok := strings.Cut(selector, "["); ok {
		tag = before
		key, val, _ = strings.Cut(strings.TrimSuffix(after, "]"), "=")
	}
	tag, class, _ = strings.Cut(tag, ".")
	var out []*html.Node
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || tag != "" && n.Data != tag {
			continue
		}
		if class != "" && !hasWord(attr(n, "class"), class) {
			continue
		}
		if key != "" && (!hasAttr(n, key) || val != "" && attr(n, key) != val) {
			continue
		}
		out = append(out, n)
	}
	return out
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func hasWord(list, word string) bool {
	for _, w := range strings.Fields(list) {
		if w == word {
			return true
		}
	}
	return false
}

// textOf gives what a reader reads of an element, spaces closed up.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// one gives the only element of a selector.
func one(t testing.TB, doc *html.Node, selector string) *html.Node {
	t.Helper()
	found := all(doc, selector)
	if len(found) != 1 {
		t.Fatalf("%d elements %s, want 1", len(found), selector)
	}
	return found[0]
}

// picturePNG is a small picture of our own.
func picturePNG() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 640, 360))
	for y := range 360 {
		for x := range 640 {
			img.Set(x, y, color.RGBA{uint8(90 + y/3), uint8(120 + x/8), 140, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}
