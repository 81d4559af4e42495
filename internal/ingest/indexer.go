package ingest

import (
	"context"
	"fmt"
	"strconv"
	"sync"

	"golang.org/x/sync/errgroup"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/progress"
)

// indexBatch is how many articles go to the engine at once: enough to spread
// the cost of a commit, little enough to bound memory (about 0.3 MB an article).
const indexBatch = 500

// Indexer keeps an engine in step with the catalogue. The archive is the truth:
// whatever state the index is in, Ensure brings it to the catalogue's sequence
// number.
type Indexer struct {
	Archive *archive.Archive
	Engine  index.Engine

	// Pupil, unless nil, makes one that learns from the articles of a rebuild, of
	// which there are about total.
	Pupil func(total int) Pupil

	mu       sync.Mutex // orders live batches and the switch at the end of a rebuild
	held     bool       // changes are left to a rebuild that follows; guarded by mu
	grouping sync.Mutex // held while families are made
}

// Pupil learns from the articles of a rebuild while they are indexed, which spares
// reading them again.
type Pupil interface {
	Add(a *index.Article)      // each article, in the archive's order
	Keep(generation int) error // after the last, when the generation is the live one
}

// Ensure makes the index complete: it rebuilds one that is empty, stale or
// damaged, and applies what it has missed; and it brings the families up to date.
// It says what it does.
func (x *Indexer) Ensure(ctx context.Context, sink progress.Sink) error {
	state, err := x.Engine.State(ctx)
	if err != nil {
		return err
	}
	seq := x.Archive.Seq()
	switch {
	case state.Status == index.Empty && seq == 0:
		return nil
	case state.Status == index.Ready && state.Seq <= seq:
		if err := x.catchUp(ctx, state.Seq, sink); err != nil {
			return err
		}
		return x.Group(ctx, sink)
	case state.Status == index.Ready:
		state.Status, state.Why = index.DamagedIndex, "ahead of the catalogue"
	}
	sink(progress.Event{Note: &progress.Note{Key: "note.index-" + string(state.Status), Args: []string{"Why", state.Why}}})
	return x.Rebuild(ctx, sink)
}

// Apply indexes what was just committed: changes that follow the sequence
// number before. Articles in ready are taken as they are, others are looked up.
// When the engine lacks earlier changes, those are applied first.
func (x *Indexer) Apply(ctx context.Context, before uint64, changes []archive.Change, ready map[string]*index.Article) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.held {
		return nil
	}
	state, err := x.Engine.State(ctx)
	if err != nil {
		return err
	}
	if state.Seq != before {
		return x.replay(ctx, x.Engine, state.Seq, progress.Discard)
	}
	return x.applyChanges(ctx, x.Engine, changes, ready)
}

// hold leaves what is committed from now on to a rebuild, if the index is empty.
func (x *Indexer) hold(ctx context.Context) (bool, error) {
	state, err := x.Engine.State(ctx)
	if err != nil || state.Status != index.Empty {
		return false, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.held = true
	return true, nil
}

// release ends hold. Where no rebuild followed, the next change brings all that is
// missing.
func (x *Indexer) release() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.held = false
}

// Rebuild makes families, fills a new generation from the archive's texts beside
// the live one and switches to it; searches go on meanwhile, and so may imports: what they
// commit is replayed before the switch.
func (x *Indexer) Rebuild(ctx context.Context, sink progress.Sink) error {
	if _, err := x.group(ctx, sink); err != nil { // the walk then meets articles with their families
		return err
	}
	locked := false
	defer func() {
		if locked {
			x.mu.Unlock()
		}
	}()
	stats, err := x.Archive.Stats(ctx)
	if err != nil {
		return err
	}
	var pupil Pupil
	if x.Pupil != nil {
		pupil = x.Pupil(stats.Articles)
	}
	err = x.Engine.Rebuild(ctx, func(w index.Writer) error {
		seq := x.Archive.Seq()
		meter := newMeter("index", "items", int64(stats.Articles), sink)
		if err := x.fill(ctx, w, seq, pupil, meter); err != nil {
			return err
		}
		x.mu.Lock() // from here to the switch no live batch may pass by
		locked = true
		return x.replay(ctx, w, seq, sink)
	})
	if err != nil {
		return err
	}
	state, err := x.Engine.State(ctx)
	if err == nil {
		err = x.replay(ctx, x.Engine, state.Seq, sink)
	}
	if err == nil && pupil != nil {
		err = pupil.Keep(state.Generation)
	}
	if err != nil {
		return err
	}
	sink(progress.Event{Note: &progress.Note{Key: "note.index-rebuilt", Args: []string{"Count", strconv.Itoa(state.Articles)}}})
	return nil
}

