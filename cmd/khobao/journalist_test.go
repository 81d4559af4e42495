package main

import (
	"encoding/xml"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/text/unicode/norm"
)

// TestJournalist does the tasks a journalist comes with, each by hand in a browser.
func TestJournalist(t *testing.T) {
	r := openRoom(t)
	r.Do(chromedp.EmulateViewport(1280, 720))
	r.do(t, []task{
		{"finds a past report from memory, without marks", (*room).fromMemory},
		{"finds the same in every spelling", (*room).everySpelling},
		{"finds an agency by its abbreviation", (*room).abbreviation},
		{"checks a figure", (*room).figure},
		{"sees what was printed when", (*room).printedWhen},
		{"quotes safely", (*room).quotes},
		{"follows a topic", (*room).follows},
		{"uses a phone", (*room).phone},
	})
}

func (r *room) fromMemory(t *testing.T) {
	r.seed(t)
	r.search("tai hoa nhap cong dong ngo quyen")
	r.Want("the first title", "document.querySelector('.hits h3').textContent.includes('tái hòa nhập cộng đồng tới 6.550 lượt người')", "true")
	r.Want("what was understood", "document.querySelector('#understood').textContent.includes('tái hòa nhập cộng đồng')", "true")
	r.Want("marks are whole words with their marks", "[...document.querySelectorAll('.hits .hit')][0].querySelectorAll('mark')[1].textContent", "tái hòa nhập cộng đồng")
	r.Want("the first result stands above the fold", "document.querySelector('.hit h3').getBoundingClientRect().bottom < innerHeight", "true")
}

func (r *room) everySpelling(t *testing.T) {
	r.search("thủy sản")
	want := r.Evaluate(idsShown)
	if !strings.Contains(want, ",") {
		t.Fatalf("only %q is found", want)
	}
	for _, q := range []string{"thuỷ sản", norm.NFD.String("thủy sản")} {
		r.search(q)
		r.Want(strconv.QuoteToASCII(q), idsShown, want)
	}
	r.search("đường")
	r.Want("words that are not the one typed", "[...document.querySelectorAll('.hits mark')].filter(m => !m.textContent.normalize().toLowerCase().includes('đường')).length", "0")
}

func (r *room) abbreviation(t *testing.T) {
	r.search("Ủy ban nhân dân quận Ngô Quyền")
	want := r.Evaluate(setShown)
	if want == "" {
		t.Fatal("the long form finds nothing")
	}
	r.search("UBND quận Ngô Quyền")
	r.Want("the same articles", setShown, want)
	r.Want("the reading", "[...document.querySelectorAll('.reading b')].map(b => b.textContent).includes('Ủy ban nhân dân')", "true")
	r.Do(chromedp.Click(chromedp.Search("//a[@class='reading'][b='Ủy ban nhân dân']")))
	r.settled("location.search.includes('nguyen-van=UBND')")
	r.Want("the reading is off", "[...document.querySelectorAll('.reading b')].map(b => b.textContent).includes('Ủy ban nhân dân')", "false")
	r.Do(chromedp.NavigateBack())
	r.settled(setShown + " === '" + want + "'")
}

func (r *room) figure(t *testing.T) {
	r.seed(t)
	for _, q := range []string{`"6.550 lượt người"`, "6550 lượt người"} {
		r.search(q)
		r.Want(q, "document.querySelector('.hits h3').textContent.includes('tới 6.550 lượt người')", "true")
		r.Want("its sentence is marked", "[...document.querySelectorAll('.hit')][0].querySelector('.snippet mark').textContent", "6.550 lượt người")
	}
	r.follow(".hit h3 a")
	r.Want("an amount in full", "[...document.querySelectorAll('.numbers li')].some(li => li.textContent.includes('300 triệu đồng') && li.textContent.includes('= 300.000.000 đồng'))", "true")

	r.search("tiền:>100tr")
	const seed = "[...document.querySelectorAll('.hits .hit')].find(h => h.querySelector('h3').textContent.includes('tới 6.550 lượt người'))"
	r.Want("the chip", "document.querySelector('.chips.echo a').textContent.trim()", "tiền trên 100 triệu đồng ×")
	r.Want("the seed is found by the amount", seed+" !== undefined", "true")
	r.Want("its sentence is marked", "[..."+seed+".querySelectorAll('.snippet mark')].some(m => m.textContent.includes('300 triệu đồng'))", "true")
	r.Want("why it is there", seed+".querySelector('.why li').textContent.includes('300 triệu đồng')", "true")
	found := r.Evaluate(countShown)
	r.search("tiền:100tr..1 tỷ Ngô Quyền")
	r.Want("a range beside words finds it, too", seed+" !== undefined", "true")
	r.search("tiền:<1000")
	r.Want("an amount that it does not tell", seed+" === undefined", "true")
	r.search("tien:>100 triệu đồng")
	r.Want("the same amount as newspapers write it", countShown, found)
	r.follow(".hit h3 a")
	r.Want("marked in the article", "document.querySelectorAll('article mark, main mark').length > 0", "true")
}

