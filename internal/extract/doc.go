// Package extract turns a captured page into an article: title, lead, body,
// captions, authors, section, tags, dates, language, kind, each with evidence
// of where it stands in the stored bytes. It leaves places, people and copies
// to other packages and never touches the network.
package extract
