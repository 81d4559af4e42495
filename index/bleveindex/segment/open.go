package segment

import (
	"errors"
	"fmt"
	"os"
	"sync/atomic"

	"github.com/blevesearch/mmap-go"
	api "github.com/blevesearch/scorch_segment_api/v2"
)

// refs counts who holds a segment; bleve opens with one.
type refs struct{ n atomic.Int64 }

// Open maps a segment file. Damage to header, footer or directory is an error
// here; damage to a section is Verify's to find, and reading it gives an error,
// never a crash.
func Open(path string) (*Segment, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() // the mapping outlives it
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() < int64(headerSize+footerSize) {
		return nil, fmt.Errorf("open %s: %w: %d bytes are no segment", path, ErrDamaged, info.Size())
	}
	data, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("map %s: %w", path, err)
	}
	s, err := load(data)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), data.Unmap())
	}
	s.path, s.unmap = path, data.Unmap
	s.refs.n.Store(1)
	return s, nil
}

// AddRef takes a hold of the segment.
func (s *Segment) AddRef() { s.refs.n.Add(1) }

// DecRef lets go of it; the last one unmaps the file.
func (s *Segment) DecRef() error {
	if s.refs.n.Add(-1) == 0 && s.unmap != nil {
		return s.unmap()
	}
	return nil
}

// Close lets go of the opener's hold.
func (s *Segment) Close() error { return s.DecRef() }

// Mapped is a segment as scorch holds it once it is a file. scorch takes whatever
// has a Path for one, so a segment that was just built has none.
type Mapped struct{ *Segment }

// Path gives the file of the segment.
func (m Mapped) Path() string { return m.path }

// Of gives a segment of our own format as scorch holds it, nil for any other.
func Of(s api.Segment) *Segment {
	switch s := s.(type) {
	case *Segment:
		return s
	case Mapped:
		return s.Segment
	}
	return nil
}

// Size gives what it takes of memory that is not mapped, in bytes.
func (s *Segment) Size() int {
	if s.path != "" {
		return 1 << 10 * (1 + len(s.fields))
	}
	return len(s.data)
}

// persist writes a segment in memory to a file and syncs it.
func (s *Segment) persist(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(s.data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(path)
		return fmt.Errorf("write segment %s: %w", path, err)
	}
	return nil
}
