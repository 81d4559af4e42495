package vi

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The keyboard rules that Unkeys names.
const (
	HowTelex = "telex"
	HowVNI   = "vni"
)

// Unkeyed is one reading of a text whose keys were left unconverted.
type Unkeyed struct {
	Text       string      // as typed, with the words converted that are keys
	How        string      // HowTelex or HowVNI
	Confidence float64     // over 0, up to 1
	Words      []KeyedWord // the words converted, in order
}

// KeyedWord is a word that may be keys.
type KeyedWord struct {
	Start, End int // byte range in the text as given
	As         string
	Weak       bool // as likely a word of English or a code
}

// SureKeys is the confidence from which a reading may be searched for at once;
// from LikelyKeys it may where the archive has the words of the reading and not
// those typed; below, it may be offered.
const (
	SureKeys   = 0.75
	LikelyKeys = 0.6
)

// Unkey reads a whole query whose words were typed with Telex or VNI keys that
// the computer did not convert. ok is true only when at least one word is
// clearly so and every other is one too, a syllable, a number or an abbreviation.
func Unkey(text string) (converted, how string, ok bool) {
	all := Unkeys(text)
	if len(all) == 0 || all[0].Confidence < SureKeys {
		return "", "", false
	}
	return all[0].Text, all[0].How, true
}

// Unkeys gives the readings of text by either rule, the likelier first, none
// where no word can be keys. Words of English that also are keys (test, mix,
// hair) are converted, yet make no reading likely.
func Unkeys(text string) []Unkeyed {
	var all []Unkeyed
	for _, rule := range [...]struct {
		how  string
		read func(string) (string, bool)
		sign func(string) sign
	}{{HowTelex, Telex, telexSign}, {HowVNI, VNI, vniSign}} {
		u, seen := convert(text, rule.read, rule.sign)
		if u.Confidence = seen.confidence(); u.Confidence > 0 {
			u.How = rule.how
			all = append(all, u)
		}
	}
	slices.SortStableFunc(all, func(a, b Unkeyed) int {
		switch {
		case a.Confidence > b.Confidence:
			return -1
		case a.Confidence < b.Confidence:
			return 1
		}
		return 0
	})
	return all
}

// sign says how clearly a word is keys.
type sign uint8

const (
	weakSign   sign = iota // may as well be English, or a code
	fairSign               // one key that also is a letter of words unknown to us
	strongSign             // keys as no other language has them
)

// seen counts the words of a query.
type seen struct {
	signs  [strongSign + 1]int
	plain  int // syllables that are no keys
	marked int // of these with marks: the keyboard worked
	odd    int // words that are neither keys nor Vietnamese
}

func (s seen) confidence() float64 {
	weak, fair, strong := s.signs[weakSign], s.signs[fairSign], s.signs[strongSign]
	switch {
	case strong == 0 && fair == 0 && (weak == 0 || s.odd > 0), s.odd > 0 && strong == 0:
		return 0
	case strong == 0 && fair == 0:
		return 0.3
	case s.odd > 0, s.marked > 0:
		return LikelyKeys
	case strong < 2 && weak+fair+strong < s.plain: // of running text four words in five bear marks
		return LikelyKeys
	case strong >= 2, strong == 1 && fair > 0:
		return 0.95
	case strong == 1:
		return 0.9
	case fair > 2:
		return 0.8
	}
	return LikelyKeys
}

// convert reads each run of letters and digits by one rule. Operators and the
// names of fields are no words.
func convert(text string, read func(string) (string, bool), rate func(string) sign) (Unkeyed, seen) {
	var s seen
	var u Unkeyed
	var out strings.Builder
	capital := !strings.Contains(strings.TrimSpace(text), " ") || text != strings.ToUpper(text)
	for i := 0; i < len(text); {
		start := i
		for i < len(text) {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
				if i == start {
					i += size
				}
				break
			}
			i += size
		}
		w := text[start:i]
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) || operates(text, start, i) {
			out.WriteString(w)
			continue
		}
		syllable, ok := read(w)
		if !ok {
			s.other(w)
			out.WriteString(w)
			continue
		}
		how := weakSign // IMF among words in small letters
		if !capital || w != strings.ToUpper(w) {
			how = rate(strings.ToLower(w))
		}
		s.signs[how]++
		u.Words = append(u.Words, KeyedWord{Start: start, End: i, As: syllable, Weak: how == weakSign})
		out.WriteString(syllable)
	}
	u.Text = out.String()
	return u, s
}

