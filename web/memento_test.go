package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/internal/page"
)

const thrice = "https://baocang.example/tin?so=1&trang=2"

// keptThrice is an archive with three originals of one address.
func keptThrice(t *testing.T) (*Server, []string) {
	t.Helper()
	shelf := newShelf()
	var ids []string
	for i, day := range []int{1, 10, 20} {
		ids = append(ids, shelf.keep("", page.Page{
			URL: thrice, Status: 200, ContentType: "text/html; charset=utf-8", Captured: time.Date(2021, 8, day, 5, 0, 0, 0, time.UTC), Body: []byte{byte('a' + i)},
		}))
	}
	shelf.keep("", page.Page{URL: thrice, ContentType: "text/html", Body: []byte("không rõ lúc nào")})
	return newServer(t, shelf), ids
}

func TestTimeGateChoosesByTime(t *testing.T) {
	s, ids := keptThrice(t)
	for _, c := range []struct {
		when string
		want int
	}{
		{"", 2},
		{"Sun, 01 Aug 2021 00:00:00 GMT", 0},
		{"Thu, 12 Aug 2021 00:00:00 GMT", 1},
		{"Mon, 16 Aug 2021 00:00:00 GMT", 2},
		{"Tue, 01 Jan 2030 00:00:00 GMT", 2},
	} {
		headers := []string{}
		if c.when != "" {
			headers = []string{"Accept-Datetime", c.when}
		}
		res := get(t, s, "/timegate/"+thrice, headers...)
		if res.StatusCode != http.StatusFound || res.Header.Get("Location") != testReplay+"/"+ids[c.want]+"/" {
			t.Errorf("%q: status %d to %q", c.when, res.StatusCode, res.Header.Get("Location"))
		}
		if res.Header.Get("Vary") != "Accept-Datetime" && !strings.Contains(res.Header.Get("Vary"), "Accept-Datetime") {
			t.Errorf("%q: varies by %q", c.when, res.Header.Get("Vary"))
		}
		link := res.Header.Get("Link")
		for _, want := range []string{"<" + thrice + `>; rel="original"`, "<" + testSite + "/timemap/link/" + thrice + `>; rel="timemap"`} {
			if !strings.Contains(link, want) {
				t.Errorf("%q: link %q lacks %q", c.when, link, want)
			}
		}
	}
	// A memento says when it is of and where the others are.
	res := ask(t, s.replay, http.MethodGet, testReplay+"/"+ids[1]+"/")
	if got := res.Header.Get("Memento-Datetime"); got != "Tue, 10 Aug 2021 05:00:00 GMT" {
		t.Errorf("memento of %q", got)
	}
	if !strings.Contains(res.Header.Get("Link"), "<"+testSite+"/timegate/"+thrice+`>; rel="timegate"`) {
		t.Errorf("memento links %q", res.Header.Get("Link"))
	}
	for path, status := range map[string]int{
		"/timegate/https://baocang.example/khong-co": 404, "/timegate/": 400, "/timegate/javascript:alert(1)": 400, "/timegate/ftp://x.example/": 400,
	} {
		res := get(t, s, path)
		if res.StatusCode != status || res.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: status %d %q", path, res.StatusCode, res.Header.Get("Content-Type"))
		}
	}
	if res := get(t, s, "/timegate/"+thrice, "Accept-Datetime", "hôm qua"); res.StatusCode != http.StatusBadRequest {
		t.Errorf("no date: status %d", res.StatusCode)
	}
}

func TestTimeMapListsEveryOriginal(t *testing.T) {
	s, ids := keptThrice(t)
	res := get(t, s, "/timemap/link/"+thrice)
	if res.Header.Get("Content-Type") != "application/link-format" {
		t.Errorf("content type %q", res.Header.Get("Content-Type"))
	}
	want := []string{
		"<" + thrice + `>; rel="original"`,
		"<" + testSite + "/timegate/" + thrice + `>; rel="timegate"`,
		"<" + testSite + "/timemap/link/" + thrice + `>; rel="self"; type="application/link-format"; from="Sun, 01 Aug 2021 05:00:00 GMT"; until="Fri, 20 Aug 2021 05:00:00 GMT"`,
		"<" + testReplay + "/" + ids[0] + `/>; rel="first memento"; datetime="Sun, 01 Aug 2021 05:00:00 GMT"`,
		"<" + testReplay + "/" + ids[1] + `/>; rel="memento"; datetime="Tue, 10 Aug 2021 05:00:00 GMT"`,
		"<" + testReplay + "/" + ids[2] + `/>; rel="last memento"; datetime="Fri, 20 Aug 2021 05:00:00 GMT"`,
	}
	if diff := cmp.Diff(want, strings.Split(strings.TrimSuffix(res.body, "\n"), ",\n")); diff != "" {
		t.Error(diff)
	}
	answer := decode[timeMapAnswer](t, get(t, s, "/timemap/json/"+thrice))
	if answer.Original != thrice || len(answer.Mementos.List) != 3 || answer.Mementos.First.Address != testReplay+"/"+ids[0]+"/" {
		t.Errorf("as JSON %+v", answer)
	}
}

