package archive

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"

	"khobao/index"
	"khobao/internal/failure"
)

// What says what became of a capture.
type What string

// The outcomes. Added and Changed change what is searched; Duplicate does when
// it brings an address to an article that had none.
const (
	Added     What = "added"     // a new article
	Changed   What = "changed"   // a newer text of a known article; the older one is kept as a version
	Older     What = "older"     // a text older than the current one: an earlier version
	Same      What = "same"      // a text that is known of this article
	Duplicate What = "duplicate" // the text of another article, without an address or on the same site
	Skipped   What = "skipped"   // not an article
	Failed    What = "failed"    // could not be read as a page
	Removed   What = "removed"   // no longer an article, see Reextracted
	Withdrawn What = "withdrawn" // its import was taken back, see Withdraw
)

// Outcome is what extraction made of a capture. A Known capture may come with
// neither article nor failure: it then stays what it was.
type Outcome struct {
	Capture Capture        // from Keep; without ID the failure of something that could not be kept
	Article *index.Article // nil when it is no article; Commit fills in the import and arrival of a new one
	Kind    index.Kind     // of the page
	Failure *failure.Error // nil when none; an outcome with one has no article
	Sketch  Sketch         // of the article, without its Seq; one without Bytes is made when families are
}

// Checkpoint attributes a commit to an import and says how far a source was
// read, to resume from there; the zero value does neither.
type Checkpoint struct {
	Import int64  // from StartImport; 0 = none
	Source string // name of the source; "" leaves the cursors alone
	Cursor string // the source's own words for its position

	Frontier []FrontierEntry // what changed in the frontier of a crawl, in order
}

// Change is what one outcome did.
type Change struct {
	Seq     uint64 // sequence number; 0 when the index has nothing to do
	ID      string // of the article; "" when there is none
	What    What
	Version int  // of the current text; 0 when there is none
	Delete  bool // the article is to leave the index
}

// Commit records outcomes in one transaction and gives a change for each, in
// their order. When it returns nil everything is durable and may be
// acknowledged. On an error nothing happened, the captures stay kept, and the
// same call may be made again.
func (a *Archive) Commit(ctx context.Context, outcomes []Outcome, at Checkpoint) ([]Change, error) {
	changes := make([]Change, len(outcomes))
	err := a.transact(ctx, func(t *txn) error {
		for i := range outcomes {
			if err := ctx.Err(); err != nil {
				return failure.New(failure.Canceled, a.Dir, err)
			}
			var err error
			if changes[i], err = t.outcome(&outcomes[i], at.Import); err != nil {
				return err
			}
		}
		if err := t.putFrontier(at); err != nil || at.Import == 0 || at.Source == "" {
			return err
		}
		return t.exec(t.cat.cursorPut, at.Import, at.Source, at.Cursor)
	})
	if err != nil {
		return nil, err
	}
	a.pendMu.Lock()
	defer a.pendMu.Unlock()
	for i := range outcomes {
		if id, err := parseCaptureID(outcomes[i].Capture.ID); err == nil {
			delete(a.pending, id)
		}
	}
	return changes, nil
}

// captureRow is what a commit needs of a capture.
type captureRow struct {
	n       int64
	seen    int64 // newest time, the present one included
	what    What
	article sql.NullInt64
	fresh   *Capture // what is to be entered, when it is new; else nil

	imported int64 // that brought it; 0 = none
}

func (c *captureRow) isNew() bool { return c.fresh != nil }

// outcome records one outcome.
func (t *txn) outcome(o *Outcome, imported int64) (Change, error) {
	if o.Failure != nil && imported != 0 {
		if err := t.fail(o, imported); err != nil {
			return Change{}, err
		}
	}
	if o.Capture.ID == "" {
		if o.Failure == nil {
			return Change{}, failure.New(failure.Usage, o.Capture.Origin.String(), errors.New("outcome without a capture"))
		}
		return Change{What: Failed}, nil
	}
	c, err := t.captureRow(&o.Capture, imported)
	if err != nil {
		return Change{}, err
	}
	change, link, err := t.settle(o, c)
	if err != nil {
		return Change{}, err
	}
	known := !c.isNew() && o.Capture.Known && o.Article == nil && o.Failure == nil
	if known || c.article.Valid && !link.set {
		return change, nil
	}
	var kind, code, detail string
	if o.Failure != nil {
		kind, code, detail = string(o.Failure.Kind), o.Failure.Code, o.Failure.Detail
	}
	if c.isNew() {
		return change, t.enter(c, change.What, o.Kind, kind, code, detail, link)
	}
	if err := t.exec(t.cat.captureOutcome, string(change.What), string(o.Kind), kind, code, detail, c.n); err != nil {
		return Change{}, err
	}
	if link.set {
		return change, t.exec(t.cat.captureLink, link.article, link.more, c.n)
	}
	return change, nil
}

