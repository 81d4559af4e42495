package archive

import (
	"database/sql"
	"fmt"
)

// textFile checks every block of a text file. After a damaged one it goes on
// at the next block the catalogue knows of.
func (v *verifier) textFile(f fileRow) error {
	file, err := v.a.texts.files.open(f.n)
	if err != nil {
		return err
	}
	head := make([]byte, textHeader)
	if _, err := file.ReadAt(head, 0); err != nil || string(head[:len(textMagic)]) != textMagic ||
		head[len(textMagic)] < textFormatMin || head[len(textMagic)] > textFormatMax {
		v.found(Problem{File: f.name(), Offset: 0, What: FaultBytes, Detail: "file header does not read"})
	}
	v.textLengths[f.n] = f.length
	for at := textHeader; at < f.length; {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		p := place{file: f.n, offset: at}
		b, size, err := v.a.texts.read(p)
		if err == nil {
			err = decodes(b)
		}
		if err == nil {
			v.blocks[p.pack()] = len(b.ends)
			at += size
			continue
		}
		v.found(Problem{File: f.name(), Offset: at, What: FaultBytes, Detail: err.Error()})
		v.blocks[p.pack()] = damagedBlock
		next, err := v.nextBlock(p)
		if err != nil {
			return err
		}
		if next.file != f.n {
			break
		}
		at = next.offset
	}
	return nil
}

func decodes(b *block) error {
	for i := range b.ends {
		s, err := b.slot(i)
		if err == nil {
			_, err = decodeArticle(s)
		}
		if err != nil {
			return fmt.Errorf("article %d: %w", i, err)
		}
	}
	return nil
}

// nextBlock finds the next block that the catalogue refers to.
func (v *verifier) nextBlock(p place) (place, error) {
	var next sql.NullInt64
	err := v.a.cat.read.QueryRowContext(v.ctx, `SELECT min(block) FROM (
		SELECT block FROM articles WHERE block > ?1 UNION ALL SELECT block FROM versions WHERE block > ?1)`, p.pack()).Scan(&next)
	if err != nil || !next.Valid {
		return place{}, err
	}
	return unpackPlace(next.Int64, 0), nil
}

// crossChecks are rows that refer to rows which are not there. Each query gives
// a table's row and what is wrong with it.
var crossChecks = []struct{ query, detail string }{
	{
		`SELECT hex(id) FROM captures WHERE article IS NOT NULL AND NOT EXISTS (SELECT 1 FROM articles WHERE id = article)`,
		"capture of an article that is not there",
	},
	{
		`SELECT printf('%016x', id) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM captures c WHERE c.n = a.capture AND c.article = a.id)`,
		"article whose text has no capture",
	},
	{
		`SELECT printf('%016x', id) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM captures c WHERE c.n = a.first AND c.article = a.id)`,
		"article whose first capture is not there",
	},
	{
		`SELECT printf('%016x', article) FROM versions v WHERE NOT EXISTS (SELECT 1 FROM captures c WHERE c.n = v.capture AND c.article = v.article)`,
		"version whose text has no capture",
	},
	{
		`SELECT printf('%016x', id) FROM articles a WHERE versions <> 1 + (SELECT count(*) FROM versions v WHERE v.article = a.id)`,
		"number of versions is wrong",
	},
	{
		`SELECT printf('%016x', article) FROM versions v WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = v.article)`,
		"version of an article that is not there",
	},
	{
		`SELECT printf('%016x', id) FROM articles WHERE seq > (SELECT seq FROM sequence)
		 UNION ALL SELECT printf('%016x', id) FROM removed WHERE seq > (SELECT seq FROM sequence)`,
		"sequence number above the last given",
	},
}

// references checks that rows and texts refer to each other.
func (v *verifier) references() error {
	for _, check := range crossChecks {
		rows, err := v.a.cat.read.QueryContext(v.ctx, check.query)
		if err != nil {
			return err
		}
		for rows.Next() {
			var id string
			if err := rows.Scan(&id); err != nil {
				return err
			}
			v.found(Problem{File: catalogueFile, Offset: -1, What: FaultReference, Object: id, Detail: check.detail})
		}
		if err := rows.Err(); err != nil {
			return err
		}
		if err := rows.Close(); err != nil {
			return err
		}
	}
	articles := paged(v.ctx, v.a.cat.articleTexts, 0, scanText)
	for row, err := range articles {
		if err != nil {
			return err
		}
		v.text(row)
	}
	// Few, so one transaction will do.
	rows, err := v.a.cat.read.QueryContext(v.ctx, `SELECT 0, article, sum, block, slot FROM versions ORDER BY block, slot`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		row, _, err := scanText(rows)
		if err != nil {
			return err
		}
		v.text(row)
	}
	return rows.Err()
}

// textRow says which text stands where.
type textRow struct {
	id  int64
	sum []byte
	at  place
}

func scanText(rows *sql.Rows) (r textRow, seq int64, err error) {
	var packed int64
	var slot int
	err = rows.Scan(&seq, &r.id, &r.sum, &packed, &slot)
	r.at = unpackPlace(packed, slot)
	return r, seq, err
}

// damagedBlock marks a block that was reported.
const damagedBlock = -1

// text checks that a row's text is where it says and is the one it means.
func (v *verifier) text(r textRow) {
	articles, read := v.blocks[r.at.pack()]
	length, known := v.textLengths[r.at.file]
	switch {
	case articles == damagedBlock, known && r.at.offset >= length && r.at.offset >= textHeader:
		return // reported, or committed since Verify began
	case !known:
		if _, err := v.a.texts.files.size(r.at.file); err == nil {
			return // a file begun since
		}
		v.wrongText(r, "no such text file")
		return
	case !read:
		v.wrongText(r, "no text block there")
		return
	}
	art, err := v.a.texts.article(r.at)
	switch {
	case err != nil:
		v.wrongText(r, err.Error())
	case art.ID != articleID(r.id):
		v.wrongText(r, "text is that of "+art.ID)
	case string(textSum(&art)) != string(r.sum):
		v.wrongText(r, "text is another")
	}
}

func (v *verifier) wrongText(r textRow, detail string) {
	v.found(Problem{
		File: fileRow{kind: "text", n: r.at.file}.name(), Offset: r.at.offset, What: FaultReference,
		Object: articleID(r.id), Detail: detail,
	})
}
