package progress

import (
	"strings"
	"testing"
	"time"
)

// words stands in for the catalogue: it gives keys back with their values.
type words map[string]string

func (w words) Text(key string, args ...any) string {
	text, ok := w[key]
	if !ok {
		return key
	}
	for i := 0; i+1 < len(args); i += 2 {
		if s, ok := args[i+1].(string); ok {
			text = strings.ReplaceAll(text, "{"+args[i].(string)+"}", s)
		}
	}
	return text
}

func (words) Number(n int) string { return strings.Repeat("I", n) }

func TestPlainTellsSeldomAndAlwaysAtTheEnd(t *testing.T) {
	var out strings.Builder
	sink := Plain(&out, words{"progress.step": "{Phase}", "phase.import": "import"})
	for i := range 100 {
		sink(Event{Step: &Step{Phase: "import", Done: int64(i), Total: 100, Elapsed: time.Duration(i) * 10 * time.Millisecond}})
	}
	if out.Len() != 0 {
		t.Errorf("a second of work told %q", out.String())
	}
	sink(Event{Step: &Step{Phase: "import", Elapsed: 3 * time.Second}})
	sink(Event{Step: &Step{Phase: "import", Elapsed: 3 * time.Second, Last: true}})
	if got := strings.Count(out.String(), "import"); got != 2 {
		t.Errorf("told %d times: %q", got, out.String())
	}
}

func TestFailureLineNamesItsThing(t *testing.T) {
	texts := words{"reason.torn": "{Object} is torn", "reason.big": "too big", "failure.damaged": "{Object} is damaged"}
	for _, c := range []struct {
		f    Failure
		want string
	}{
		{Failure{Object: "a.zip", Kind: "damaged", Code: "torn"}, "a.zip is torn"},
		{Failure{Object: "a.zip", Kind: "damaged", Code: "big"}, "a.zip: too big"},
		{Failure{Object: "a.zip", Kind: "damaged", Code: "unknown"}, "a.zip is damaged"},
		{Failure{Object: "a.zip", Kind: "damaged"}, "a.zip is damaged"},
	} {
		if got := FailureLine(c.f, texts); got != c.want {
			t.Errorf("%+v: %q, want %q", c.f, got, c.want)
		}
	}
}

func TestRateAndTimeLeft(t *testing.T) {
	s := Step{Done: 25, Total: 100, Items: 50, Elapsed: 5 * time.Second}
	if s.Rate() != 10 || s.Left() != 15*time.Second {
		t.Errorf("rate %v, left %v", s.Rate(), s.Left())
	}
	for _, none := range []Step{{}, {Done: 1}, {Done: 100, Total: 100, Elapsed: time.Second}} {
		if none.Left() != 0 {
			t.Errorf("%+v: %v left", none, none.Left())
		}
	}
}