func TestCDX(t *testing.T) {
	s, _ := keptThrice(t)
	at := "/cdx?url=https%3A%2F%2Fbaocang.example%2Ftin%3Fso%3D1%26trang%3D2"
	lines := func(query string) []string {
		body := strings.TrimSuffix(get(t, s, at+query).body, "\n")
		if body == "" {
			return nil
		}
		return strings.Split(body, "\n")
	}
	first := strings.Fields(lines("")[0])
	want := []string{"example,baocang)/tin?so=1&trang=2", "20210801050000", thrice, "text/html", "200", "sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb", "1"}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct {
		query string
		want  string
	}{
		{"&fl=timestamp", "20210801050000 20210810050000 20210820050000"},
		{"&fl=timestamp&sort=reverse", "20210820050000 20210810050000 20210801050000"},
		{"&fl=timestamp&limit=1", "20210801050000"},
		{"&fl=timestamp&limit=-1", "20210820050000"},
		{"&fl=timestamp&from=20210802&to=202108", "20210810050000 20210820050000"},
		{"&fl=timestamp&closest=20210811", "20210810050000 20210820050000 20210801050000"},
		{"&fl=timestamp&from=2022", ""},
	} {
		if got := strings.Join(lines(c.query), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.query, got, c.want)
		}
	}
	rows := decode[[][]string](t, get(t, s, at+"&output=json&fl=timestamp,capture"))
	if len(rows) != 4 || rows[0][0] != "timestamp" || len(rows[1][1]) != 12 {
		t.Errorf("as JSON %v", rows)
	}
	if got := get(t, s, at+"&output=cdxj&limit=1").body; !strings.HasPrefix(got, `example,baocang)/tin?so=1&trang=2 20210801050000 {"`) {
		t.Errorf("as CDXJ %q", got)
	}
	if got := get(t, s, "/cdx?url=khong-co.example"); got.StatusCode != http.StatusOK || got.body != "" {
		t.Errorf("an address never met: %d %q", got.StatusCode, got.body)
	}
	for _, bad := range []string{"/cdx", "/cdx?url=ftp://x", at + "&matchType=x", at + "&matchType=host&closest=2021", at + "&filter=x:y", at + "&filter=~status:[", at + "&filter=status", at + "&collapse=x", at + "&collapse=url:0", at + "&output=xml", at + "&from=x", at + "&limit=0", at + "&fl=x", at + "&sort=x", at + "&closest=x", at + "&khong=1"} {
		if res := get(t, s, bad); res.StatusCode != http.StatusBadRequest || res.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: status %d %q", bad, res.StatusCode, res.Header.Get("Content-Type"))
		}
	}
}

