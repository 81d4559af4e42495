package web

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// readMatch reads which addresses are meant: the one, those that begin with it,
// those of its host, or those of its host and the hosts under it. An asterisk
// behind or before the address says so too.
func (ask *cdxAsk) readMatch(address, how string) (err error) {
	if rest, ok := strings.CutPrefix(address, "*."); ok && how == "" {
		address, how = strings.TrimSuffix(rest, "/*"), "domain"
	}
	if rest, ok := strings.CutSuffix(address, "*"); ok && how == "" {
		address, how = rest, "prefix"
	}
	if ask.address, err = readAddress(address); err != nil {
		return err
	}
	key := surt(ask.address)
	host, _, _ := strings.Cut(key, ")")
	starts := map[string][]string{"prefix": {key}, "host": {host + ")"}, "domain": {host + ")", host + ","}}[how]
	if starts == nil && how != "" && how != "exact" {
		return badParam("matchType", how, "want exact, prefix, host or domain")
	}
	if starts == nil {
		return nil
	}
	name := strings.Split(host, ",")
	slices.Reverse(name)
	name[0], _, _ = strings.Cut(name[0], ":") // the port stands behind the last name turned round
	named := strings.Join(name, ".")
	ask.under = func(address string) (key string, ok bool) {
		if !strings.Contains(strings.ToLower(address), named) {
			return "", false // most are turned away before they are turned round
		}
		key = surt(address)
		return key, slices.ContainsFunc(starts, func(start string) bool { return strings.HasPrefix(key, start) })
	}
	return nil
}

// cdxFilter keeps the captures of which a field holds a text, is a text ("="), or
// matches an expression ("~"); with "!" those of which it does not.
type cdxFilter struct {
	column int
	not    bool
	holds  func(value string) bool
}

func (f cdxFilter) passes(k *Capture) bool { return f.holds(cdxFields[f.column].of(k)) != f.not }

// Limits of what is asked of fields; expressions take time in proportion to both.
const (
	cdxFilters    = 10
	cdxExpression = 200
)

func readCDXFilters(list []string) ([]cdxFilter, error) {
	if len(list) > cdxFilters {
		return nil, badParam("filter", strconv.Itoa(len(list)), "too many")
	}
	var out []cdxFilter
	for _, text := range list {
		var f cdxFilter
		rest, not := strings.CutPrefix(text, "!")
		f.not = not
		sign := ""
		if rest != "" && (rest[0] == '=' || rest[0] == '~') {
			sign, rest = rest[:1], rest[1:]
		}
		name, want, ok := strings.Cut(rest, ":")
		if !ok || want == "" || len(want) > cdxExpression {
			return nil, badParam("filter", text, "want field:text, =field:text or ~field:expression, after ! to leave out")
		}
		if f.column, ok = cdxField(name); !ok {
			return nil, badParam("filter", name, "no such field")
		}
		switch sign {
		case "":
			f.holds = func(v string) bool { return strings.Contains(v, want) }
		case "=":
			f.holds = func(v string) bool { return v == want }
		case "~":
			expression, err := regexp.Compile("^(?:" + want + ")$")
			if err != nil {
				return nil, badParam("filter", want, "no regular expression")
			}
			f.holds = expression.MatchString
		}
		out = append(out, f)
	}
	return out, nil
}

// cdxCollapse makes one of neighbours whose field is alike, or its first letters.
type cdxCollapse struct{ column, letters int }

func readCDXCollapse(text string) (*cdxCollapse, error) {
	if text == "" {
		return nil, nil
	}
	name, letters, cut := strings.Cut(text, ":")
	column, ok := cdxField(name)
	if !ok {
		return nil, badParam("collapse", name, "no such field")
	}
	c := &cdxCollapse{column: column}
	if cut {
		var err error
		if c.letters, err = strconv.Atoi(letters); err != nil || c.letters < 1 {
			return nil, badParam("collapse", text, "want field or field:letters")
		}
	}
	return c, nil
}

func (c *cdxCollapse) alike(a, b Capture) bool {
	x, y := cdxFields[c.column].of(&a), cdxFields[c.column].of(&b)
	if c.letters > 0 {
		x, y = x[:min(len(x), c.letters)], y[:min(len(y), c.letters)]
	}
	return x == y
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
