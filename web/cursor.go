package web

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"khobao/index"
)

// cursorMark begins what a cursor holds, so that its form can change.
const cursorMark = "o1:"

// writeCursor hides an offset and the state of the index on the first page: what
// a cursor holds is not promised.
func writeCursor(offset int, first string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(cursorMark + strconv.Itoa(offset) + ":" + first))
}

func readCursor(s string) (offset int, first string, err error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return 0, "", err
	}
	text, _ := strings.CutPrefix(string(b), cursorMark)
	text, first, _ = strings.Cut(text, ":")
	offset, err = strconv.Atoi(text)
	if err != nil || offset < 0 || offset > index.MaxDepth {
		return 0, "", strconv.ErrRange
	}
	return offset, first, nil
}

// firstState gives the state of the index on the first page of a walk, and whether
// it has changed since: then hits may come twice or not at all.
func firstState(cursor string, res index.Result) (first string, moved bool) {
	now := fmt.Sprintf("%d.%d", res.Generation, res.Epoch)
	if _, first, err := readCursor(cursor); err == nil && first != "" {
		return first, first != now
	}
	return now, false
}
