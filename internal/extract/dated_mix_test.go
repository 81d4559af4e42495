package extract

import (
	"encoding/json"
	"testing"
	"time"

	"khobao/index"
	"khobao/internal/testkit"
)

// TestPrintedDates reads the dates of real articles as printed: right to the
// minute where a clock is printed, else to the day.
func TestPrintedDates(t *testing.T) {
	right, all := 0, 0
	for _, line := range testkit.Lines(t, "news", "dated-mix.jsonl.zst") {
		var row struct {
			RawDate string `json:"raw_date"`
			Date    *string
		}
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		if row.RawDate == "" || row.Date == nil {
			continue
		}
		all++
		want, err := time.Parse(time.RFC3339, *row.Date)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := ParseDate(row.RawDate, time.Time{})
		layout := "2006-01-02T15:04"
		if got.Day {
			layout = time.DateOnly
		}
		if !got.IsZero() && got.Time.Format(layout) == want.In(index.Zone).Format(layout) && (!got.Day || want.In(index.Zone).Hour() == 0) {
			right++
		} else if all-right < 20 {
			t.Logf("%q: got %s, want %s", row.RawDate, got, *row.Date)
		}
	}
	if all == 0 {
		t.Fatal("no dates read")
	}
	t.Logf("%d of %d dates right (%.2f %%)", right, all, 100*float64(right)/float64(all))
	if right*1000 < all*995 {
		t.Errorf("under 99.5 %%")
	}
}
