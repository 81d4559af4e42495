package vi

import (
	"strings"
	"testing"
)

// english are words of other languages that stand in Vietnamese news, alone or
// beside Vietnamese words.
var english = strings.Fields(`
airbus album amazon apple app asean baby band bank bar base beer best big bitcoin blog blogger blue board book boss box boxing boy brand bus
cafe call camera car card cash casino casting catwalk center ceo chat check chef chip city clip club coach coffee collection combo comeback comment
container cool copy cosplay couple court cover crush data deal debut demo derby design diesel dollar drama dream drone email euro event expo
facebook family fan fashion fast feedback festival film final fit flash food football forum franchise free full fun gala game gamer gas gay girl global golf google
gym hacker hair halloween hand hat headphone her hip hop his home hot hotel housing idol image inbox index influencer input internet iphone item
jacket jeans job joker karaoke kit laptop laser league leader lego like live livestream logo look love macbook mail makeup manager marathon market
marketing master match media meeting menu messenger micro mini miss mix mobile model money moscow motor movie music nasa net network news nike nokia
offline online opera outlet oscar pack paris park party pass passport pay phone photo pin pizza playboy player podcast pop porsche post pro profile project
quiz radar radio rally rap rapper rating real reality remix report resort review robot rock room sale salad samsung sandwich scandal scan science score search
selfie series server set sexy share shark ship shipper shock shop short show single sky slogan smart smartphone snack social sofa solo song sony spa space
speaker sport star startup stock store story stream street streamer style super supercar supermarket suv tablet tank taxi team teen tennis test their
there this ticket tiktok title top tour tournament toyota trailer travel trend trump twitter underground unicorn vaccine van video view villa vip virus visa
vlog voucher wave web website west whisky wifi window winner winter women world worldcup yoga youtube zalo zone zoom
beers beeps beets cheer coops deer hoops loops peer roots
`)

// TestForeignWordsAreNoKeys holds words of other languages to being none, alone,
// in pairs, and among Vietnamese words with marks and without.
func TestForeignWordsAreNoKeys(t *testing.T) {
	if len(english) < 250 {
		t.Fatalf("only %d words", len(english))
	}
	for i, w := range english {
		next := english[(i+7)%len(english)]
		for _, text := range []string{
			w, w + " " + next, strings.ToUpper(w), strings.ToUpper(w[:1]) + w[1:] + " " + next,
			"cửa hàng " + w + " ở Hà Nội", "cua hang " + w + " o ha noi", w + " " + next + " tại Hải Phòng", "mua " + w + " 2021",
		} {
			if got, how, ok := Unkey(text); ok {
				t.Errorf("%q taken for %s: %q", text, how, got)
			}
		}
	}
}
