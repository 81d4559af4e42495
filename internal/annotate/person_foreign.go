package annotate

import (
	"strings"

	"khobao/index/vi"
)

// givenNames are given names of other languages that are hardly anything else: a
// run of capitals that begins with one is the name of a person.
var givenNames = words(`aaron adam adrian adrien ahmed alain alan albert alberto aleksandr alessandro alex alexander alexandre alexei alfred ali
alice allan alvaro amanda anders andre andrea andreas andrei andres andrew andy angela angelina anna anne annie anthony antoine anton antonio
arnold arsene arthur barack barbara barry benjamin bernard bernd bill billy bob bobby boris brad brandon brian britney bruce bruno bryan
camilla carl carla carles carlo carlos carol caroline catherine cesar charles charlie charlotte chris christian christiane christina
christine christophe christopher claire claude claudia claudio clint colin condoleezza craig cristiano cristina daniel daniela daniele dave
david debbie deborah demi denis dennis diana didier diego dick dimitri dirk dmitry dominique donald donna doug douglas dwight dylan eddie
edgar eduardo edward edwin elena elizabeth elisabeth ellen emily emma emmanuel enrique eric erik ernesto ernst esteban eugene eva evan fabio
felipe felix fernando fidel filippo florent francesco francis francisco franck frank franz fred freddy frederic frederik gabriel gareth gary
gavin george georges gerald gerard gerhard gianluca gianluigi giovanni giorgio giuseppe glenn gordon graham greg gregory guillaume gus
guillermo gustavo guy hans harold harry hassan heather hector heidi heinz helen helena helmut henri henrik henry herbert hillary howard hugh
hugo ian igor ingrid irina isabel isabelle ivan jack jackie jacob jacques jaime jake james jamie jan jane janet jason javier jay jean jeff
jeffrey jennifer jeremy jerome jerry jessica jesus jim jimmy joan joanna joao joaquin joe joel johan johann john johnny jon jonas jonathan
jordi jorge jose josef joseph josh joshua juan judy julia julian julie julien julio jurgen justin karen karim karl kate katherine kathy katie
keira keith kelly ken kenneth kevin kirk klaus kofi kristen kurt kyle kylie larry lars laura laurent lauren leonardo leonid leo lewis
liam linda lindsay lionel lisa liza lorenzo louis louisa louise luc luca lucas lucy luigi luis luiz luke madeleine magnus mahmoud
manuel marc marcel marcello marcelo marco marcos marcus marek margaret maria mariah marie marilyn mario marion mark markus marlon martha
martin martina marvin mary mathieu matt matteo matthew matthias maurice mauricio mauro max maxim megan mehmet melanie melissa michael michal
michel michele michelle miguel mikael mike mikhail miranda miroslav mohamed mohammad mohammed monica muhammad nadia nancy naomi natalie
nathan neil nelson nicholas nick nicolas nicole nigel nikita nikola nikolai noreen norman oleg oliver olivier orlando oscar osama otto
owen pablo pamela paolo pascal patricia patrick patrik paul paula pavel pedro penelope peter petr phil philip philippe pierre pieter
rachel rafael rafa ralph ramon raul ray raymond rebecca renee ricardo richard rick ricky robbie robert roberta roberto robin robinho rodney rodrigo
roger roland rolf roman ron ronald ronnie rosa ross roy ruben rudolf russell ruth ryan saddam sally salma sam samantha samir samuel sandra
sandro sara sarah scarlett scott sean sebastian serena serge sergei sergey sergio shane shannon sharon shaun shawn silvio simon simone
 sophia sophie stefan stefano stella stephane stephanie stephen steve steven stewart stuart susan suzanne sven sylvain sylvester tara ted
terry theresa thierry thomas tim timothy tobias tom tomas tommy toni tony tracy trevor tyler valentina valeri vanessa 
veronica victor victoria vicky vicente viktor vincent vincenzo vladimir walter warren wayne wendy wesley whitney wilhelm william willy winona svetlana anastasia dinara ekaterina natasha tatiana nikolay yevgeny evgeny
wolfgang woody xavier yasser yoko yuri yves zdenek zinedine toshiya takashi hiroshi kenji akira yoshihiro shinzo junichiro henrique sol raphael theodore wilson rupert cate gwyneth nicklas zlatan didi`)

