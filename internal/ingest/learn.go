package ingest

import (
	"context"
	"slices"
	"sort"
	"time"

	"khobao/internal/archive"
	"khobao/internal/extract"
	"khobao/internal/failure"
	"khobao/internal/source"
)

// When a line is the site's own: in so many articles, printed over so long, and
// in at least half of all that the site printed meanwhile. Thanks at the end of
// interviews and headings of match reports stand in many articles, but in few of
// a hundred.
const (
	learnArticles = 5
	learnSpan     = 48 * time.Hour
)

// extractor gives the extractor that knows the ledger.
func (im *Importer) extractor() *extract.Extractor {
	if x := im.learned.Load(); x != nil {
		return x
	}
	return im.Extractor
}

// readLedger hands the archive's ledger to extraction.
func (im *Importer) readLedger(ctx context.Context) error {
	lines, err := im.Archive.Ledger(ctx, "")
	if err != nil {
		return err
	}
	ledger := extract.Ledger{}
	for _, l := range lines {
		if ledger[l.Site] == nil {
			ledger[l.Site] = map[uint64]bool{}
		}
		ledger[l.Site][l.Key] = true
	}
	im.learned.Store(im.Extractor.With(ledger))
	return nil
}

// count notes the short lines of articles that a committed batch added, and the
// counters of its pages.
func (im *Importer) count(ctx context.Context, b *batch) error {
	var seen []archive.LineSeen
	var counters []archive.Counter
	for i := range b.outcomes {
		art := b.outcomes[i].Article
		if art == nil || art.Site == "" {
			continue
		}
		if i < len(b.counters) && !art.Captured.IsZero() {
			for _, c := range b.counters[i] {
				n := archive.Counter{Site: art.Site, Label: c.Label, At: art.Captured, Value: c.Value}
				if !c.Site {
					n.Page = art.URL
				}
				counters = append(counters, n)
			}
		}
		if b.changes[i].What != archive.Added {
			continue
		}
		for _, l := range extract.Lines(art) {
			at := art.Published.Time
			if at.IsZero() {
				at = art.Captured
			}
			seen = append(seen, archive.LineSeen{Site: art.Site, Key: l.Key, Text: l.Text, At: at})
		}
	}
	if err := im.Archive.CountLines(ctx, seen); err != nil {
		return err
	}
	return im.Archive.PutCounters(ctx, counters)
}

// Learn looks at the lines that many articles of a site share. Those that are
// the site's own go onto its ledger, and the articles that have them are
// extracted anew without them, so that it does not matter which page came first.
// It costs nothing where nothing repeats.
func (im *Importer) Learn(ctx context.Context) error {
	im.learning.Lock()
	defer im.learning.Unlock()
	all, err := im.Archive.Candidates(ctx, learnArticles)
	if err != nil || len(all) == 0 {
		return err
	}
	var articles []string
	for first := 0; first < len(all); {
		last := first
		for last < len(all) && all[last].Site == all[first].Site {
			last++
		}
		ids, err := im.learnSite(ctx, all[first:last])
		if err != nil {
			return err
		}
		articles = append(articles, ids...)
		first = last
	}
	if err := im.Archive.LearnLines(ctx, all); err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(l archive.Line) bool { return l.Learned }) {
		return nil
	}
	if err := im.readLedger(ctx); err != nil {
		return err
	}
	if err := im.extractArticles(ctx, articles); err != nil {
		return err
	}
	return im.Archive.SettleLines(ctx)
}

// learnSite decides over the candidates of one site and lists the articles that
// have a line that is learned. Only a candidate that seems to be the site's own
// is counted in the articles themselves.
func (im *Importer) learnSite(ctx context.Context, candidates []archive.Line) ([]string, error) {
	site := candidates[0].Site
	printed, err := im.Archive.PublishedOf(ctx, site)
	if err != nil {
		return nil, err
	}
	exact := map[uint64]*archive.Line{}
	for i := range candidates {
		if l := &candidates[i]; l.Learned || ownLine(l, printed) {
			exact[l.Key] = &archive.Line{}
		}
	}
	if len(exact) == 0 {
		return nil, nil
	}
	holders := map[uint64][]string{}
	for entry, err := range im.Archive.WalkSite(ctx, site) {
		if failure.Is(err, failure.Damaged) {
			continue // told by verify; the others are learned from
		}
		if err != nil {
			return nil, err
		}
		art := &entry.Article
		at := art.Published.Time
		if at.IsZero() {
			at = art.Captured
		}
		for _, l := range extract.Lines(art) {
			if n := exact[l.Key]; n != nil {
				if n.Articles++; n.Articles == 1 || at.Before(n.First) {
					n.First = at
				}
				if n.Articles == 1 || at.After(n.Last) {
					n.Last = at
				}
				holders[l.Key] = append(holders[l.Key], art.ID)
			}
		}
	}
	var articles []string
	seen := map[string]bool{}
	for i := range candidates {
		l := &candidates[i]
		n := exact[l.Key]
		if n == nil || !l.Learned && !ownLine(n, printed) {
			continue
		}
		l.Articles, l.Learned = max(l.Articles, n.Articles), true
		for _, id := range holders[l.Key] {
			if !seen[id] {
				seen[id] = true
				articles = append(articles, id)
			}
		}
	}
	return articles, nil
}

// ownLine reports a line that stands in at least half of what a site printed
// while it was in use. printed are minutes since 1970, in order.
func ownLine(l *archive.Line, printed []int64) bool {
	if l.Articles < learnArticles || l.Last.Sub(l.First) < learnSpan {
		return false
	}
	from := sort.Search(len(printed), func(i int) bool { return printed[i] >= l.First.Unix()/60 })
	to := sort.Search(len(printed), func(i int) bool { return printed[i] > l.Last.Unix()/60 })
	return l.Articles*2 >= to-from
}

// extractArticles extracts the captures of articles anew.
func (im *Importer) extractArticles(ctx context.Context, ids []string) error {
	b := &batch{}
	for i, id := range ids {
		captures, err := im.Archive.Captures(ctx, id)
		if err != nil && !isMissing(err) {
			return err
		}
		for _, c := range captures {
			p, err := im.Archive.Original(ctx, c.ID)
			if failure.Is(err, failure.Damaged) {
				continue // the text that was read from it stays
			}
			if err != nil {
				return err
			}
			c.Known = false
			b.items = append(b.items, source.Item{Page: p})
			b.captures = append(b.captures, c)
			b.bytes += len(p.Body)
		}
		if len(b.items) == 0 || i+1 < len(ids) && !b.full() {
			continue
		}
		if err := im.extractBatch(ctx, b); err != nil {
			return err
		}
		b = &batch{}
	}
	return nil
}

func (im *Importer) extractBatch(ctx context.Context, b *batch) error {
	im.extract(ctx, b)
	before, changes, place, err := im.reextract(ctx, b.outcomes)
	if err != nil {
		return err
	}
	defer place.pass()
	if err := place.wait(ctx); err != nil {
		return err
	}
	return im.Indexer.Apply(ctx, before, changes, nil)
}
