// Package bleveindex is the index.Engine on this machine: it keeps terms and
// postings in bleve's scorch and answers every search by itself, from bitmaps,
// columns and its own scoring. What it says is exact (totals, facets, order),
// and what it has acknowledged is on disk. The index is a cache: it finds its
// own damage and says so in State, and Rebuild cures it; the texts live
// elsewhere. Parsing, expansion, snippets and final ranking are left to
// index/query and index/rank.
//
// A search makes, segment by segment, a plain set of the documents that match,
// one bit each: 125 KB of a million, which a core goes through in microseconds.
// Totals, filters and facets follow from the sets, the best hits from package
// topk. Answers are kept until the index changes. Heavy searches take turns, and
// every search looks at its context every few milliseconds of work.
//
// While batches come scorch merges segments as it goes; at rest they are made one,
// or a few (see rest.go). They are not merged by year, since all number their
// documents newest first: a period is a range in each.
//
// A folder holds generations, gen-0001 and so on, and CURRENT, which names the
// live one. PREVIOUS names the one before, which Rollback goes back to. Inside a
// generation: the scorch files, meta.json with the versions it was made with, and
// two small notes that let the next start tell whether anything was lost (see
// notes.go).
//
// # The files
//
// Searching, from the request down:
//
//	search.go gate.go cache.go requestkey.go   a request, its turn, its answer kept
//	plan.go prefix.go terms.go fields.go       a query as it is executed; the terms of a field
//	match.go sets.go unions.go                 the documents that match, segment by segment
//	phrase.go near.go scope.go cursor.go own.go  the same where positions decide
//	filters.go families.go figures.go          filters and facets, reprints, numbers told
//	score.go pruned.go places.go               the best of them, and where their words stand
//	view.go vocabulary.go                      the snapshot that is searched; spellings of a word
//
// Writing, from the article down:
//
//	apply.go rebuild.go writer.go journal.go rollback.go  batches, new generations, the way back
//	document.go analyse.go                     an article as terms and positions
//	generation.go store.go rest.go             a folder, its scorch index, merges at rest
//	notes.go disk.go lock_*.go                 what lies beside it, and how it is written
//
// Both: engine.go and options.go; check.go, verify.go and guard.go find damage.
//
// The folders, none of which knows this package: segment is the format, docset sets
// of documents, columns what filters and facets count by, topk the best k, runs and
// boltfile two small helpers of theirs; lab and baseline measure.
//
// # Rebuild
//
// Rebuild opens a new generation and hands fill a Writer. Batches are taken in
// the order given, whatever their Seq; a Seq claims that all changes up to it
// are in. So a walk over the archive sends its batches with Seq 0, then one
// with the sequence number at which the walk began, then replays the changes
// after that, batch by batch with their own numbers, until there are none.
// Meanwhile Apply goes on to the live generation. Batches that land there after
// fill's last look are kept in memory and replayed before the switch, when they
// follow on fill's last number without a gap; otherwise State().Seq is fill's
// last number and the owner replays from there, as after any start. Searches
// under way finish on the generation they began with, which is kept until the
// next rebuild begins, unless it is empty or damaged. A crash on the way leaves the
// old generation live.
package bleveindex
