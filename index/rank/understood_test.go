package rank_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/index"
	"khobao/index/rank"
)

// papers is a small archive in which đường sắt and other pairs are common.
func papers() []index.Article {
	return []index.Article{
		{ID: "1", Title: "Đường sắt Hải Phòng chạy thêm tàu", Body: "Ngành đường sắt tăng chuyến. Tàu đường sắt đông khách."},
		{ID: "2", Title: "Công an quận Ngô Quyền bắt cướp", Body: "Công an quận Ngô Quyền bắt hai kẻ cướp giật."},
		{ID: "3", Title: "UBND quận Ngô Quyền họp", Body: "UBND quận họp về đường sắt."},
		{ID: "4", Title: "Ủy ban nhân dân quận Ngô Quyền ra quyết định", Body: "Quyết định về giao thông."},
		{ID: "5", Title: "Nhân dân quận Ngô Quyền góp ý", Body: "Nhiều ban ngành, ủy viên của quận cùng dự."},
		{ID: "6", Title: "Dương liễu rủ bên hồ", Body: "Sắt vụn chất bên đương lối nhỏ."},
	}
}

func hitIDs(hits []index.Hit) string {
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

func understood(t *testing.T, r index.Request) index.Result {
	t.Helper()
	s := onBleve(t, papers()...)
	s.Texts = newTextMap(papers())
	res, err := s.Search(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestAbbreviationsFindTheSameBothWays(t *testing.T) {
	short := understood(t, index.Request{Q: "UBND quận Ngô Quyền"})
	long := understood(t, index.Request{Q: "Ủy ban nhân dân quận Ngô Quyền"})
	if hitIDs(short.Hits) != "3 4" || hitIDs(long.Hits) != "3 4" || short.Total != 2 || long.Total != 2 {
		t.Errorf("short finds %s, long %s", hitIDs(short.Hits), hitIDs(long.Hits))
	}
	for _, res := range []index.Result{short, long} {
		if len(res.Expansions) != 1 || res.Expansions[0].Kind != rank.AbbreviationKind || res.Expansions[0].Count != 1 {
			t.Errorf("expansions %+v", res.Expansions)
		}
	}
	if off := understood(t, index.Request{Q: "UBND quận Ngô Quyền", Literal: []string{"UBND"}}); hitIDs(off.Hits) != "3" || len(off.Expansions) != 0 {
		t.Errorf("switched off it finds %s, %+v", hitIDs(off.Hits), off.Expansions)
	}
	if loud := understood(t, index.Request{Q: "CÔNG AN QUẬN NGÔ QUYỀN"}); hitIDs(loud.Hits) != "2" || len(loud.Expansions) != 0 {
		t.Errorf("in capitals it finds %s, %+v", hitIDs(loud.Hits), loud.Expansions)
	}
}

// TestFormsWithoutMarksFindTheSame reads what words without marks were meant for in
// the tables too: all ways to type one thing find the same articles.
func TestFormsWithoutMarksFindTheSame(t *testing.T) {
	for _, ways := range [][]string{
		{"UBND quận Ngô Quyền", "Ủy ban nhân dân quận Ngô Quyền", "uy ban nhan dan quan ngo quyen", "UY BAN NHAN DAN QUAN NGO QUYEN", "ubnd quan ngo quyen"},
		{"TP.HCM chống ngập", "tp hcm chong ngap", "thành phố hồ chí minh chống ngập", "thanh pho ho chi minh chong ngap", "tp. ho chi minh chong ngap"},
		{"Đắk Lắk", "Đăk Lăk", "Đak Lak", "dak lak", "đắc lắc", "daklak", "ĐắkLắk"},
		{"Mát-xcơ-va", "moscow", "Mạc Tư Khoa"},
		{"quốc lộ 5", "QL5", "ql 5", "QL.5", "quoc lo 5"},
		{"quận 1", "Q.1", "q1"},
		{"covid-19", "covid19", "Covid 19"},
		{"hải phòng", "haiphong", "HaiPhong"},
	} {
		articles := append(papers(), index.Article{ID: "far", Title: "Việc khác", Body: "Ủy ban. Nhân dân. Hồ. Chí. Minh. Chống. Ngập. 1 và 5. Quận. 19."})
		for i, text := range []string{
			"TP.HCM chống ngập", "Thành phố Hồ Chí Minh chống ngập", "TP Hồ Chí Minh chống ngập", "TPHCM chống ngập",
			"Mưa ở Đắk Lắk", "Mưa ở Đăk Lăk", "Mưa ở Dak Lak", "Mưa ở Đắc Lắc", "Mưa ở Daklak",
			"Tin từ Mát-xcơ-va", "Tin từ Moscow", "Xe lật trên Quốc lộ 5", "Xe lật trên QL5", "Chợ quận 1", "Chợ Q.1", "Chợ Q1",
			"Dịch Covid-19 lan", "Dịch COVID19 lan", "Cảng Hải Phòng đông tàu", "Phong cảnh hai bên đường",
		} {
			articles = append(articles, index.Article{ID: fmt.Sprint("n", i), Title: text})
		}
		s := onBleve(t, articles...)
		s.Texts = newTextMap(articles)
		want := hitIDs(found(t, s, ways[0]).Hits)
		if len(strings.Fields(want)) < 2 {
			t.Errorf("%q finds only %q", ways[0], want)
		}
		for _, q := range ways[1:] {
			if got := hitIDs(found(t, s, q).Hits); got != want {
				t.Errorf("%q finds %s, but %q %s", q, got, ways[0], want)
			}
		}
	}
}

// TestReadingsOfRestoredWordsAreSaid tells them after what they are readings of, and
// switches them off by what was typed.
func TestReadingsOfRestoredWordsAreSaid(t *testing.T) {
	const q = "uy ban nhan dan quan ngo quyen"
	want := []index.Expansion{
		{Typed: q, As: "ủy ban nhân dân quận ngô quyền", Kind: rank.RestoredKind, Count: 2, End: len(q)},
		{Typed: "uy ban nhan dan", As: "UBND", Kind: rank.AbbreviationKind, Count: 1, End: 15},
	}
	res := understood(t, index.Request{Q: q})
	if diff := cmp.Diff(want, slices.DeleteFunc(res.Expansions, func(e index.Expansion) bool { return e.Kind == rank.OthersKind })); diff != "" {
		t.Error(diff)
	}
	if off := understood(t, index.Request{Q: q, Literal: []string{"Uy ban nhan dan"}}); hitIDs(off.Hits) != "4" {
		t.Errorf("switched off it finds %s", hitIDs(off.Hits))
	}
}

// TestNamesAreSpelledExactly reads Cuba as Cu-ba, and not as what only folds to it.
func TestNamesAreSpelledExactly(t *testing.T) {
	articles := append(papers(), index.Article{ID: "en", Title: "Tin từ Cuba"}, index.Article{ID: "vi", Title: "Tin từ Cu-ba"}, index.Article{ID: "no", Title: "Cụ bà kể chuyện"})
	s := onBleve(t, articles...)
	s.Texts = newTextMap(articles)
	if got := hitIDs(found(t, s, "cuba").Hits); got != "en vi" {
		t.Errorf("cuba finds %s", got)
	}
}

// TestForeignWordsStayWhole reads no word as syllables that the archive knows better
// by itself, or whose syllables stand nowhere side by side.
func TestForeignWordsStayWhole(t *testing.T) {
	articles := append(papers(), index.Article{ID: "d", Title: "Data về camera", Body: "Đã ta. Ca me ra."})
	s := onBleve(t, articles...)
	s.Texts = newTextMap(articles)
	for _, q := range []string{"data", "camera", "online", "khongcogi"} {
		if res := found(t, s, q); len(res.Expansions) > 0 {
			t.Errorf("%s: %+v", q, res.Expansions)
		}
	}
}

func TestKeysLeftUnconverted(t *testing.T) {
	want := hitIDs(understood(t, index.Request{Q: "công an quận Ngô Quyền"}).Hits)
	for q, kind := range map[string]string{"coong an quaanj Ngoo Quyeenf": rank.TelexKind, "co6ng an qua6n5 Ngo6 Quye6n2": rank.VNIKind} {
		res := understood(t, index.Request{Q: q})
		if hitIDs(res.Hits) != want || len(res.Expansions) == 0 || res.Expansions[0].Kind != kind || res.Expansions[0].As != "công an quận Ngô Quyền" {
			t.Errorf("%q finds %s, %+v", q, hitIDs(res.Hits), res.Expansions)
		}
		if off := understood(t, index.Request{Q: q, Literal: []string{q}}); off.Total != 0 || len(off.Expansions) != 0 {
			t.Errorf("%q switched off: %d, %+v", q, off.Total, off.Expansions)
		}
	}
}

// TestKeysBesideOtherWords reads word by word what stands beside foreign words,
// numbers and words with marks, by what the archive has.
func TestKeysBesideOtherWords(t *testing.T) {
	articles := []index.Article{
		{ID: "1", Title: "Boss Coffee mở quán ở Hải Phòng", Body: "Their search: data của NASA, Milan và Sara."},
		{ID: "2", Title: "Nhật - Trung bàn về đường sắt", Body: "Quân đội dự. Má mì."},
		{ID: "3", Title: "Messi ghi bàn phút 90 tại Hải Phòng", Body: "Toyota tài trợ."},
	}
	s := onBleve(t, articles...)
	s.Texts = newTextMap(articles)
	for q, want := range map[string]string{
		"coffee hair phongf":   "coffee hải phòng",
		"messi hair phongf 90": "messi hải phòng 90",
		"messi ha3i pho2ng":    "messi hải phòng",
		"hải phongf":           "hải phòng",
		"Nhaatj - Trung":       "Nhật - Trung",
		"hair phongf OR sawts": "hải phòng OR sắt",
		"tieude:hair phongf":   "tieude:hải phòng",
		// What is English, or is in the archive as it stands, stays.
		"boss": "", "coffee": "", "their": "", "search": "", "data": "", "nasa": "", "sara": "",
		"their boss": "", "search data hải phòng": "", "milan nasa": "", "nasa hải": "", "uybannhandan": "", "test": "",
	} {
		res := found(t, s, q)
		got := ""
		for _, e := range res.Expansions {
			if e.Kind == rank.TelexKind || e.Kind == rank.VNIKind {
				got = e.As
			}
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", q, got, want)
		}
		if want != "" && !strings.Contains(q, ":") && res.Total == 0 {
			t.Errorf("%q finds nothing", q)
		}
	}
}

// TestWordsWithoutMarksAreRestored takes the archive's own pairs for what was
// meant, tells how many articles that finds and leaves out, and can be switched off.
func TestWordsWithoutMarksAreRestored(t *testing.T) {
	articles := append(papers(), index.Article{ID: "7", Title: "Cống ẩn", Body: "Cống. Ẩn. Quán. Ngõ. Quyến."})
	s := onBleve(t, articles...)
	s.Texts = newTextMap(articles)
	const q = "cong an quan ngo quyen"
	want := []index.Expansion{
		{Typed: q, As: "công an quận ngô quyền", Kind: rank.RestoredKind, Count: 1, End: len(q)},
		{Typed: q, As: q, Kind: rank.OthersKind, Count: 1, End: len(q)},
	}
	marked := found(t, s, "công an quận ngô quyền")
	for _, sort := range []index.Sort{index.Relevance, index.Newest, index.Oldest} {
		for _, filters := range [][]index.Filter{nil, {{Field: "site", Value: "none", Exclude: true}}} {
			res, err := s.Search(t.Context(), index.Request{Q: q, Sort: sort, Filters: filters})
			if err != nil {
				t.Fatal(err)
			}
			if hitIDs(res.Hits) != "2" || res.Total != marked.Total {
				t.Errorf("%s finds %s, with marks %s", sort, hitIDs(res.Hits), hitIDs(marked.Hits))
			}
			if diff := cmp.Diff(want, res.Expansions); diff != "" {
				t.Errorf("%s: %s", sort, diff)
			}
		}
	}
	off, err := s.Search(t.Context(), index.Request{Q: q, Literal: []string{q}})
	if err != nil || hitIDs(off.Hits) != "2 7" || len(off.Expansions) != 0 {
		t.Errorf("switched off it finds %s, %+v, %v", hitIDs(off.Hits), off.Expansions, err)
	}
	if both := found(t, s, "duong"); both.Total != 3 || len(both.Expansions) != 0 {
		t.Errorf("one word alone: %d, %+v", both.Total, both.Expansions)
	}
}

// TestRestoredWordsHaveTheirOtherSpelling finds without marks what is found with them.
func TestRestoredWordsHaveTheirOtherSpelling(t *testing.T) {
	articles := []index.Article{
		{ID: "y", Title: "Bác sỹ khám bệnh nhân"},
		{ID: "i", Title: "Bác sĩ khám bệnh nhân"},
		{ID: "other", Title: "Bắc bệnh nhãn", Body: "Sỹ. Khâm."},
	}
	s := onBleve(t, articles...)
	s.Texts = newTextMap(articles)
	for _, q := range []string{"bác sỹ khám bệnh nhân", "bac sy kham benh nhan", "bác sy khám benh nhân"} {
		if got := hitIDs(found(t, s, q).Hits); got != "i y" {
			t.Errorf("%q finds %q, want both spellings of the doctor", q, got)
		}
	}
}

// TestAbbreviationsAndLongFormsFindTheSame also where the long form alone makes a run
// of many words.
func TestAbbreviationsAndLongFormsFindTheSame(t *testing.T) {
	articles := []index.Article{
		{ID: "short", Title: "UBND quận Ngô Quyền họp"},
		{ID: "long", Title: "Ủy ban nhân dân quận Ngô Quyền họp"},
		{ID: "apart", Title: "UBND thành phố", Body: "Ở quận này có đường Quyền. Ngô thì rẻ."},
		{ID: "scattered", Title: "Ủy viên", Body: "Ban. Nhân. Dân. Quận. Ngô. Quyền."},
	}
	s := onBleve(t, articles...)
	s.Texts = newTextMap(articles)
	for _, q := range []string{"UBND quận Ngô Quyền", "Ủy ban nhân dân quận Ngô Quyền"} {
		res := found(t, s, q)
		ids := strings.Fields(hitIDs(res.Hits))
		slices.Sort(ids)
		if got := strings.Join(ids, " "); got != "apart long short" || res.Total != 3 {
			t.Errorf("%q finds %d: %q, want apart, long and short", q, res.Total, got)
		}
	}
}

// TestLongRunsWantNeighbours leaves articles that hold many words scattered to the
// wider hits, counts them exactly, and can be told to count them in.
func TestLongRunsWantNeighbours(t *testing.T) {
	a := index.Article{ID: "a", Title: "Tai nạn giao thông nghiêm trọng tại cầu Bính", Body: "Xe khách lao xuống sông."}
	b := index.Article{ID: "b", Title: "Bính", Body: "Cầu. Tại. Trọng. Nghiêm. Thông. Giao. Nạn. Tai."}
	s := onBleve(t, a, b)
	s.Texts = newTextMap([]index.Article{a, b})
	const q = "tai nạn giao thông nghiêm trọng"
	res := found(t, s, q)
	want := []index.Expansion{{Typed: q, As: q, Kind: rank.ScatteredKind, Count: 1, End: len(q)}}
	if diff := cmp.Diff(want, res.Expansions); diff != "" {
		t.Error(diff)
	}
	if res.Total != 1 || hitIDs(res.Hits) != "a" || res.Wider == nil || hitIDs(res.Wider.Hits) != "b" {
		t.Errorf("%d: %s, wider %+v", res.Total, hitIDs(res.Hits), res.Wider)
	}
	all, err := s.Search(t.Context(), index.Request{Q: q, Literal: []string{q}})
	if err != nil || hitIDs(all.Hits) != "a b" || all.Hits[0].ID != "a" || len(all.Expansions) != 0 {
		t.Errorf("switched off it finds %s, %+v, %v", hitIDs(all.Hits), all.Expansions, err)
	}
	if n, err := s.Engine.Search(t.Context(), index.Request{Query: res.Query, Size: -1}); err != nil || n.Total != 1 {
		t.Errorf("the query given back finds %d, %v", n.Total, err)
	}
	if five := found(t, s, "tai nạn giao thông nghiêm"); five.Total != 2 {
		t.Errorf("five words find %d", five.Total)
	}
}

func TestSameSoundLooksAround(t *testing.T) {
	articles := []index.Article{
		{ID: "y", Title: "Công ty xây dựng phá sản"},
		{ID: "i", Title: "Công ti may mặc"},
		{ID: "gỗ", Title: "Thợ đóng ty gỗ"},
		{ID: "vi", Title: "Chiếc ti vi cũ"},
	}
	s := onBleve(t, articles...)
	s.Texts = newTextMap(articles)
	for q, want := range map[string]string{"công ti": "i y", "công ty": "i y", "ti vi": "vi", "ty gỗ": "gỗ"} {
		if got := hitIDs(found(t, s, q).Hits); got != want {
			t.Errorf("%q finds %q, want %q", q, got, want)
		}
	}
}
