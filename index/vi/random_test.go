package vi

import (
	"flag"
	"math/rand/v2"
	"strings"
	"testing"
)

// inputs is how many random texts TestRandomTexts tries, valid UTF-8 and not: a
// million, in short mode fewer.
var inputs = flag.Int("inputs", 0, "random texts to try; 0 is a million, 20000 in short mode")

// alphabets make texts dense in one kind of trouble.
var alphabets = []string{
	"0123456789.,-/ :%",
	"0123456789.- ()+84hgHkmđABĐ",
	"01259./- Aabhvn@:%",
	"abvn.@-_/:wcomhtps19 ",
	"aăâeêioôơuưyhngqtcdđĐÐAHQUIO\u0300\u0301\u0302\u0303\u0306\u0309\u031B\u0323 ",
	"aA&.'’ HđQ-/UBNDtp",
	"aôêốeotnlbgmhcik",
	"aeE\u0307\u0308\u0327\u0345\u200B\u00ADιſıİßﬁｶﾞﾟ漢か\u3099\u1112\u1161\u11AB5².",
	"\n\r. \u2029!?…\"“”A1b",
}

func TestRandomTexts(t *testing.T) {
	seed := uint64(20210825)
	rng := rand.New(rand.NewPCG(seed, 1))
	n := *inputs
	switch {
	case n == 0 && testing.Short():
		n = 20_000
	case n == 0:
		n = 1_000_000
	}
	for i := range n {
		text := randomBytes(rng)
		if err := check(text); err != nil {
			t.Fatalf("input %d, %q: %v", i, text, err)
		}
	}
}

func randomBytes(rng *rand.Rand) string {
	var b strings.Builder
	letters := []rune(alphabets[rng.IntN(len(alphabets))])
	other := []rune(alphabets[rng.IntN(len(alphabets))])
	for range rng.IntN(24) {
		switch rng.IntN(20) {
		case 0:
			b.WriteString(pieces[rng.IntN(len(pieces))])
		case 1:
			b.WriteRune(other[rng.IntN(len(other))])
		case 2:
			if rng.IntN(8) == 0 {
				b.WriteByte(byte(rng.IntN(256)))
			}
		default:
			b.WriteRune(letters[rng.IntN(len(letters))])
		}
	}
	return b.String()
}