// link says to which article a capture belongs; more when it is not its first.
type link struct {
	set     bool
	article int64
	more    bool
}

// settle decides what an outcome means for the articles.
func (t *txn) settle(o *Outcome, c captureRow) (Change, link, error) {
	if c.article.Valid { // committed before: only the time it was seen is news
		change, err := t.seenAgain(c)
		return change, link{}, err
	}
	switch {
	case o.Failure != nil:
		return Change{What: Failed}, link{}, nil
	case o.Article == nil && o.Capture.Known && !c.isNew():
		return Change{What: c.what}, link{}, nil
	case o.Article == nil:
		return Change{What: Skipped}, link{}, nil
	}
	change, l, err := t.place(o.Article, c)
	if err != nil || change.Seq == 0 || len(o.Sketch.Bytes) == 0 || change.What == Older {
		return change, l, err
	}
	return change, l, t.exec(t.cat.sketchPut, change.Seq, o.Sketch.Minute, o.Sketch.Captured, o.Sketch.Bytes)
}

// captureRow finds the row of a capture, or gives a new one its number: it is
// entered when it is known what became of it.
func (t *txn) captureRow(c *Capture, imported int64) (captureRow, error) {
	id, err := parseCaptureID(c.ID)
	if err != nil {
		return captureRow{}, err
	}
	row := captureRow{}
	err = t.stmt(t.cat.capture).QueryRow(id[:]).Scan(&row.n, &row.seen, &row.what, &row.article, &row.imported)
	switch {
	case err == nil:
		if err := t.putPayload(row.n, c.payload); err != nil {
			return row, err
		}
		if err := t.met(&row, imported); err != nil {
			return row, err
		}
		if seen := micro(c.Seen); seen > row.seen {
			row.seen = seen
			return row, t.exec(t.cat.captureSeen, seen, row.n)
		}
		return row, nil
	case !errors.Is(err, sql.ErrNoRows):
		return row, err
	}
	t.a.pendMu.Lock()
	kept, ok := t.a.pending[id]
	t.a.pendMu.Unlock()
	if !ok {
		return row, failure.New(failure.Usage, c.ID, errors.New("capture was not kept by this process"))
	}
	if t.captures == 0 {
		if err := t.tx.QueryRow(`SELECT coalesce(max(n), 0) FROM captures`).Scan(&t.captures); err != nil {
			return row, err
		}
	}
	t.captures++
	return captureRow{n: t.captures, seen: micro(kept.Seen), fresh: &kept, imported: imported}, nil
}

// met notes that an import brought a capture that an earlier one had brought. One
// of an import that was taken back is now of this one.
func (t *txn) met(row *captureRow, imported int64) error {
	switch {
	case imported == 0 || imported == row.imported:
		return nil
	case row.what == Withdrawn:
		row.imported = imported
		return t.exec(t.cat.captureImport, imported, row.n)
	}
	return t.exec(t.cat.metPut, imported, row.n)
}

// enter makes the row of a new capture.
func (t *txn) enter(c captureRow, what What, kind index.Kind, failed, code, detail string, l link) error {
	kept, o := c.fresh, c.fresh.Origin
	id, err := parseCaptureID(kept.ID)
	if err != nil {
		return err
	}
	digest, err := hex.DecodeString(kept.Digest)
	if err != nil {
		return err
	}
	if err := t.exec(t.cat.captureInsert, c.n, id[:], digest, kept.URL, kept.Name, micro(kept.Captured), micro(kept.Seen),
		kept.Status, kept.ContentType, kept.Size, kept.Segment, kept.Offset, kept.Length, kept.crc,
		o.Path, o.Entry, o.Offset, o.Record, o.Kind, string(what), string(kind), failed, code, detail,
		sql.NullInt64{Int64: l.article, Valid: l.set}, l.more, nullInt(c.imported)); err != nil {
		return err
	}
	t.ends[kept.Segment] = max(t.ends[kept.Segment], kept.Offset+kept.Length)
	return t.putPayload(c.n, kept.payload)
}

func nullInt(n int64) sql.NullInt64 { return sql.NullInt64{Int64: n, Valid: n != 0} }

// fail lists a failure under its import.
func (t *txn) fail(o *Outcome, imported int64) error {
	var id any
	if key, err := parseCaptureID(o.Capture.ID); err == nil {
		id = key[:]
	}
	f, at := o.Failure, o.Capture.Origin
	return t.exec(t.cat.failureInsert, imported, id, o.Capture.URL, at.Path, at.Entry, at.Offset, at.Record,
		string(f.Kind), f.Object, f.Code, f.Detail)
}
