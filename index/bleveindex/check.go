package bleveindex

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"

	"khobao/index/bleveindex/boltfile"
	"khobao/index/bleveindex/segment"
)

// checkZap compares the checksum at the end of a zap file with its bytes: the
// last four are the CRC-32 (IEEE, big endian) of all before. Bleve never does.
func checkZap(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	body := info.Size() - 4
	if body < 0 {
		return fmt.Errorf("only %d bytes", info.Size())
	}
	sum := crc32.NewIEEE()
	if _, err := io.CopyBuffer(struct{ io.Writer }{sum}, io.LimitReader(f, body), make([]byte, 1<<20)); err != nil {
		return err
	}
	var last [4]byte
	if _, err := io.ReadFull(f, last[:]); err != nil {
		return err
	}
	if sum.Sum32() != binary.BigEndian.Uint32(last[:]) {
		return errors.New("checksum differs")
	}
	return nil
}

// checkOwn compares the checksums of a file of our own format.
func checkOwn(path string) error {
	s, err := segment.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(s.Verify(), s.Close())
}

// newestFiles reads from root.bolt which segment files the newest snapshot is
// made of. It does not need scorch.
func newestFiles(dir string) ([]string, error) {
	var (
		snapshot []byte
		files    []string
		empty    = true
	)
	err := boltfile.Walk(filepath.Join(dir, boltName), func(path [][]byte, key, value []byte) error {
		// s / snapshot / segment / p: path of the segment file
		if len(path) < 2 || string(path[0]) != "s" || string(path[1]) == "t" {
			return nil
		}
		if empty = false; !bytes.Equal(path[1], snapshot) {
			snapshot, files = bytes.Clone(path[1]), nil
		}
		if len(path) == 3 && string(key) == "p" {
			name := string(value)
			if name != filepath.Base(name) || !strings.HasSuffix(name, ".zap") {
				return fmt.Errorf("segment file is called %q", name)
			}
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if empty {
		return nil, nil
	}
	return files, nil
}

// checkFiles checks segment files one by one.
func checkFiles(ctx context.Context, format SegmentFormat, paths []string) error {
	for _, p := range paths {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := guarded("check segment", func() error { return format.Check(p) }); err != nil {
			return fmt.Errorf("check %s: %w", p, err)
		}
	}
	return nil
}

// damage is what makes an index unusable until it is rebuilt.
type damage struct{ err error }

func (d *damage) Error() string { return d.err.Error() }
func (d *damage) Unwrap() error { return d.err }

func damaged(format string, args ...any) error {
	return &damage{fmt.Errorf(format, args...)}
}

func isDamage(err error) bool {
	var d *damage
	var p *panicked
	return errors.As(err, &d) || errors.As(err, &p) || errors.Is(err, segment.ErrDamaged)
}
