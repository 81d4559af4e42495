package archive

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"khobao/internal/failure"
)

// The format number of the folder as a whole: which files there are and what
// each is for. It is raised when an older release could misread the folder;
// the catalogue's tables have steps of their own.
//
//	1: originals/, catalogue.db, text/, dictionaries/, OWNER.
const (
	FormatMin     = 1 // oldest that opens
	FormatCurrent = 1 // what Create writes
	FormatMax     = 1 // newest that opens
)

// The parts of an archive folder.
const (
	formatFile    = "ARCHIVE.json"
	originalsDir  = "originals"
	textDir       = "text"
	catalogueFile = "catalogue.db"
	dictionaryDir = "dictionaries"
	ownerFile     = "OWNER"
)

// DictionaryDir is the folder of an archive's own words and abbreviations.
func DictionaryDir(dir string) string { return filepath.Join(dir, dictionaryDir) }

// IndexDir is the folder of the disposable index.
func IndexDir(dir string) string { return filepath.Join(dir, "index") }

// Format is the content of ARCHIVE.json.
type Format struct {
	Format  int       `json:"format"`
	ID      string    `json:"id"` // 32 hex digits, random, kept by backups
	Created time.Time `json:"created"`
}

// dictionaries are the files that staff edit, created with how to.
var dictionaries = []struct{ name, text string }{
	{"words.txt", "# Từ của kho này: mỗi dòng một từ hoặc tên nhiều tiếng, ví dụ: thanh tra Chính phủ\n" +
		"# Words of this archive: one word or name of several syllables a line.\n"},
	{"abbreviations.tsv", "# Chữ tắt của kho này: chữ tắt, phím Tab, cách viết đầy đủ, ví dụ: UBND\tủy ban nhân dân\n" +
		"# Abbreviations of this archive: the short form, a tab, the long form.\n"},
}

// Create makes an empty archive. The folder must be absent or empty; a folder
// that holds other things is left untouched (NotArchive), and so is an archive.
func Create(dir string) error { return create(dir, time.Now()) }

func create(dir string, now time.Time) error {
	if err := checkEmpty(dir); err != nil {
		return err
	}
	for _, d := range []string{"", originalsDir, textDir, dictionaryDir} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			return writeError(dir, err)
		}
	}
	for _, d := range dictionaries {
		if _, err := os.Stat(filepath.Join(dir, dictionaryDir, d.name)); err == nil {
			continue // of a Create that was killed; staff may have written in it
		}
		if err := writeFile(filepath.Join(dir, dictionaryDir, d.name), []byte(d.text), 0o644); err != nil {
			return writeError(dir, err)
		}
	}
	if err := createCatalogue(filepath.Join(dir, catalogueFile)); err != nil {
		return err
	}
	id := make([]byte, 16)
	_, _ = rand.Read(id) // never fails, see crypto/rand
	// ARCHIVE.json comes last: without it the folder is no archive yet.
	return writeFormat(dir, Format{Format: FormatCurrent, ID: hex.EncodeToString(id), Created: now.UTC().Truncate(time.Second)})
}

func writeFormat(dir string, f Format) error {
	data, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return err
	}
	return writeError(dir, writeFile(filepath.Join(dir, formatFile), append(data, '\n'), 0o644))
}

// checkEmpty refuses a folder with anything in it, except the leftovers of a
// Create that was killed: nothing but our own parts and no ARCHIVE.json.
func checkEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if errors.Is(err, errNotDir) {
		return failure.New(failure.NotArchive, dir, err)
	}
	if err != nil {
		return diskError(dir, err)
	}
	for _, e := range entries {
		switch e.Name() {
		case originalsDir, textDir:
			if inside, err := os.ReadDir(filepath.Join(dir, e.Name())); err == nil && len(inside) == 0 {
				continue
			}
		case dictionaryDir, catalogueFile, catalogueFile + "-wal", catalogueFile + "-shm", catalogueFile + "-journal", formatFile + ".tmp":
			continue
		}
		return failure.Newf(failure.NotArchive, dir, "%s", e.Name())
	}
	return nil
}

// orphaned tells an archive that lost its ARCHIVE.json from a folder of other things.
func orphaned(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, catalogueFile))
	originals, e := os.ReadDir(filepath.Join(dir, originalsDir))
	return err == nil && e == nil && len(originals) > 0
}

// ReadFormat reads ARCHIVE.json: NotFound when there is no such folder or it is
// empty, NotArchive when it holds other things, NewerFormat or Damaged.
func ReadFormat(dir string) (Format, error) {
	data, err := os.ReadFile(filepath.Join(dir, formatFile))
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errNotDir) {
			return Format{}, diskError(dir, err)
		}
		if e := checkEmpty(dir); e != nil {
			if orphaned(dir) {
				e = failure.New(failure.Damaged, filepath.Join(dir, formatFile), err).WithCode("file-missing")
			}
			return Format{}, e
		}
		return Format{}, failure.New(failure.NotFound, dir, err)
	}
	var f Format
	if err := json.Unmarshal(data, &f); err != nil || f.Format < FormatMin || f.ID == "" {
		return Format{}, failure.New(failure.Damaged, filepath.Join(dir, formatFile), err)
	}
	if f.Format > FormatMax {
		return f, failure.Newf(failure.NewerFormat, dir, "%d > %d", f.Format, FormatMax)
	}
	return f, nil
}
