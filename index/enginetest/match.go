package enginetest

import (
	"testing"

	"khobao/index"
	"khobao/index/query"
)

func testEmpty(t *testing.T, open Open) {
	e := filled(t, open)
	s := state(t, e)
	if s.Status != index.Empty || s.Articles != 0 || s.Seq != 0 {
		t.Errorf("state of a new engine: %+v", s)
	}
	for _, n := range []query.Node{nil, query.All{}, word("hà"), prefix("h"), phrase("hà nội"), not(word("x")), in("site", word("x"))} {
		r := search(t, e, index.Request{Query: n, Facets: []string{"site"}})
		if r.Total != 0 || len(r.Hits) != 0 || r.Hits == nil || len(r.Facets["site"]) != 0 {
			t.Errorf("%#v finds %+v in an empty engine", n, r)
		}
	}
	if err := e.Verify(t.Context()); err != nil {
		t.Errorf("verify: %v", err)
	}
}

// matchCase is a query and the names of the articles it finds.
type matchCase struct {
	what  string
	query query.Node
	finds string
}

func checkMatches(t *testing.T, e index.Engine, articles []index.Article, cases []matchCase) {
	t.Helper()
	for _, c := range cases {
		want(t, c.what, c.finds, names(t, e, c.query, articles))
	}
}

func testWords(t *testing.T, open Open) {
	articles := []index.Article{
		titled("duong-1", "Con đường mới"),
		titled("duong-2", "Bình Dương mở rộng"),
		titled("duong-3", "Giá đường ăn tăng"),
		titled("duong-4", "DUONG cao toc"),
		titled("hoa-1", "Thái Hòa"),
		titled("hoa-2", "Thái Hoà"),
		titled("hoa-3", "Tha\u0301i Ho\u0300a"), // decomposed
		titled("hoa-4", "Đóa hoa"),
		titled("dak-1", "Ðắk Lắk trồng cà phê"), // Icelandic eth
		titled("so-1", "Nghị quyết 15 năm 2021"),
		titled("code-1", "Nghị định 15/2020/NĐ-CP"),
	}
	e := filled(t, open, articles...)
	checkMatches(t, e, articles, []matchCase{
		{"typed with marks", word("đường"), "duong-1 duong-3"},
		{"other marks", word("Dương"), "duong-2"},
		{"capitals", word("ĐƯỜNG"), "duong-1 duong-3"},
		{"without marks finds all", word("duong"), "duong-1 duong-2 duong-3 duong-4"},
		{"exact without marks", exact("duong"), "duong-4"},
		{"tone on the old place", word("hòa"), "hoa-1 hoa-2 hoa-3"},
		{"tone on the new place", word("hoà"), "hoa-1 hoa-2 hoa-3"},
		{"decomposed query", word("ho\u0300a"), "hoa-1 hoa-2 hoa-3"},
		{"unmarked finds marked and unmarked", word("hoa"), "hoa-1 hoa-2 hoa-3 hoa-4"},
		{"exact unmarked", exact("hoa"), "hoa-4"},
		{"look-alike of đ in the text", word("đắk"), "dak-1"},
		{"look-alike of đ in the query", word("ðắk"), "dak-1"},
		{"dak unmarked", word("dak"), "dak-1"},
		{"number", word("2021"), "so-1"},
		{"number and part of a document number", word("15"), "so-1 code-1"},
		{"document number", word("15/2020/NĐ-CP"), "code-1"},
		{"word of two syllables stands side by side", word("cà phê"), "dak-1"},
		{"not side by side", word("phê cà"), ""},
		{"nothing to search", word("…"), ""},
		{"no such word", word("zzz"), ""},
		{"All", query.All{}, "duong-1 duong-2 duong-3 duong-4 hoa-1 hoa-2 hoa-3 hoa-4 dak-1 so-1 code-1"},
	})
}

