package web

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
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
	ctx := c.UserContext()
	if ask.under != nil { // every address there is has to be looked at
		done, err := s.takeSlot()
		if err != nil {
			return err
		}
		defer done()
		long, cancel := context.WithTimeout(s.life, longTime)
		defer cancel()
		ctx = long
	}
	list, err := s.cdxFound(ctx, ask)
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
	most := cdxMost
	if ask.collapse == nil { // else some of the first may not be listed
		most = max(ask.limit, -ask.limit)
	}
	var found []keyed
	bound := "" // no address beyond it is listed
	cut := func() {
		slices.SortFunc(found, order)
		if len(found) >= most {
			found = found[:most]
			bound = found[most-1].key
		}
	}
	within := func(address string) bool {
		key, ok := ask.under(address)
		return ok && (bound == "" || key == bound || (key < bound) != last)
	}
	for k, err := range s.deps.Archive.CapturesWhere(ctx, within) {
		if err != nil {
			return nil, err
		}
		if !ask.wants(&k) {
			continue
		}
		if found = append(found, keyed{surt(k.URL), k}); len(found) >= most+min(most, cdxMost/4)+100 {
			cut()
		}
	}
	cut()
	if last {
		slices.Reverse(found)
	}
	list := make([]Capture, len(found))
	for i, k := range found {
		list[i] = k.Capture
	}
	return list, nil
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
