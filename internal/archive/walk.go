package archive

import (
	"context"
	"database/sql"
	"errors"
	"iter"

	"khobao/index"
	"khobao/internal/failure"
)

// walkPage is how many rows are read in one transaction: a long one would keep
// the log from being brought into the database.
const walkPage = 500

// Entry is an article with the sequence number of its last change.
type Entry struct {
	Seq     uint64
	Article index.Article
}

// Walk gives every current article with a sequence number above after, in the
// order of the numbers, which is also that of the text files. An article that
// changes meanwhile comes again at its new place. Behind a text that does not
// read (TextDamaged) the walk goes on.
func (a *Archive) Walk(ctx context.Context, after uint64) iter.Seq2[Entry, error] {
	return a.walk(ctx, a.cat.articlesAfter, after)
}

// walk gives the articles of a statement that has the columns of articlesAfter.
func (a *Archive) walk(ctx context.Context, s *sql.Stmt, after uint64) iter.Seq2[Entry, error] {
	type row struct {
		seq      uint64
		id       int64
		at       place
		versions int
		family   int64
		first    int64
		imported int64
	}
	return func(yield func(Entry, error) bool) {
		pages := paged(ctx, s, int64(after), func(rows *sql.Rows) (r row, next int64, err error) {
			var block int64
			var slot int
			err = rows.Scan(&r.seq, &r.id, &block, &slot, &r.versions, &r.family, &r.first, &r.imported)
			r.at = unpackPlace(block, slot)
			return r, int64(r.seq), err
		})
		for r, err := range pages {
			if err != nil {
				yield(Entry{}, diskError(a.Dir, err))
				return
			}
			art, err := a.texts.article(r.at)
			if err != nil {
				if !yield(Entry{Seq: r.seq}, damagedText(articleID(r.id), err)) {
					return
				}
				continue
			}
			number(&art, r.versions)
			art.Family = familyID(r.family)
			if err := a.arrived(ctx, &art, r.first, r.imported); err != nil {
				yield(Entry{}, err)
				return
			}
			if !yield(Entry{r.seq, art}, nil) {
				return
			}
		}
	}
}

// ChangesAfter gives the latest change of every article that was changed or
// removed after seq, in the order of their numbers, for an index to follow.
func (a *Archive) ChangesAfter(ctx context.Context, seq uint64) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		pages := paged(ctx, a.cat.changesAfter, int64(seq), func(rows *sql.Rows) (c Change, next int64, err error) {
			var id int64
			err = rows.Scan(&c.Seq, &id, &c.Version, &c.What)
			c.ID, c.Delete = articleID(id), c.What == Removed
			switch {
			case c.Delete:
			case c.Version > 1:
				c.What = Changed
			default:
				c.What = Added
			}
			return c, int64(c.Seq), err
		})
		for c, err := range pages {
			if !yield(c, diskError(a.Dir, err)) || err != nil {
				return
			}
		}
	}
}

// WalkCaptures gives every capture in the order they were committed.
func (a *Archive) WalkCaptures(ctx context.Context) iter.Seq2[Capture, error] {
	return func(yield func(Capture, error) bool) {
		pages := paged(ctx, a.cat.capturesAfter, 0, func(rows *sql.Rows) (Capture, int64, error) {
			c, err := scanCapture(rows)
			return c, c.n, err
		})
		for c, err := range pages {
			if !yield(c, diskError(a.Dir, err)) || err != nil {
				return
			}
		}
	}
}

// GivesText tells whether the current text of its article was read from a capture.
func (a *Archive) GivesText(ctx context.Context, c Capture) (bool, error) {
	if c.Article == "" {
		return false, nil
	}
	id, err := parseArticleID(c.Article)
	if err != nil {
		return false, err
	}
	known, err := scanArticle(a.cat.articleByID.QueryRowContext(ctx, id))
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil // it left meanwhile
	}
	return known.capture == c.n, diskError(c.Article, err)
}

// paged runs a statement with a position and a limit again and again, so that
// no transaction is open while rows are worked on.
func paged[T any](ctx context.Context, s *sql.Stmt, after int64, scan func(*sql.Rows) (T, int64, error)) iter.Seq2[T, error] {
	read := func() ([]T, error) {
		rows, err := s.QueryContext(ctx, after, walkPage)
		if err != nil {
			return nil, err
		}
		list := make([]T, 0, walkPage)
		for rows.Next() {
			v, next, err := scan(rows)
			if err != nil {
				return nil, errors.Join(err, rows.Close())
			}
			after = next
			list = append(list, v)
		}
		return list, errors.Join(rows.Err(), rows.Close())
	}
	return func(yield func(T, error) bool) {
		for {
			list, err := read()
			for _, v := range list {
				if err == nil && ctx.Err() != nil {
					err = failure.New(failure.Canceled, "", ctx.Err())
				}
				if err != nil {
					break
				}
				if !yield(v, nil) {
					return
				}
			}
			if err != nil {
				if ctx.Err() != nil {
					err = failure.New(failure.Canceled, "", ctx.Err())
				}
				var zero T
				yield(zero, err)
				return
			}
			if len(list) < walkPage {
				return
			}
		}
	}
}
