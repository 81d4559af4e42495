package archive

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"sync"
	"time"

	"khobao/internal/warc"
)

// segmentSize is where a segment is closed and the next begun, unless Options
// say otherwise: 1 GiB, as web archives are used to.
const segmentSize = 1 << 30

func segmentName(n int) string { return fmt.Sprintf("segment-%06d.warc.gz", n) }

// head is what a segment begins with: a warcinfo record.
type head struct {
	length int64
	crc    uint32
}

// segments writes originals. mu is held for the whole of a Keep.
type segments struct {
	mu  sync.Mutex
	out *appender

	headMu sync.Mutex
	heads  map[int]head // of segments begun by this process
}

func newSegments(dir string, size int64, archiveID string, now func() time.Time) *segments {
	s := &segments{heads: map[int]head{}}
	s.out = newAppender(dir, segmentName, size, func(n int) ([]byte, error) {
		var b bytes.Buffer
		_, err := warc.WriteRecord(&b, warc.Info(segmentName(n), now().UTC().Truncate(time.Second), []warc.Field{
			{Name: "software", Value: "khobao"},
			{Name: "format", Value: "WARC File Format 1.1"},
			{Name: "conformsTo", Value: "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
			{Name: "isPartOf", Value: archiveID},
		}))
		s.headMu.Lock()
		defer s.headMu.Unlock()
		s.heads[n] = head{int64(b.Len()), crc32.Checksum(b.Bytes(), castagnoli)}
		return b.Bytes(), err
	})
	return s
}

func (s *segments) head(n int) head {
	s.headMu.Lock()
	defer s.headMu.Unlock()
	return s.heads[n]
}
