package segment

import (
	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/bleve_index_api"
	api "github.com/blevesearch/scorch_segment_api/v2"
)

// Plugin is the format as scorch takes it: scorch.RegisterSegmentPlugin(Plugin{}, …).
// Of the configurations bleve passes along it knows MergeWorkers; others concern
// encryption and vectors, which the format has none of.
type Plugin struct{}

// Type gives the name of the format.
func (Plugin) Type() string { return Type }

// Version gives its version.
func (Plugin) Version() uint32 { return Version }

// New builds a segment in memory and gives its size in bytes.
func (Plugin) New(docs []bleve.Document) (api.Segment, uint64, error) {
	s, err := build(docs)
	if err != nil {
		return nil, 0, err
	}
	return s, uint64(len(s.data)), nil
}

// NewUsing is New.
func (p Plugin) NewUsing(docs []bleve.Document, _ map[string]any) (api.Segment, uint64, error) {
	return p.New(docs)
}

// Open maps a file.
func (Plugin) Open(path string) (api.Segment, error) {
	s, err := Open(path)
	if err != nil {
		return nil, err
	}
	return Mapped{s}, nil
}

// OpenUsing is Open.
func (p Plugin) OpenUsing(path string, _ map[string]any) (api.Segment, error) { return p.Open(path) }

// MergeWorkers is the key of bleve's configuration that says how many workers merges
// have, an int; one where it is missing, which leaves the other cores to searches.
const MergeWorkers = "mergeWorkers"

// MergeUsing writes the documents that are not in drops to a new file. It stops when
// stop is closed.
func (Plugin) MergeUsing(segments []api.Segment, drops []*roaring.Bitmap, path string, stop chan struct{}, r api.StatsReporter, config map[string]any) ([][]uint64, uint64, error) {
	own, err := ours(segments)
	if err != nil {
		return nil, 0, err
	}
	workers, _ := config[MergeWorkers].(int)
	numbers, n, err := merge(own, drops, path, workers, stop)
	if err != nil {
		return nil, 0, err
	}
	if r != nil {
		r.ReportBytesWritten(uint64(n))
	}
	return numbers, uint64(n), nil
}

// Merge is MergeUsing without a configuration.
func (p Plugin) Merge(segments []api.Segment, drops []*roaring.Bitmap, path string, stop chan struct{}, r api.StatsReporter) ([][]uint64, uint64, error) {
	return p.MergeUsing(segments, drops, path, stop, r, nil)
}
