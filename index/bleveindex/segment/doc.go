// Package segment is a segment format for bleve's scorch index: written from
// flat token arrays, merged, opened by mmap and checked by a CRC a section. It
// promises that bleve's own queries work on it as on bleve's format, and gives
// the searchers of package topk direct access to blocks of postings, their
// largest scores and plain bitmaps. It knows nothing of searching.
//
// A file is a header, sections one after another, a directory of them, and a
// footer that says where the directory lies:
//
//	magic, version          8 + 4 bytes
//	sections                each with its CRC-32C in the directory
//	directory               JSON: documents, fields, sections
//	footer                  length and CRC-32C of the directory, version, magic
//
// Documents are numbered newest first, in every segment and through merges, so
// that the newest hits of any query are the first ones of its postings.
//
// A field has a length byte a document (norms.go), a dictionary (vellum) from
// term to the place of its postings, postings in blocks of 128 (list_write.go)
// and, where it keeps them, positions in blocks of their own (positions.go).
// Terms in more than a tenth of the documents stand as a plain bitmap too, for
// counts and membership tests without decoding. There are
// no byte offsets and no stored text: snippets tokenise the page shown.
//
// # Choices
//
// Of the lab's 82,510 articles the index is .364 of the text: positions take half
// of it, postings a quarter, bitmaps 7 %, the dictionary 1 %. Positions are kept for
// every text field all the same, since phrases, sentences and the ranking read them
// in place of texts. Words typed without marks have no postings of their own (see
// unions.go of the package above), nor have compounds: those of the lexicon would
// add .30 to the postings and .21 to the positions, a sixth to the index, and as
// phrases of two common words they take .6 ms (p50). There is one level of
// skips: searches go over windows of 2,048 documents, and finding the blocks of
// all windows is 3 % of the time of an OR of three and 7 % of an AND. With blocks
// of 64, 128 and 256 the index is .370, .364 and .367 of the text; an OR of three
// takes .133, .123 and .125 ms, an AND .085, .083 and .082, a word in three fields
// .189, .197 and .210, a phrase of three .29, .27 and .26: small blocks pay for
// their entries, large ones for numbers as wide as the widest among more.
package segment
