package archive

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"slices"

	"khobao/index"
)

// Grouped says how far reprint families are made.
type Grouped struct {
	Rule   int    // by which version of the rule; 0 = never
	Drawn  int    // by which version of the rule sketches are made; 0 = there are none
	Seq    uint64 // of the last change of an article they know
	Behind int    // articles that came, changed or went since
}

// Grouped tells how far reprint families are made. They are derived: what is
// behind is made up for by whoever groups next, and is no damage.
func (a *Archive) Grouped(ctx context.Context) (g Grouped, err error) {
	if a.cat.taken < familiesStep {
		err = a.cat.read.QueryRowContext(ctx, `SELECT count(*) FROM articles`).Scan(&g.Behind)
		return g, diskError(a.Dir, err)
	}
	// A rule that only has sketches yet is kept as a negative number.
	err = a.cat.read.QueryRowContext(ctx, `SELECT max(rule, 0), abs(rule), seq,
		(SELECT count(*) FROM articles a WHERE a.seq > g.seq) + (SELECT count(*) FROM removed r WHERE r.seq > g.seq) FROM grouped g`).
		Scan(&g.Rule, &g.Drawn, &g.Seq, &g.Behind)
	return g, diskError(a.Dir, err)
}

// Sketch is what near copies of an article are found by.
type Sketch struct {
	Seq      uint64 // of the change that brought the text
	Minute   int64  // of publication, and time of capture in microseconds: as the grouper counts them
	Captured int64
	Bytes    []byte
}

// Grouping is an article as it was grouped last.
type Grouping struct {
	ID     uint64 // the 16 hex digits as a number
	Sketch Sketch
	Family uint64 // id of the first printed; 0 = it stood alone
	New    bool   // it came or changed since
}

// Unsketched gives the articles that have no sketch.
func (a *Archive) Unsketched(ctx context.Context) iter.Seq2[Entry, error] {
	return a.walk(ctx, a.cat.unsketched, 0)
}

// PutSketches keeps sketches.
func (a *Archive) PutSketches(ctx context.Context, sketches []Sketch) error {
	return a.transact(ctx, func(t *txn) error {
		for _, s := range sketches {
			if err := t.exec(t.cat.sketchPut, s.Seq, s.Minute, s.Captured, s.Bytes); err != nil {
				return err
			}
		}
		return nil
	})
}

// DropSketches forgets all sketches: from now on they are of this rule, and so
// are the families that are made next.
func (a *Archive) DropSketches(ctx context.Context, rule int) error {
	return a.transact(ctx, func(t *txn) error {
		if _, err := t.tx.Exec(`DELETE FROM sketches`); err != nil {
			return err
		}
		_, err := t.tx.Exec(`UPDATE grouped SET rule = ?`, -rule)
		return err
	})
}

// Groupings gives every article that has a sketch.
func (a *Archive) Groupings(ctx context.Context) iter.Seq2[Grouping, error] {
	return func(yield func(Grouping, error) bool) {
		pages := paged(ctx, a.cat.groupings, 0, func(rows *sql.Rows) (g Grouping, next int64, err error) {
			var id, family int64
			err = rows.Scan(&g.Sketch.Seq, &g.Sketch.Minute, &g.Sketch.Captured, &g.Sketch.Bytes, &id, &family, &g.New)
			g.ID, g.Family = uint64(id), uint64(family)
			return g, int64(g.Sketch.Seq), err
		})
		for g, err := range pages {
			if !yield(g, diskError(a.Dir, err)) || err != nil {
				return
			}
		}
	}
}

// Regrouped is an article that is in another family than before.
type Regrouped struct {
	ID     uint64
	Family uint64 // 0 = it stands alone
}

