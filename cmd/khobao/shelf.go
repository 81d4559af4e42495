package main

import (
	"context"
	"iter"
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
	return captures(kept), nil
}

// CapturesAt lists the originals of an address, oldest first.
func (s shelf) CapturesAt(ctx context.Context, url string) ([]web.Capture, error) {
	kept, err := s.Archive.CapturesAt(ctx, url)
	return captures(kept), err
}

// CapturesWhere gives the originals of the addresses that match.
func (s shelf) CapturesWhere(ctx context.Context, match func(address string) bool) iter.Seq2[web.Capture, error] {
	return func(yield func(web.Capture, error) bool) {
		for c, err := range s.Archive.CapturesWhere(ctx, match) {
			if !yield(captured(c), err) {
				return
			}
		}
	}
}

func captures(kept []archive.Capture) []web.Capture {
	out := make([]web.Capture, len(kept))
	for i, c := range kept {
		out[i] = captured(c)
	}
	return out
}

func captured(c archive.Capture) web.Capture {
	return web.Capture{
		ID: c.ID, URL: c.URL, Captured: c.Captured, Digest: c.Digest, Type: c.ContentType, Status: c.Status,
		Bytes: c.Size, Origin: c.Origin.String(),
	}
}

// SiteLines lists what a site prints on many pages.
func (s shelf) SiteLines(ctx context.Context, site string) ([]web.SiteLine, error) {
	kept, err := s.Ledger(ctx, site)
	lines := make([]web.SiteLine, len(kept))
	for i, l := range kept {
		lines[i] = web.SiteLine{Text: l.Sample, Articles: l.Articles, First: l.First, Last: l.Last}
	}
	return lines, err
}

// Counters gives the numbers that a page or a whole site counted up.
func (s shelf) Counters(ctx context.Context, site, page string) ([]web.SiteCounter, error) {
	kept, err := s.PageCounters(ctx, site, page)
	numbers := make([]web.SiteCounter, len(kept))
	for i, n := range kept {
		numbers[i] = web.SiteCounter{Label: n.Label, At: n.At, Value: n.Value}
	}
	return numbers, err
}

// Arrivals lists articles by when they came, the last first.
func (s shelf) Arrivals(ctx context.Context, before int64, limit int) ([]web.Arrival, error) {
	list, err := s.Archive.Arrivals(ctx, before, limit)
	return arrivals(list), err
}

// ArrivalsOf says when articles came.
func (s shelf) ArrivalsOf(ctx context.Context, ids []string) ([]web.Arrival, error) {
	list, err := s.Archive.ArrivalsOf(ctx, ids)
	return arrivals(list), err
}

func arrivals(list []archive.Arrival) []web.Arrival {
	out := make([]web.Arrival, len(list))
	for i, r := range list {
		out[i] = web.Arrival(r)
	}
	return out
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
	for _, i := range kept.Imports {
		if i.Label != archive.LabelUndo {
			stats.LastImport = i.Started
			break
		}
	}
	return stats, nil
}

// place tells of an administrative unit by the key of its mentions.
func (h *house) place(key string) (web.Place, bool) {
	u, ok := h.places.Unit(key)
	if !ok {
		return web.Place{}, false
	}
	return web.Place{Key: u.Key, Name: u.Name, Before: u.Before, Within: h.places.Within(u.Key), Became: h.places.Became(u.Key)}, true
}
