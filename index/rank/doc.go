// Package rank makes the answer a reader sees from what an engine finds: it
// parses and expands the words typed, asks the engine for candidates and counts,
// reorders the best of them with their texts at hand, says why, and makes
// snippets with marks. It is the same for every engine; totals, facets and dates
// are the engine's and pass through untouched.
//
// A word typed with marks is that word. One typed without any is every word that
// folds to it; among two others or more it is what its neighbours in the archive
// say it was meant for, and how many articles have it in other spellings alone is
// said. Typed with some marks, the readings found in the archive are added and
// said. A run of six words or more wants neighbours side by side in every stretch
// of it; how many articles hold all its words but scattered is said. All of it goes
// by the query alone, stands in Result.Query, and is switched off by
// Request.Literal. Marks stand on whole words where the engine matched them.
package rank
