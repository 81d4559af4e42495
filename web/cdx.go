package web

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/internal/failure"
)

// cdxFields are the columns of an answer in their usual order.
var cdxFields = []struct {
	name string
	of   func(k *Capture) string
}{
	{"urlkey", func(k *Capture) string { return surt(k.URL) }},
	{"timestamp", func(k *Capture) string { return stamp(k.Captured) }},
	{"original", func(k *Capture) string { return linkAddress(k.URL) }},
	{"mimetype", func(k *Capture) string { return orDash(strings.TrimSpace(strings.Split(k.Type, ";")[0])) }},
	{"statuscode", func(k *Capture) string { return orDash(strings.TrimLeft(strconv.Itoa(k.Status), "0")) }},
	{"digest", func(k *Capture) string { return "sha256:" + k.Digest }},
	{"length", func(k *Capture) string { return strconv.FormatInt(k.Bytes, 10) }},
	{"capture", func(k *Capture) string { return k.ID }},
}

// cdxParams are the parameters there are, named as other servers of this form do.
var cdxParams = []string{"url", "matchType", "output", "from", "to", "closest", "sort", "limit", "fl", "filter", "lang"}

// cdxMost is how many captures one answer lists.
const cdxMost = 10_000

// cdx lists the stored originals of an address in the form of a CDX server.
func (s *Server) cdx(c *fiber.Ctx) error {
	q, err := apiQuery(string(c.Request().URI().QueryString()), cdxParams)
	if err != nil {
		return err
	}
	ask, err := readCDX(q)
	if err != nil {
		return err
	}
	list, err := s.deps.Archive.CapturesAt(c.UserContext(), ask.address)
	if err != nil {
		return err
	}
	return ask.write(c, ask.chosen(list))
}

// cdxAsk is what an address of this form asks for.
type cdxAsk struct {
	address  string
	from, to string // stamps, inclusive; "" is open
	closest  time.Time
	newest   bool
	limit    int // negative: the last ones
	columns  []int
	output   string
}

func readCDX(q url.Values) (ask cdxAsk, err error) {
	if q.Get("url") == "" {
		return ask, failure.Newf(failure.Usage, "url", "missing")
	}
	if ask.address, err = readAddress(q.Get("url")); err != nil {
		return ask, err
	}
	if m := q.Get("matchType"); m != "" && m != "exact" {
		return ask, badParam("matchType", m, "want exact")
	}
	ask.output = q.Get("output")
	if ask.output != "" && ask.output != "json" && ask.output != "cdxj" && ask.output != "text" {
		return ask, badParam("output", ask.output, "want text, json or cdxj")
	}
	for _, b := range []struct {
		name, pad string
		to        *string
	}{{"from", "00010101000000", &ask.from}, {"to", "99991231235959", &ask.to}} {
		v := q.Get(b.name)
		if v == "" {
			continue
		}
		if len(v) > 14 || strings.Trim(v, "0123456789") != "" {
			return ask, badParam(b.name, v, "want up to 14 digits, YYYYMMDDhhmmss")
		}
		*b.to = v + b.pad[len(v):]
	}
	if v := q.Get("closest"); v != "" {
		padded := v
		if len(v) < 14 {
			padded += "00000101000000"[len(v):]
		}
		if ask.closest, err = time.Parse("20060102150405", padded); err != nil {
			return ask, badParam("closest", v, "want up to 14 digits, YYYYMMDDhhmmss")
		}
	}
	switch v := q.Get("sort"); v {
	case "", "closest":
	case "reverse":
		ask.newest = true
	default:
		return ask, badParam("sort", v, "want reverse or closest")
	}
	ask.limit = cdxMost
	if v := q.Get("limit"); v != "" {
		if ask.limit, err = strconv.Atoi(v); err != nil || ask.limit == 0 || ask.limit > cdxMost || ask.limit < -cdxMost {
			return ask, badParam("limit", v, "want a whole number up to "+strconv.Itoa(cdxMost))
		}
	}
	return ask, ask.readColumns(q.Get("fl"))
}

func (ask *cdxAsk) readColumns(list string) error {
	if list == "" {
		for i := range len(cdxFields) - 1 { // the last is ours alone
			ask.columns = append(ask.columns, i)
		}
		return nil
	}
	for name := range strings.SplitSeq(list, ",") {
		i := 0
		for i < len(cdxFields) && cdxFields[i].name != name {
			i++
		}
		if i == len(cdxFields) {
			return badParam("fl", name, "no such field")
		}
		ask.columns = append(ask.columns, i)
	}
	return nil
}

// chosen gives the captures that are asked for, in their order; one whose time
// is not known has no place in it.
func (ask *cdxAsk) chosen(list []Capture) []Capture {
	list = slices.DeleteFunc(list, func(k Capture) bool {
		t := stamp(k.Captured)
		return k.Captured.IsZero() || ask.from != "" && t < ask.from || ask.to != "" && t > ask.to
	})
	if !ask.closest.IsZero() {
		slices.SortStableFunc(list, func(a, b Capture) int {
			return int(min(max(a.Captured.Sub(ask.closest).Abs()-b.Captured.Sub(ask.closest).Abs(), -1), 1))
		})
	}
	if ask.newest {
		slices.Reverse(list)
	}
	if ask.limit < 0 {
		return list[max(len(list)+ask.limit, 0):]
	}
	return list[:min(len(list), ask.limit)]
}

func (ask *cdxAsk) write(c *fiber.Ctx, list []Capture) error {
	row := func(k *Capture) []string {
		out := make([]string, len(ask.columns))
		for i, col := range ask.columns {
			out[i] = cdxFields[col].of(k)
		}
		return out
	}
	var names []string
	for _, col := range ask.columns {
		names = append(names, cdxFields[col].name)
	}
	if ask.output == "json" {
		rows := [][]string{}
		if len(list) > 0 {
			rows = append(rows, names)
		}
		for i := range list {
			rows = append(rows, row(&list[i]))
		}
		return c.JSON(rows)
	}
	var b bytes.Buffer
	for i := range list {
		cells := row(&list[i])
		if ask.output == "cdxj" {
			fields := map[string]string{}
			for j, name := range names {
				fields[name] = cells[j]
			}
			line, err := json.Marshal(fields)
			if err != nil {
				return err
			}
			b.WriteString(surt(list[i].URL) + " " + stamp(list[i].Captured) + " " + string(line) + "\n")
			continue
		}
		b.WriteString(strings.Join(cells, " ") + "\n")
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	return c.Send(b.Bytes())
}

// stamp writes a moment with 14 digits.
func stamp(t time.Time) string { return t.UTC().Format("20060102150405") }

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// surt turns an address round so that those of one site sort together:
// https://www.bao.example/a?b is example,bao)/a?b.
func surt(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return linkAddress(address)
	}
	host := strings.Split(strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."), ".")
	slices.Reverse(host)
	key := strings.Join(host, ",")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		key += ":" + port
	}
	key += ")" + strings.ToLower(u.EscapedPath())
	if u.RawQuery != "" {
		key += "?" + strings.ToLower(u.RawQuery)
	}
	return linkAddress(key)
}
