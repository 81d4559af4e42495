// Package annotate finds places, agencies, people and figures in the text of an
// article, each with its standard name, a key that tells namesakes apart, and
// its byte range in the title, lead or body. It would rather miss one than be
// wrong. It judges each article by itself and leaves to others what is done
// with the mentions.
//
// # Places
//
// A key of a place is system:province, system:province/district,
// before:province/district/commune or after:province/commune, with the official
// codes of the units: before:31/303 is quận Ngô Quyền of Hải Phòng, which ended
// on 30 June 2025, and after:31/11407 a ward that began on 1 July 2025. Districts
// are always of the system before; provinces and communes are of the system of
// the article's date. An article without date that names a district, or that was
// captured before July 2025, is of the system before; else a province that is in
// both systems has the system "any".
//
// A commune is taken only with its kind before it (phường Lê Lợi) and a district
// or province that makes it the only one of its name; a bare name never is one.
// A district stands bare where its name is no other's, or the article has called
// it by its kind. Streets, people, companies and schools that bear the name of a
// place are no places.
//
// # Agencies
//
// Abbreviations are written out by the table of index/vi, and kinds of place in
// one form: UBND Q. Ngô Quyền is Ủy ban nhân dân quận Ngô Quyền. The key is the
// name in normal form, behind it @ and the key of the place where that is known.
// An agency without the name of its place (UBND quận) is a mention only where
// the article names exactly one of its kind, or speaks of one province or district
// that it can be of.
//
// # People
//
// A name is taken behind a title (ông, Trung tá, Chủ tịch UBND …), where an age, a
// year of birth or what only people do follows, where it begins with a given name
// of another language, and in a list of names of which one is known. Later short
// mentions (ông Hải, Hải) go to the full name where only one person of the article
// has it; a given name that no full name explains is none, as too many bear it. The key is the name in
// normal form: whether two articles mean the same person is not known.
//
// # Figures
//
// A figure is a number with a unit or a thing counted. Values are in base units:
// 300 triệu đồng is 300000000 đồng. Dates, clocks, ordinals, addresses and
// numbers of documents are none.
package annotate
