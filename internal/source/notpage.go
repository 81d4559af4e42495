package source

import (
	"bytes"
	"net/http"
	"strings"
	"unicode/utf8"

	"khobao/internal/failure"
)

// foreign are formats told by fixed bytes that are not read: archives, for
// which the reader is asked to unpack them, and files that are no pages.
var foreign = []struct {
	magic string
	at    int
	kind  failure.Kind
	code  string
	media string
}{
	{"7z\xbc\xaf\x27\x1c", 0, failure.Unsupported, "7z", "application/x-7z-compressed"},
	{"Rar!\x1a\x07", 0, failure.Unsupported, "rar", "application/vnd.rar"},
	{"\xfd7zXZ\x00", 0, failure.Unsupported, "xz", "application/x-xz"},
	{"\x04\x22\x4d\x18", 0, failure.Unsupported, "lz4", "application/x-lz4"},
	{"MSCF", 0, failure.Unsupported, "cab", "application/vnd.ms-cab-compressed"},
	{"%PDF-", 0, failure.NotPage, "pdf", "application/pdf"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, failure.NotPage, "office", "application/x-ole-storage"},
	{"{\\rtf", 0, failure.NotPage, "office", "application/rtf"},
	{"ftypavif", 4, failure.NotPage, "image", "image/avif"},
	{"ftypheic", 4, failure.NotPage, "image", "image/heic"},
	{"SQLite format 3\x00", 0, failure.NotPage, "binary", "application/vnd.sqlite3"},
}

// notPage says what bytes are that are neither page nor container: the kind
// and code of the failure, and the media type for its detail.
func notPage(head []byte, whole bool) (failure.Kind, string, string) {
	if whole && len(bytes.TrimSpace(head)) == 0 {
		return failure.NotPage, "empty", ""
	}
	for _, f := range foreign {
		if len(head) >= f.at && bytes.HasPrefix(head[f.at:], []byte(f.magic)) {
			return f.kind, f.code, f.media
		}
	}
	media, _, _ := strings.Cut(http.DetectContentType(head), ";")
	top, _, _ := strings.Cut(media, "/")
	switch top {
	case "image", "video", "audio", "font":
		return failure.NotPage, top, media
	}
	text, ok := asText(head)
	lower := strings.ToLower(text)
	switch {
	case !ok:
		return failure.NotPage, "binary", media
	case strings.HasPrefix(lower, "<svg"), strings.HasPrefix(lower, "<?xml") && strings.Contains(lower, "<svg"):
		return failure.NotPage, "image", "image/svg+xml"
	case strings.HasPrefix(lower, "<?xml"), strings.HasPrefix(lower, "<rss"):
		return failure.NotPage, "xml", "application/xml"
	case strings.HasPrefix(lower, "{"), strings.HasPrefix(lower, "["):
		return failure.NotPage, "json", "application/json"
	case !utf8.ValidString(text) && !legacyText(head):
		return failure.NotPage, "binary", media
	}
	return failure.NotPage, "text", "text/plain"
}

// legacyText tells text in an 8-bit encoding from binary bytes: it has line
// ends and blanks, and no control characters beside them.
func legacyText(head []byte) bool {
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' {
			return false
		}
	}
	return true
}
