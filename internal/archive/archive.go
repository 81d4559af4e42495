package archive

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"khobao/internal/failure"
)

// Options of Open.
type Options struct {
	Create      bool             // make the archive when there is none
	ReadOnly    bool             // change nothing; several readers may share an archive that nobody writes
	Address     string           // where this process can be asked, for OWNER; see SetAddress
	Token       string           // that it asks for
	SegmentSize int64            // bytes after which a segment of originals is closed; 0 = 1 GiB
	Now         func() time.Time // nil = time.Now
}

// Archive is an open archive. Its methods may be called from several
// goroutines at once; Keep waits for Keep and Commit for Commit, readers for
// nobody.
type Archive struct {
	Dir    string
	Format Format

	now       func() time.Time
	owner     *os.File
	ownerMu   sync.Mutex
	me        Owner
	cat       *catalogue
	originals *segments
	reader    *handles // of originals
	texts     *textReader

	pendMu  sync.Mutex
	pending map[captureID]Capture // kept, not yet committed

	commitMu sync.Mutex // guards out and the writer's statements
	out      *textWriter
	seq      atomic.Uint64
	commits  atomic.Uint64
	stats    statsCache
	imports  sync.Map // number of an import → its name
	closed   atomic.Bool
}

// Open opens an archive and takes hold of it. Failures: NotFound, NotArchive,
// NewerFormat, InUse (its detail names the holder), NoSpace, Damaged. What was
// written and not committed before a crash is cut.
func Open(ctx context.Context, dir string, o Options) (*Archive, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.SegmentSize <= 0 {
		o.SegmentSize = segmentSize
	}
	format, err := ReadFormat(dir)
	if failure.Is(err, failure.NotFound) && o.Create && !o.ReadOnly {
		if err = create(dir, o.Now()); err == nil {
			format, err = ReadFormat(dir)
		}
	}
	if err != nil {
		return nil, err
	}
	a := &Archive{Dir: dir, Format: format, now: o.Now, pending: map[captureID]Capture{}}
	host, _ := os.Hostname() // only shown
	a.me = Owner{PID: os.Getpid(), Host: host, Since: o.Now().UTC().Truncate(time.Second), Address: o.Address, Token: o.Token}
	if a.owner, err = own(ctx, dir, o.ReadOnly, &a.me); err != nil {
		return nil, err
	}
	if err = a.open(ctx, o); err == nil && !o.ReadOnly {
		err = a.sign()
	}
	if err != nil {
		return nil, errors.Join(diskError(dir, err), a.release())
	}
	return a, nil
}

func (a *Archive) open(ctx context.Context, o Options) error {
	originals, texts := filepath.Join(a.Dir, originalsDir), filepath.Join(a.Dir, textDir)
	if info, err := os.Stat(filepath.Join(a.Dir, catalogueFile)); err != nil || info.Size() == 0 {
		// A new one would take the originals for leftovers.
		return failure.New(failure.Damaged, filepath.Join(a.Dir, catalogueFile), err).WithCode("file-missing")
	}
	var err error
	if a.cat, err = openCatalogue(filepath.Join(a.Dir, catalogueFile), o.ReadOnly); err != nil {
		return err
	}
	if err := a.cat.prepare(ctx); err != nil {
		return err
	}
	var seq int64
	if err := a.cat.read.QueryRowContext(ctx, `SELECT seq FROM sequence`).Scan(&seq); err != nil {
		return err
	}
	a.seq.Store(uint64(seq))
	if a.texts, err = newTextReader(texts); err != nil {
		return err
	}
	a.reader = newHandles(originals, segmentName)
	if o.ReadOnly {
		return nil
	}
	if a.out, err = newTextWriter(texts); err != nil {
		return err
	}
	a.originals = newSegments(originals, o.SegmentSize, a.Format.ID, o.Now)
	if err := a.recover(ctx, "original", a.originals.out); err != nil {
		return err
	}
	return a.recover(ctx, "text", a.out.out)
}

