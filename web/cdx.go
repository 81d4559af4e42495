package web

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/internal/failure"
)

// cdxFields are the columns of an answer in their usual order; other servers of
// this form know some by a second name.
var cdxFields = []struct {
	name, also string
	of         func(k *Capture) string
}{
	{"urlkey", "", func(k *Capture) string { return surt(k.URL) }},
	{"timestamp", "", func(k *Capture) string { return stamp(k.Captured) }},
	{"original", "url", func(k *Capture) string { return linkAddress(k.URL) }},
	{"mimetype", "mime", func(k *Capture) string { return orDash(strings.TrimSpace(strings.Split(k.Type, ";")[0])) }},
	{"statuscode", "status", func(k *Capture) string { return orDash(strings.TrimLeft(strconv.Itoa(k.Status), "0")) }},
	{"digest", "", func(k *Capture) string { return "sha256:" + k.Digest }},
	{"length", "", func(k *Capture) string { return strconv.FormatInt(k.Bytes, 10) }},
	{"capture", "", func(k *Capture) string { return k.ID }},
}

// cdxField finds a column by a name of it.
func cdxField(name string) (column int, ok bool) {
	for i, f := range cdxFields {
		if name != "" && (name == f.name || name == f.also) {
			return i, true
		}
	}
	return 0, false
}

// cdxParams are the parameters there are, named as other servers of this form do.
var cdxParams = []string{"url", "matchType", "output", "from", "to", "closest", "sort", "limit", "fl", "filter", "collapse", "lang"}

// cdxMost is how many captures one answer lists.
const cdxMost = 10_000

// cdx lists the stored originals of an address, or of all addresses under one, in
// the form of a CDX server.
func (s *Server) cdx(c *fiber.Ctx) error {
	q, err := apiAsked(c, cdxParams)
	if err != nil {
		return err
	}
	ask, err := readCDX(q)
	if err != nil {
		return err
	}
	list, err := s.cdxFound(c.UserContext(), ask)
	if err != nil {
		return err
	}
	return ask.write(c, ask.ordered(list))
}

// cdxFound gathers what is asked for, address by address and of each the oldest
// first. Of more captures than are listed those are kept that stand first.
func (s *Server) cdxFound(ctx context.Context, ask cdxAsk) ([]Capture, error) {
	if ask.under == nil {
		list, err := s.deps.Archive.CapturesAt(ctx, ask.address)
		return slices.DeleteFunc(list, func(k Capture) bool { return !ask.wants(&k) }), err
	}
	type keyed struct {
		key string
		Capture
	}
	last := ask.newest != (ask.limit < 0) // the last of the usual order are asked for
	order := func(a, b keyed) int {
		c := cmp.Or(cmp.Compare(a.key, b.key), a.Captured.Compare(b.Captured), cmp.Compare(a.ID, b.ID))
		if last {
			return -c
		}
		return c
	}
	var found []keyed
	cut := func(most int) {
		slices.SortFunc(found, order)
		found = found[:min(len(found), most)]
	}
	most := cdxMost
	if ask.collapse == nil { // else some of the first may not be listed
		most = max(ask.limit, -ask.limit)
	}
	for k, err := range s.deps.Archive.CapturesWhere(ctx, ask.under) {
		if err != nil {
			return nil, err
		}
		if !ask.wants(&k) {
			continue
		}
		if found = append(found, keyed{surt(k.URL), k}); len(found) >= most+cdxMost {
			cut(most)
		}
	}
	cut(most)
	if last {
		slices.Reverse(found)
	}
	list := make([]Capture, len(found))
	for i, k := range found {
		list[i] = k.Capture
	}
	return list, nil
}

// cdxAsk is what an address of this form asks for.
type cdxAsk struct {
	address  string
	under    func(address string) bool // which addresses; nil: the one
	from, to string                    // stamps, inclusive; "" is open
	closest  time.Time
	newest   bool
	limit    int // negative: the last ones
	columns  []int
	filters  []cdxFilter
	collapse *cdxCollapse
	output   string
}

func readCDX(q url.Values) (ask cdxAsk, err error) {
	if q.Get("url") == "" {
		return ask, failure.Newf(failure.Usage, "url", "missing")
	}
	if err = ask.readMatch(q.Get("url"), q.Get("matchType")); err != nil {
		return ask, err
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
	if err = ask.readOrder(q); err != nil {
		return ask, err
	}
	if ask.filters, err = readCDXFilters(q["filter"]); err != nil {
		return ask, err
	}
	if ask.collapse, err = readCDXCollapse(q.Get("collapse")); err != nil {
		return ask, err
	}
	return ask, ask.readColumns(q.Get("fl"))
}

func (ask *cdxAsk) readOrder(q url.Values) (err error) {
	if v := q.Get("closest"); v != "" {
		padded := v
		if len(v) < 14 {
			padded += "00000101000000"[len(v):]
		}
		if ask.closest, err = time.Parse("20060102150405", padded); err != nil {
			return badParam("closest", v, "want up to 14 digits, YYYYMMDDhhmmss")
		}
		if ask.under != nil {
			return badParam("closest", v, "needs matchType=exact")
		}
	}
	switch v := q.Get("sort"); v {
	case "", "closest":
	case "reverse":
		ask.newest = true
	default:
		return badParam("sort", v, "want reverse or closest")
	}
	ask.limit = cdxMost
	if v := q.Get("limit"); v != "" {
		if ask.limit, err = strconv.Atoi(v); err != nil || ask.limit == 0 || ask.limit > cdxMost || ask.limit < -cdxMost {
			return badParam("limit", v, "want a whole number up to "+strconv.Itoa(cdxMost))
		}
	}
	return nil
}

func (ask *cdxAsk) readColumns(list string) error {
	if list == "" {
		for i := range len(cdxFields) - 1 { // the last is ours alone
			ask.columns = append(ask.columns, i)
		}
		return nil
	}
	for name := range strings.SplitSeq(list, ",") {
		i, ok := cdxField(name)
		if !ok {
			return badParam("fl", name, "no such field")
		}
		ask.columns = append(ask.columns, i)
	}
	return nil
}

// wants reports whether a capture is asked for; one whose time is not known has no
// place in a list by time.
func (ask *cdxAsk) wants(k *Capture) bool {
	t := stamp(k.Captured)
	if k.Captured.IsZero() || ask.from != "" && t < ask.from || ask.to != "" && t > ask.to {
		return false
	}
	for _, f := range ask.filters {
		if !f.passes(k) {
			return false
		}
	}
	return true
}

// ordered gives the captures in the order asked for, like ones once, and no more
// than asked for.
func (ask *cdxAsk) ordered(list []Capture) []Capture {
	if !ask.closest.IsZero() {
		slices.SortStableFunc(list, func(a, b Capture) int {
			return int(min(max(a.Captured.Sub(ask.closest).Abs()-b.Captured.Sub(ask.closest).Abs(), -1), 1))
		})
	}
	if ask.newest {
		slices.Reverse(list)
	}
	if ask.collapse != nil {
		list = slices.CompactFunc(list, ask.collapse.alike)
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