// PutFamilies records families in one transaction: that all changes of articles
// up to seq are grouped by a version of the rule, and what that changed. It gives
// the changes for the index to follow.
func (a *Archive) PutFamilies(ctx context.Context, rule int, seq uint64, moved []Regrouped) ([]Change, error) {
	var changes []Change
	err := a.transact(ctx, func(t *txn) error {
		changes = changes[:0]
		put, err := t.tx.Prepare(`INSERT INTO families (article, family, seq) SELECT id, ?2, ?3 FROM articles WHERE id = ?1
			ON CONFLICT DO UPDATE SET family = excluded.family, seq = excluded.seq`)
		if err != nil {
			return err
		}
		defer put.Close()
		for _, m := range moved {
			c := Change{Seq: t.next(), ID: articleID(int64(m.ID)), What: Same}
			if _, err := put.Exec(int64(m.ID), int64(m.Family), c.Seq); err != nil {
				return err
			}
			changes = append(changes, c)
		}
		for _, tidy := range []string{
			`DELETE FROM sketches WHERE seq NOT IN (SELECT seq FROM articles)`,
			`DELETE FROM families WHERE article NOT IN (SELECT id FROM articles)`,
		} {
			if _, err := t.tx.Exec(tidy); err != nil {
				return err
			}
		}
		_, err = t.tx.Exec(`UPDATE grouped SET rule = ?, seq = ?`, rule, seq)
		return err
	})
	if err != nil {
		return nil, err
	}
	return changes, nil
}

// Family lists the ids of the articles that print the same text as one, itself
// among them, the first printed first; none when it stands alone.
func (a *Archive) Family(ctx context.Context, id string) ([]string, error) {
	n, err := parseArticleID(id)
	if err != nil || a.cat.taken < familiesStep {
		return nil, err
	}
	rows, err := a.cat.read.QueryContext(ctx, `SELECT f.article, f.article = f.family, coalesce(s.minute, 0), coalesce(s.captured, 0)
		FROM families f JOIN articles a ON a.id = f.article LEFT JOIN sketches s ON s.seq = a.seq
		WHERE f.family <> 0 AND f.family = (SELECT family FROM families WHERE article = ?)`, n)
	if err != nil {
		return nil, diskError(id, err)
	}
	defer rows.Close()
	type member struct {
		id               int64
		first            bool
		minute, captured int64
	}
	var members []member
	for rows.Next() {
		var m member
		if err := rows.Scan(&m.id, &m.first, &m.minute, &m.captured); err != nil {
			return nil, diskError(id, err)
		}
		members = append(members, m)
	}
	if err := rows.Err(); err != nil {
		return nil, diskError(id, err)
	}
	slices.SortFunc(members, func(x, y member) int {
		switch {
		case x.first:
			return -1
		case y.first:
			return 1
		}
		return cmp.Or(cmp.Compare(x.minute, y.minute), cmp.Compare(x.captured, y.captured), cmp.Compare(uint64(x.id), uint64(y.id)))
	})
	if len(members) < 2 {
		return nil, nil // the others have gone, and it was not grouped since
	}
	ids := make([]string, len(members))
	for i, m := range members {
		ids[i] = articleID(m.id)
	}
	return ids, nil
}

// inFamilies fills in the family of articles.
func (a *Archive) inFamilies(ctx context.Context, articles []*index.Article) error {
	if a.cat.taken < familiesStep || len(articles) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(articles))
	byID := make(map[int64]*index.Article, len(articles))
	for _, art := range articles {
		if art == nil {
			continue
		}
		art.Family = ""
		if n, err := parseArticleID(art.ID); err == nil {
			ids = append(ids, n)
			byID[n] = art
		}
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	rows, err := a.cat.familiesOf.QueryContext(ctx, string(list))
	if err != nil {
		return diskError(a.Dir, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, family int64
		if err := rows.Scan(&id, &family); err != nil {
			return diskError(a.Dir, err)
		}
		byID[id].Family = articleID(family)
	}
	return diskError(a.Dir, rows.Err())
}

// ArticleID writes the number of an article as its 16 hex digits.
func ArticleID(n uint64) string { return articleID(int64(n)) }

// familyID writes the number of a family; 0 is none.
func familyID(n int64) string {
	if n == 0 {
		return ""
	}
	return articleID(n)
}