func testQueries(t *testing.T, open Open) {
	articles := []index.Article{
		article("a", func(a *index.Article) {
			a.Title, a.Body = "Hải Phòng siết chặt kỷ luật", "Công an thành phố kiểm tra đột xuất. Không có vi phạm."
		}),
		article("b", func(a *index.Article) {
			a.Title, a.Lead = "Kỷ luật ở Hải Dương", "Thành phố Hải Phòng không liên quan"
		}),
		article("c", func(a *index.Article) { a.Body = "Phòng cháy, chữa cháy.\n\nThuyền ra hải đảo." }),
		article("d", func(a *index.Article) {
			a.Captions = []index.Caption{{Text: "Ảnh cầu Bính"}, {Text: "Hải quan cửa khẩu"}}
		}),
		article("e", func(a *index.Article) { a.Title, a.Body = "xanh", "đỏ tím vàng" }),
	}
	e := filled(t, open, articles...)
	checkMatches(t, e, articles, []matchCase{
		{"and", and(word("hải"), word("phòng")), "a b c"},
		{"and over fields", and(word("xanh"), word("vàng")), "e"},
		{"or", or(word("xanh"), word("cháy")), "c e"},
		{"not", and(word("hải"), not(word("kỷ"))), "c d"},
		{"only not", not(word("hải")), "e"},
		{"not of not", not(not(word("hải"))), "a b c d"},
		{"and of nothing", and(word("hải"), word("zzz")), ""},
		{"or with nothing", or(word("zzz"), word("xanh")), "e"},
		{"phrase", phrase("hải phòng"), "a b"},
		{"phrase unmarked", phrase("hai phong"), "a b"},
		{"phrase half marked", phrase("hai phòng"), "a b"},
		{"phrase exact", query.Phrase{Text: "hai phong", Exact: true}, ""},
		{"phrase needs the order", phrase("phòng hải"), ""},
		{"phrase over fields is none", phrase("xanh đỏ"), ""},
		{"phrase over captions is none", phrase("bính hải"), ""},
		{"phrase of one", phrase("xanh"), "e"},
		{"phrase over a sentence end", phrase("xuất không có"), "a"},
		{"near, in order", near("siết luật", 2), "a"},
		{"near, too far", near("siết luật", 1), ""},
		{"near, other order", near("luật siết", 2), "a"},
		{"near needs two of a doubled word", near("cháy cháy", 1), "c"},
		{"near, one is not two", near("xanh xanh", 5), ""},
		{"or of and", or(and(word("đỏ"), word("vàng")), and(word("cầu"), word("bính"))), "d e"},
		{"phrase and not", and(phrase("hải phòng"), not(phrase("hải dương"))), "a"},
	})
}

func testFields(t *testing.T, open Open) {
	articles := []index.Article{
		article("a", func(a *index.Article) {
			a.Title, a.Lead, a.Body = "Bão số ba", "Mưa lớn", "Lũ quét"
			a.Section, a.Authors, a.Tags = []string{"Thời sự", "Môi trường"}, []string{"Trần Văn Bé"}, []string{"bão lũ"}
			a.Published = day(2021, 8, 25)
			a.Version, a.Changed, a.Quiet = 2, day(2021, 8, 26).Time, true
		}),
		article("b", func(a *index.Article) {
			a.Version, a.Changed = 3, day(2021, 9, 1).Time
			a.Title, a.Body = "Mưa", "Bão đổ bộ"
			a.Section, a.Site, a.Authors = []string{"Pháp luật"}, "tin.example", []string{"Lê Hoa", "Trần Văn Be"}
			a.Published = day(2020, 1, 1)
		}),
		article("c", func(a *index.Article) { a.Section = []string{"Phap luat"} }),
	}
	e := filled(t, open, articles...)
	checkMatches(t, e, articles, []matchCase{
		{"title", in("title", word("bão")), "a"},
		{"body", in("body", word("bão")), "b"},
		{"lead", in("lead", word("mưa")), "a"},
		{"and in a field", in("title", and(word("bão"), word("ba"))), "a"},
		{"and in a field, not all", in("title", and(word("bão"), word("mưa"))), ""},
		{"phrase in a field", in("body", phrase("bão đổ bộ")), "b"},
		{"section with marks", in("section", word("pháp luật")), "b"},
		{"section without marks", in("section", phrase("phap luat")), "b c"},
		{"section as a run of words", in("section", and(word("Thời"), word("sự"))), "a"},
		{"inner section", in("section", phrase("Môi trường")), "a"},
		{"not a part of a value", in("section", word("luật")), ""},
		{"author with marks", in("author", phrase("trần văn bé")), "a"},
		{"author without marks", in("author", phrase("tran van be")), "a b"},
		{"year", in("year", word("2021")), "a"},
		{"site", in("site", word("tin.example")), "b"},
		{"tag", in("tag", phrase("bão lũ")), "a"},
		{"changed in a month", in("changed", word("2021-08")), "a"},
		{"changed in a year", in("changed", word("2021")), "a b"},
		{"changed on a day", in("changed", word("2021-09-01")), "b"},
		{"changed at all", in("changed", word("co")), "a b"},
		{"changed quietly", in("changed", phrase("lang le")), "a"},
		{"prefix of a value", in("section", prefix("phap")), "b c"},
		{"or of values", in("section", or(phrase("thời sự"), phrase("pháp luật"))), "a b"},
		{"not a value", and(query.All{}, not(in("section", phrase("thời sự")))), "b c"},
		{"text and value", and(word("bão"), in("year", word("2020"))), "b"},
	})
	if _, err := e.Search(t.Context(), index.Request{Query: in("nowhere", word("x"))}); err == nil {
		t.Error("a field that does not exist is searched without an error")
	}
}

