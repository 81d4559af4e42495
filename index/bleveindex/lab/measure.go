package lab

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Limits of a class: passes over its queries, the first not counted, and the
// time after which it stops.
const (
	passes   = 4
	classCap = 40 * time.Second
)

// Class is what one class of queries took. Times are in milliseconds: of each
// query the median of its passes, then percentiles over the queries.
type Class struct {
	Name      string   `json:"class"`
	Queries   int      `json:"queries"`
	MeanHits  float64  `json:"mean_hits"`
	ThreadP50 float64  `json:"thread_p50"`
	ThreadP95 float64  `json:"thread_p95"`
	Thread    float64  `json:"thread_mean"`
	Process   float64  `json:"process_mean"`
	WallP50   float64  `json:"wall_p50"`
	WallP95   float64  `json:"wall_p95"`
	Load      float64  `json:"load"`
	Answers   []string `json:"-"` // query line, tab, answer
}

// Measure asks every query of a file of queries, class by class in the order of
// the file.
func (x *Index) Measure(ctx context.Context, queries string) ([]Class, error) {
	names, byClass, err := readQueries(queries)
	if err != nil {
		return nil, err
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for _, name := range names { // warm the page cache and the branch predictors
		for _, q := range byClass[name] {
			if _, err := x.Ask(ctx, q); err != nil {
				return nil, err
			}
		}
	}
	var all []Class
	for _, name := range names {
		c, err := x.measure(ctx, name, byClass[name])
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func readQueries(name string) (names []string, byClass map[string][][]string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	byClass = map[string][][]string{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		q := strings.Split(lines.Text(), "\t")
		if byClass[q[0]] == nil {
			names = append(names, q[0])
		}
		byClass[q[0]] = append(byClass[q[0]], q)
	}
	return names, byClass, lines.Err()
}

func (x *Index) measure(ctx context.Context, name string, queries [][]string) (Class, error) {
	c := Class{Name: name, Queries: len(queries)}
	thread, wall := make([][]float64, len(queries)), make([][]float64, len(queries))
	start, calls := time.Now(), 0
	var process time.Duration
	for pass := range passes {
		for i, q := range queries {
			p0, t0, w0 := ProcessCPU(), ThreadCPU(), time.Now()
			answer, err := x.Ask(ctx, q)
			if err != nil {
				return c, err
			}
			w, t, p := time.Since(w0), ThreadCPU()-t0, ProcessCPU()-p0
			if pass == 0 {
				c.Answers = append(c.Answers, strings.Join(q, "\t")+"\t"+answer)
				hits, _, _ := strings.Cut(answer, " ")
				n, _ := strconv.Atoi(hits)
				c.MeanHits += float64(n) / float64(len(queries))
				continue
			}
			thread[i] = append(thread[i], ms(t))
			wall[i] = append(wall[i], ms(w))
			process += p
			calls++
		}
		if time.Since(start) > classCap {
			break
		}
	}
	c.ThreadP50, c.ThreadP95, c.Thread = percentiles(thread)
	c.WallP50, c.WallP95, _ = percentiles(wall)
	c.Process = ms(process) / float64(max(calls, 1))
	c.Load = Load()
	return c, nil
}

func ms(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

// percentiles takes the median of each query's times.
func percentiles(times [][]float64) (p50, p95, mean float64) {
	var medians []float64
	for _, t := range times {
		if len(t) == 0 {
			continue
		}
		slices.Sort(t)
		medians = append(medians, t[len(t)/2])
		mean += t[len(t)/2] / float64(len(times))
	}
	if len(medians) == 0 {
		return 0, 0, 0
	}
	slices.Sort(medians)
	return medians[len(medians)/2], medians[len(medians)*95/100], mean
}

// Row is the class as a line of the table that engines share.
func (c Class) Row(engine, index string) string {
	return fmt.Sprintf("%s\t%s\t%s\texact\t%d\t%.0f\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.2f\n",
		engine, index, c.Name, c.Queries, c.MeanHits, c.ThreadP50, c.ThreadP95, c.Thread, c.Process, c.WallP50, c.WallP95, c.Load)
}
