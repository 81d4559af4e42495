package main

import (
	"context"
	"time"

	"khobao/internal/archive"
	"khobao/web"
)

// shelf is the archive as the pages of the site see it.
type shelf struct{ *archive.Archive }

// Versions lists the texts kept of an article, oldest first.
func (s shelf) Versions(ctx context.Context, id string) ([]web.Version, error) {
	kept, err := s.Archive.Versions(ctx, id)
	if err != nil {
		return nil, err
	}
	versions := make([]web.Version, len(kept))
	for i, v := range kept {
		versions[i] = web.Version{Number: v.Number, Captured: v.Captured, CaptureID: v.Capture}
	}
	return versions, nil
}

// Captures lists the originals of an article, oldest first.
func (s shelf) Captures(ctx context.Context, id string) ([]web.Capture, error) {
	kept, err := s.Archive.Captures(ctx, id)
	if err != nil {
		return nil, err
	}
	captures := make([]web.Capture, len(kept))
	for i, c := range kept {
		captures[i] = web.Capture{ID: c.ID, URL: c.URL, Captured: c.Captured, Digest: c.Digest, Type: c.ContentType, Bytes: c.Size, Origin: c.Origin.String()}
	}
	return captures, nil
}

// FindCapture gives the capture of an address nearest in time.
func (s shelf) FindCapture(ctx context.Context, url string, near time.Time) (string, error) {
	c, err := s.Archive.FindCapture(ctx, url, near)
	return c.ID, err
}

// Stats says what the archive holds.
func (s shelf) Stats(ctx context.Context) (web.Stats, error) {
	kept, err := s.Archive.Stats(ctx)
	if err != nil {
		return web.Stats{}, err
	}
	stats := web.Stats{Articles: kept.Articles, Captures: kept.Captures, Bytes: kept.Originals}
	if len(kept.Imports) > 0 {
		stats.LastImport = kept.Imports[0].Started
	}
	return stats, nil
}
