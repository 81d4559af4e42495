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
//
// # Where things are
//
// A request comes in through server.go and middleware.go, finds its handler in
// routes.go, and is read into a State by urlstate.go, which also writes every
// address. A handler fills a view, a struct that has what one page shows;
// render.go hands the view and the shell around it to the template of that name.
// Texts are keys of internal/locale; words.go and bytes.go write what has to be
// put together. What templates and styles need of script is in static/app.js,
// and each page stands without it.
//
//   - the search page: search.go and, from the top down, searchform.go,
//     readings.go and meant.go (how the query was understood), parts.go,
//     wordparts.go and notices.go (the query shown back), chips.go, facets.go,
//     facetcounts.go, chart.go, months.go, fold.go (reprints on one row),
//     pager.go, coach.go and looser.go (nothing was found), preview.go
//   - while typing: suggest.go, suggesttable.go, suggestmatch.go, completion.go
//   - an article: article.go, mark.go and found.go (found words), names.go,
//     numbers.go, sentences.go, similar.go, family.go, version.go, texts.go (two
//     texts compared), evidence.go, cite.go, linked.go
//   - its original: capture.go (the page around), original.go, inert*.go (what
//     is left of it), decode.go
//   - browsing: front.go, coverage.go, browse.go, calendar.go, nearest.go,
//     onthisday.go, places.go, values.go, sitepage.go, sitefacts.go, help.go
//   - counting: timeline*.go, timechart.go, overlap.go, kwic*.go, lines.go
//   - taking away and following: takeaway.go, bundle.go, stream.go, receipt.go,
//     kept.go, follow.go, feed.go, discover.go
//   - for programs: api*.go, openapi.go, problem.go, ratelimit.go, cdx*.go,
//     memento.go
//   - running: deps.go, headers.go, assets.go, health.go, metrics.go, admin.go
//
// A new page is a handler with its view in a file of its own, a template, its
// texts in both languages, a line in routes.go and one in the list of pages that
// axe_test.go looks at.
package web
