// Package reading measures how right and how fast pages are read: by the program
// with its rules and without, and by other ways to compare with. It reads pages of
// the sample or of folders beside what is known to be right for them, compares
// field by field, and tells where the time goes. It changes no archive.
package reading
