package ingest

import (
	"context"
	"slices"
	"strings"
	"time"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/page"
	"khobao/internal/progress"
)

// Compared is an article as it is and as extraction would read it now. Old is nil
// of a page that would become an article, New of one that would be none any more.
type Compared struct {
	Capture string // that it is read from
	Old     *index.Article
	New     *index.Article
	Fields  []FieldDiff // that differ, in the order of an article's fields
	Failed  bool        // its original does not read; it would stay as it is
}

// Article gives what the article would be; nil when it would be none.
func (c *Compared) Article() *index.Article {
	if c.Failed {
		return c.Old
	}
	return c.New
}

// FieldDiff is a field that would have another value.
type FieldDiff struct {
	Field string `json:"field"`
	Old   string `json:"old"` // several values are parted by " · "
	New   string `json:"new"`
}

// Compare extracts every page anew, or those of a site, changes nothing, and tells
// each what would become of every article; of those of other sites that they stay.
// Texts that are not current are left out.
func (im *Importer) Compare(ctx context.Context, site string, each func(Compared) error, sink progress.Sink) error {
	if err := im.readLedger(ctx); err != nil {
		return err
	}
	stats, err := im.Archive.Stats(ctx)
	if err != nil {
		return err
	}
	meter := newMeter("compare", "items", int64(stats.Captures), sink)
	b := &batch{}
	flush := func() error {
		im.extract(ctx, b)
		for _, o := range b.outcomes {
			if err := im.compare(ctx, &o, each); err != nil {
				return err
			}
		}
		meter.add(int64(len(b.items)), int64(len(b.items)))
		b = &batch{}
		return ctx.Err()
	}
	for c, err := range im.Archive.WalkCaptures(ctx) {
		if err != nil {
			return err
		}
		current, err := im.Archive.GivesText(ctx, c)
		if err != nil {
			return err
		}
		ours, err := im.ofSite(ctx, c, site)
		if err != nil {
			return err
		}
		var p page.Page
		switch {
		case c.What == archive.Withdrawn, c.Article != "" && !current, c.Article == "" && !ours:
			meter.add(1, 0)
			continue
		case ours:
			if p, err = im.Archive.Original(ctx, c.ID); err != nil && !tellDamage(err, sink) {
				return err
			}
		}
		if !ours || err != nil { // of another site, or damaged: it stays
			if err := im.stays(ctx, c, err != nil, each, sink); err != nil {
				return err
			}
			meter.add(1, 0)
			continue
		}
		if !isPage(&p) {
			meter.add(1, 0)
			continue
		}
		b.again(p, c)
		if len(b.items) >= indexBatch || b.bytes >= batchBytes {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	meter.finish()
	return nil
}

// stays tells of an article that stays as it is.
func (im *Importer) stays(ctx context.Context, c archive.Capture, failed bool, each func(Compared) error, sink progress.Sink) error {
	if c.Article == "" {
		return nil
	}
	old, err := im.Archive.Article(ctx, c.Article)
	if isMissing(err) || tellDamage(err, sink) {
		return nil
	}
	if err != nil {
		return err
	}
	return each(Compared{Capture: c.ID, Old: &old, New: &old, Failed: failed})
}

// compare tells of one page that was read anew.
func (im *Importer) compare(ctx context.Context, o *archive.Outcome, each func(Compared) error) error {
	c := Compared{Capture: o.Capture.ID, New: o.Article}
	if o.Capture.Article != "" {
		old, err := im.Archive.Article(ctx, o.Capture.Article)
		switch {
		case err == nil:
			c.Old = &old
		case !isMissing(err) && archive.OneDamaged(err) == nil:
			return err
		}
	}
	if c.Old == nil && c.New == nil {
		return nil
	}
	if c.Old != nil && c.New != nil {
		n := *c.New
		known(&n, c.Old)
		c.New, c.Fields = &n, differing(c.Old, &n)
	}
	return each(c)
}

// known gives an article that was read anew what the archive knows of it, and no
// page tells.
func known(now, old *index.Article) {
	now.ID, now.Family, now.Version, now.Import, now.Arrival, now.Changed, now.Quiet = old.ID, old.Family, old.Version, old.Import, old.Arrival, old.Changed, old.Quiet
}

// compared are the fields of an article that a page tells, in the order they are
// shown.
var compared = []struct {
	name string
	of   func(*index.Article) []string
}{
	{"title", func(a *index.Article) []string { return []string{a.Title} }},
	{"lead", func(a *index.Article) []string { return []string{a.Lead} }},
	{"body", func(a *index.Article) []string { return []string{a.Body} }},
	{"caption", fieldOf("caption")},
	{"author", fieldOf("author")},
	{"section", fieldOf("section")},
	{"tag", fieldOf("tag")},
	{"published", func(a *index.Article) []string { return []string{moment(a.Published)} }},
	{"updated", func(a *index.Article) []string { return []string{moment(a.Updated)} }},
	{"original_source", func(a *index.Article) []string { return []string{a.OriginalSource} }},
	{"url", func(a *index.Article) []string { return []string{a.URL} }},
	{"site", func(a *index.Article) []string { return []string{a.Site} }},
	{"place", fieldOf("place")},
	{"agency", fieldOf("agency")},
	{"person", fieldOf("person")},
	{"rule", func(a *index.Article) []string { return []string{a.Rule} }},
}

func fieldOf(name string) func(*index.Article) []string {
	f, _ := index.FieldNamed(name)
	return f.Of
}

func moment(d index.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Time.In(index.Zone).Format(time.DateTime)
}

func differing(old, now *index.Article) []FieldDiff {
	var fields []FieldDiff
	for _, f := range compared {
		if a, b := f.of(old), f.of(now); !slices.Equal(a, b) {
			fields = append(fields, FieldDiff{Field: f.name, Old: strings.Join(a, " · "), New: strings.Join(b, " · ")})
		}
	}
	return fields
}

// Again reads articles anew from the captures given, by their ids; those that are
// not among them are taken as they are. It is what searches of a compared index
// show.
func (im *Importer) Again(ctx context.Context, ids []string, captures map[string]string) ([]index.Article, error) {
	articles, err := im.Archive.Articles(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]index.Article, len(ids))
	for _, a := range articles {
		byID[a.ID] = a
	}
	b := &batch{}
	for _, id := range ids {
		if capture, ok := captures[id]; ok {
			p, err := im.Archive.Original(ctx, capture)
			if err != nil {
				return nil, err
			}
			b.again(p, archive.Capture{Article: id})
		}
	}
	im.extract(ctx, b)
	for _, o := range b.outcomes {
		if o.Article == nil {
			continue
		}
		id := o.Capture.Article
		old := byID[id]
		known(o.Article, &old)
		o.Article.ID = id
		byID[id] = *o.Article
	}
	list := make([]index.Article, 0, len(ids))
	for _, id := range ids {
		if a, ok := byID[id]; ok {
			list = append(list, a)
		}
	}
	return list, nil
}
