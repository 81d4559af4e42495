// Package topk finds the documents of a segment that match and the best of
// them, on the segment format of ours. It promises the same documents and scores
// as scoring every match would give; what cannot enter the best k is skipped by
// the bounds that lists carry.
//
// Totals and facets are exact, so the set of all matches is made first, as a
// plain bitmap (docset.Set): common terms have one in the file, rarer ones are decoded.
// Scoring then goes over the matches window by window, the best bound first: a
// window whose bounds add up to less than the worst of the best k is skipped
// whole. In any other only what stands in one of the strongest terms is looked at,
// those without which the rest cannot lift a document into the best: they are
// added block by block into a small array, without an interface call or a
// comparison of documents. What is left goes through the other terms, the
// strongest first, and each drops what those after it cannot lift; many documents
// are swept by whole blocks, few are looked up by themselves.
// Of several readings of a word the best counts, and bounds the others.
// Phrases compare positions modulo 64, as bits of one word, before they compare
// any. After Turtle and Flood (1995), Ding and Suel (2011) and Lucene's
// bulk scorers.
package topk
