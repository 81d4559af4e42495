package topk

// Reading is one way to read a word: the scores of its clauses, none of which has
// readings itself, add up, and their sum counts Weight times.
type Reading struct {
	Clauses []Clause
	Weight  float32
}

func readingRuns(readings []Reading) [][]run {
	runs := make([][]run, len(readings))
	for i, reading := range readings {
		runs[i] = make([]run, len(reading.Clauses))
		for k := range reading.Clauses {
			runs[i][k] = newRun(&reading.Clauses[k])
		}
	}
	return runs
}

// roomForReadings makes room for what bound notes of so many windows.
func (r *run) roomForReadings(windows int) {
	for _, runs := range r.readings {
		for i := range runs {
			runs[i].starts, runs[i].most = make([]int32, windows), make([]float32, windows)
		}
	}
}

func (r *run) boundReadings(w int, from, to uint32) float32 {
	for i, runs := range r.readings {
		sum := float32(0)
		for k := range runs {
			sum += runs[k].bound(w, from, to)
		}
		r.most[w] = max(r.most[w], sum*r.clause.Readings[i].Weight)
	}
	return r.most[w]
}

func (r *run) addReadings(w int, from uint32, scores *[window]float32) error {
	if r.sum == nil {
		r.sum, r.best = new([window]float32), new([window]float32)
	}
	for i, runs := range r.readings {
		for k := range runs {
			if err := runs[k].addAll(w, from, r.sum); err != nil {
				return err
			}
		}
		weight := r.clause.Readings[i].Weight
		for at, sum := range r.sum {
			r.best[at] = max(r.best[at], sum*weight)
		}
		clear(r.sum[:])
	}
	for at, best := range r.best {
		scores[at] += best
	}
	clear(r.best[:])
	return nil
}

func (s *sieve) lookReadings(w int, r *run, n int, scores *[window]float32) error {
	clear(s.best[:n])
	for i, runs := range r.readings {
		clear(s.sum[:n])
		for k := range runs {
			if err := s.look(w, &runs[k], n, &s.sum); err != nil {
				return err
			}
		}
		weight := r.clause.Readings[i].Weight
		for k, sum := range s.sum[:n] {
			s.best[k] = max(s.best[k], sum*weight)
		}
	}
	for k, best := range s.best[:n] {
		scores[k] += best
	}
	return nil
}
