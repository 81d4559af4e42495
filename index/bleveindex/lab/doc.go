// Package lab measures the segment format and its searchers on a corpus that was
// cut into tokens elsewhere, so that other engines can stand beside them: the
// same tokens, the same queries, exact counts to compare. It splits at the space
// and does nothing else; it searches nothing for readers.
package lab
