// Package vi reads Vietnamese text: it cuts it into tokens with exact places in
// the original, gives every spelling of a syllable one form, and joins
// syllables into words. All of it is pure: no files, no clock, no network.
package vi

// Version is the version of the analysis. An index built with another one is
// stale, because its terms may differ. Raise it with a line here that says why:
//
//	1  first analysis
const Version = 1
