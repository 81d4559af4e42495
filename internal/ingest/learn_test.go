package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"khobao/internal/archive"
	"khobao/internal/extract"
	"khobao/internal/progress"
)

const (
	slogan    = "Vì một dòng sông sạch cho mai sau"
	interview = "Xin trân trọng cảm ơn ông rất nhiều"
	spoken    = "“Vì một dòng sông sạch cho mai sau”, ông lái đò nhắc đi nhắc lại câu ấy khi kể chuyện với chúng tôi."
)

// learningSite writes pages of one site, numbers from to before to: each with
// the slogan among its paragraphs, as its template prints it; the site of
// another name prints the same words in one article only.
func learningSite(t *testing.T, from, to int) []string {
	t.Helper()
	dir := t.TempDir()
	var files []string
	write := func(host string, n int, extra string) {
		name := filepath.Join(dir, fmt.Sprintf("%s-%02d.html", host, n))
		title := fmt.Sprintf("Bến đò số %d mở thêm chuyến tối cho công nhân làng nghề", n)
		var body strings.Builder
		for i := range 4 {
			fmt.Fprintf(&body, "<p>Chuyến đò thứ %d của bến số %d chở hơn %d người qua sông, trong tiếng cười nói của bà con hai bờ và tiếng máy nổ đều đều.</p>", i+1, n, 10*n+i)
		}
		page := fmt.Sprintf(`<html lang="vi"><head><meta charset="utf-8"><title>%s</title><link rel="canonical" href="https://%s.example/bai-%d.html"></head><body><h1>%s</h1>
<p>%02d/08/2021 07:29</p><div class="x">%s%s</div><div>Lượt truy cập: %d</div></body></html>`, title, host, 1000+n, title, n, body.String(), extra, 5000+n)
		if err := os.WriteFile(name, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
	}
	for n := from; n < to; n++ {
		extra := "<p>" + slogan + "</p>"
		switch n % 4 {
		case 0:
			extra += "<p>" + interview + "</p>"
		case 1:
			extra += "<p>" + spoken + "</p>"
		}
		extra += fmt.Sprintf("<p>Ông chủ bến số %d cho biết giá vé không đổi, người già và học sinh vẫn được đi miễn phí.</p>", n)
		write("ben-song", n, extra)
	}
	write("bao-khac", from, "<p>"+slogan+"</p><p>Ông chủ bến cho biết giá vé không đổi, người già và học sinh vẫn được đi miễn phí.</p>")
	return files
}

// TestLearnedLines finds the line a site prints on all its pages and takes it
// out of all of them, whichever came first, and out of pages that come later;
// words of articles that repeat stay.
func TestLearnedLines(t *testing.T) {
	early, late := learningSite(t, 1, 13), learningSite(t, 13, 21)
	var results []map[string]string
	for _, order := range [][][]string{{early, late}, {late, early}} {
		im := testHouse(t, filepath.Join(t.TempDir(), "archive"))
		for _, files := range order {
			if _, err := im.Import(t.Context(), files, progress.Discard); err != nil {
				t.Fatal(err)
			}
		}
		ledger, err := im.Archive.Ledger(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		if len(ledger) != 1 || ledger[0].Site != "ben-song.example" || ledger[0].Sample != slogan || ledger[0].Articles < learnArticles {
			t.Errorf("ledger %+v", ledger)
		}
		bodies := map[string]string{}
		thanks, speech := 0, 0
		for entry, err := range im.Archive.Walk(t.Context(), 0) {
			if err != nil {
				t.Fatal(err)
			}
			art := &entry.Article
			bodies[art.URL] = art.Body
			alone := strings.Contains("\n"+art.Body+"\n", "\n"+slogan+"\n")
			if alone != (art.Site == "bao-khac.example") {
				t.Errorf("%s: slogan in the text: %v", art.URL, alone)
			}
			if strings.Contains(art.Body, interview) {
				thanks++
			}
			if strings.Contains(art.Body, spoken) {
				speech++
			}
		}
		if len(bodies) != 22 || thanks != 5 || speech != 5 {
			t.Errorf("%d articles, thanks in %d, speech in %d", len(bodies), thanks, speech)
		}
		results = append(results, bodies)

		counters, err := im.Archive.SiteCounters(t.Context(), "ben-song.example")
		if err != nil || len(counters) == 0 || counters[0].Label != "Lượt truy cập" || counters[0].Value < 5000 {
			t.Errorf("counters %+v, %v", counters, err)
		}

		// Nothing changes when all is extracted anew, or imported again.
		before := contents(t, im)
		if _, err := im.Import(t.Context(), early, progress.Discard); err != nil {
			t.Fatal(err)
		}
		if err := im.Learn(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, contents(t, im)); diff != "" {
			t.Error(diff)
		}
		if res := indexed(t, im); len(res) != len(before) {
			t.Errorf("%d articles in the index, %d in the archive", len(res), len(before))
		}
	}
	if diff := cmp.Diff(results[0], results[1]); diff != "" {
		t.Errorf("the order of imports matters:\n%s", diff)
	}
}

// TestLearningIsFinished takes a line out of its articles that a killed run had
// put on the ledger only.
func TestLearningIsFinished(t *testing.T) {
	im := testHouse(t, filepath.Join(t.TempDir(), "archive"))
	if _, err := im.Import(t.Context(), learningSite(t, 1, 4), progress.Discard); err != nil {
		t.Fatal(err)
	}
	line := archive.Line{Site: "ben-song.example", Key: extract.LineKey(slogan), Articles: 3, Learned: true}
	if err := im.Archive.LearnLines(t.Context(), []archive.Line{line}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := im.Learn(t.Context()); err != nil {
			t.Fatal(err)
		}
		for entry, err := range im.Archive.WalkSite(t.Context(), line.Site) {
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains("\n"+entry.Article.Body+"\n", "\n"+slogan+"\n") {
				t.Errorf("%s has it still", entry.Article.URL)
			}
		}
	}
	if list, err := im.Archive.Candidates(t.Context(), 1000); err != nil || len(list) != 0 {
		t.Errorf("not settled: %+v, %v", list, err)
	}
}
