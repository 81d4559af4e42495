package main

import (
	"encoding/json"
	"fmt"
	"io"

	"khobao/internal/config"
)

// configCmd prints the effective options and where each came from.
type configCmd struct{ output }

// Run prints the table.
func (c *configCmd) Run(a *app) error {
	if c.JSON {
		return a.printJSON(struct {
			Options config.Values `json:"options"`
		}{a.values})
	}
	for _, v := range a.values {
		origin := a.t.Text("origin." + string(v.Origin))
		if v.From != "" {
			origin += ": " + v.From
		}
		fmt.Fprintf(a.stdout, "%-12s %s  (%s)\n", v.Name, v.Value, origin)
	}
	return nil
}

// printJSON writes one indented JSON value, the form of every --json that is
// one object.
func (a *app) printJSON(v any) error { return writeJSON(a.stdout, v) }

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
