// Package extract turns a captured page into an article: title, lead, body,
// captions, authors, section, tags, dates, original source, language and kind,
// each with evidence of where it stands in the stored bytes. It leaves places,
// people and copies to other packages and never touches the network.
//
// # How a page is read
//
// The bytes are decoded (decode.go), what no step reads is left out (lean.go), the
// rest is parsed once (parse.go) and walked once into two lists, elements and
// blocks of text (tree.go). Classes and ids give
// elements their marks (mark.go): comment, related, date, author, lead … All
// later steps work on the lists: the headline (title.go), what is junk and
// which element holds the article (score.go), what each block in it is
// (body.go, tail.go, caption.go, lead.go), names (authors.go, byline.go), dates
// (date_*.go), section and tags (section.go), the kind of page (kind.go).
// JSON-LD and meta elements (head.go, jsonld.go) are weighed against what is
// printed; a page that prints no text is read from the data it hands its scripts
// (pagedata.go). At the end every field is found again in the stored bytes
// (locate.go) and what does not add up is noted (check.go).
//
// A rule of a site only pins elements: it says where title, lead, body, author,
// date, section and tags stand and what to drop. Cleaning, captions, author
// lines and dates are read the same way with and without a rule, so a rule is
// short and a field it leaves out is still read.
//
// Names are given as printed: "HÀ AN" where the paper sets them so, a pen name,
// an office ("Phòng Hạ tầng"), "P.V"; a trade before a name ("PV Hà An") and
// the photographer beside it are left out, a title ("BS. …") stays.
//
// # Adding a newspaper
//
// Write site_<name>.go with its layouts, the newest first, and add its line to
// sites.go. Is tells the layouts of one site apart; of the selectors of a field
// the first that finds something counts. Layouts that many papers share stand in
// site_systems.go; at makes one a paper's own. Save a page of each layout
// as testdata/<host>/<name>.html with sentences of your own in the site's
// markup, run
//
//	go test ./internal/extract -run TestFixtures -update
//
// and read the JSON written beside it line by line before keeping it. A name
// that begins with "saved" is read as a file without an address. A test fails
// for a layout that no saved page shows. Raise Version when a rule changes what
// it gives.
//
// A page that the general way reads badly is worth a saved page too, under a
// host ending in .example.
package extract
