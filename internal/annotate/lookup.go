package annotate

import (
	"slices"
	"strings"

	"khobao/index/vi"
)

// Within lists the units that are directly part of one, by key in ascending
// order; nil for a commune and for what is no unit.
func (a *Annotator) Within(key string) []string {
	id, ok := a.units.keys[key]
	if !ok || a.units.units[id].level == commune {
		return nil
	}
	var keys []string
	for i := range a.units.units {
		if u := &a.units.units[i]; u.above == id {
			keys = append(keys, u.sys.String()+":"+u.key)
		}
	}
	slices.Sort(keys)
	return keys
}

// Named lists the units that bear a name, of both divisions, by key in ascending
// order: quận Ngô Quyền, phường Ngô Quyền and Ngô Quyền, with their marks or
// without any. A kind before the name leaves only units of that kind.
func (a *Annotator) Named(name string) []string {
	want := joined(vi.Tokens(name))
	if want == "" {
		return nil
	}
	folded := vi.Fold(want) == want
	var keys []string
	for i, form := range a.forms() {
		name, kind := form.name, form.kind
		if folded {
			name, kind = form.foldedName, form.foldedKind
		}
		rest, ok := strings.CutSuffix(want, name)
		if !ok {
			continue
		}
		if rest = strings.TrimSpace(rest); rest == "" || rest == kind {
			u := &a.units.units[i]
			keys = append(keys, u.sys.String()+":"+u.key)
		}
	}
	slices.Sort(keys)
	return keys
}

// nameForm is a unit's name and kind as readers type them, with marks and without.
type nameForm struct{ name, foldedName, kind, foldedKind string }

func (g *gazetteer) nameForms() []nameForm {
	out := make([]nameForm, len(g.units))
	for i := range g.units {
		u := &g.units[i]
		f := nameForm{name: joined(vi.Tokens(u.name)), kind: joined(vi.Tokens(kinds[u.level][u.kind]))}
		f.foldedName, f.foldedKind = vi.Fold(f.name), vi.Fold(f.kind)
		out[i] = f
	}
	return out
}