// TestCDXOfManyAddresses asks for what stands under an address, a host and a domain.
func TestCDXOfManyAddresses(t *testing.T) {
	shelf := &shelf{}
	keep := func(url, body string, status, month int) {
		shelf.keep("", page.Page{URL: url, Status: status, ContentType: "text/html", Captured: time.Date(2021, time.Month(month), 2, 5, 0, 0, 0, time.UTC), Body: []byte(body)})
	}
	keep("https://bao.example/tin/b", "1", 200, 3)
	keep("https://bao.example/tin/a", "2", 200, 5)
	keep("http://www.bao.example/tin/a", "2", 200, 4)
	keep("https://bao.example/tin/a", "3", 404, 6)
	keep("https://bao.example/anh.png", "4", 200, 1)
	keep("https://anh.bao.example/1", "5", 200, 2)
	keep("https://khac-bao.example/tin/", "6", 200, 2)
	keep("http://cong.example:8080/tin/", "7", 200, 2)
	s := newServer(t, shelf)
	const (
		a4, a5, a6 = "example,bao)/tin/a|04", "example,bao)/tin/a|05", "example,bao)/tin/a|06"
		b3, png    = "example,bao)/tin/b|03", "example,bao)/anh.png|01"
		sub        = "example,bao,anh)/1|02"
	)
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"url=bao.example/tin/&matchType=prefix", []string{a4, a5, a6, b3}},
		{"url=bao.example/tin/*", []string{a4, a5, a6, b3}},
		{"url=https://bao.example/tin/a&matchType=host", []string{png, a4, a5, a6, b3}},
		{"url=*.bao.example", []string{png, a4, a5, a6, b3, sub}},
		{"url=*.bao.example/*", []string{png, a4, a5, a6, b3, sub}},
		{"url=bao.example&matchType=domain&sort=reverse", []string{sub, b3, a6, a5, a4, png}},
		{"url=bao.example/*&limit=2", []string{png, a4}},
		{"url=bao.example/*&limit=-2", []string{a6, b3}},
		{"url=bao.example/*&limit=2&sort=reverse", []string{b3, a6}},
		{"url=bao.example/*&limit=-2&sort=reverse", []string{a4, png}},
		{"url=bao.example/*&from=202104&to=202105", []string{a4, a5}},
		{"url=bao.example/*&filter=!=status:200", []string{a6}},
		{"url=bao.example/*&filter=~url:.*(png|b)&filter=status:20", []string{png, b3}},
		{"url=bao.example/*&filter=!original:tin", []string{png}},
		{"url=bao.example/*&collapse=urlkey", []string{png, a4, b3}},
		{"url=bao.example/*&collapse=digest", []string{png, a4, a6, b3}},
		{"url=bao.example/*&collapse=timestamp:4&limit=1", []string{png}},
		{"url=bao.example/khong/*", nil},
		{"url=http://cong.example:8080/*", []string{"example,cong:8080)/tin/|02"}},
	} {
		var got []string
		for line := range strings.Lines(get(t, s, "/cdx?fl=urlkey,timestamp&"+c.query).body) {
			key, time, _ := strings.Cut(strings.TrimSpace(line), " ")
			got = append(got, key+"|"+time[4:6])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.query, diff)
		}
	}
}

// FuzzAskedAddress: whatever stands behind a prefix, the answer's header holds no
// line break and no bracket that is not ours.
func FuzzAskedAddress(f *testing.F) {
	for _, seed := range []string{thrice, "http:/a/b", "x.example/<>\"", "http://a/\r\nX: y", "//", "http://[::1]/", "https:////a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		address, err := readAddress(s)
		if err != nil {
			return
		}
		link := webLink{href: address, rel: "original"}.String()
		if strings.ContainsAny(link, "\r\n") || strings.Count(link, "<") != 1 || strings.Count(link, ">") != 1 || strings.Count(link, `"`) != 2 {
			t.Errorf("%q becomes %q", s, link)
		}
		if key := surt(address); strings.ContainsAny(key, " \r\n") {
			t.Errorf("%q has the key %q", s, key)
		}
	})
}

// TestCDXLimitsGiveTheFirstOrLastOfTheWholeList: however few are asked for, they
// are those that the whole list begins or ends with.
func TestCDXLimitsGiveTheFirstOrLastOfTheWholeList(t *testing.T) {
	shelf := newShelf()
	for i := range 700 {
		shelf.keep("", page.Page{
			URL: fmt.Sprintf("https://%s.bao.example/tin-%d", []string{"a", "b", "c"}[i%3], i*7919%350), Status: 200, ContentType: "text/html",
			Captured: time.Date(2020, 1, 1, 0, i, 0, 0, index.Zone), Body: []byte(strconv.Itoa(i)),
		})
	}
	s := newServer(t, shelf)
	lines := func(query string) []string {
		return strings.Split(strings.TrimSpace(get(t, s, "/cdx?url=*.bao.example&fl=urlkey,timestamp"+query).body), "\n")
	}
	whole := lines("")
	back := lines("&sort=reverse")
	if len(whole) != 700 || len(back) != 700 {
		t.Fatalf("%d captures, %d in reverse", len(whole), len(back))
	}
	for _, n := range []int{1, 7, 120, 699} {
		for _, c := range []struct {
			query string
			want  []string
		}{
			{fmt.Sprintf("&limit=%d", n), whole[:n]},
			{fmt.Sprintf("&limit=-%d", n), whole[700-n:]},
			{fmt.Sprintf("&limit=%d&sort=reverse", n), back[:n]},
			{fmt.Sprintf("&limit=-%d&sort=reverse", n), back[700-n:]},
		} {
			if diff := cmp.Diff(c.want, lines(c.query)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.query, diff)
			}
		}
	}
	if len(s.exporting) != 0 {
		t.Errorf("%d slots are still taken", len(s.exporting))
	}
}
