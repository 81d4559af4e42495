package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// toolPath are pages about a search: one of each is enough.
var toolPath = regexp.MustCompile(`^/(tai-ve|gia-tri|ngu-canh|dong-thoi-gian|bien-nhan|tin|trich-dan|api|duyet/ngay-nay|dia-danh|so-bai)`)

// TestEveryLinkLeadsSomewhere walks the site from the front page: every link,
// form, picture, style and script answers, and every jump has its place.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	const most = 1500
	shelf := newShelf()
	shelf.more(30)
	s := newServer(t, shelf)
	queue, queued, seen := []string{"/"}, map[string]bool{"/": true}, map[string]bool{}
	pages := 0
	for len(queue) > 0 && pages < most {
		path := queue[0]
		queue = queue[1:]
		res := get(t, s, path)
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", path, res.StatusCode)
			continue
		}
		if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			continue
		}
		pages++
		doc := res.doc(t)
		ids := map[string]bool{}
		for n := range doc.Descendants() {
			if id := attr(n, "id"); id != "" {
				if ids[id] {
					t.Errorf("%s: id %s stands twice", path, id)
				}
				ids[id] = true
			}
		}
		base, err := url.Parse(path)
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			for _, name := range []string{"href", "src", "action"} {
				to := attr(n, name)
				if to == "" || n.Data == "link" && strings.HasPrefix(to, "data:") {
					continue
				}
				if jump, ok := strings.CutPrefix(to, "#"); ok {
					if !ids[jump] {
						t.Errorf("%s: nothing has the id %s", path, jump)
					}
					continue
				}
				u, err := base.Parse(to)
				if err != nil {
					t.Errorf("%s: %s %q: %v", path, name, to, err)
					continue
				}
				if u.Host != "" {
					checkReplay(t, s, path, u)
					continue
				}
				u.Fragment = ""
				next := u.RequestURI()
				if seen[u.Path] && (strings.HasPrefix(next, "/bai/") || toolPath.MatchString(next)) {
					continue // the same page, about another search
				}
				seen[u.Path] = true
				// The space of searches is endless: one step into it is enough.
				if !queued[next] && (!strings.HasPrefix(path, "/search?") || !strings.HasPrefix(next, "/search?")) && !strings.HasPrefix(next, "/duyet/ngay/20") {
					queued[next] = true
					queue = append(queue, next)
				}
			}
		}
	}
	if pages < 50 || pages == most {
		t.Errorf("%d pages walked", pages)
	}
}

func checkReplay(t *testing.T, s *Server, path string, u *url.URL) {
	t.Helper()
	if u.Scheme+"://"+u.Host != testReplay {
		t.Errorf("%s leads outside: %s", path, u)
		return
	}
	if res := ask(t, s.replay, http.MethodGet, u.String()); res.StatusCode != http.StatusOK {
		t.Errorf("%s: %s answers %d", path, u, res.StatusCode)
	}
}
