package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sort"
	"testing"
	"time"

	"khobao/index"
	"khobao/index/bleveindex"
	"khobao/internal/archive"
	"khobao/internal/extract"
)

// openHouse opens an archive with its index and an importer. Its clock stands still:
// articles carry the minute their import began, which two runs must have alike.
func openHouse(dir string) (*Importer, func() error, error) {
	ctx := context.Background()
	arc, err := archive.Open(ctx, dir, archive.Options{Create: true, Now: func() time.Time { return day }})
	if err != nil {
		return nil, nil, err
	}
	engine, err := bleveindex.Open(ctx, archive.IndexDir(dir), bleveindex.Options{})
	if err != nil {
		return nil, nil, err
	}
	x, err := extract.New(extract.Options{})
	if err != nil {
		return nil, nil, err
	}
	im := &Importer{Archive: arc, Extractor: x, Indexer: &Indexer{Archive: arc, Engine: engine}}
	return im, func() error {
		if err := engine.Close(); err != nil {
			return err
		}
		return arc.Close()
	}, nil
}

func testHouse(t *testing.T, dir string) *Importer {
	t.Helper()
	im, closeAll, err := openHouse(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := closeAll(); err != nil {
			t.Error(err)
		}
	})
	return im
}

// contents gives a digest of every article's fields by id.
func contents(t *testing.T, im *Importer) map[string]string {
	t.Helper()
	all := map[string]string{}
	for entry, err := range im.Archive.Walk(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		art := entry.Article
		b, err := json.Marshal(art)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(b)
		all[art.ID] = hex.EncodeToString(sum[:])
	}
	return all
}

// indexed lists the ids the engine finds for everything.
func indexed(t *testing.T, im *Importer) []string {
	t.Helper()
	var ids []string
	for offset := 0; ; offset += index.MaxSize {
		res, err := im.Indexer.Engine.Search(t.Context(), index.Request{Sort: index.Oldest, Size: index.MaxSize, Offset: offset})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range res.Hits {
			ids = append(ids, h.ID)
		}
		if len(res.Hits) < index.MaxSize {
			sort.Strings(ids)
			return ids
		}
	}
}

func ids(contents map[string]string) []string {
	var all []string
	for id := range contents {
		all = append(all, id)
	}
	sort.Strings(all)
	return all
}

// day is a time for files made by tests.
var day = time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)
