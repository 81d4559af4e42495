// Package web shows the archive: pages for readers that work without script, a
// JSON API, the stored originals on an origin of their own, and a door for
// other khobao processes on this machine. It promises that every state of a
// page stands in its address, that nothing stored can act on a reader, and that
// no page loads anything from outside. Searching, keeping and importing belong
// to others and come in through Deps.
//
// Three listeners, three origins: the site (pages and API, read only, no
// cookies), the replay of stored originals (sandboxed, no cookies ever), and
// the admin door (metrics and jobs, loopback, with a token).
package web
