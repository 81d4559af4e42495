package web

import (
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"khobao/index"
)

// anyState draws a state that a reader can reach.
func anyState(t *rapid.T) State {
	var s State
	word := rapid.StringMatching(`[a-zA-Z0-9đêốự"&=%+<>'/ .-]{0,20}`)
	s.Request.Q = word.Draw(t, "q")
	fields := []string{"site", "section", "author", "year", "tag"}
	for range rapid.IntRange(0, 5).Draw(t, "filters") {
		value := rapid.StringMatching(`[a-zđấ&=<"][a-z0-9.đấ ]{0,8}[a-z&]`).Draw(t, "value")
		s.Request.Filters = append(s.Request.Filters, index.Filter{
			Field: rapid.SampledFrom(fields).Draw(t, "field"), Value: value, Exclude: rapid.Bool().Draw(t, "exclude"),
		})
	}
	day := func(name string) time.Time {
		if !rapid.Bool().Draw(t, name+" set") {
			return time.Time{}
		}
		return time.Date(rapid.IntRange(1990, 2050).Draw(t, name), time.January, rapid.IntRange(1, 366).Draw(t, name+" day"), 0, 0, 0, 0, index.Zone)
	}
	s.Request.From, s.Request.To = day("from"), day("to")
	s.Request.Sort = rapid.SampledFrom([]index.Sort{"", index.Relevance, index.Newest, index.Oldest}).Draw(t, "sort")
	s.Request.Size = rapid.SampledFrom([]int{0, 10, 20, 50, 100}).Draw(t, "size")
	s.Request.Offset = (rapid.IntRange(1, 100).Draw(t, "page") - 1) * s.Size()
	for range rapid.IntRange(0, 2).Draw(t, "literals") {
		s.Request.Literal = append(s.Request.Literal, rapid.StringMatching(`[a-zđ]{1,8}`).Draw(t, "literal"))
	}
	s.Apart = rapid.Bool().Draw(t, "apart")
	s.Lang = rapid.SampledFrom([]string{"", "vi", "en"}).Draw(t, "lang")
	return s.Normal()
}

func TestAddressReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyState(t)
		q, err := url.ParseQuery(want.Address())
		if err != nil {
			t.Fatalf("address %q: %v", want.Address(), err)
		}
		got := ParseState(q)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("address %q reads back differently (-want +got):\n%s", want.Address(), diff)
		}
		if got.Address() != want.Address() {
			t.Fatalf("one state, two addresses: %q and %q", want.Address(), got.Address())
		}
	})
}

func TestParseState(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"q=", ""},
		{"tr=1&q=a", "q=a"},
		{"nguon=anhp.vn&q=tái hòa nhập", "q=t%C3%A1i+h%C3%B2a+nh%E1%BA%ADp&nguon=anhp.vn"},
		{"nam=2021&nam=2020&nam=2021", "nam=2020&nam=2021"},
		{"tu=1/2021&den=25/8/2021", "tu=2021&den=2021-08-25"},
		{"tu=2021-08&den=12/2021", "tu=2021-08&den=2021"},
		{"tu=hôm qua&den=32/1/2021", ""},
		{"sx=moi&sx=cu", "sx=moi"},
		{"sx=x&tr=-3&moi-trang=0", ""},
		{"moi-trang=100000", "moi-trang=100"},
		{"tr=99999999999999999999", ""},
		{"tr=100000", "tr=500"},
		{"tru-muc=Pháp luật", "tru-muc=Ph%C3%A1p+lu%E1%BA%ADt"},
		{"gop=khong&q=a", "q=a&gop=khong"},
		{"gop=co", ""},
		{"ngon-ngu=fr", ""},
		{"ngon-ngu=en", "ngon-ngu=en"},
		{"q=a%00b%ff%0ac", "q=ab+c"},
		{"la=1&__proto__=2&filter=x", ""},
	}
	for _, tt := range tests {
		q, err := url.ParseQuery(tt.in)
		if err != nil {
			t.Fatalf("%q: %v", tt.in, err)
		}
		if got := ParseState(q).Address(); got != tt.want {
			t.Errorf("%q becomes %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestUnreadParametersAreNamed(t *testing.T) {
	got := ParseState(url.Values{"tu": {"hôm qua"}, "tr": {"9000"}}).Unread
	want := []Unread{{"date", "hôm qua"}, {"deep", ""}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("unread parameters (-want +got):\n%s", diff)
	}
}
