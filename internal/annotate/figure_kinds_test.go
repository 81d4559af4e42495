package annotate

import (
	"testing"

	"khobao/index"
	"khobao/index/query"
)

// TestFiguresAskedForAreFound reads a sentence with each unit and each thing that can
// be asked for: every one is told by some figure, of the kind that it stands in.
func TestFiguresAskedForAreFound(t *testing.T) {
	a := mustNew(t)
	for _, k := range query.Figures {
		var texts []string
		for _, thing := range k.Things {
			texts = append(texts, "Có hơn 250 "+thing+" ở đó.")
		}
		if k.Things == nil {
			for _, u := range k.Units {
				name := u.Name
				if name == "°C" {
					name = "độ C"
				}
				texts = append(texts, "Có hơn 250 "+name+" ở đó.")
			}
		}
		for _, text := range texts {
			art := index.Article{Body: text}
			a.Annotate(&art)
			if len(art.Figures) != 1 {
				t.Errorf("%s: %d figures", text, len(art.Figures))
				continue
			}
			if kind, _, _, _ := art.Figures[0].Measured(); kind != k.Name {
				t.Errorf("%s: %+v is of kind %q, want %s", text, art.Figures[0], kind, k.Name)
			}
		}
	}
}

// TestEveryCurrencyIsMoney looks at the table of units.
func TestEveryCurrencyIsMoney(t *testing.T) {
	for _, m := range measures {
		if m.kind != money {
			continue
		}
		for _, unit := range []string{m.name, m.name + "/kg"} {
			if kind, in, _, _ := (index.Figure{Value: 1, Unit: unit}).Measured(); kind != "money" || in != m.name {
				t.Errorf("%s is of kind %q in %q", unit, kind, in)
			}
		}
	}
}