func testPeriods(t *testing.T, open Open) {
	articles := []index.Article{
		article("old", func(a *index.Article) { a.Published = day(1954, 10, 10) }),
		article("dec", func(a *index.Article) { a.Published = clock(2020, 12, 31, 23, 59) }),
		article("jan", func(a *index.Article) { a.Published = day(2021, 1, 1) }),
		article("aug", func(a *index.Article) { a.Published = clock(2021, 8, 25, 7, 29) }),
		article("none", func(a *index.Article) { a.Title = "Không ngày" }),
	}
	e := filled(t, open, articles...)
	period := func(from, to string) query.Period { return query.Period{From: from, To: to} }
	checkMatches(t, e, articles, []matchCase{
		{"a year", period("2021", "2021"), "jan aug"},
		{"from a year", period("2021", ""), "jan aug"},
		{"to a year", period("", "2020"), "old dec"},
		{"a day", period("2021-08-25", "2021-08-25"), "aug"},
		{"the day before", period("2021-08-24", "2021-08-24"), ""},
		{"months", period("12/2020", "1/2021"), "dec jan"},
		{"not in a period", not(period("2021", "")), "old dec none"},
		{"the other way round", period("2021", "2020"), ""},
	})
	for _, c := range []struct{ filter, finds string }{
		{"from=2021", "jan aug"}, {"to=2020", "old dec"}, {"from=2021-08-25", "aug"}, {"to=1960", "old"}, {"year=2021", "jan aug"},
	} {
		var r index.Request
		if err := r.AddFilter(c.filter); err != nil {
			t.Fatal(err)
		}
		r.Size = 10
		want(t, c.filter, c.finds, namesOf(t, search(t, e, r), articles))
	}
}

func testScopes(t *testing.T, open Open) {
	articles := []index.Article{
		article("a", func(a *index.Article) {
			a.Title = "Tin chiều"
			a.Lead = "Công an bắt hai người."
			a.Body = "Cá chép bơi dưới hồ. Mèo mun ngồi trên bờ.\n\nChó mực chạy quanh vườn. Cá chép lặn mất."
		}),
		article("b", func(a *index.Article) { a.Body = "Mèo mun rình cá chép cả buổi. Hết chuyện." }),
	}
	e := filled(t, open, articles...)
	checkMatches(t, e, articles, []matchCase{
		{"one sentence", scope(query.Sentence, 0, and(word("mèo"), word("cá"))), "b"},
		{"one paragraph", scope(query.Paragraph, 0, and(word("mèo"), word("cá"))), "a b"},
		{"another paragraph", scope(query.Paragraph, 0, and(word("mèo"), word("chó"))), ""},
		{"unmarked", scope(query.Sentence, 0, and(word("meo"), word("ca"))), "b"},
		{"phrase", scope(query.Sentence, 0, and(phrase("cá chép"), word("rình"))), "b"},
		{"without", scope(query.Sentence, 0, and(phrase("cá chép"), not(word("rình")))), "a"},
		{"or", scope(query.Sentence, 0, and(word("quanh"), or(word("chó"), word("mèo")))), "a"},
		{"first syllables of the lead", scope(query.First, 3, word("bắt")), "a"},
		{"not among the first", scope(query.First, 2, word("bắt")), ""},
		{"lead and body", scope(query.First, 7, word("chép")), "a b"},
		{"ends before", scope(query.First, 6, word("chép")), "b"},
		{"first of the body", scope(query.First, 2, word("mun")), "b"},
	})
}

func testReadings(t *testing.T, open Open) {
	articles := []index.Article{
		titled("short", "UBND họp"),
		titled("long", "Ủy ban nhân dân họp"),
		titled("both", "UBND, ủy ban nhân dân"),
		titled("none", "Hội đồng họp"),
	}
	e := filled(t, open, articles...)
	n := query.Readings{Typed: word("UBND"), Readings: []query.Reading{
		{Node: phrase("ủy ban nhân dân"), Kind: "abbreviation", Weight: 0.5},
	}}
	checkMatches(t, e, articles, []matchCase{
		{"readings", n, "short long both"},
		{"readings and a word", and(n, word("họp")), "short long"},
	})
}
