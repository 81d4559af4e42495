package archive

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"time"

	"khobao/index"
	"khobao/internal/failure"
	"khobao/internal/page"
)

// Article gives the current version of an article: NotFound when there is none.
func (a *Archive) Article(ctx context.Context, id string) (index.Article, error) {
	list, err := a.Articles(ctx, []string{id})
	if err != nil {
		return index.Article{}, err
	}
	if len(list) == 0 {
		return index.Article{}, failure.New(failure.NotFound, id, nil)
	}
	return list[0], nil
}

// Articles gives the current versions of articles in the order asked; those
// that are not there are left out.
func (a *Archive) Articles(ctx context.Context, ids []string) ([]index.Article, error) {
	type spot struct {
		place
		order int
		row   articleRow
	}
	spots := make([]spot, 0, len(ids))
	for i, id := range ids {
		if err := ctx.Err(); err != nil {
			return nil, failure.New(failure.Canceled, a.Dir, err)
		}
		n, err := parseArticleID(id)
		if err != nil {
			continue
		}
		r, err := scanArticle(a.cat.articleByID.QueryRow(n))
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, diskError(id, err)
		}
		spots = append(spots, spot{unpackPlace(r.block, r.slot), i, r})
	}
	// By place, so that a block is unpacked once however small the cache.
	slices.SortFunc(spots, func(x, y spot) int {
		if x.pack() != y.pack() {
			return int(min(max(x.pack()-y.pack(), -1), 1))
		}
		return x.slot - y.slot
	})
	found := make([]*index.Article, len(ids))
	for _, s := range spots {
		art, err := a.texts.article(s.place)
		if err != nil {
			return nil, damagedText(ids[s.order], err)
		}
		number(&art, s.row.versions)
		if err := a.arrived(ctx, &art, s.row.first, s.row.imported); err != nil {
			return nil, err
		}
		found[s.order] = &art
	}
	if err := a.inFamilies(ctx, found); err != nil {
		return nil, err
	}
	list := make([]index.Article, 0, len(spots))
	for _, art := range found {
		if art != nil {
			list = append(list, *art)
		}
	}
	return list, nil
}

// number gives a text its number among those of its article. A text of an
// archive that did not note changes yet counts as changed when it was captured.
func number(art *index.Article, n int) {
	art.Version = n
	switch {
	case n <= 1:
		art.Changed, art.Quiet = time.Time{}, false
	case art.Changed.IsZero():
		art.Changed = art.Captured
	}
}

// Version is one text of an article.
type Version struct {
	Number   int       // 1 for the oldest; reckoned by time, so an older text that comes later renumbers
	Capture  string    // id of the capture the text was taken from
	Captured time.Time // newest time this text was seen; zero when unknown
	Current  bool

	at place
}

// Versions lists the texts of an article, oldest first, the current one last.
func (a *Archive) Versions(ctx context.Context, id string) ([]Version, error) {
	n, err := parseArticleID(id)
	if err != nil {
		return nil, err
	}
	tx, err := a.cat.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, diskError(id, err)
	}
	list, err := versions(tx, a.cat, n)
	if err = errors.Join(err, tx.Rollback()); err != nil {
		return nil, diskError(id, err)
	}
	return list, nil
}

func versions(tx *sql.Tx, cat *catalogue, id int64) ([]Version, error) {
	current, err := scanArticle(tx.Stmt(cat.articleByID).QueryRow(id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, failure.New(failure.NotFound, articleID(id), nil)
	}
	if err != nil {
		return nil, err
	}
	rows, err := tx.Stmt(cat.versionsOf).Query(id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []versionRow
	for rows.Next() {
		var v versionRow
		if err := rows.Scan(&v.sum, &v.block, &v.slot, &v.captured, &v.capture); err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	list = append(list, versionRow{current.sum, current.block, current.slot, current.captured, current.capture})
	out := make([]Version, len(list))
	for i, v := range list {
		var capture []byte
		if err := tx.QueryRow(`SELECT id FROM captures WHERE n = ?`, v.capture).Scan(&capture); err != nil {
			return nil, err
		}
		out[i] = Version{
			Number: i + 1, Capture: captureID(capture).String(), Captured: fromMicro(v.captured),
			Current: i == len(list)-1, at: unpackPlace(v.block, v.slot),
		}
	}
	return out, nil
}

// Version gives the n-th text of an article, counted from 1.
func (a *Archive) Version(ctx context.Context, id string, n int) (index.Article, error) {
	list, err := a.Versions(ctx, id)
	if err != nil {
		return index.Article{}, err
	}
	if n < 1 || n > len(list) {
		return index.Article{}, failure.Newf(failure.NotFound, id, "%d", n)
	}
	art, err := a.texts.article(list[n-1].at)
	if err != nil {
		return index.Article{}, damagedText(id, err)
	}
	number(&art, n)
	return art, nil
}

// Original reads an original back and checks its digest; Damaged when it is
// not what was kept.
func (a *Archive) Original(ctx context.Context, id string) (page.Page, error) {
	c, err := a.Capture(ctx, id)
	if err != nil {
		return page.Page{}, err
	}
	data, err := a.record(c)
	if err != nil {
		return page.Page{}, err
	}
	p, err := fromRecord(data, c)
	if err != nil {
		return page.Page{}, damagedOriginal(c, err)
	}
	return p, nil
}

// Record gives the record of an original as it stands in its segment: one gzip
// member of WARC/1.1, ready to be put in a WARC file.
func (a *Archive) Record(ctx context.Context, id string) ([]byte, error) {
	c, err := a.Capture(ctx, id)
	if err != nil {
		return nil, err
	}
	return a.record(c)
}

func (a *Archive) record(c Capture) ([]byte, error) {
	f, err := a.reader.open(c.Segment)
	if err != nil {
		return nil, damagedOriginal(c, err)
	}
	var data bytes.Buffer
	_, err = io.Copy(&data, io.NewSectionReader(f, c.Offset, c.Length))
	if err == nil && int64(data.Len()) != c.Length {
		err = io.ErrUnexpectedEOF
	}
	if err == nil && crc32.Checksum(data.Bytes(), castagnoli) != c.crc {
		err = errors.New("checksum of the record does not match")
	}
	if err != nil {
		return nil, damagedOriginal(c, err)
	}
	return data.Bytes(), nil
}

// Codes of the failures of one text and of one original whose bytes are no longer
// those that were written. Others are not touched by it.
const (
	TextDamaged     = "text-damaged"
	OriginalDamaged = "original-damaged"
)

// OneDamaged gives the failure of one text or one original alone, nil of any other
// error: behind it a walk goes on.
func OneDamaged(err error) *failure.Error {
	var f *failure.Error
	if errors.As(err, &f) && (f.Code == TextDamaged || f.Code == OriginalDamaged) {
		return f
	}
	return nil
}

func damagedText(id string, err error) error {
	return failure.New(failure.Damaged, id, err).WithCode(TextDamaged)
}

func damagedOriginal(c Capture, err error) error {
	name := fmt.Sprintf("%s/%s@%d", originalsDir, segmentName(c.Segment), c.Offset)
	return failure.New(failure.Damaged, name, err).WithCode(OriginalDamaged)
}
