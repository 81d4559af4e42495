// Package vi reads Vietnamese text: it cuts it into tokens with exact places in
// the original, gives every spelling of a word one form, and joins syllables
// into words. All of it is pure: no files, no clock, no network. It leaves to
// others what a token is worth and which abbreviations stand for what.
//
// # Tokens
//
// A token is a byte range of the text as given and its Term: composed (NFC),
// lower case, the tone on one place. Tokens come in order, do not overlap and
// begin and end on characters; what is no letter or digit is in none. The Term
// of a token is what Normalize gives for its range alone, is the same for
// composed and decomposed text, and capitals never change how text is cut.
//
//   - Marks are composed in whatever order they were typed, tone before hat too.
//     A second tone or hat on one vowel is a slip and dropped.
//   - The tone is put where newspapers put it most (hòa, thúy, toàn, khuỷu), on
//     anything spelled as a Vietnamese syllable: hoà, thuý, tòan, vịêt, gìa.
//     Other words keep their marks as they are.
//   - Ð, ð and Ɖ are đ: fonts and converters print them for it.
//   - Zero-width characters and soft hyphens are as if not there, also inside a
//     word; full-width forms and ligatures are their plain letters.
//   - Each character of Han and Kana is a token; words of other scripts are runs
//     of letters.
//   - Syllables written together are cut apart, as foreign words are spelled both
//     ways (ôtô, bêtông, Marốc) and pages lose spaces; the word must have a mark
//     that only Vietnamese has, else Hélène would fall apart.
//   - A word is cut after 128 letters; no input makes a larger one.
//
// # Pieces that stay together
//
// What readers copy as one thing is one token, and the pieces by which they also
// look for it are its Parts, to be indexed at the same position.
//
//   - Numbers: 6.550, 6,550, 6 550 and 6550 are 6550, as thousands are parted by
//     point, comma or blank, three digits each; a blank also leaves the groups
//     as parts, since two numbers may stand side by side. 1.5 and 1,5 are 1,5;
//     05 is 5. Three numbers or more in a chain (1.2.3) keep their signs.
//   - 12,5% and 12,5 % are 12,5%, with 12,5 as a part.
//   - Dates are day/month/year without leading zeros (25/8/2021), also from
//     25-08-2021, 25.8.2021, 25/8/21 and 2021-08-25; parts 25/8, 8/2021, 2021.
//     25/8 and 25-8 are 25/8 with both numbers as parts: it may be a range.
//   - Times are 7h30, 19h, from 07:30, 7h30, 7g30, 19:00.
//   - Documents: 15/2020/NĐ-CP is whole; parts 15, 15/2020, 2020, nđ-cp, nđ, cp.
//     49/2020 is whole, because that is how documents are called for short.
//   - Plates are 15a-12345, telephone numbers their digits (+84 is 0).
//   - E-mail addresses and links are whole; what stands before and behind @, and
//     the host and its name, are parts. A link loses scheme, www. and last slash.
//   - A number and a unit written together are two tokens (50kg, 300tr), so that
//     50kg finds 50 kg. 3G, 15A and Q1 are one.
//   - A hyphen parts words: kinh tế-xã hội, Covid-19. Their tokens are neighbours,
//     so that Covid-19 finds Covid 19.
//   - An ampersand binds short words (GD&ĐT, R&D), a point binds what is no
//     syllable (TP.HCM, U.S.A, PGS.TS, v.v), a slash single letters (đ/c). TP.Hồ
//     is two tokens, like TP. Hồ; so is Q.1. A full stop without its space
//     therefore does no harm.
//   - An apostrophe behind or before a single letter is dropped: H'Mông is hmông,
//     as it is written too, with mông as a part.
//
// # Breaks
//
// A token carries what stood before it: nothing, the end of a sentence, the end
// of a paragraph (an empty line). A point ends no sentence behind an
// abbreviation, an initial or the number of an item, nor before a small letter.
// A single line break counts as the end of a sentence only if the next line does
// not just go on.
//
// # Words
//
// Lexicon.Words joins tokens into words: of all ways to cut a stretch without
// punctuation it takes the one with the fewest words, over the lexicon, the
// archive's own list, what the archive taught (Learner), and runs of capitals.
// Matching is blind to case; capitals only ever join names.
package vi

// Version is the version of the analysis. An index built with another one is
// stale, because its terms may differ. Raise it with a line here that says why:
//
//	1  first analysis
const Version = 1
