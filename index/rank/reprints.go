package rank

import (
	"context"
	"fmt"

	"khobao/index"
	"khobao/index/query"
)

// familyField is the field of index.Fields that holds an article's family.
const familyField = "family"

// reprints tells of each hit that belongs to a reprint family how many others of
// the family the result holds, on whatever page: the engine counts the family's
// articles among those that the request finds.
func (s *Searcher) reprints(ctx context.Context, r index.Request, node query.Node, hits []index.Hit) error {
	found := map[string]int{}
	for i := range hits {
		family := hits[i].Family
		if family == "" {
			continue
		}
		n, known := found[family]
		if !known {
			of := index.Request{Query: node, Filters: ofFamily(r.Filters, family), From: r.From, To: r.To, Size: -1}
			res, err := s.Engine.Search(ctx, of)
			if err != nil {
				return fmt.Errorf("count the reprints of %s: %w", family, err)
			}
			n = res.Total
			found[family] = n
		}
		hits[i].Reprints = max(0, n-1)
	}
	return nil
}

// ofFamily narrows filters to one family. Families asked for are alternatives,
// and this one is among them.
func ofFamily(filters []index.Filter, family string) []index.Filter {
	out := []index.Filter{{Field: familyField, Value: family}}
	for _, f := range filters {
		if f.Field != familyField || f.Exclude {
			out = append(out, f)
		}
	}
	return out
}
