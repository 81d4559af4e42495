package archive

import "fmt"

// Statements over families. A catalogue that has none yet is read without them.
const (
	// familiesQuery gives the families of a JSON list of articles.
	familiesQuery = `SELECT article, family FROM families WHERE family <> 0 AND article IN (SELECT value FROM json_each(?))`

	unsketchedQuery = `SELECT seq, id, block, slot, versions, 0, first, 0 FROM articles a
		WHERE seq > ? AND NOT EXISTS (SELECT 1 FROM sketches s WHERE s.seq = a.seq) ORDER BY seq LIMIT ?`

	groupingsQuery = `SELECT s.seq, s.minute, s.captured, s.sketch, a.id, coalesce(f.family, 0), a.seq > (SELECT seq FROM grouped)
		FROM sketches s CROSS JOIN articles a ON a.seq = s.seq LEFT JOIN families f ON f.article = a.id
		WHERE s.seq > ? ORDER BY s.seq LIMIT ?`
)

// walkQuery gives articles by the number of their last change.
func walkQuery(version int) string {
	family := "0"
	if version >= familiesStep {
		family = "coalesce((SELECT family FROM families f WHERE f.article = articles.id), 0)"
	}
	return `SELECT seq, id, block, slot, versions, ` + family + `, first, ` + importColumn + ` FROM articles WHERE seq > ? ORDER BY seq LIMIT ?`
}

// changesQuery gives the latest change of every article, that of its family too.
func changesQuery(version int) string {
	const of = `SELECT * FROM (
		SELECT seq, id, versions, '' FROM articles a WHERE seq > ?1%s
		UNION ALL SELECT seq, id, 0, 'removed' FROM removed WHERE seq > ?1) ORDER BY 1 LIMIT ?2`
	if version < familiesStep {
		return fmt.Sprintf(of, "")
	}
	return fmt.Sprintf(of, ` AND NOT EXISTS (SELECT 1 FROM families f WHERE f.article = a.id AND f.seq > a.seq)
		UNION ALL SELECT f.seq, a.id, a.versions, '' FROM families f JOIN articles a ON a.id = f.article WHERE f.seq > ?1 AND f.seq > a.seq`)
}
