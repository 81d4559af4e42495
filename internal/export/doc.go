// Package export writes search results out as files: every row of a search, in
// the order of the screen, one article at a time, so that memory does not grow
// with the number of rows. It knows formats and nothing of pages, engines or
// archives, which come in as two small interfaces.
package export
