package vi

import (
	"fmt"
	"strings"
	"testing"
)

func TestLearnerFindsCompounds(t *testing.T) {
	var c Learner
	for i := range 200 {
		c.Add(Tokens(fmt.Sprintf("tái phạm ma túy số %d, xe đò chở cá; cá mú, đò ngang, ma chay, thuốc túy", i)))
	}
	l := &Lexicon{}
	pairs := c.Pairs(5, 0.5)
	l.Learn(pairs)
	if !l.Has("tái", "phạm") || l.Has("phạm", "ma") == l.Has("tái", "phạm") && pairs[0].NPMI < 0.5 {
		t.Errorf("pairs: %v", pairs)
	}
	for i := 1; i < len(pairs); i++ {
		if pairs[i].NPMI > pairs[i-1].NPMI {
			t.Errorf("pair %d of %v out of order", i, pairs)
		}
	}
	if got := cut(l, "bị tái phạm"); got != "bị tái_phạm" {
		t.Errorf("learned pair not joined: %s", got)
	}
}

func TestLearnerStaysBounded(t *testing.T) {
	c := Learner{MaxPairs: 100}
	words := strings.Fields(rimes)
	for i := range words {
		for j := range words {
			c.Add(Tokens(words[i] + " " + words[j] + ". Tái phạm."))
		}
		if len(c.pairs) > 100 {
			t.Fatalf("%d pairs kept", len(c.pairs))
		}
	}
	if c.lost == 0 {
		t.Error("nothing was forgotten")
	}
	pairs := c.Pairs(1000, 0)
	if len(pairs) != 1 || pairs[0].First != "tái" || pairs[0].Second != "phạm" {
		t.Errorf("the frequent pair did not survive: %v", pairs)
	}
}
