package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
)

func TestLessStrictly(t *testing.T) {
	for q, want := range map[string][]string{
		`"tái hòa nhập"`:            {"quotes tái hòa nhập→tái hòa nhập"},
		`"tái hòa nhập" quận -"xa"`: {"quotes tái hòa nhập→tái hòa nhập quận -\"xa\""},
		`tieude:cầu sông`:           {"field cầu→cầu sông"},
		`=đường sắt`:                {"marks đường→đường sắt"},
		`câu(phường vay) nợ`:        {"scope phường vay→phường vay nợ"},
		`nguon:baocang.example`:     nil,
		`"cầu"`:                     nil,
		`cầu sông`:                  nil,
		``:                          nil,
	} {
		var got []string
		for _, l := range looser(State{Request: index.Request{Q: q}}) {
			got = append(got, l.what+" "+l.label+"→"+l.to.Request.Q)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", q, diff)
		}
	}
}

func TestAPhraseThatIsNowhereIsOfferedAsWords(t *testing.T) {
	s := newServer(t, newShelf())
	zero := func(q string) string {
		return textOf(one(t, get(t, s, "/search?q="+url.QueryEscape(q)).doc(t), "div.zero"))
	}
	if got := zero(`"nhập cộng tái"`); got != "Không có bài nào. Bỏ ngoặc kép, chỉ cần đủ các từ “nhập cộng tái” thì có 1 bài" {
		t.Errorf("the phrase: %q", got)
	}
	if got := zero("xyzzy"); !strings.HasPrefix(got, "Không có bài nào chứa “xyzzy”.") || !strings.Contains(got, "Có thể từ này chưa có trong kho") || strings.Contains(got, "Bỏ từng từ") {
		t.Errorf("one word: %q", got)
	}
}
