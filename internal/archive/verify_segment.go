package archive

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"

	"github.com/klauspost/compress/gzip"

	"khobao/internal/cores"
	"khobao/internal/failure"
)

// span is a piece of a file.
type span struct{ from, to int64 }

// segments checks the originals: every record the catalogue knows, the head of
// every segment, and what stands between.
func (v *verifier) segments(files []fileRow) error {
	lengths := map[int]int64{}
	covered := map[int][]span{}
	for _, f := range files {
		if f.kind == "original" && v.size(f, v.a.reader) {
			lengths[f.n] = f.length
			covered[f.n] = []span{{0, f.head.length}}
			v.segmentHead(f)
		}
	}
	var page []Capture
	check := func() error {
		problems := make([]*Problem, len(page))
		err := cores.Each(len(page), func() func(int) error {
			return func(i int) error {
				if lengths[page[i].Segment] > 0 { // else missing, and reported
					problems[i] = v.record(page[i])
				}
				return v.ctx.Err()
			}
		})
		for _, p := range problems {
			if p != nil {
				v.found(*p)
			}
		}
		for _, c := range page {
			covered[c.Segment] = cover(covered[c.Segment], span{c.Offset, c.Offset + c.Length})
		}
		page = page[:0]
		return err
	}
	for c, err := range v.a.WalkCaptures(v.ctx) {
		if err != nil {
			return err
		}
		if _, known := lengths[c.Segment]; known && c.Offset+c.Length > lengths[c.Segment] {
			continue // committed since Verify began
		}
		if page = append(page, c); len(page) == walkPage {
			if err := check(); err != nil {
				return err
			}
		}
	}
	if err := check(); err != nil {
		return err
	}
	for _, f := range files {
		if f.kind != "original" || lengths[f.n] == 0 {
			continue
		}
		if err := v.gaps(f, covered[f.n]); err != nil {
			return err
		}
	}
	return nil
}

// cover adds a span; records mostly follow each other.
func cover(list []span, s span) []span {
	if n := len(list); n > 0 && list[n-1].to == s.from {
		list[n-1].to = s.to
		return list
	}
	return append(list, s)
}

// segmentHead checks the warcinfo record a segment begins with.
func (v *verifier) segmentHead(f fileRow) {
	data, err := v.bytes(f, span{0, f.head.length})
	if err == nil && crc32.Checksum(data, castagnoli) != f.head.crc {
		err = errors.New("checksum of the first record does not match")
	}
	if err != nil {
		v.found(Problem{File: f.name(), Offset: 0, What: FaultBytes, Detail: err.Error()})
	}
}

func (v *verifier) bytes(f fileRow, s span) ([]byte, error) {
	file, err := v.a.reader.open(f.n)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.NewSectionReader(file, s.from, s.to-s.from))
	if err == nil && int64(len(data)) != s.to-s.from {
		err = io.ErrUnexpectedEOF
	}
	return data, err
}

// record checks one original.
func (v *verifier) record(c Capture) *Problem {
	p := Problem{File: fileRow{kind: "original", n: c.Segment}.name(), Offset: c.Offset, Object: c.ID}
	data, err := v.a.record(c)
	if err != nil {
		p.What, p.Detail = FaultBytes, reason(err)
		return &p
	}
	original, err := fromRecord(data, c)
	if err == nil && newCaptureID(keyOf(&original), sha256.Sum256(original.Body)).String() != c.ID {
		err = errors.New("id does not match address and digest")
	}
	if err != nil {
		p.What, p.Detail = FaultDigest, err.Error()
		return &p
	}
	return nil
}

// reason gives the cause without what the problem says already.
func reason(err error) string {
	var f *failure.Error
	if errors.As(err, &f) && f.Err != nil {
		return f.Err.Error()
	}
	return err.Error()
}

// gaps checks what no capture refers to: originals that were kept and whose
// commit never came. They must still be whole records.
func (v *verifier) gaps(f fileRow, covered []span) error {
	slices.SortFunc(covered, func(a, b span) int { return int(min(max(a.from-b.from, -1), 1)) })
	var at int64
	for _, s := range append(covered, span{f.length, f.length}) {
		if s.from < at {
			v.found(Problem{File: f.name(), Offset: s.from, What: FaultReference, Detail: "records overlap"})
		}
		if s.from > at {
			if err := v.gap(f, span{at, s.from}); err != nil {
				return err
			}
		}
		at = max(at, s.to)
	}
	return nil
}

func (v *verifier) gap(f fileRow, s span) error {
	data, err := v.bytes(f, s)
	if err != nil {
		return nil // cut, and reported
	}
	r := bytes.NewReader(data)
	for r.Len() > 0 {
		at := s.to - int64(r.Len())
		if err := v.ctx.Err(); err != nil {
			return err
		}
		z, err := gzip.NewReader(r)
		if err == nil {
			z.Multistream(false)
			_, err = io.Copy(io.Discard, z)
		}
		if err != nil {
			v.found(Problem{File: f.name(), Offset: at, What: FaultUnknown, Detail: fmt.Sprintf("unpack record: %v", err)})
			return nil
		}
	}
	return nil
}
