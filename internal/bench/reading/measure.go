package reading

import (
	"context"
	"time"

	"khobao/index"
	"khobao/index/bleveindex/lab"
	"khobao/internal/annotate"
	"khobao/internal/extract"
	"khobao/internal/page"
)

// Report is what a run found.
type Report struct {
	Pages   int     `json:"pages"`
	Known   int     `json:"known"` // pages for which it is known what is right
	Bytes   int64   `json:"bytes"`
	Load    float64 `json:"load"`
	Readers []Score `json:"readers"`
	Stages  []Stage `json:"stages"`
}

// Stage is one stage's part of the time a page takes.
type Stage struct {
	Name         string  `json:"name"`
	Share        float64 `json:"share"`
	Microseconds float64 `json:"us_per_page"`
}

// Measure reads the pages by each way of reading there is: once to compare, and
// so many rounds to measure the processor time.
func Measure(ctx context.Context, pages []Page, rounds int) (*Report, error) {
	out := &Report{Pages: len(pages)}
	for _, p := range pages {
		out.Bytes += int64(len(p.Page.Body))
		if p.Want != nil {
			out.Known++
		}
	}
	ruled, err := extract.New(extract.Options{})
	if err != nil {
		return nil, err
	}
	general, err := extract.New(extract.Options{NoRules: true})
	if err != nil {
		return nil, err
	}
	for _, r := range []struct {
		name string
		read reader
	}{{"khobao", ruled.Extract}, {"khobao --no-rules", general.Extract}, {"go-readability", readReadable}, {"JSON-LD", extract.LinkedOnly}} {
		score, err := score(ctx, r.name, r.read, pages, rounds)
		if err != nil {
			return nil, err
		}
		out.Readers = append(out.Readers, score)
	}
	out.Stages, err = stagesOf(ctx, pages)
	out.Load = lab.Load()
	return out, err
}

// reader makes an article of a page.
type reader func(context.Context, *page.Page) (index.Article, error)

func score(ctx context.Context, name string, read reader, pages []Page, rounds int) (Score, error) {
	s := Score{Name: name, Fields: map[string]Share{}}
	for i := range pages {
		art, err := read(ctx, &pages[i].Page)
		if ctx.Err() != nil {
			return s, ctx.Err()
		}
		if err != nil {
			s.Failed++
		}
		if want := pages[i].Want; want != nil {
			s.add(&art, want)
		}
	}
	before := lab.ProcessCPU()
	for range rounds {
		for i := range pages {
			_, _ = read(ctx, &pages[i].Page) // counted above
			if ctx.Err() != nil {
				return s, ctx.Err()
			}
		}
	}
	s.PerCPU = float64(rounds*len(pages)) / max((lab.ProcessCPU()-before).Seconds(), 1e-6)
	return s, nil
}

// stagesOf measures where the time of one reading goes, annotation included.
func stagesOf(ctx context.Context, pages []Page) ([]Stage, error) {
	took := map[string]time.Duration{}
	x, err := extract.New(extract.Options{Lap: func(stage string, d time.Duration) { took[stage] += d }})
	if err != nil {
		return nil, err
	}
	annotator, err := annotate.New()
	if err != nil {
		return nil, err
	}
	for i := range pages {
		art, err := x.Extract(ctx, &pages[i].Page)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil || art.Kind != index.KindArticle {
			continue
		}
		begun := time.Now()
		annotator.Annotate(&art)
		took["annotate"] += time.Since(begun)
	}
	names := append(append([]string{}, extract.Stages...), "annotate")
	var all time.Duration
	for _, n := range names {
		all += took[n]
	}
	stages := make([]Stage, len(names))
	for i, n := range names {
		stages[i] = Stage{n, float64(took[n]) / float64(max(all, 1)), float64(took[n].Microseconds()) / float64(len(pages))}
	}
	return stages, nil
}