// operates reports whether a word is an operator of the query language or the name
// before a colon or parenthesis.
func operates(text string, start, end int) bool {
	if end < len(text) && (text[end] == ':' || text[end] == '(') {
		return true
	}
	switch text[start:end] {
	case "OR", "AND", "NOT":
		return true
	}
	return false
}

// other counts a word that is no keys. What has figures in it, and an abbreviation
// in capitals, says nothing.
func (s *seen) other(w string) {
	digits, capitals := 0, 0
	for i := range len(w) {
		switch c := w[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'A' && c <= 'Z':
			capitals++
		}
	}
	switch {
	case MaySyllable(NFC(w)):
		s.plain++
		if Marked(w) {
			s.marked++
		}
	case digits == 0 && (capitals < len(w) || capitals == 1 || capitals > 7):
		s.odd++
	}
}

func telexSign(w string) sign {
	if englishKeys[w] || strings.HasSuffix(w, "st") {
		return weakSign
	}
	keys := strings.Count(w, "w")
	for i := 1; i < len(w); i++ {
		switch w[i] {
		case 'f', 'j':
			return strongSign
		case 's', 'r', 'x':
			keys++
		case 'a', 'e', 'o':
			if w[i-1] == w[i] {
				keys++
			}
		case 'd':
			keys++ // đ ends no syllable, so it is a key
		}
	}
	if keys > 1 {
		return strongSign
	}
	return fairSign
}

// vniSign: a digit at the end is as often a number (phong2, khu1), and a letter
// with a digit is a code.
func vniSign(w string) sign {
	digits := 0
	for i := range len(w) {
		if w[i] <= '9' {
			digits++
		}
	}
	switch {
	case len(w)-digits < 2:
		return weakSign
	case digits > 1 || w[len(w)-1] > '9':
		return strongSign
	}
	return fairSign
}

// englishKeys are words of English, and names, that are Telex keys of a
// syllable too. Words in -st are known without a list.
var englishKeys = wordSet(`
air airs ais ar arm art as ads ax add bar bars bat bats bay bays bed bee beef been bees bet bets bin bins boom boos boot boots bot bots bow box bus buys bits bids
cam cams can cans cap caps car cars cats chair chairs chaos chats chef cow coats coax cool coo coos coins core cups cuts cow
dad days deed dens did dies does door doors dos doom dos down duos due dues eat ear ears er es ex
fax far gas gaps gems gets gins goes goose guns gums gangs guys guns gear
hair hairs ham hams has hats her here hers hex hid him hims his hits hoax hoof hose how hub hubs hums hus
if ii in ir is it its ices inns keen keeps kin kiss keys lands lax laos law lays lens les lets lex lies lions lips lisa lists loan loans long longs loom los low lox lux lynx
man mans maps mar mars mats max maxi may mays mat meet meets mens mes mets mix mom moms moon moons moos more mens mine
neo nets noon nor nose nos not now nuts nyx of oil ois one ones opens or os our own owns ox oxi
paris pair pairs pan pans pars pax pays pen pens per pet pets phar pins pies pisa poor pop pops pots
queen queens quan quiz rams ran rat rats rays reef reefs rex rim rims roof roofs room rooms ros rosa rose row rows rubs run runs
sams sar sat saw seas see seem seems seen sees ser set sets sex sims sins sir sirs sit sits six sofa son songs sons soon sox sums suns sun
tan tans taos tar tax taxi ted tea teen teens tens tex thais there these this those ties tins tips toes tom toms tons too tops tow town towns tows tree trees tres trios thor thermos thus
imf vef laf adf gif ref def loaf oaf goof woof aloof taj raj haj hajj ddos dos trojan koran kira nero ws
beer beers beeps beets cheer coops deer hoops hoots leer loops loots peer peeps roots seer veer raja
us usa ur uns vans vet vets vex view vies visa vos vow vows war wars was wax wow xis
`)
