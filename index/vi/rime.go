package vi

// rimes lists every rime of the language, toneless. A rime is what follows the
// onset: glide, vowel and final sound. ăk is in the names of the highlands.
const rimes = `
a ai ao au ay âu ây ac ach am an ang anh ap at
ăc ăm ăn ăng ăp ăt ăk
âc âm ân âng âp ât
e eo ec em en eng ep et
ê êu êch êm ên ênh êp êt
i ia iu ich im in inh ip it
iêu iêc iêm iên iêng iêp iêt
o oi oc om on ong oong ooc op ot
oa oai oao oay oac oach oam oan oang oanh oap oat
oăc oăm oăn oăng oăt
oe oeo oen oet
ô ôi ôc ôm ôn ông ôp ôt
ơ ơi ơm ơn ơp ơt
u ua ui uc um un ung up ut
uâ uây uân uâng uât
uê uêch uênh
uơ
uôi uôc uôm uôn uông uôt
uy uya uyu uych uynh uyt uyn uyp
uyên uyêt
ư ưa ưi ưu ưc ưm ưn ưng ưt
ươi ươu ươc ươm ươn ương ươp ươt
y ych yn ynh yp yt
yêu yêm yên yêng yêt
`

// rime is one entry of the grammar.
type rime struct {
	toneAt uint8 // index of the letter that bears the tone
	stop   bool  // ends in c, ch, k, p or t: only Acute and Dot
	strict bool  // a real rime; false for one only seen with its hats left off
}

// rimeKey packs up to four letter codes; 0 means that no rime is so long or
// holds such a character.
func rimeKey(codes []uint8) uint32 {
	if len(codes) > 4 {
		return 0
	}
	var k uint32
	for _, c := range codes {
		if c == 0 {
			return 0
		}
		k = k<<5 | uint32(c)
	}
	return k
}

// rimeTable is a fixed open-addressing table: the grammar is asked once for
// every token, and a Go map would be half the tokenizer's time.
type rimeTable struct {
	keys [1024]uint32
	vals [1024]rime
}

func slot(k uint32) uint32 { return (k * 2654435769) >> 22 }

func (t *rimeTable) get(k uint32) (rime, bool) {
	if k == 0 {
		return rime{}, false
	}
	for i := slot(k); ; i = (i + 1) & 1023 {
		switch t.keys[i] {
		case k:
			return t.vals[i], true
		case 0:
			return rime{}, false
		}
	}
}

func (t *rimeTable) put(k uint32, v rime) {
	for i := slot(k); ; i = (i + 1) & 1023 {
		if t.keys[i] == k {
			return // a real rime was entered before the bare one
		}
		if t.keys[i] == 0 {
			t.keys[i], t.vals[i] = k, v
			return
		}
	}
}

var rimeSet = buildRimes()

func buildRimes() *rimeTable {
	t := new(rimeTable)
	var all [][]uint8
	var cur []uint8
	for _, r := range rimes {
		g := letters.at(r)
		if g.code != 0 {
			cur = append(cur, g.code)
			continue
		}
		if len(cur) > 0 {
			all = append(all, cur)
			cur = nil
		}
	}
	for _, codes := range all {
		t.put(rimeKey(codes), rime{toneAt: toneAt(codes), stop: stops(codes), strict: true})
	}
	for _, codes := range all {
		// Any subset of the hats may have been left off: thưong, tiêng, duong.
		for mask := range 1 << len(codes) {
			bare := make([]uint8, len(codes))
			for i, c := range codes {
				bare[i] = c
				if mask>>i&1 == 1 {
					bare[i] = letters.bare[c]
				}
			}
			t.put(rimeKey(bare), rime{toneAt: toneAt(bare), stop: stops(bare)})
		}
	}
	return t
}

// toneAt is the rule of the newspapers: a hatted vowel bears the tone (of ươ
// the second), else the last vowel before a final consonant, else the first of
// two vowels and the second of three: hòa, thúy, toàn, khuỷu, ngoẻo.
func toneAt(codes []uint8) uint8 {
	last, vowels := -1, 0
	for i, c := range codes {
		if isVowel(c) {
			vowels = i + 1
			if c != letters.bare[c] {
				last = i
			}
		}
	}
	switch {
	case last >= 0:
		return uint8(last)
	case vowels < len(codes):
		return uint8(vowels - 1)
	case vowels == 3:
		return 1
	}
	return 0
}

func stops(codes []uint8) bool {
	last := codes[len(codes)-1]
	before := uint8(0)
	if len(codes) > 1 {
		before = codes[len(codes)-2]
	}
	return last == cC || last == cP || last == cT || last == cK || last == cH && before == cC
}

func isVowel(c uint8) bool {
	switch c {
	case cA, cAw, cAa, cE, cEe, cI, cO, cOo, cOw, cU, cUw, cY:
		return true
	}
	return false
}
