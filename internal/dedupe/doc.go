// Package dedupe finds articles that are near copies of each other and groups
// them into reprint families, each called after the article that was printed
// first. It keeps nothing: where sketches and families stand is its caller's
// business, and so is what a copy changed and what is shown of a family.
//
// # Near copies
//
// An article is the set of its shingles: runs of four syllables of a sentence of
// lead or body, without case and marks. The title is not looked at, as every
// paper prints its own. Two articles are near when enough of the shorter one
// stands in the longer one, and that is enough of the longer one too (see near).
// A later report on the same event repeats whole sentences and is no copy; so the
// pairs of syllables must agree as well, which a word changed here and there
// hardly touches. Bulletins made from a template (weather, lottery, prices) share
// their words and differ in their numbers, so the shingles that hold a number must
// agree as well.
//
// # Families
//
// Articles are taken in the order they were printed (Order). Each joins the family
// of the nearest first article that is before it and near to it, else it may begin
// a family of its own. So every member is near to the first of its family, never
// only to another member, and families follow from the set of articles alone: not
// from the order in which they came in, nor from how often grouping was done.
//
// # Cost
//
// A Sketch holds the smallest hashes of an article, by which the few pairs are
// found that may be near; where nearly all of them agree the texts are near, and
// only of the others the texts are read and compared exactly. An
// article is compared with at most mostCompared others that begin a family, those
// first that share most hashes: where thousands of pages share some sentences and
// are no copies, that bounds the work. Only there, after one of them has gone, may
// grouping anew find other families.
package dedupe

// Version is the version of sketches and of the rule. Families made by another
// one are to be made anew. Raise it with a line here that says why:
//
//	1  first rule
const Version = 1
