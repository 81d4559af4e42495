package archive

// step is one change of the catalogue's tables. Steps are only ever added; a
// catalogue is brought up to date when it is opened for writing, and
// PRAGMA user_version says how many steps it has had.
type step struct {
	name string
	sql  string
}

// The catalogue's version is the number of steps it has had. A catalogue of an
// earlier version opens read-only too, as long as it is not below catalogueMin.
const catalogueMin = 1 // 1: the first

// steps in order. Columns shared by several tables:
//
//	id        articles: the 16 hex digits of index.NewID as a 64-bit integer
//	          captures: 8 bytes of the hash of the key (see captureKey), then 8 of the digest
//	captured  microseconds since 1970 UTC; 0 = unknown
//	sum       16 bytes of the SHA-256 of title, lead, body and captions
//	block, slot  where the text stands (see place)
var steps = []step{
	{"captures, articles, versions, imports", `
-- How much of each file counts. kind is 'original' or 'text'. head is the
-- length of what the file begins with, sum its CRC-32C.
CREATE TABLE files (
  kind TEXT NOT NULL, n INTEGER NOT NULL, length INTEGER NOT NULL,
  head INTEGER NOT NULL, sum INTEGER NOT NULL,
  PRIMARY KEY (kind, n)
) WITHOUT ROWID;

-- One row for every original. crc is the CRC-32C of the record as it stands in
-- the segment; seen is the newest time the same bytes were met at this key.
-- more marks the captures of an article beside its first.
CREATE TABLE captures (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL, digest BLOB NOT NULL,
  url TEXT NOT NULL, name TEXT NOT NULL,
  captured INTEGER NOT NULL, seen INTEGER NOT NULL,
  status INTEGER NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
  segment INTEGER NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL, crc INTEGER NOT NULL,
  path TEXT NOT NULL, entry TEXT NOT NULL, at INTEGER NOT NULL, record TEXT NOT NULL, origin TEXT NOT NULL,
  what TEXT NOT NULL, kind TEXT NOT NULL,
  failure TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL,
  article INTEGER, more INTEGER NOT NULL, import INTEGER
);
-- Serves look-ups by id and, as the key's hash comes first, by address.
CREATE UNIQUE INDEX captures_id ON captures (id);
CREATE INDEX captures_more ON captures (article) WHERE more = 1;
CREATE INDEX captures_failed ON captures (failure, code) WHERE failure <> '';

-- One row for every article: its current version. seq is the sequence number
-- of its last change, so a scan of the table is a walk in order of change, and
-- of the text files too.
CREATE TABLE articles (
  seq INTEGER PRIMARY KEY,
  id INTEGER NOT NULL,
  sum BLOB NOT NULL,
  block INTEGER NOT NULL, slot INTEGER NOT NULL,
  captured INTEGER NOT NULL, capture INTEGER NOT NULL, first INTEGER NOT NULL,
  versions INTEGER NOT NULL,
  url INTEGER NOT NULL, site TEXT NOT NULL,
  published INTEGER
);
CREATE UNIQUE INDEX articles_id ON articles (id);
CREATE INDEX articles_sum ON articles (sum);

-- The versions that are not current.
CREATE TABLE versions (
  article INTEGER NOT NULL, sum BLOB NOT NULL,
  block INTEGER NOT NULL, slot INTEGER NOT NULL,
  captured INTEGER NOT NULL, capture INTEGER NOT NULL,
  PRIMARY KEY (article, sum)
) WITHOUT ROWID;

-- Articles that were here and are not, so that an index can follow.
CREATE TABLE removed (
  seq INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE,
  at INTEGER NOT NULL, reason TEXT NOT NULL
);

-- The last sequence number that was given.
CREATE TABLE sequence (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL);
INSERT INTO sequence VALUES (1, 0);

CREATE TABLE imports (
  n INTEGER PRIMARY KEY, key TEXT NOT NULL, label TEXT NOT NULL, paths TEXT NOT NULL,
  started INTEGER NOT NULL, finished INTEGER NOT NULL, status TEXT NOT NULL, counts TEXT NOT NULL
);
CREATE TABLE cursors (
  key TEXT NOT NULL, source TEXT NOT NULL, cursor TEXT NOT NULL,
  PRIMARY KEY (key, source)
) WITHOUT ROWID;
CREATE TABLE failures (
  import INTEGER NOT NULL, n INTEGER NOT NULL, capture BLOB,
  url TEXT NOT NULL, path TEXT NOT NULL, entry TEXT NOT NULL, at INTEGER NOT NULL, record TEXT NOT NULL,
  failure TEXT NOT NULL, object TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL,
  PRIMARY KEY (import, n)
) WITHOUT ROWID;
`},
	{"frontier of crawls", `
-- The addresses of crawls that are not done, waiting or not, by the key of the
-- import. What rank and state mean is the crawler's to say.
CREATE TABLE frontier (
  key TEXT NOT NULL, site TEXT NOT NULL, n INTEGER NOT NULL, url TEXT NOT NULL,
  rank INTEGER NOT NULL, state INTEGER NOT NULL, depth INTEGER NOT NULL,
  hops INTEGER NOT NULL, tries INTEGER NOT NULL, guess INTEGER NOT NULL,
  PRIMARY KEY (key, site, n)
) WITHOUT ROWID;
`},
	{"receipts of searches", `
-- What searches found, kept for those who cite them; the bytes are the reader's
-- side's own.
CREATE TABLE receipts (
  id TEXT NOT NULL UNIQUE, kept INTEGER NOT NULL, data BLOB NOT NULL
);
`},
	{"reprint families", `
-- What near copies are found by, made from the text of the article whose change
-- has the number: another text has another number, so none is ever out of date.
-- Derived, as the families are: made again whenever it is lacking.
CREATE TABLE sketches (
  seq INTEGER PRIMARY KEY, minute INTEGER NOT NULL, captured INTEGER NOT NULL, sketch BLOB NOT NULL
);
-- The articles that are, or were, in a family: its first printed, 0 for none.
-- seq is the sequence number of the change, as in articles.
CREATE TABLE families (
  article INTEGER PRIMARY KEY, family INTEGER NOT NULL, seq INTEGER NOT NULL
);
CREATE INDEX families_family ON families (family) WHERE family <> 0;
CREATE INDEX families_seq ON families (seq);
-- Up to which change of articles families are made, and by which rule.
CREATE TABLE grouped (one INTEGER PRIMARY KEY CHECK (one = 1), rule INTEGER NOT NULL, seq INTEGER NOT NULL);
INSERT INTO grouped VALUES (1, 0, 0);
`},
	{"ledger of repeated lines", `
-- Short lines of articles by site, by the key extraction gives them: in how many
-- articles, printed from when to when (minutes since 1970 UTC). learned marks
-- those that are the site's own words; checked is how many articles the line
-- had when it was last looked at.
CREATE TABLE lines (
  site TEXT NOT NULL, key INTEGER NOT NULL, articles INTEGER NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL,
  checked INTEGER NOT NULL, learned INTEGER NOT NULL, sample TEXT NOT NULL,
  PRIMARY KEY (site, key)
) WITHOUT ROWID;
CREATE INDEX lines_learned ON lines (site) WHERE learned = 1;
-- Numbers that pages count up, as they stood when a page was captured. page is
-- the address, '' for a counter of the whole site.
CREATE TABLE counters (
  site TEXT NOT NULL, page TEXT NOT NULL, label TEXT NOT NULL, at INTEGER NOT NULL, value INTEGER NOT NULL,
  PRIMARY KEY (site, page, label, at)
) WITHOUT ROWID;
`},
	{"payloads of originals", `
-- By which payload digest of its container an original is found, for revisit
-- records of later files: the first 8 bytes of the digest's hash.
CREATE TABLE payloads (
  payload INTEGER NOT NULL, capture INTEGER NOT NULL,
  PRIMARY KEY (payload, capture)
) WITHOUT ROWID;
`},
	{"what the last extraction replaced", `
-- What captures had given before the last extraction of everything, or of a site,
-- made something else of them: the place of a text, which stays in its file, or
-- why there was none (block is NULL). turn tells an extraction from its undoing.
CREATE TABLE replaced (
  turn INTEGER NOT NULL, capture INTEGER NOT NULL, block INTEGER, slot INTEGER,
  kind TEXT NOT NULL, failure TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL,
  PRIMARY KEY (turn, capture)
) WITHOUT ROWID;
-- The extraction that is noted there: of which site ('' = of everything), and
-- whether it came to its end.
CREATE TABLE extraction (one INTEGER PRIMARY KEY CHECK (one = 1), turn INTEGER NOT NULL, site TEXT NOT NULL, ended INTEGER NOT NULL);
INSERT INTO extraction VALUES (1, 0, '', 1);
`},
	{"imports that met an original again", `
-- Which later imports brought the very same original, so that an import can be
-- taken back without taking anything from another.
CREATE TABLE met (
  import INTEGER NOT NULL, capture INTEGER NOT NULL,
  PRIMARY KEY (import, capture)
) WITHOUT ROWID;
`},
}

// familiesStep is the number of the step that made the tables of families; a
// catalogue below it is opened by readers too, and has none.
const familiesStep = 4

// ledgerStep is the number of the step that made the tables of the ledger.
const ledgerStep = 5

// payloadsStep is the number of the step that made the table of payloads.
const payloadsStep = 6
