package bleveindex

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
)

// Beside the scorch files a generation keeps notes of ours:
//
//	meta.json  the versions it was made with; written once
//	record     inside scorch, in each batch: sequence number, articles, epoch
//	applied    the record of the last batch acknowledged, written after it
//	closed     size and checksum of root.bolt after a clean end; removed at start
//
// Scorch goes back to an older snapshot without a word when a file of the newest
// is gone: then record is behind applied, and the start says so.

// meta is what a generation was made with.
type meta struct {
	Schema   string `json:"schema"`
	Analysis int    `json:"analysis"`
	Segment  string `json:"segment"`
}

const (
	metaName    = "meta.json"
	appliedName = "applied"
	closedName  = "closed"
	boltName    = "root.bolt"
)

func (m meta) write(dir string) error {
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("write %s: %w", metaName, err)
	}
	return writeFile(filepath.Join(dir, metaName), append(data, '\n'))
}

func readMeta(dir string) (meta, error) {
	var m meta
	data, err := os.ReadFile(filepath.Join(dir, metaName))
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("read %s: %w", filepath.Join(dir, metaName), err)
	}
	return m, nil
}

// recordKey is where scorch keeps the record.
var recordKey = []byte("khobao")

// record says what an index holds after a batch.
type record struct {
	seq      uint64 // of the last batch
	articles uint64
	epoch    uint64 // grows by one a batch and goes on over generations
}

func (r record) marshal() []byte {
	b := binary.BigEndian.AppendUint64(nil, r.seq)
	b = binary.BigEndian.AppendUint64(b, r.articles)
	b = binary.BigEndian.AppendUint64(b, r.epoch)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

var errRecord = errors.New("record of the last batch is damaged")

func parseRecord(b []byte) (record, error) {
	if len(b) != 28 || crc32.ChecksumIEEE(b[:24]) != binary.BigEndian.Uint32(b[24:]) {
		return record{}, errRecord
	}
	return record{
		seq:      binary.BigEndian.Uint64(b),
		articles: binary.BigEndian.Uint64(b[8:]),
		epoch:    binary.BigEndian.Uint64(b[16:]),
	}, nil
}

// writeApplied notes the last batch acknowledged. It is written over in place
// and not synced: a torn or an old note only makes the check at start weaker.
func writeApplied(dir string, r record) error {
	f, err := os.OpenFile(filepath.Join(dir, appliedName), os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return storageError(err)
	}
	_, err = f.WriteAt(r.marshal(), 0)
	return storageError(errors.Join(err, f.Close()))
}

// readApplied gives the note of the last batch; ok is false when there is none to trust.
func readApplied(dir string) (r record, ok bool) {
	b, err := os.ReadFile(filepath.Join(dir, appliedName))
	if err != nil {
		return record{}, false
	}
	r, err = parseRecord(b)
	return r, err == nil
}

// writeClosed seals root.bolt at a clean end.
func writeClosed(dir string) error {
	sum, err := boltSum(dir)
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(dir, closedName), []byte(sum))
}

// checkClosed compares root.bolt with its seal, if the last end was a clean one.
func checkClosed(dir string) error {
	want, err := os.ReadFile(filepath.Join(dir, closedName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	got, err := boltSum(dir)
	if err != nil {
		return err
	}
	if got != string(want) {
		return fmt.Errorf("%s was changed after it was closed", boltName)
	}
	return nil
}

func removeClosed(dir string) error {
	err := os.Remove(filepath.Join(dir, closedName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func boltSum(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, boltName))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d %08x\n", len(b), crc32.ChecksumIEEE(b)), nil
}
