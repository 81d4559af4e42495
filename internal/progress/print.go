package progress

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
)

// Texts gives the words of a printer; internal/locale's Printer is one.
type Texts interface {
	Text(key string, args ...any) string
	Number(n int) string
}

// every is how long a plain printer stays silent between steps: often enough to
// see life, seldom enough for a log file.
const every = 2 * time.Second

// Plain prints a line every few seconds and each failure as it comes.
func Plain(w io.Writer, t Texts) Sink {
	var last time.Duration
	return func(e Event) {
		switch {
		case e.Step != nil:
			if !e.Step.Last && e.Step.Elapsed-last < every {
				return
			}
			last = e.Step.Elapsed
			fmt.Fprintln(w, stepLine(e.Step, t))
			if e.Step.Last {
				last = 0
			}
		default:
			printOther(w, t, e)
		}
	}
}

// Bar draws a progress bar with rate and time left; failures and notes appear
// above it.
func Bar(w io.Writer, t Texts) Sink {
	var bar *progressbar.ProgressBar
	return func(e Event) {
		if e.Step == nil {
			if bar != nil {
				_ = bar.Clear()
			}
			printOther(w, t, e)
			return
		}
		s := e.Step
		if bar == nil {
			bar = progressbar.NewOptions64(max(s.Total, 1),
				progressbar.OptionSetWriter(w), progressbar.OptionSetWidth(24),
				progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(false),
				progressbar.OptionThrottle(100*time.Millisecond))
		}
		if total := max(s.Total, 1); bar.GetMax64() != total {
			bar.ChangeMax64(total) // a crawl finds more as it goes
		}
		bar.Describe(stepLine(s, t))
		_ = bar.Set64(min(s.Done, max(s.Total, 1)))
		if s.Last {
			_ = bar.Finish()
			bar = nil
			fmt.Fprintln(w, stepLine(s, t))
		}
	}
}

// stepLine is the line of a step. A phase with figures of its own to show, as a
// crawl has, has a text of its own: its values are the counts, and the items a
// minute, since they come slowly.
func stepLine(s *Step, t Texts) string {
	if key := "progress.step-" + s.Phase; t.Text(key) != key {
		args := []any{"Phase", t.Text("phase." + s.Phase), "Items", int(s.Items), "PerMinute", int(60*s.Rate() + 0.5)}
		for name, n := range s.Counts {
			args = append(args, strings.ToUpper(name[:1])+name[1:], n)
		}
		return t.Text(key, args...)
	}
	line := t.Text("progress.step", "Phase", t.Text("phase."+s.Phase), "Items", int(s.Items), "Rate", int(s.Rate()))
	if left := s.Left(); left > 0 && !s.Last {
		line += " · " + t.Text("progress.left", "Left", span(left, t))
	}
	return line
}

// span tells how long something takes, no finer than an estimate is.
func span(d time.Duration, t Texts) string {
	switch minutes := int((d + 30*time.Second) / time.Minute); {
	case minutes >= 60:
		return t.Text("progress.hours", "Hours", minutes/60, "Minutes", minutes%60)
	case minutes >= 2:
		return t.Text("progress.minutes", "Minutes", minutes)
	}
	return t.Text("progress.seconds", "Seconds", int((d+time.Second/2)/time.Second))
}

func printOther(w io.Writer, t Texts, e Event) {
	switch {
	case e.Failure != nil:
		fmt.Fprintln(w, FailureLine(*e.Failure, t))
	case e.Note != nil:
		args := make([]any, len(e.Note.Args))
		for i, a := range e.Note.Args {
			args[i] = a
			if n, err := strconv.Atoi(a); err == nil && i%2 == 1 {
				args[i] = n // written as the language writes numbers
			}
		}
		fmt.Fprintln(w, t.Text(e.Note.Key, args...))
	}
}

// FailureLine tells what happened to which thing: the finer reason where there
// is one, else the kind.
func FailureLine(f Failure, t Texts) string {
	key := "reason." + f.Code
	text := t.Text(key, "Object", f.Object, "Detail", f.Detail)
	if f.Code == "" || text == key {
		text = t.Text("failure."+f.Kind, "Object", f.Object, "Detail", f.Detail)
	}
	if f.Object != "" && !strings.Contains(text, f.Object) {
		text = f.Object + ": " + text // a failure always names its thing
	}
	return text
}
