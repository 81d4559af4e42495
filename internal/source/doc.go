// Package source turns what a user names on the command line, a folder or a
// file of any supported format, into a sequence of pages in a fixed order that
// can be resumed after any of them. It promises that everything it finds is
// either a page or an error that names the record, that one bad record never
// ends the sequence, that formats are told by their first bytes and never by
// their names, that names inside containers never become paths, and that
// memory stays bounded whatever the bytes say. What a page means, and whether
// it is an article, is left to others.
package source
