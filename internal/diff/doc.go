// Package diff tells two texts of an article apart, sentence by sentence: what
// was added, what was taken out, what was reworded and what only moved. It is
// pure: where texts come from and how differences are shown is for others.
package diff
