package source

import (
	"bytes"
	"encoding/json"
	"slices"
)

// fieldsOf gives the named fields of a JSON object that is known to be valid,
// without reading the values of the others: most of a line is its text. Of a name
// given twice the last counts. What is no object has no fields.
func fieldsOf(object []byte, names ...string) map[string]json.RawMessage {
	found := make(map[string]json.RawMessage, len(names))
	rest := bytes.TrimLeft(object, " \t\r\n")
	if len(rest) == 0 || rest[0] != '{' {
		return found
	}
	for rest = blanks(rest[1:]); rest[0] == '"'; rest = blanks(rest[1:]) {
		key := rest[:value(rest)]
		rest = blanks(rest[len(key):])
		rest = blanks(rest[1:]) // behind the colon
		n := value(rest)
		if name := keyOf(key); slices.Contains(names, name) {
			found[name] = json.RawMessage(rest[:n])
		}
		if rest = blanks(rest[n:]); rest[0] == '}' {
			break
		}
	}
	return found
}

func blanks(b []byte) []byte { return bytes.TrimLeft(b, " \t\r\n") }

// keyOf reads a key with its quotes.
func keyOf(key []byte) string {
	if bytes.IndexByte(key, '\\') < 0 {
		return string(key[1 : len(key)-1])
	}
	var s string
	if json.Unmarshal(key, &s) != nil {
		return ""
	}
	return s
}

// value gives the length of the value that b begins with.
func value(b []byte) int {
	switch b[0] {
	case '"':
		return quoted(b)
	case '{', '[':
		depth := 0
		for i := 0; ; i++ {
			switch b[i] {
			case '"':
				i += quoted(b[i:]) - 1
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return i + 1
				}
			}
		}
	}
	if n := bytes.IndexAny(b, ",}] \t\r\n"); n >= 0 {
		return n
	}
	return len(b)
}

// quoted gives the length of the string that b begins with, quotes included.
func quoted(b []byte) int {
	for i := 1; ; i++ {
		i += bytes.IndexByte(b[i:], '"')
		slashes := 0
		for b[i-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i + 1
		}
	}
}
