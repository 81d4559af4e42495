package annotate

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kinds are the kinds of unit as written in full.
var kinds = map[level]map[byte]string{
	province: {'T': "Thành phố", 't': "Tỉnh"},
	district: {'T': "Thành phố", 'q': "Quận", 'h': "Huyện", 'x': "Thị xã"},
	commune:  {'p': "Phường", 'x': "Xã", 't': "Thị trấn", 'k': "Đặc khu"},
}

// Unit is what is known of an administrative unit.
type Unit struct {
	Key    string // as in index.Mention.Key, see the package comment
	Name   string // the standard name, with the units it is part of
	Before bool   // of the division that ended on 30 June 2025
}

// Unit gives the unit of a key of a place; false for one that is none. A key
// of the system "any" is looked up in the present one.
func (a *Annotator) Unit(key string) (Unit, bool) {
	if code, ok := strings.CutPrefix(key, "any:"); ok {
		key = "after:" + code
	}
	id, ok := a.units.keys[key]
	if !ok {
		return Unit{}, false
	}
	return Unit{Key: key, Name: a.units.full(id), Before: a.units.units[id].sys == before}, true
}

// Became gives for a commune of Hải Phòng before July 2025 the units it went
// into, and for one since then the units it was formed from, whole or in part,
// by key in ascending order; nil where that is not known.
func (a *Annotator) Became(key string) []string { return slices.Clone(a.units.became[key]) }

// full is the standard name: a province without its kind, everything else with
// it and with the units it is part of.
func (g *gazetteer) full(id int32) string {
	u := &g.units[id]
	if u.level == province {
		return u.name
	}
	return kinds[u.level][u.kind] + " " + u.name + ", " + g.full(u.above)
}

// successors reads which unit became which.
func (g *gazetteer) successors(table string) error {
	byCode := map[string]string{}
	for i := range g.units {
		if u := &g.units[i]; u.level > province && (strings.HasPrefix(u.key, "31/") || u.sys == before && strings.HasPrefix(u.key, "30/")) {
			byCode[u.sys.String()+u.key[strings.LastIndexByte(u.key, '/')+1:]] = u.sys.String() + ":" + u.key
		}
	}
	n := 0
	for line := range strings.Lines(table) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		head, rest, _ := strings.Cut(line, "|")
		next, ok := byCode["after"+head]
		if !ok {
			return fmt.Errorf("line %d: no unit %s", n, head)
		}
		for entry := range strings.SplitSeq(rest, ";") {
			code, kind, name, err := numbered(entry)
			if err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
			if code == 0 {
				continue
			}
			width := 5
			if kind == 'D' {
				width = 3
			}
			old, ok := byCode[fmt.Sprintf("before%0*d", width, code)]
			if !ok {
				return fmt.Errorf("line %d: no unit %d %s", n, code, name)
			}
			g.became[old] = append(g.became[old], next)
			g.became[next] = append(g.became[next], old)
		}
	}
	for key := range g.became {
		slices.Sort(g.became[key])
	}
	return nil
}

// capital raises the first letter.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
