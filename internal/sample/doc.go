// Package sample holds the demo's newspapers: everyday news written for this
// project, printed by eight invented papers (.example hosts only) over the
// years 2009 to 2025, and it writes them as an archive would receive them: a
// folder of saved pages, a ZIP and a WARC, the same bytes every time, with a
// Manifest of what an import must find in them. It reads nothing from outside
// and imports nothing itself.
//
// # The text of an article
//
// An article is articles/<host>/<slug>.txt, UTF-8 in NFC: header lines "Name:
// value", an empty line, then blocks parted by empty lines.
//
//	Title:    the headline                                    (required)
//	Date:     2021-08-25 07:29, or 2021-08-25: no clock printed (required)
//	Updated:  2021-08-25 09:10
//	Section:  Pháp luật > An ninh trật tự, outermost first    (required)
//	Author:   Name; Name
//	Tags:     tag; tag
//	Source:   TTXVN, when the piece was taken from elsewhere
//	Address:  canonical, saved or none: how the saved file tells its address
//	Charset:  utf-8, windows-1258 or tcvn3 (undeclared, legacy font)
//	Form:     nfd, when the page spells its marks decomposed
//	Trap:     script, when the page carries a script that must not run
//	Reprint:  host/slug of the piece whose text this one repeats
//
// A block that begins with "> " is the sapo, one that begins with "[scene] "
// is the caption under a picture of that scene, one that begins with "@name |
// 2012-03-04 20:15" is a forum post, any other block is a paragraph. A file
// <slug>.2.txt is the text of the same article as it stood at a later capture.
//
// # Layouts
//
// layouts/<host>.html is an html/template file that defines "article" and, for
// some papers, "list"; a forum's defines "thread".
package sample
