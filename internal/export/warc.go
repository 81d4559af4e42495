package export

import (
	"context"
	"fmt"
	"io"

	"khobao/internal/warc"
)

// WriteWARC writes the stored originals of a list's articles as one WARC file:
// a record that says where it is from, then every record as it is kept, each a
// gzip member of its own. It gives the articles whose originals were written.
func WriteWARC(ctx context.Context, w io.Writer, name string, o Options, ids *IDs, originals Originals) (int, error) {
	info := warc.Info(name, o.Created, []warc.Field{
		{Name: "software", Value: o.Software},
		{Name: "format", Value: "WARC File Format 1.1"},
		{Name: "isPartOf", Value: o.Base},
		{Name: "description", Value: line(o.Query)},
	})
	if _, err := warc.WriteRecord(w, info); err != nil {
		return 0, fmt.Errorf("write warcinfo: %w", err)
	}
	for i := range ids.Len() {
		if err := ctx.Err(); err != nil {
			return i, fmt.Errorf("write originals: %w", err)
		}
		for record, err := range originals(ctx, ids.At(i)) {
			if err != nil {
				return i, fmt.Errorf("read originals of %s: %w", ids.At(i), err)
			}
			if _, err := w.Write(record); err != nil {
				return i, fmt.Errorf("write originals of %s: %w", ids.At(i), err)
			}
		}
	}
	return ids.Len(), nil
}
