package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/internal/failure"
)

// The addresses of RFC 7089, each followed by the address asked about.
const (
	timeGate    = "/timegate/"
	timeMapLink = "/timemap/link/"
	timeMapJSON = "/timemap/json/"
)

// asked gives the address of the open web that stands behind a prefix in ours,
// as it was sent: with its own query, and with the slashes that routing joins.
func asked(c *fiber.Ctx, prefix string) (string, error) {
	u := c.Request().URI()
	address, _ := strings.CutPrefix(string(u.PathOriginal()), prefix)
	if q := u.QueryString(); len(q) > 0 {
		address += "?" + string(q)
	}
	return readAddress(address)
}

// readAddress takes an address of the open web; one without its scheme is http.
func readAddress(address string) (string, error) {
	address = strings.TrimSpace(address)
	if !strings.Contains(address, "://") {
		for _, scheme := range []string{"http:/", "https:/"} { // joined slashes
			if rest, ok := strings.CutPrefix(address, scheme); ok {
				address = scheme + "/" + strings.TrimLeft(rest, "/")
			}
		}
	}
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", failure.Newf(failure.Usage, "url", "%q: want an address of a page", clip(address))
	}
	u.Fragment = ""
	return u.String(), nil
}

// webLink is one entry of a Link header or a link-format document (RFC 8288, 6690).
type webLink struct {
	href, rel string
	extra     [][2]string
}

func (l webLink) String() string {
	var b strings.Builder
	b.WriteString("<" + linkAddress(l.href) + `>; rel="` + l.rel + `"`)
	for _, e := range l.extra {
		b.WriteString("; " + e[0] + `="` + e[1] + `"`)
	}
	return b.String()
}

// linkAddress writes an address so that nothing in it ends its brackets.
func linkAddress(s string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", `"`, "%22", " ", "%20", "\r", "", "\n", "", "\\", "%5C").Replace(strings.ToValidUTF8(clean(s), ""))
}

func setLinks(c *fiber.Ctx, links []webLink) {
	texts := make([]string, len(links))
	for i, l := range links {
		texts[i] = l.String()
	}
	c.Set(fiber.HeaderLink, strings.Join(texts, ", "))
}

// mementoLinks lead from an address to its gate and its map.
func (s *Server) mementoLinks(address string) []webLink {
	base := s.deps.SiteURL
	return []webLink{
		{href: address, rel: "original"},
		{href: base + timeGate + address, rel: "timegate"},
		{href: base + timeMapLink + address, rel: "timemap", extra: [][2]string{{"type", "application/link-format"}}},
	}
}

// memento is the address of a stored original as it was, and its datetime.
func (s *Server) memento(k Capture) string { return s.deps.ReplayURL + "/" + k.ID + "/" }

func httpTime(t time.Time) string { return t.UTC().Format(http.TimeFormat) }

// datedCaptures lists the captures of an address whose time is known.
func (s *Server) datedCaptures(c *fiber.Ctx, address string) ([]Capture, error) {
	all, err := s.deps.Archive.CapturesAt(c.UserContext(), address)
	if err != nil {
		return nil, err
	}
	var dated []Capture
	for _, k := range all {
		if !k.Captured.IsZero() {
			dated = append(dated, k)
		}
	}
	if len(dated) == 0 {
		return nil, failure.New(failure.NotFound, "", nil).WithCode("capture")
	}
	return dated, nil
}

// gate leads to the stored original of an address that is nearest to the time
// asked for in Accept-Datetime, or to the newest.
func (s *Server) gate(c *fiber.Ctx) error {
	c.Vary("Accept-Datetime")
	address, err := asked(c, timeGate)
	if err != nil {
		return err
	}
	near := time.Time{}
	if want := c.Get("Accept-Datetime"); want != "" {
		if near, err = http.ParseTime(want); err != nil {
			return failure.Newf(failure.Usage, "Accept-Datetime", "%q: want a date of HTTP", clip(want))
		}
	}
	list, err := s.datedCaptures(c, address)
	if err != nil {
		return err
	}
	best := list[len(list)-1]
	if !near.IsZero() {
		for _, k := range list {
			if k.Captured.Sub(near).Abs() < best.Captured.Sub(near).Abs() {
				best = k
			}
		}
	}
	links := s.mementoLinks(address)
	setLinks(c, append(links[:1:1], links[2]))
	return c.Redirect(s.memento(best), fiber.StatusFound)
}

// timeMap lists every stored original of an address.
func (s *Server) timeMap(c *fiber.Ctx) error {
	address, err := asked(c, timeMapLink)
	if err != nil {
		return err
	}
	list, err := s.datedCaptures(c, address)
	if err != nil {
		return err
	}
	links := s.mementoLinks(address)
	links[2].rel = "self"
	links[2].extra = append(links[2].extra, [2]string{"from", httpTime(list[0].Captured)}, [2]string{"until", httpTime(list[len(list)-1].Captured)})
	for i, k := range list {
		rel := "memento"
		if i == len(list)-1 {
			rel = "last " + rel
		}
		if i == 0 {
			rel = "first " + rel
		}
		links = append(links, webLink{s.memento(k), rel, [][2]string{{"datetime", httpTime(k.Captured)}}})
	}
	var b strings.Builder
	for i, l := range links {
		if i > 0 {
			b.WriteString(",\n")
		}
		b.WriteString(l.String())
	}
	c.Set(fiber.HeaderContentType, "application/link-format")
	return c.SendString(b.String() + "\n")
}

// timeMapAnswer is the map as JSON, in the form other archives give it.
type timeMapAnswer struct {
	Original string     `json:"original_uri"`
	Self     string     `json:"self"`
	Gate     string     `json:"timegate_uri"`
	Mementos timeMapSet `json:"mementos"`
}

type timeMapSet struct {
	First timeMapRow   `json:"first"`
	Last  timeMapRow   `json:"last"`
	List  []timeMapRow `json:"list"`
}

type timeMapRow struct {
	Time    time.Time `json:"datetime"`
	Address string    `json:"uri"`
}

func (s *Server) timeMapAsJSON(c *fiber.Ctx) error {
	address, err := asked(c, timeMapJSON)
	if err != nil {
		return err
	}
	list, err := s.datedCaptures(c, address)
	if err != nil {
		return err
	}
	base := s.deps.SiteURL
	out := timeMapAnswer{Original: address, Self: base + timeMapJSON + address, Gate: base + timeGate + address}
	for _, k := range list {
		out.Mementos.List = append(out.Mementos.List, timeMapRow{k.Captured.UTC(), s.memento(k)})
	}
	out.Mementos.First, out.Mementos.Last = out.Mementos.List[0], out.Mementos.List[len(list)-1]
	return c.JSON(out)
}
