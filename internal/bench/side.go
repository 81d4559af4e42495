package bench

import (
	"errors"
	"io/fs"
	"path/filepath"
	"runtime/debug"
	"time"

	"khobao/index/bleveindex/lab"
	"khobao/internal/failure"
)

// Side is what one side took.
type Side struct {
	Searchable   int     `json:"searchable"` // articles; those with the text of another are left out
	Wall         float64 `json:"build_wall_s"`
	CPU          float64 `json:"build_cpu_s"`
	PerSecond    float64 `json:"articles_per_s"`
	PerCPU       float64 `json:"articles_per_cpu_s"`
	Building     int64   `json:"building_anonymous_bytes"`
	IndexBytes   int64   `json:"index_bytes"`
	ArchiveBytes int64   `json:"archive_bytes,omitempty"` // catalogue, originals and texts
	Serving      int64   `json:"serving_anonymous_bytes"`
	Peak         int64   `json:"peak_bytes"`
	Classes      []Class `json:"classes"`
}

// building measures what building takes.
func (s *Side) building(build func() error) error {
	most := lab.WatchMemory()
	wall, cpu := time.Now(), lab.ProcessCPU()
	err := build()
	s.Wall, s.CPU = time.Since(wall).Seconds(), (lab.ProcessCPU() - cpu).Seconds()
	s.Building = most()
	debug.FreeOSMemory() // what is left of it is not the searches' to collect
	return err
}

func (s *Side) rate(articles int) {
	s.Searchable = articles
	s.PerSecond, s.PerCPU = float64(articles)/max(s.Wall, 1e-3), float64(articles)/max(s.CPU, 1e-3)
}

// asking measures the memory of searches.
func (s *Side) asking(ask func() error) error {
	most := lab.WatchMemory()
	err := ask()
	s.Serving, s.Peak = most(), lab.Peak()
	return err
}

func bytesBelow(dir string) (int64, error) {
	var total int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // a merge took it away
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			total += info.Size()
		}
		return err
	})
	if err != nil {
		return 0, failure.New(failure.Unreadable, dir, err)
	}
	return total, nil
}
