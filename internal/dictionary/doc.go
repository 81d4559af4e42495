// Package dictionary gives an archive its own words and abbreviations: those that
// staff write into files, and those that its articles teach. What staff wrote is
// never changed; what was learned belongs to one generation of the index and is
// made again with it.
//
// Searches read both when they expand a query, so that neither asks for a new
// index: an edited file counts from the next start.
package dictionary