// tailLimit bounds what recover cuts: between two commits far less is written.
// More means that the catalogue is older than the files, for instance put back
// from a backup, and cutting would lose what only they hold. So does anything at
// all to cut where OWNER knows of later changes than the catalogue.
const tailLimit = 1 << 30

// recover cuts the files of a kind back to what is committed.
func (a *Archive) recover(ctx context.Context, kind string, out *appender) error {
	var last int
	var end int64
	rows, err := a.cat.read.QueryContext(ctx, `SELECT n, length FROM files WHERE kind = ? ORDER BY n DESC LIMIT 1`, kind)
	if err != nil {
		return err
	}
	if rows.Next() {
		err = rows.Scan(&last, &end)
	}
	if err = errors.Join(err, rows.Err(), rows.Close()); err != nil {
		return err
	}
	tail, err := tailSize(out, last, end)
	if err != nil {
		return err
	}
	if tail > tailLimit || tail > 0 && a.me.Seq > a.Seq() {
		return failure.Newf(failure.Damaged, a.cat.path, "%s +%d", out.dir, tail).WithCode("catalogue-behind")
	}
	err = out.resume(last, end)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return failure.New(failure.Damaged, filepath.Join(out.dir, out.name(last)), err).WithCode("file-missing")
	case errors.Is(err, errShort):
		return failure.New(failure.Damaged, filepath.Join(out.dir, out.name(last)), err).WithCode("file-truncated")
	}
	return err
}

// tailSize adds up what stands after the last committed byte.
func tailSize(out *appender, last int, end int64) (int64, error) {
	numbers, err := numbered(out.dir, out.name)
	if err != nil {
		return 0, err
	}
	var tail int64
	for _, n := range numbers {
		if n < last {
			continue
		}
		info, err := os.Stat(filepath.Join(out.dir, out.name(n)))
		if err != nil {
			return 0, err
		}
		tail += info.Size()
		if n == last {
			tail -= end
		}
	}
	return tail, nil
}

// SetAddress tells other processes where this one can be asked.
func (a *Archive) SetAddress(address, token string) error {
	if err := a.writable(); err != nil {
		return err
	}
	a.ownerMu.Lock()
	a.me.Address, a.me.Token = address, token
	a.ownerMu.Unlock()
	return a.sign()
}

// sign writes OWNER, with how far the archive is.
func (a *Archive) sign() error {
	a.ownerMu.Lock()
	defer a.ownerMu.Unlock()
	a.me.Seq = a.Seq()
	return diskError(filepath.Join(a.Dir, ownerFile), writeOwner(a.owner, a.me))
}

// Seq gives the sequence number of the last committed change.
func (a *Archive) Seq() uint64 { return a.seq.Load() }

// writable refuses to write to an archive opened read-only.
func (a *Archive) writable() error {
	if a.out == nil {
		return failure.New(failure.Forbidden, a.Dir, nil).WithCode("read-only")
	}
	return nil
}

// Close lets go of the archive. Kept originals that were not committed are
// forgotten; their pages were not acknowledged. Closing twice is harmless.
func (a *Archive) Close() error {
	if a.closed.Swap(true) {
		return nil
	}
	var err error
	if a.writable() == nil {
		err = a.sign()
	}
	return errors.Join(err, a.release())
}

// release closes what is open, and signs nothing: OWNER goes on telling how far
// an archive was that could not be opened.
func (a *Archive) release() error {
	var errs []error
	if a.originals != nil {
		a.originals.mu.Lock()
		defer a.originals.mu.Unlock()
		errs = append(errs, a.originals.out.close())
	}
	a.commitMu.Lock()
	defer a.commitMu.Unlock()
	if a.out != nil {
		errs = append(errs, a.out.out.close(), a.out.enc.Close())
	}
	if a.cat != nil {
		errs = append(errs, a.cat.close())
	}
	if a.texts != nil {
		errs = append(errs, a.texts.close())
	}
	if a.reader != nil {
		errs = append(errs, a.reader.close())
	}
	if a.owner != nil {
		errs = append(errs, a.owner.Close())
	}
	return diskError(a.Dir, errors.Join(errs...))
}
