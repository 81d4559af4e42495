package annotate

import (
	_ "embed" // for the tables
	"fmt"
	"strconv"
	"strings"

	"khobao/index/vi"
)

//go:embed units_before.txt
var unitsBefore string

//go:embed units_after.txt
var unitsAfter string

//go:embed haiphong.txt
var haiphong string

// system is the division of the country a unit belongs to.
type system uint8

const (
	before system = iota // until 30 June 2025
	after                // since 1 July 2025
	unknown
)

func (s system) String() string { return [...]string{"before", "after", "any"}[s] }

// level is the rank of a unit.
type level uint8

const (
	province level = iota
	district
	commune
)

// unit is an administrative unit; above is the index of the one it is part of,
// -1 for a province.
type unit struct {
	name  string
	key   string // without the system
	kind  byte   // T t q h x p k, as in the tables
	level level
	sys   system
	above int32
}

// gazetteer holds all units and finds them by the normal form of their name.
type gazetteer struct {
	units   []unit
	named   map[string][]int32
	longest map[string]int // tokens of the longest name that begins with the term
	keys    map[string]int32
	became  map[string][]string // keys of Hải Phòng, both ways
}

func loadGazetteer() (*gazetteer, error) {
	g := &gazetteer{named: map[string][]int32{}, longest: map[string]int{}, keys: map[string]int32{}, became: map[string][]string{}}
	if err := g.load(unitsBefore, before); err != nil {
		return nil, fmt.Errorf("units before July 2025: %w", err)
	}
	if err := g.load(unitsAfter, after); err != nil {
		return nil, fmt.Errorf("units after July 2025: %w", err)
	}
	for _, alias := range aliases {
		for _, key := range strings.Fields(alias.keys) {
			id, ok := g.keys[key]
			if !ok {
				return nil, fmt.Errorf("no unit %s of alias %s", key, alias.name)
			}
			g.enter(alias.name, id)
		}
	}
	if err := g.successors(haiphong); err != nil {
		return nil, fmt.Errorf("units of Hải Phòng: %w", err)
	}
	return g, nil
}

// aliases are other spellings of units.
var aliases = []struct{ name, keys string }{
	{"TP.HCM", "before:79 after:79"},
	{"TPHCM", "before:79 after:79"},
	{"TP HCM", "before:79 after:79"},
	{"Đắc Lắc", "before:66 after:66"},
	{"Đăk Lăk", "before:66 after:66"},
	{"Daklak", "before:66 after:66"},
	{"Đắc Nông", "before:67"},
	{"Đăk Nông", "before:67"},
	{"Kontum", "before:62"},
	{"Bắc Cạn", "before:06"},
}

// load reads a table in the form its head describes.
func (g *gazetteer) load(table string, sys system) error {
	inProvince, inDistrict := int32(-1), int32(-1)
	n := 0
	for line := range strings.Lines(table) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		switch line[0] {
		case 'P':
			if len(line) < 5 {
				return fmt.Errorf("line %d: %q is no province", n, line)
			}
			inProvince, inDistrict = g.add(unit{name: line[4:], key: line[1:3], kind: line[3], level: province, sys: sys, above: -1}), -1
		case 'D':
			if len(line) < 6 || inProvince < 0 {
				return fmt.Errorf("line %d: %q is no district", n, line)
			}
			key := g.units[inProvince].key + "/" + line[1:4]
			inDistrict = g.add(unit{name: line[5:], key: key, kind: line[4], level: district, sys: sys, above: inProvince})
		case 'W':
			above := inDistrict
			if above < 0 {
				above = inProvince
			}
			if above < 0 {
				return fmt.Errorf("line %d: communes of nothing", n)
			}
			code := 0
			for entry := range strings.SplitSeq(line[1:], ";") {
				d, kind, name, err := numbered(entry)
				if err != nil {
					return fmt.Errorf("line %d: %w", n, err)
				}
				code += d
				g.add(unit{name: name, key: fmt.Sprintf("%s/%05d", g.units[above].key, code), kind: kind, level: commune, sys: sys, above: above})
			}
		default:
			return fmt.Errorf("line %d: %q is no unit", n, line)
		}
	}
	return nil
}

// numbered reads a number, a kind and a name.
func numbered(entry string) (n int, kind byte, name string, err error) {
	i := 0
	for i < len(entry) && entry[i] >= '0' && entry[i] <= '9' {
		i++
	}
	if i == 0 || i+1 >= len(entry) {
		return 0, 0, "", fmt.Errorf("%q is no number, kind and name", entry)
	}
	n, err = strconv.Atoi(entry[:i])
	return n, entry[i], entry[i+1:], err
}

func (g *gazetteer) add(u unit) int32 {
	id := int32(len(g.units))
	u.name = tidy(u.name)
	g.units = append(g.units, u)
	g.keys[u.sys.String()+":"+u.key] = id
	g.enter(u.name, id)
	return id
}

func (g *gazetteer) enter(name string, id int32) {
	toks := vi.Tokens(name)
	term := joined(toks)
	g.named[term] = append(g.named[term], id)
	g.longest[toks[0].Term] = max(g.longest[toks[0].Term], len(toks))
}

// tidy puts tones in one place: the tables have Thuỷ and Thủy.
func tidy(name string) string {
	fields := strings.Fields(name)
	for i, f := range fields {
		if n := vi.Normalize(f); vi.IsSyllable(f) && n != strings.ToLower(f) {
			fields[i] = capital(n)
		}
	}
	return strings.Join(fields, " ")
}

// at calls visit with every run of tokens from i on that is the name of units,
// the shortest first.
func (g *gazetteer) at(t *text, i int, visit func(n int, ids []int32)) {
	longest := int(t.starts[i][unitTable])
	if longest == 0 {
		return
	}
	var buf [96]byte
	b := buf[:0]
	for k := i; k < len(t.toks) && k-i < longest; k++ {
		if k > i {
			if !t.bound(k) {
				return
			}
			b = append(b, ' ')
		}
		if !t.name(k) && t.toks[k].Kind != vi.Number {
			return
		}
		b = append(b, t.toks[k].Term...)
		if ids := g.named[string(b)]; ids != nil {
			visit(k-i+1, ids)
		}
	}
}

// province gives the province of a unit, itself if it is one.
func (g *gazetteer) province(id int32) int32 {
	for g.units[id].above >= 0 {
		id = g.units[id].above
	}
	return id
}
