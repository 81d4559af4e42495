package columns

import (
	"encoding/binary"
	"fmt"
	"time"
)

// RowField is the keyword field that carries one term a document: its minute of
// publication, the length of each of its text fields and its arrival. Terms sort
// by time.
const RowField = "_row"

// NoDate is the minute of a document without a date; it sorts before all others.
const NoDate uint32 = 0

// epochMinute shifts minutes since 1970 so that the years before it stay positive.
const epochMinute = 1 << 31

// Minute gives t as a sortable minute, rounded down; the zero time is NoDate.
func Minute(t time.Time) uint32 {
	if t.IsZero() {
		return NoDate
	}
	seconds := t.Unix()
	minutes := seconds / 60
	if seconds%60 < 0 {
		minutes--
	}
	return uint32(min(max(minutes+epochMinute, 1), 1<<32-1))
}

// MinuteAtOrAfter gives the first whole minute not before t, for the ends of a range.
func MinuteAtOrAfter(t time.Time) uint32 {
	m := Minute(t)
	if t.Unix()%60 != 0 && m < 1<<32-1 {
		m++
	}
	return m
}

// AppendRow writes the row term of a document.
func AppendRow(dst []byte, minute uint32, lengths []int, arrival int64) []byte {
	dst = binary.BigEndian.AppendUint32(dst, minute)
	for _, n := range lengths {
		dst = binary.BigEndian.AppendUint16(dst, uint16(min(n, 1<<16-1)))
	}
	return binary.BigEndian.AppendUint32(dst, uint32(min(max(arrival, 0), 1<<32-1)))
}

// parseRow reads what AppendRow writes; lengths takes one number a text field.
func parseRow(term string, lengths []uint16) (minute, arrival uint32, err error) {
	if want := 4 + 2*len(lengths) + 4; len(term) != want {
		return 0, 0, fmt.Errorf("row term of %d bytes, want %d", len(term), want)
	}
	b := []byte(term)
	minute = binary.BigEndian.Uint32(b)
	for i := range lengths {
		lengths[i] = binary.BigEndian.Uint16(b[4+2*i:])
	}
	return minute, binary.BigEndian.Uint32(b[len(b)-4:]), nil
}
