package warc

import (
	"bytes"
	"fmt"
	"strings"
)

// IsARC tells the first bytes of an ARC file: its version block, or, in one
// that lost it, a first record.
func IsARC(head []byte) bool { return versionBlock(head) || startsARC(head) }

// IsWARC tells the first bytes of a WARC file. Letter case is not looked at, as
// the grammar of the standard has it.
func IsWARC(head []byte) bool { return len(head) >= 5 && bytes.EqualFold(head[:5], []byte("WARC/")) }

func versionBlock(head []byte) bool { return bytes.HasPrefix(head, []byte("filedesc:")) }

// startsARC tells the line that opens an ARC record.
func startsARC(head []byte) bool {
	line, _, ok := bytes.Cut(head, []byte("\n"))
	if !ok {
		return false
	}
	_, ok = parseARC(string(line))
	return ok
}

// arcLine is the line that opens an ARC record: address, IP, date, media type,
// (in version 2: status, checksum, redirect, offset, file,) length.
type arcLine struct {
	uri, ip, date, media, length string
}

// parseARC splits an ARC line from its right end, since addresses may hold
// blanks: the date is the field of digits with an IP address before it.
func parseARC(line string) (a arcLine, ok bool) {
	f := strings.Split(strings.TrimRight(line, "\r\n"), " ")
	n := len(f)
	if n < 5 {
		return a, false
	}
	if !strings.Contains(f[0], ":") {
		return a, false
	}
	for i := n - 2; i >= 2; i-- {
		if isARCDate(f[i]) && isIP(f[i-1]) {
			return arcLine{
				uri: strings.Join(f[:i-1], " "), ip: f[i-1], date: f[i],
				media: f[i+1], length: f[n-1],
			}, i+1 < n-1
		}
	}
	return a, false
}

func isARCDate(s string) bool {
	return len(s) >= 8 && len(s) <= 20 && strings.Trim(s, "0123456789") == ""
}

func isIP(s string) bool {
	return s == "-" || s == "0" || strings.ContainsAny(s, ".:") && strings.Trim(s, "0123456789.abcdefABCDEF:") == ""
}

// readARC reads the record that starts here as a WARC record: the version
// block as warcinfo, others as response when they hold an HTTP answer, as
// resource when they do not.
func (r *Reader) readARC(at Position) (*Record, error) {
	line, err := r.line()
	if err != nil {
		return nil, r.headerDamage(at, err)
	}
	a, _ := parseARC(string(line))
	rec := &Record{Version: "ARC/1.0", Type: TypeResource, Offset: at.Offset, Inner: at.Inner, TargetURI: a.uri}
	rec.ContentType = a.media
	rec.Header = []Field{{"WARC-IP-Address", a.ip}}
	if rec.Date = parseDate(a.date); rec.Date.IsZero() {
		rec.doubt(DoubtDate)
	}
	var ok bool
	if rec.Length, ok = length(a.length); !ok {
		err := r.passToStart()
		return nil, r.orBadData(at, err, DamageLength, clip(a.length))
	}
	now := r.Position()
	rec.headerSize = now.Offset + now.Inner - at.Offset - at.Inner
	if err := r.block(rec, at); err != nil {
		return nil, err
	}
	switch {
	case versionBlock([]byte(a.uri)):
		rec.Type, rec.TargetURI, rec.ContentType = TypeInfo, "", "text/plain"
	case strings.HasPrefix(a.uri, "dns:"):
		rec.Type = TypeResponse
	case bytes.HasPrefix(rec.Block, []byte("HTTP/")):
		rec.Type, rec.ContentType = TypeResponse, HTTPResponse
	}
	rec.ID = RecordID("arc", a.uri, a.date, fmt.Sprint(rec.Length), SHA256(rec.Block))
	return rec, nil
}
