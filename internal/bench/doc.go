// Package bench measures how fast the product answers: it makes a corpus of any
// size, draws a fixed mix of searches from its titles, has several clients ask
// them, and gives percentiles of wall and processor time. It opens nothing and
// judges nothing: archives are its caller's, goals its reader's.
package bench