// fill writes every current article, in the archive's order. The next ones are
// read while those before are learned from and analysed.
func (x *Indexer) fill(ctx context.Context, w index.Writer, seq uint64, pupil Pupil, m *meter) error {
	read := make(chan []index.Article)
	group, inner := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(read)
		return x.walk(inner, read, m)
	})
	learned := read
	if pupil != nil {
		learned = make(chan []index.Article)
		group.Go(func() error {
			defer close(learned)
			for put := range read {
				for i := range put {
					pupil.Add(&put[i])
				}
				if err := send(inner, learned, put); err != nil {
					return err
				}
			}
			return nil
		})
	}
	group.Go(func() error {
		for put := range learned {
			// Without a number: the walk is in no order of theirs.
			if err := w.Apply(inner, index.Batch{Put: put}); err != nil {
				return err
			}
		}
		return nil
	})
	if err := group.Wait(); err != nil {
		return err
	}
	return w.Apply(ctx, index.Batch{Seq: seq}) // all of it is up to here
}

// walk sends every current article, in batches.
func (x *Indexer) walk(ctx context.Context, to chan<- []index.Article, m *meter) error {
	var batch []index.Article
	for entry, err := range x.Archive.Walk(ctx, 0) {
		if tellDamage(err, m.sink) {
			continue
		}
		if err != nil {
			return fmt.Errorf("walk the archive: %w", err)
		}
		batch = append(batch, entry.Article)
		m.add(1, 1)
		if len(batch) < indexBatch {
			continue
		}
		if err := send(ctx, to, batch); err != nil {
			return err
		}
		batch = nil
	}
	if len(batch) > 0 {
		if err := send(ctx, to, batch); err != nil {
			return err
		}
	}
	m.finish()
	return nil
}

// tellDamage names a text or an original that does not read back, which must not
// keep what there is besides from its readers.
func tellDamage(err error, sink progress.Sink) bool {
	f := archive.OneDamaged(err)
	if f == nil {
		return false
	}
	sink(progress.Event{Failure: &progress.Failure{Object: f.Object, Kind: string(f.Kind), Code: f.Code, Detail: f.Detail}})
	return true
}

func (x *Indexer) catchUp(ctx context.Context, from uint64, sink progress.Sink) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.replay(ctx, x.Engine, from, sink)
}

// replay applies to w everything committed after from.
func (x *Indexer) replay(ctx context.Context, w index.Writer, from uint64, sink progress.Sink) error {
	upTo := x.Archive.Seq()
	behind := upTo - from
	if behind == 0 {
		return nil
	}
	sink(progress.Event{Note: &progress.Note{Key: "note.index-behind", Args: []string{"Count", strconv.FormatUint(behind, 10)}}})
	var changes []archive.Change
	for c, err := range x.Archive.ChangesAfter(ctx, from) {
		if err != nil {
			return fmt.Errorf("read changes after %d: %w", from, err)
		}
		changes = append(changes, c)
		if len(changes) >= indexBatch {
			if err := x.applyChanges(ctx, w, changes, nil); err != nil {
				return err
			}
			changes = changes[:0]
		}
	}
	if err := x.applyChanges(ctx, w, changes, nil); err != nil {
		return err
	}
	return w.Apply(ctx, index.Batch{Seq: upTo}) // the last numbers may be of what has gone
}

// applyChanges makes one batch of the latest change of each article.
func (x *Indexer) applyChanges(ctx context.Context, w index.Writer, changes []archive.Change, ready map[string]*index.Article) error {
	var b index.Batch
	latest := make(map[string]archive.Change, len(changes))
	for _, c := range changes {
		if c.Seq >= latest[c.ID].Seq && c.Seq > 0 {
			latest[c.ID] = c
			b.Seq = max(b.Seq, c.Seq)
		}
	}
	if b.Seq == 0 {
		return nil
	}
	var missing []string
	for _, c := range changes {
		if c.Seq == 0 || latest[c.ID].Seq != c.Seq {
			continue
		}
		switch art := ready[c.ID]; {
		case c.Delete:
			b.Delete = append(b.Delete, c.ID)
		case art != nil:
			b.Put = append(b.Put, *art)
		default:
			missing = append(missing, c.ID)
		}
	}
	if len(missing) > 0 {
		articles, err := x.readable(ctx, missing)
		if err != nil {
			return err
		}
		b.Put = append(b.Put, articles...)
	}
	return w.Apply(ctx, b)
}

// readable reads articles, but for those whose text is damaged: they are told of
// by the next rebuild and by verify.
func (x *Indexer) readable(ctx context.Context, ids []string) ([]index.Article, error) {
	articles, err := x.Archive.Articles(ctx, ids)
	if !tellDamage(err, progress.Discard) {
		return articles, err
	}
	for _, id := range ids {
		art, err := x.Archive.Article(ctx, id)
		switch {
		case err == nil:
			articles = append(articles, art)
		case !isMissing(err) && !tellDamage(err, progress.Discard):
			return nil, err
		}
	}
	return articles, nil
}
