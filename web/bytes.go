package web

import (
	"strconv"
	"strings"
)

// Bytes writes a size in three figures at most: 820 B, 12,4 KB, 318 MB.
func (sh *shell) Bytes(n int64) string {
	size, unit := float64(n), 0
	units := []string{"B", "KB", "MB", "GB", "TB"}
	for size >= 1000 && unit < len(units)-1 {
		size /= 1000
		unit++
	}
	places := 0
	if unit > 0 && size < 100 {
		places = 1
	}
	s := strconv.FormatFloat(size, 'f', places, 64)
	if sh.Lang == "vi" {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s + "\u00a0" + units[unit]
}
