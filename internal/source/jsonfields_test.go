package source

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzFieldsOf compares with encoding/json.
func FuzzFieldsOf(f *testing.F) {
	for _, s := range []string{
		`{}`, ` { } `, `{"id":1}`, `{"id":"a\"b\\","url":"x"}`, `{"body":"\\\\\"","id":"b"}`, `{"a":{"id":1,"b":["}",{"id":2}]},"id":3.5e1}`,
		`{"u\u0072l":"escaped","id":null}`, `{"id":"one","id":"two"}`, `{"":"","id" : true , "url"	:[ ] }`, `null`, `[{"id":1}]`, `"id"`, `{"id":{}}`,
	} {
		f.Add([]byte(s))
	}
	names := []string{"id", "url"}
	f.Fuzz(func(t *testing.T, line []byte) {
		if !json.Valid(line) {
			return
		}
		var all map[string]json.RawMessage
		want := map[string]json.RawMessage{}
		if json.Unmarshal(line, &all) == nil {
			for _, name := range names {
				if v, ok := all[name]; ok {
					want[name] = bytes.TrimSpace(v)
				}
			}
		}
		if diff := cmp.Diff(want, fieldsOf(line, names...)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", line, diff)
		}
	})
}