func (r *room) printedWhen(t *testing.T) {
	r.search("Ngô Quyền")
	all := r.Evaluate(countShown)
	r.Do(chromedp.Click(chromedp.CSS(`[data-value="site:conganhaiphong.example"]`)))
	r.settled("location.search.includes('nguon=')")
	const sections = "[...document.querySelectorAll('a.tick[data-value^=\"section:\"]')].slice(0, 2).map(a => a.dataset.value + '=' + a.querySelector('.count').textContent).join('|')"
	counts := r.Evaluate(sections)
	for _, part := range strings.Split(counts, "|") {
		value := part[:strings.LastIndex(part, "=")]
		r.Do(chromedp.Click(chromedp.CSS(`a.tick[data-value="` + value + `"]`)))
		r.settled("document.querySelector(`.tick.on[data-value=\"" + value + "\"]`)")
	}
	r.Want("counts that leave out their own filter", sections, counts)
	either := r.Evaluate(countShown)
	r.Want("a recount", "document.querySelectorAll('.found > .hits > .hit').length + ' bài'", either)
	where := r.Evaluate("location.search")
	year := r.Evaluate("[...document.querySelectorAll('.chart a[data-value]')].find(a => a.querySelector('.bar')).dataset.value")
	r.Do(chromedp.Click(chromedp.CSS(`[data-value="` + year + `"]`)))
	r.settled("location.search.includes('nam=')")
	r.Do(chromedp.Click(chromedp.Search("(//figure[@class='chart'])[2]//*[local-name()='a'][*[@class='bar']]")))
	r.settled("location.search.includes('tu=')")
	r.Want("the month is one filter", "[...document.querySelectorAll('.chips:not(.echo) b')].pop().textContent.endsWith(`/"+strings.TrimPrefix(year, "bar:")+"`)", "true")
	r.Do(chromedp.NavigateBack())
	r.settled("location.search.includes('nam=')")
	r.Do(chromedp.NavigateBack())
	r.settled("location.search === '" + where + "'")
	r.Want("back restores the count", countShown, either)
	r.Want("and the ticks", "document.querySelectorAll('.side .tick.on').length", "3")
	r.Do(chromedp.Click(chromedp.CSS(".chips .clear")))
	r.settled("!location.search.includes('muc=')")
	r.Want("without filters", countShown, all)
}

func (r *room) quotes(t *testing.T) {
	r.search("Ngô Quyền")
	r.follow(".hit h3 a")
	title := r.Evaluate("document.querySelector('h1').textContent")
	cited := r.Evaluate("document.querySelector('#citation').textContent")
	if !regexp.MustCompile(`^.*“.+”.*đăng ngày \d\d/\d\d/\d{4}.*bản lưu Kho Báo lúc \d\d/\d\d/\d{4} \d\d:\d\d, http\S+, SHA-256 [0-9a-f]{64}`).MatchString(cited) || !strings.Contains(cited, strings.TrimSpace(title)) {
		t.Errorf("cited as %q", cited)
	}
	printed, err := chromedp.Call(r.Ctx, page.PrintToPDF, page.PrintToPDFParams{})
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(printed.Data), "/Type /Page\n"); n < 1 || n > 2 {
		t.Errorf("%d pages on paper", n)
	}
	r.follow(".tools a")
	r.Want("the original is framed from elsewhere", "new URL(document.querySelector('iframe').src).origin !== location.origin && document.querySelector('iframe').sandbox.length === 0", "true")
	r.Want("the banner stands outside", "document.querySelector('.banner').textContent.includes('Mã băm SHA-256')", "true")
}

// feed is what a feed reader makes of an Atom feed.
type feed struct {
	Entries []struct {
		ID    string `xml:"id"`
		Title string `xml:"title"`
	} `xml:"entry"`
}

func (r *room) follows(t *testing.T) {
	const title = "Mở lớp sửa xe máy ở phường Vườn Nhãn"
	address := "/tin.atom?" + url.Values{"q": {"vườn nhãn"}}.Encode()
	count := func() (n int) {
		t.Helper()
		var f feed
		if err := xml.Unmarshal([]byte(r.get(t, address)), &f); err != nil {
			t.Fatal(err)
		}
		for _, e := range f.Entries {
			if e.Title == title {
				n++
			}
		}
		return n
	}
	r.search("vườn nhãn")
	if n := count(); n != 0 {
		t.Fatalf("%d entries before the import", n)
	}
	file := r.write(t, "vuon-nhan", title)
	r.run(t, "import", file)
	if n := count(); n != 1 {
		t.Errorf("the new article stands in the feed %d times", n)
	}
	before := r.get(t, address)
	r.run(t, "import", file)
	if after := r.get(t, address); after != before {
		t.Errorf("importing the same again changed the feed:\n%s\n%s", before, after)
	}
	r.search("vườn nhãn")
	r.Want("the search offers its feeds", "document.head.querySelector('link[type=\"application/atom+xml\"]').getAttribute('href').startsWith('/tin.atom?q=')", "true")
}

func (r *room) phone(t *testing.T) {
	r.Do(chromedp.EmulateViewport(360, 640))
	defer r.Do(chromedp.EmulateViewport(1280, 720))
	r.search("Ngô Quyền")
	r.Want("nothing scrolls sideways", "document.documentElement.scrollWidth <= innerWidth", "true")
	r.Want("the first result without scrolling", "document.querySelector('.hit h3').getBoundingClientRect().bottom < innerHeight", "true")
	r.Want("filters are behind one button", "document.querySelector('.side .tick').checkVisibility({contentVisibilityAuto: true})", "false")
	r.Do(chromedp.Click(chromedp.CSS(".sheet > summary")), chromedp.Click(chromedp.CSS(`[data-value="site:conganhaiphong.example"]`)))
	r.settled("location.search.includes('nguon=')")
	r.Want("the sheet stays open and counts", "document.querySelector('.sheet').open + document.querySelector('.sheet > summary').textContent", "trueBộ lọc · 1")
	r.Want("nothing scrolls sideways in the sheet", "document.documentElement.scrollWidth <= innerWidth", "true")
}
