// Package columns keeps, by document number, what filters, facets and date
// order need, so that none of them ever touches a scored search or a stored
// field. A segment never changes, so its columns are read once from its keyword
// dictionaries and kept as long as the segment lives; deletions are subtracted
// by whoever holds the snapshot. Which documents have a value is not kept: the
// segment's postings say so, common values as a plain bitmap. Values are numbered
// once for a whole index, so that counts of several segments add up without touching
// a string.
package columns
