package archive

import (
	"context"
	"database/sql"
	"errors"
)

// statements are prepared once and live as long as the catalogue. The first
// group reads, the second belongs to the writer.
type statements struct {
	captureByID, capturesOf, capturesBetween, capturesAfter, addressesAfter *sql.Stmt
	articleByID, articlesAfter, versionsOf, changesAfter                    *sql.Stmt
	articleTexts, cursor                                                    *sql.Stmt
	familiesOf, unsketched, groupings                                       *sql.Stmt // nil below familiesStep

	capture, captureInsert, captureOutcome, captureSeen, captureLink, captureImport *sql.Stmt
	metPut                                                                          *sql.Stmt
	article, articleBySum, articleInsert, articleReplace                            *sql.Stmt
	articleSeen, articleVersions, articleDelete                                     *sql.Stmt
	version, versionsWrite, versionInsert, versionSeen, versionPlace, versionDelete *sql.Stmt
	removedInsert, removedDelete, sequence, fileLength                              *sql.Stmt
	failureInsert, cursorPut, frontierPut, payloadPut, sketchPut                    *sql.Stmt
}

const (
	articleColumns = `seq, id, sum, block, slot, captured, capture, first, versions, url, site, ` + importColumn
	importColumn   = `coalesce((SELECT import FROM captures c WHERE c.n = articles.first), 0)`
)

func (c *catalogue) prepare(ctx context.Context) error {
	var errs []error
	on := func(db *sql.DB, into **sql.Stmt, text string) {
		if db == nil {
			return
		}
		s, err := db.PrepareContext(ctx, text)
		*into = s
		errs = append(errs, err)
	}
	r, w := c.read, c.write
	on(r, &c.captureByID, `SELECT `+captureColumns+` FROM captures WHERE id = ?`)
	on(r, &c.capturesOf, `SELECT `+captureColumns+` FROM captures WHERE n IN
		(SELECT first FROM articles WHERE id = ?1 UNION SELECT n FROM captures WHERE article = ?1 AND more = 1)
		ORDER BY captured, n`)
	on(r, &c.capturesBetween, `SELECT `+captureColumns+` FROM captures WHERE id BETWEEN ? AND ?`)
	on(r, &c.addressesAfter, `SELECT n, url FROM captures WHERE n > ? ORDER BY n LIMIT ?`)
	on(r, &c.capturesAfter, `SELECT `+captureColumns+` FROM captures WHERE n > ? ORDER BY n LIMIT ?`)
	on(r, &c.articleByID, `SELECT `+articleColumns+` FROM articles WHERE id = ?`)
	on(r, &c.articlesAfter, walkQuery(c.taken))
	on(r, &c.articleTexts, `SELECT seq, id, sum, block, slot FROM articles WHERE seq > ? ORDER BY seq LIMIT ?`)
	on(r, &c.versionsOf, `SELECT sum, block, slot, captured, capture FROM versions WHERE article = ? ORDER BY captured, capture`)
	on(r, &c.changesAfter, changesQuery(c.taken))
	if c.taken >= familiesStep {
		on(r, &c.familiesOf, familiesQuery)
		on(r, &c.unsketched, unsketchedQuery)
		on(r, &c.groupings, groupingsQuery)
	}
	on(r, &c.cursor, `SELECT cursor FROM cursors WHERE key = ? AND source = ?`)

	on(w, &c.capture, `SELECT n, seen, what, article, coalesce(import, 0) FROM captures WHERE id = ?`)
	on(w, &c.captureInsert, `INSERT INTO captures (n, id, digest, url, name, captured, seen, status, type, size,
		segment, start, length, crc, path, entry, at, record, origin, what, kind, failure, code, detail, article, more, import)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`)
	on(w, &c.captureOutcome, `UPDATE captures SET what = ?, kind = ?, failure = ?, code = ?, detail = ? WHERE n = ?`)
	on(w, &c.captureLink, `UPDATE captures SET article = ?, more = ? WHERE n = ?`)
	on(w, &c.captureImport, `UPDATE captures SET import = ? WHERE n = ?`)
	on(w, &c.metPut, `INSERT OR IGNORE INTO met (import, capture) VALUES (?,?)`)
	on(w, &c.captureSeen, `UPDATE captures SET seen = ? WHERE n = ?`)
	on(w, &c.article, `SELECT `+articleColumns+` FROM articles WHERE id = ?`)
	on(w, &c.articleBySum, `SELECT `+articleColumns+` FROM articles WHERE sum = ?`)
	on(w, &c.articleInsert, `INSERT INTO articles (seq, id, sum, block, slot, captured, capture, first, versions, url, site, published)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`)
	on(w, &c.articleReplace, `UPDATE articles SET seq = ?, sum = ?, block = ?, slot = ?, captured = ?, capture = ?, versions = ?,
		url = ?, site = ?, published = ? WHERE id = ?`)
	on(w, &c.articleSeen, `UPDATE articles SET captured = ? WHERE id = ?`)
	on(w, &c.articleVersions, `UPDATE articles SET versions = ?, first = ? WHERE id = ?`)
	on(w, &c.articleDelete, `DELETE FROM articles WHERE id = ?`)
	on(w, &c.version, `SELECT sum, block, slot, captured, capture FROM versions WHERE article = ? AND sum = ?`)
	on(w, &c.versionsWrite, `SELECT sum, block, slot, captured, capture FROM versions WHERE article = ?`)
	on(w, &c.versionInsert, `INSERT INTO versions (article, sum, block, slot, captured, capture) VALUES (?,?,?,?,?,?)`)
	on(w, &c.versionSeen, `UPDATE versions SET captured = ? WHERE article = ? AND sum = ?`)
	on(w, &c.versionPlace, `UPDATE versions SET sum = ?, block = ?, slot = ? WHERE article = ? AND sum = ?`)
	on(w, &c.versionDelete, `DELETE FROM versions WHERE article = ? AND sum = ?`)
	on(w, &c.removedInsert, `INSERT INTO removed (seq, id, at, reason) VALUES (?,?,?,?)`)
	on(w, &c.removedDelete, `DELETE FROM removed WHERE id = ?`)
	on(w, &c.sequence, `UPDATE sequence SET seq = ?`)
	on(w, &c.fileLength, `INSERT INTO files (kind, n, length, head, sum) VALUES (?,?,?,?,?)
		ON CONFLICT DO UPDATE SET length = max(length, excluded.length)`)
	on(w, &c.failureInsert, `INSERT INTO failures (import, n, capture, url, path, entry, at, record, failure, object, code, detail)
		SELECT ?1, coalesce(max(n), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM failures WHERE import = ?1`)
	on(w, &c.sketchPut, `INSERT OR REPLACE INTO sketches (seq, minute, captured, sketch) VALUES (?,?,?,?)`)
	on(w, &c.payloadPut, `INSERT OR IGNORE INTO payloads (payload, capture) VALUES (?,?)`)
	on(w, &c.cursorPut, `INSERT INTO cursors (key, source, cursor)
		SELECT key, ?2, ?3 FROM imports WHERE n = ?1
		ON CONFLICT DO UPDATE SET cursor = excluded.cursor`)
	on(w, &c.frontierPut, `INSERT INTO frontier (key, site, n, url, rank, state, depth, hops, tries, guess)
		SELECT key, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM imports WHERE n = ?1
		ON CONFLICT DO UPDATE SET url = excluded.url, rank = excluded.rank, state = excluded.state, depth = excluded.depth,
			hops = excluded.hops, tries = excluded.tries, guess = excluded.guess`)
	return errors.Join(errs...)
}
