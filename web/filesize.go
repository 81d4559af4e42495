package web

import (
	"context"
	"slices"

	"khobao/index"
	"khobao/internal/export"
)

// How many rows the size of a file is reckoned from, and into how many parts they
// are dealt: one part is enough for bundles, whose stored pages take time.
const (
	sampleRows  = 200
	sampleParts = 8
)

// sample gives rows from all over a result: the best hits alone are longer, or
// of one paper, more often than others. An engine lists index.MaxDepth hits at
// once; of a larger result each year gives its share.
func (s *Server) sample(ctx context.Context, r index.Request, res index.Result) ([]index.Article, error) {
	if res.Total == 0 {
		return nil, nil
	}
	r.Query, r.Sort, r.Offset, r.Size, r.Fold = res.Query, index.Newest, 0, index.MaxDepth, false
	r.Facets = []string{"year"}
	found, err := s.find(ctx, r)
	if err != nil {
		return nil, err
	}
	ids := spread(found.Hits, sampleRows)
	if years := found.Facets["year"]; len(found.Hits) < found.Total && len(years) > 0 {
		ids = nil
		r.Facets = nil
		filters := slices.Clip(r.Filters)
		for _, y := range years {
			r.Filters = append(filters, index.Filter{Field: "year", Value: y.Value})
			year, err := s.find(ctx, r)
			if err != nil {
				return nil, err
			}
			ids = append(ids, spread(year.Hits, max(year.Total*sampleRows/found.Total, 1))...)
		}
	}
	var dealt []string
	for part := range sampleParts {
		for i := part; i < len(ids); i += sampleParts {
			dealt = append(dealt, ids[i])
		}
	}
	return s.deps.Archive.Articles(ctx, dealt)
}

// spread gives n ids of hits at even distances, or all where there are fewer.
func spread(hits []index.Hit, n int) []string {
	n = min(n, len(hits))
	out := make([]string, n)
	for i := range out {
		out[i] = hits[i*len(hits)/n].ID
	}
	return out
}

// counted counts bytes and keeps none.
type counted int64

func (n *counted) Write(b []byte) (int, error) {
	*n += counted(len(b))
	return len(b), nil
}

// sizes reckons how large each file of so many rows will be from some of them.
func (s *Server) sizes(ctx context.Context, sh *shell, sample []index.Article, rows int, columns []string) (map[string]string, error) {
	sizes := map[string]string{}
	if len(sample) == 0 {
		return sizes, nil
	}
	o := s.exportOptions(sh, "", columns)
	from := s.stored()
	from.Source = atHand(sample)
	of := func(f export.Format, some []index.Article) (int64, error) {
		var n counted
		var ids export.IDs
		for i := range some {
			if err := ids.Add(some[i].ID); err != nil {
				return 0, err
			}
		}
		_, err := export.WriteFile(ctx, &n, f, "", o, &ids, from)
		return int64(n), err
	}
	for _, f := range export.Formats {
		some := sample
		if f.Bundle {
			some = some[:(len(some)+sampleParts-1)/sampleParts]
		}
		// What every file has, and what packing costs until it knows the words, is in
		// the first rows; the others tell what a row more costs.
		known := len(some) / sampleParts
		first, err := of(f, some[:known])
		var whole int64
		if err == nil {
			whole, err = of(f, some)
		}
		if err != nil {
			s.deps.Log.Warn("reckon the size of a file", "format", f.Name, "err", err)
			continue
		}
		sizes[f.Name] = sh.Bytes(first + (whole-first)*int64(rows-known)/int64(len(some)-known))
	}
	return sizes, nil
}

// atHand are articles whose texts are known.
type atHand []index.Article

// Articles gives those that are asked for.
func (t atHand) Articles(_ context.Context, ids []string) ([]index.Article, error) {
	var out []index.Article
	for _, id := range ids {
		if i := slices.IndexFunc(t, func(a index.Article) bool { return a.ID == id }); i >= 0 {
			out = append(out, t[i])
		}
	}
	return out, nil
}
