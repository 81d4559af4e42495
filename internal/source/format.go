package source

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf16"

	"khobao/internal/warc"
)

// format is what the first bytes of a file say it is.
type format string

const (
	formatHTML  format = "html"
	formatZIP   format = "zip"
	formatTar   format = "tar"
	formatGzip  format = "gzip"
	formatZstd  format = "zstd"
	formatBzip2 format = "bzip2"
	formatWARC  format = "warc" // and ARC
	formatMHTML format = "mhtml"
	formatJSONL format = "jsonl"
	formatNone  format = "" // no page and no container; see notPage
)

// magics are formats told by fixed bytes at the start.
var magics = []struct {
	magic  string
	format format
}{
	{"PK\x03\x04", formatZIP},
	{"PK\x05\x06", formatZIP},
	{"\x1f\x8b\x08", formatGzip},
	{"\x28\xb5\x2f\xfd", formatZstd},
	{"\x5d\x2a\x4d\x18", formatWARC}, // dictionary frame, which only .warc.zst begins with
	{"BZh", formatBzip2},
}

// sniff tells a format by the first bytes, of which it wants headSize; whole
// says that there are no more.
func sniff(head []byte, whole bool) format {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.format
		}
	}
	switch {
	case warc.IsWARC(head), warc.IsARC(head):
		return formatWARC
	case isTar(head):
		return formatTar
	}
	text, ok := asText(head)
	switch {
	case !ok:
		return formatNone
	case isMHTML(text):
		return formatMHTML
	case isJSONL(text, whole):
		return formatJSONL
	case isHTML(text):
		return formatHTML
	}
	return formatNone
}

// isTar tells a tar header by its checksum, which old tars without a magic
// have too.
func isTar(head []byte) bool {
	const size, sumAt, sumEnd = 512, 148, 156
	if len(head) < size || head[0] == 0 {
		return false
	}
	var sum int64
	for i, c := range head[:size] {
		if i >= sumAt && i < sumEnd {
			c = ' '
		}
		sum += int64(c)
	}
	var want int64
	for _, c := range bytes.Trim(head[sumAt:sumEnd], " \x00") {
		if c < '0' || c > '7' {
			return false
		}
		want = want<<3 | int64(c-'0')
	}
	return want > 0 && sum == want
}

// asText gives the head as lower-case text for looking at; ok is false for
// binary bytes.
func asText(head []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		head = head[3:]
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		head = fromUTF16(head)
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return "", false
	}
	return strings.TrimLeft(string(head), " \t\r\n\f"), true
}

func fromUTF16(b []byte) []byte {
	little := b[0] == 0xff
	units := make([]uint16, 0, len(b)/2)
	for i := 2; i+1 < len(b); i += 2 {
		if little {
			units = append(units, uint16(b[i])|uint16(b[i+1])<<8)
		} else {
			units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
		}
	}
	return []byte(string(utf16.Decode(units)))
}

// htmlMarks are tags of which one stands early in every page.
var htmlMarks = []string{"<!doctype html", "<html", "<head", "<body", "<title", "<article", "<meta "}

// htmlStarts are tags a fragment of a page may begin with.
var htmlStarts = []string{"<div", "<p>", "<p ", "<h1", "<table", "<section", "<main", "<span", "<!--"}

func isHTML(text string) bool {
	lower := strings.ToLower(text)
	if !strings.HasPrefix(lower, "<") {
		// Servers put a warning or a line of text before the page now and then.
		return strings.Contains(lower, "<!doctype html") || strings.Contains(lower, "<html")
	}
	if strings.HasPrefix(lower, "<?xml") && !strings.Contains(lower, "<html") {
		return false
	}
	if strings.HasPrefix(lower, "<svg") || strings.HasPrefix(lower, "<rss") {
		return false
	}
	for _, m := range htmlMarks {
		if strings.Contains(lower, m) {
			return true
		}
	}
	for _, m := range htmlStarts {
		if strings.HasPrefix(lower, m) {
			return true
		}
	}
	return false
}

// isMHTML tells the mail header of a page saved as one file.
func isMHTML(text string) bool {
	header, _, _ := strings.Cut(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n")
	lower := strings.ToLower(header)
	return strings.Contains(lower, "mime-version:") && strings.Contains(lower, "multipart/related")
}

// articleKeys are names one of which a line of a JSONL file of articles has.
var articleKeys = []string{"title", "headline", "body", "content", "text"}

// isJSONL tells a file of one JSON object a line that look like articles. A
// first line longer than the head is taken on its beginning.
func isJSONL(text string, whole bool) bool {
	if !strings.HasPrefix(text, "{") {
		return false
	}
	line, _, ended := strings.Cut(text, "\n")
	if !ended && !whole {
		return strings.HasPrefix(strings.TrimLeft(text[1:], " \t"), `"`)
	}
	var object map[string]json.RawMessage
	if json.Unmarshal([]byte(line), &object) != nil {
		return false
	}
	for k := range object {
		for _, want := range articleKeys {
			if strings.EqualFold(k, want) {
				return true
			}
		}
	}
	return false
}
