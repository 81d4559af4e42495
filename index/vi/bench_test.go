//go:build unix

package vi

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// cpu is the processor time of this process. Benchmarks report by it, because
// the clock also counts what other processes of the machine do.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // the arguments are right, so it cannot fail
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// perCPU runs f and reports the bytes and the tokens it read in a second of
// processor time.
func perCPU(b *testing.B, bytes int, f func() (tokens int)) {
	b.ReportAllocs()
	n, rounds, start := 0, 0, cpu()
	for b.Loop() {
		n += f()
		rounds++
	}
	seconds := (cpu() - start).Seconds()
	b.ReportMetric(float64(bytes)*float64(rounds)/1e6/seconds, "MB/cpu-s")
	b.ReportMetric(float64(n)/1e6/seconds, "Mtokens/cpu-s")
}

func BenchmarkTokenizer(b *testing.B) {
	text := strings.Repeat(sampleText, 200)
	for _, c := range []struct{ name, text string }{
		{"NFC", text}, {"NFD", decomposed(text)}, {"bare", Fold(text)},
	} {
		b.Run(c.name, func(b *testing.B) {
			var t Tokenizer
			perCPU(b, len(c.text), func() (n int) {
				for t.Reset(c.text); t.Next(); n++ {
				}
				return n
			})
		})
	}
}

func BenchmarkTokens(b *testing.B) {
	perCPU(b, len(sampleText), func() int { return len(Tokens(sampleText)) })
}

func BenchmarkFold(b *testing.B) {
	perCPU(b, len(sampleText), func() int { return len(Fold(sampleText)) })
}

func BenchmarkWords(b *testing.B) {
	tokens := Tokens(strings.Repeat(sampleText, 200))
	l := NewLexicon()
	var dst []Word
	perCPU(b, 200*len(sampleText), func() int {
		dst = l.Words(tokens, dst[:0])
		return len(tokens)
	})
}

func BenchmarkTokensAndWords(b *testing.B) {
	l := NewLexicon()
	var dst []Word
	perCPU(b, len(sampleText), func() int {
		tokens := Tokens(sampleText)
		dst = l.Words(tokens, dst[:0])
		return len(tokens)
	})
}

func BenchmarkLearner(b *testing.B) {
	tokens := Tokens(sampleText)
	var c Learner
	perCPU(b, len(sampleText), func() int {
		c.Add(tokens)
		return len(tokens)
	})
}

func BenchmarkNewLexicon(b *testing.B) {
	perCPU(b, 0, func() int { return NewLexicon().Len() })
}
