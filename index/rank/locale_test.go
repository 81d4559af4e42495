package rank_test

import (
	"os"
	"strings"
	"testing"

	"khobao/index/rank"
)

func TestCodesHaveTexts(t *testing.T) {
	for _, area := range []struct {
		name  string
		codes []string
	}{
		{"why", append(rank.PartCodes(), rank.FigurePart)},
		{"expansion", []string{rank.MarksKind, rank.SoundKind, rank.RestoredKind, rank.OthersKind, rank.LikelyKind, rank.ValueKind, rank.ScatteredKind, rank.AbbreviationKind, rank.LearnedKind, rank.NameKind, rank.JoinedKind, rank.NumberKind, rank.TelexKind, rank.VNIKind}},
	} {
		for _, lang := range []string{"vi", "en"} {
			texts, err := os.ReadFile("../../internal/locale/texts/" + area.name + "." + lang + ".json")
			if err != nil {
				t.Fatal(err)
			}
			for _, code := range area.codes {
				if !strings.Contains(string(texts), `"`+area.name+"."+code+`"`) {
					t.Errorf("%s.%s.json has no text for %s", area.name, lang, code)
				}
			}
		}
	}
}
