package web

import (
	"encoding/xml"
	"strconv"
	"testing"
	"time"

	"khobao/index"
)

type feedRead struct {
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Entries []atomEntry `xml:"entry"`
}

func readFeed(t *testing.T, s *Server, path string) feedRead {
	t.Helper()
	var f feedRead
	if err := xml.Unmarshal([]byte(get(t, s, path).body), &f); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return f
}

// TestOldArticlesImportedTodayAreNews: who follows a search is told of what comes
// into the archive, whatever day it was printed.
func TestOldArticlesImportedTodayAreNews(t *testing.T) {
	shelf := newShelf()
	shelf.more(120) // of 2015, more than a feed holds
	s := newServer(t, shelf)
	before := readFeed(t, s, "/tin.atom?q=giao+thong")
	if len(before.Entries) != feedItems {
		t.Fatalf("%d entries", len(before.Entries))
	}
	old := shelf.add(index.Article{
		URL: "https://bao-huyen.example/1998/giao-thong", Site: "bao-huyen.example", Title: "Giao thông nông thôn năm 1998",
		Lead: "Huyện làm đường.", Body: "Đường đá cấp phối.", Published: index.NewDay(1998, time.March, 4),
	}, "<p>1998")
	for _, path := range []string{"/tin.atom?q=giao+thong", "/tin.atom?nguon=bao-huyen.example", "/tin.atom?den=1999", "/tin.atom"} {
		after := readFeed(t, s, path)
		n := 0
		for _, e := range after.Entries {
			if e.ID == testSite+"/bai/"+old.ID {
				n++
			}
		}
		if n != 1 || after.Entries[0].ID != testSite+"/bai/"+old.ID {
			t.Errorf("%s: the article stands %d times, first is %q", path, n, after.Entries[0].Title)
			continue
		}
		first := after.Entries[0]
		if first.Published != "1998-03-04T00:00:00+07:00" || first.Updated <= before.Updated || after.Updated != first.Updated {
			t.Errorf("%s: published %s, updated %s, feed %s after %s", path, first.Published, first.Updated, after.Updated, before.Updated)
		}
	}
	again := readFeed(t, s, "/tin.atom?q=giao+thong")
	if again.Entries[1].ID != before.Entries[0].ID || again.ID != before.ID {
		t.Error("what was told before is told otherwise now")
	}
}

// TestFeedsHoldWhatCameLast asks for feeds of nearly all and of a part of a paper.
func TestFeedsHoldWhatCameLast(t *testing.T) {
	shelf := newShelf()
	shelf.more(4 * feedItems)
	for i := range shelf.articles {
		if i%3 == 0 {
			shelf.articles[i].Tags = []string{"ba"}
		}
	}
	s := newServer(t, shelf)
	wide, err := s.cameLast(t.Context(), State{Request: index.Request{Filters: []index.Filter{{Field: "site", Value: "bao-huyen.example"}}}})
	if err != nil || len(wide) != feedItems {
		t.Fatalf("%d, %v", len(wide), err)
	}
	for i, a := range wide {
		if want := int64(len(shelf.articles) - i); a.N != want {
			t.Fatalf("entry %d is number %d, want %d", i, a.N, want)
		}
	}
	narrow, err := s.cameLast(t.Context(), State{Request: index.Request{Filters: []index.Filter{{Field: "tag", Value: "ba"}}}})
	if err != nil || len(narrow) != feedItems || narrow[0].N < narrow[1].N || narrow[0].N-narrow[1].N != 3 {
		t.Errorf("narrow feed %s, %v", strconv.Itoa(len(narrow)), err)
	}
}

func TestAnEmptyFeedHasADate(t *testing.T) {
	f := readFeed(t, newServer(t, newShelf()), "/tin.atom?q=xyzzy")
	if len(f.Entries) != 0 || f.Updated != "2024-03-02T09:00:00+07:00" {
		t.Errorf("%d entries, updated %s", len(f.Entries), f.Updated)
	}
}