// notPeople are the last words of names of companies, places and cups.
var notPeople = words(`bank group inc corp corporation co ltd llc plc city park street university college school cup open trophy award awards prize fc united hotel
hospital airport club center centre tower building island islands beach motors motor electric foods food brothers bros company records pictures foundation
institute stadium square house lake river mountain valley bay plaza resort resorts journal times post news magazine network studio studios
entertainment media airlines airways technologies technology systems software solutions capital holdings partners associates sons cosmetics
paris london madrid milan barcelona moscow york francisco angeles diego jose paulo petersburg louis germain lanka rica harbour harbor falls secret hilfiger lauren klein kong town fair viettel vuitton benz dior`)

// ofThings are words behind which a name is that of a thing, a place or a club.
var ofThings = words(`sân giải đường phố sông hồ núi công ty hãng đoàn ngân hàng học trường viện sạn cúp phim khúc album xe máy loại dòng mẫu
hiệu nhãn đảo bang tàu quỹ bão vụ luật clb đội tại ở cảng vịnh biển sao dài hát bộ báo tạp chí đài kênh cuốn sách nhóm cup rượu bia nước hoa
quận phố thị tỉnh vùng miền thủ đô quần đảo lâu nhà thờ tháp toà tòa quảng chợ hàng quán băng tên giày áo loạt series hệ mạng trang website`)

// foreignEnd gives the end of a foreign name that begins at k: capitals that
// follow each other or are bound by a hyphen or an apostrophe.
func foreignEnd(t *text, k int) int {
	end := k + 1
	for end < len(t.toks) && end-k < 5 {
		glued := false
		switch t.between(end) {
		case "-", "'", "’":
			glued = t.toks[end].Break == vi.NoBreak
		}
		if !glued && !(t.follows(end) && t.name(end)) || t.toks[end].Kind != vi.Other && t.toks[end].Kind != vi.Syllable {
			break
		}
		end++
	}
	return end
}

// foreigner reports whether a foreign name stands at k, and where it ends.
func (w *walk) foreigner(t *text, k int) (int, bool) {
	if t.toks[k].Caps || ofThings[t.before(k)] || t.follows(k) && t.name(k-1) && !w.title(t, k) && !lands[t.term(k-1)] && !opening(t, k-1) {
		return k, false
	}
	end := foreignEnd(t, k)
	if !givenNames[t.term(k)] && !hyphened(t, k, end) {
		return k, false
	}
	if end-k < 2 || end-k > 4 || notPeople[t.term(end-1)] || t.follows(end) && t.name(end) {
		return k, false
	}
	for i := k; i < end; i++ {
		if t.used[i] != free || t.toks[i].Caps {
			return k, false
		}
	}
	return end, true
}

// hyphened reports whether a name is spelled as those of Korea and China are: Park
// Hang-seo.
func hyphened(t *text, k, end int) bool {
	return end-k == 3 && !t.toks[k+2].Upper && t.name(k+1) && t.between(k+2) == "-" && t.follows(k+1) && t.toks[k+2].Kind != vi.Number
}

// opening reports whether a token begins a sentence with a word that is no name.
func opening(t *text, k int) bool {
	return k >= 0 && (k == 0 || t.toks[k].Break != vi.NoBreak || t.toks[k].Apart) && (openers[t.term(k)] || notGiven[t.term(k)])
}

// outlandish reports whether tokens k to end-1 are words of no Vietnamese.
func outlandish(t *text, k, end int) bool {
	for i := k; i < end; i++ {
		if t.toks[i].Kind != vi.Other || t.toks[i].Caps || len(t.term(i)) < 3 || strings.ContainsAny(t.term(i), "0123456789") {
			return false
		}
	}
	return true
}

// surely are titles behind which a foreign word alone is a person.
var surely = words(`ông bà mr hlv đạo tướng vệ môn vợt sĩ thống trưởng hậu cáo can`)

// called reports whether a single foreign word behind a title is a person: ông
// Bandovic, tiền đạo Drogba.
func (w *walk) called(t *text, k, end int) bool {
	return end-k == 1 && surely[t.before(k)] && outlandish(t, k, end) && !countries[t.term(k)] && !notPeople[t.term(k)] && !lands[t.term(k)] &&
		!w.thing(t.term(k))
}

// plays are words before the name of a club in the report of a match.
var plays = words(`thắng gặp thua hòa hoà hạ tiếp đội clb bại khách chủ`)

// thing reports whether the article calls something else by a word.
func (w *walk) thing(term string) bool {
	for i := range w.texts {
		t := &w.texts[i]
		for k := range t.toks {
			if t.toks[k].Term == term {
				if prev := t.before(k); ofThings[prev] || plays[prev] || t.follows(k+1) && t.term(k+1) == "fc" {
					return true
				}
			}
		}
	}
	return false
}
