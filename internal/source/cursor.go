package source

import (
	"net/url"
	"strconv"
	"strings"
)

// A cursor is a path through nested containers: one segment for each, "the
// place behind the item" last. Segments are escaped and joined with "|".

// end is the segment that stands behind the only page of a file.
const end = "$"

func joinCursor(segments []string) Cursor {
	escaped := make([]string, len(segments))
	for i, s := range segments {
		escaped[i] = url.PathEscape(s)
	}
	return Cursor(strings.Join(escaped, "|"))
}

func (c Cursor) segments() (place, error) {
	if c == "" {
		return nil, nil
	}
	parts := strings.Split(string(c), "|")
	for i, p := range parts {
		s, err := url.PathUnescape(p)
		if err != nil {
			return nil, err
		}
		parts[i] = s
	}
	return parts, nil
}

// place is where to resume in one container and the containers inside it.
type place []string

// here gives the segment for this container, "" for its start.
func (p place) here() string {
	if len(p) == 0 {
		return ""
	}
	return p[0]
}

// inside gives the place for what is nested in this container.
func (p place) inside() place {
	if len(p) < 2 {
		return nil
	}
	return p[1:]
}

// number reads a segment that counts entries or bytes.
func (p place) number() int64 {
	n, err := strconv.ParseInt(p.here(), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

func count[N int | int64](n N) string { return strconv.FormatInt(int64(n), 10) }
