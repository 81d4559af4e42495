package archive

import (
	"context"
	"fmt"

	"khobao/internal/failure"
)

// Problem is one thing that Verify found. Its JSON is that of `khobao verify
// --json`.
type Problem struct {
	File   string `json:"file"`   // below the archive's folder
	Offset int64  `json:"offset"` // where in the file; -1 when it is not about a place
	What   Fault  `json:"what"`
	Object string `json:"object,omitempty"` // the capture or article it touches; "" when it is not known
	Detail string `json:"detail,omitempty"` // for the log
}

// Fault is the kind of a problem; its text is locale key "fault."+Fault.
type Fault string

// The faults.
const (
	FaultMissing   Fault = "missing"   // a file is not there
	FaultTruncated Fault = "truncated" // a file is shorter than was committed
	FaultBytes     Fault = "bytes"     // bytes are not those that were written
	FaultDigest    Fault = "digest"    // an original is not the one that the catalogue means
	FaultUnknown   Fault = "unknown"   // committed bytes that nothing refers to and that do not read
	FaultCatalogue Fault = "catalogue" // SQLite says that its file is damaged
	FaultReference Fault = "reference" // a row or a text refers to what is not there or is another
)

// Verify reads every byte that is committed and checks it: the records of the
// originals with their digests, the text blocks, the catalogue, and that all of
// them refer to each other. It runs beside readers and writers. Problems go to
// report as they are found, in the order of the files; the error is Damaged
// when there was any.
func (a *Archive) Verify(ctx context.Context, report func(Problem)) error {
	v := &verifier{a: a, ctx: ctx, report: report}
	files, err := a.cat.committed(ctx)
	if err == nil {
		err = v.all(files)
	}
	switch {
	case ctx.Err() != nil:
		return failure.New(failure.Canceled, a.Dir, ctx.Err())
	case err != nil:
		return diskError(a.Dir, err)
	case v.problems > 0:
		return failure.Newf(failure.Damaged, a.Dir, "%d", v.problems)
	}
	return nil
}

type verifier struct {
	a           *Archive
	ctx         context.Context
	report      func(Problem)
	problems    int
	blocks      map[int64]int // text blocks read, and their number of articles or damagedBlock
	textLengths map[int]int64 // of the text files checked
}

func (v *verifier) found(p Problem) {
	v.problems++
	v.report(p)
}

func (v *verifier) all(files []fileRow) error {
	if _, err := ReadFormat(v.a.Dir); err != nil {
		v.found(Problem{File: formatFile, Offset: -1, What: FaultBytes, Detail: err.Error()})
	}
	if err := v.catalogue(); err != nil {
		return err
	}
	if err := v.segments(files); err != nil {
		return err
	}
	v.blocks, v.textLengths = map[int64]int{}, map[int]int64{}
	for _, f := range files {
		if f.kind != "text" {
			continue
		}
		if !v.size(f, v.a.texts.files) {
			v.textLengths[f.n] = 0 // its texts are gone with it, and reported
			continue
		}
		if err := v.textFile(f); err != nil {
			return err
		}
	}
	return v.references()
}

// catalogue asks SQLite to check its file.
func (v *verifier) catalogue() error {
	rows, err := v.a.cat.read.QueryContext(v.ctx, `PRAGMA integrity_check(100)`)
	if err != nil {
		if v.ctx.Err() == nil && kindOf(err) == failure.Damaged {
			v.found(Problem{File: catalogueFile, Offset: -1, What: FaultCatalogue, Detail: err.Error()})
			return nil
		}
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			v.found(Problem{File: catalogueFile, Offset: -1, What: FaultCatalogue, Detail: line})
		}
	}
	return rows.Err()
}

// size checks that a file has all that was committed to it.
func (v *verifier) size(f fileRow, h *handles) bool {
	size, err := h.size(f.n)
	switch {
	case err != nil:
		v.found(Problem{File: f.name(), Offset: -1, What: FaultMissing, Detail: err.Error()})
		return false
	case size < f.length:
		v.found(Problem{File: f.name(), Offset: size, What: FaultTruncated, Detail: fmt.Sprintf("%d < %d", size, f.length)})
	}
	return true
}
