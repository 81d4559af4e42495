// Package crawl reads live newspapers politely and safely, one site at a time
// on one connection: what robots.txt forbids is never asked for, two requests
// to a host are never closer than its delay, and no answer, redirect or name
// server can lead the crawler into the network of its own machine. Site maps
// and feeds come first, links inside the host after. It hands on what it
// received as pages, together with the changes of its frontier, so that whoever
// keeps both in one transaction can go on after a kill. What pages mean, and
// where they are kept, is left to others.
//
// Sources: RFC 9309 (robots.txt), RFC 9110 (conditional requests, Retry-After),
// the Sitemaps protocol 0.9, RSS 2.0, RFC 4287 (Atom).
package crawl
