package rank_test

import (
	"strings"
	"testing"

	"khobao/index"
)

// TestSuggestions offers what a slip was meant for, never another tone, and only
// where what was typed finds nothing.
func TestSuggestions(t *testing.T) {
	articles := []index.Article{
		{ID: "1", Title: "Tai nạn giao thông trên đường cao tốc", Body: "Vụ tai nạn giao thông làm hai người bị thương. Cảnh sát giao thông có mặt."},
		{ID: "2", Title: "Chó dữ cắn người ở Hải Phòng", Body: "Con chó bị nhốt. Chính quyền Hải Phòng nhắc chủ nuôi."},
		{ID: "3", Title: "Vaccine về Hải Phòng", Body: "Messi tặng vaccine. Bác sĩ tiêm vaccine cho trẻ."},
		{ID: "4", Title: "Sóng lớn đánh chìm tàu cá", Body: "Sóng lớn và gió mạnh. Nghỉ lễ, người dân không ra khơi."},
		{ID: "5", Title: "Công nghệ thông tin", Body: "Giải pháp công nghệ thông tin cho trường học."},
	}
	s := onBleve(t, articles...)
	s.Texts = newTextMap(articles)
	for q, want := range map[string]string{
		"tai nạm giao thông":      "tai nạn giao thông",
		"xóng lớn":                "sóng lớn",
		"Hãi Phòg":                "Hải Phòng",
		"hai phogn":               "hai phong",
		"mesi vacine":             "messi vaccine",
		"vacine":                  "vaccine",
		"nghĩ lễ":                 "nghỉ lễ",
		"công nghê thông tin xxx": "",
		"công ngệ thông tin":      "công nghệ thông tin",
		// Other tones and other words are no slips; what finds articles has none.
		"chòe": "", "cho": "", "tái nạn giao thông": "", "hải phòng": "", "=xóng lớn": "", "": "", "a*": "", "sóng -lớn": "",
	} {
		res := found(t, s, q)
		got := ""
		if len(res.Suggestions) > 0 {
			o := res.Suggestions[0]
			got = o.Q
			if again := found(t, s, o.Q); again.Total != o.Count || o.Count == 0 {
				t.Errorf("%q offers %+v, which finds %d", q, o, again.Total)
			}
			if q[:o.Start]+o.As+q[o.End:] != o.Q || q[o.Start:o.End] != o.Typed {
				t.Errorf("%q offers %+v", q, o)
			}
		}
		if got != want {
			t.Errorf("%q offers %q, want %q; all %+v, total %d", q, got, want, res.Suggestions, res.Total)
		}
	}
	off, err := s.Search(t.Context(), index.Request{Q: "xóng lớn", Literal: []string{"xóng"}})
	if err != nil || len(off.Suggestions) > 0 {
		t.Errorf("switched off it offers %+v, %v", off.Suggestions, err)
	}
	filtered, err := s.Search(t.Context(), index.Request{Q: "xóng lớn", Filters: []index.Filter{{Field: "site", Value: "x"}}})
	if err != nil || len(filtered.Suggestions) > 0 {
		t.Errorf("under a filter that leaves nothing it offers %+v, %v", filtered.Suggestions, err)
	}
	long := strings.Repeat("xóng lớn ", 60)
	if res := found(t, s, long); len(res.Suggestions) > 0 {
		t.Errorf("a long text offers %+v", res.Suggestions)
	}
}

// TestSuggestionsGoByWhatWasMeant takes a word without marks for the word it was read
// as, and one without marks among words with marks for itself.
func TestSuggestionsGoByWhatWasMeant(t *testing.T) {
	var articles []index.Article
	add := func(n int, text string) {
		for range n {
			articles = append(articles, index.Article{ID: itoa(len(articles)), Title: text})
		}
	}
	add(3, "Xoay tròn một vòng. Chạy lớn quanh hồ")
	add(60, "Lớn quan trọng hơn")
	add(40, "Tàu bắc nam về ga")
	add(60, "Cầu bắc mà chưa xong")
	s := onBleve(t, articles...)
	s.Texts = newTextMap(articles)
	for q, want := range map[string]string{
		"xoay tron lon quanh tau": "", // lớn quanh is what was meant, however many stand beside lon quan
		"tàu bắc nma":             "tàu bắc nam",
	} {
		var got []string
		for _, o := range found(t, s, q).Suggestions {
			got = append(got, o.Q)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q is offered, want %q", q, got, want)
		}
	}
}
