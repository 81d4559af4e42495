// Package archive keeps what was imported: originals untouched in WARC
// segments, a catalogue of captures and articles in SQLite, and the articles'
// texts in compressed blocks. What it acknowledges is on disk, survives a
// killed process, and can be verified byte by byte; whatever else the product
// shows is rebuilt from here. It promises nothing about what pages mean
// (internal/extract does) nor about finding them (index does).
//
// One process owns an archive folder at a time. Originals are fsynced by Keep,
// then the catalogue is committed by Commit, and only then is a page
// acknowledged. Bytes written after the last commit are cut on open.
package archive
