package segment

import (
	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/bleve_index_api"
	api "github.com/blevesearch/scorch_segment_api/v2"
)

// Plugin is the format as scorch takes it: scorch.RegisterSegmentPlugin(Plugin{}, …).
// The configurations bleve passes along concern encryption and vectors, which
// the format has none of.
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

// Merge writes the documents that are not in drops to a new file. It stops when
// stop is closed.
func (Plugin) Merge(segments []api.Segment, drops []*roaring.Bitmap, path string, stop chan struct{}, r api.StatsReporter) ([][]uint64, uint64, error) {
	own, err := ours(segments)
	if err != nil {
		return nil, 0, err
	}
	numbers, n, err := merge(own, drops, path, stop)
	if err != nil {
		return nil, 0, err
	}
	if r != nil {
		r.ReportBytesWritten(uint64(n))
	}
	return numbers, uint64(n), nil
}

// MergeUsing is Merge.
func (p Plugin) MergeUsing(segments []api.Segment, drops []*roaring.Bitmap, path string, stop chan struct{}, r api.StatsReporter, _ map[string]any) ([][]uint64, uint64, error) {
	return p.Merge(segments, drops, path, stop, r)
}
