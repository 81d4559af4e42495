// Package rank makes the answer a reader sees from what an engine finds: it
// parses and expands the words typed, asks the engine for candidates and counts,
// reorders the best of them with their texts at hand, says why, and makes
// snippets with marks. It is the same for every engine; totals, facets and dates
// are the engine's and pass through untouched.
//
// A word typed with marks is that word; typed without any, it is every word that
// folds to it; typed with some, the readings found in the archive are added and
// said. Marks stand on whole words where the engine matched them.
package rank
