package progress

import (
	"fmt"
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

func TestSpansAreNoFinerThanAnEstimate(t *testing.T) {
	texts := words{"progress.seconds": "seconds", "progress.minutes": "minutes", "progress.hours": "hours"}
	for d, want := range map[time.Duration]string{
		0: "seconds", 89 * time.Second: "seconds", 90 * time.Second: "minutes", 59 * time.Minute: "minutes",
		59*time.Minute + 30*time.Second: "hours", 26 * time.Hour: "hours",
	} {
		if got := span(d, texts); got != want {
			t.Errorf("%v is told in %s, want %s", d, got, want)
		}
	}
}

func TestNumbersOfANoteAreWritten(t *testing.T) {
	var out strings.Builder
	Plain(&out, numbered{})(Event{Note: &Note{Key: "note", Args: []string{"Count", "1499"}}})
	if got := out.String(); got != "note Count <1499>\n" {
		t.Errorf("%q", got)
	}
}

// numbered shows which values are numbers.
type numbered struct{}

func (numbered) Text(key string, args ...any) string {
	for _, a := range args {
		switch a := a.(type) {
		case int:
			key += fmt.Sprintf(" <%d>", a)
		default:
			key += fmt.Sprint(" ", a)
		}
	}
	return key
}

func (numbered) Number(int) string { return "" }

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
