// Package testkit holds fakes for tests: a newspaper on loopback, made from a
// txtar archive. It is real as far as sockets and HTTP go, keeps a log of what
// it was asked and when, and lays traps where a test asks for them. And it finds
// the outside data that tests measure on.
package testkit
