package main

import (
	"fmt"
	"runtime"

	"khobao/index/vi"
)

// versionCmd prints what this binary is.
type versionCmd struct{ output }

// Run prints the release, the analysis version and the Go release.
func (c *versionCmd) Run(a *app) error {
	if c.JSON {
		return a.printJSON(struct {
			Version  string `json:"version"`
			Analysis int    `json:"analysis"`
			Go       string `json:"go"`
		}{version, vi.Version, runtime.Version()})
	}
	_, err := fmt.Fprintf(a.stdout, "khobao %s (%s %d, %s)\n", version, a.t.Text("version.analysis"), vi.Version, runtime.Version())
	return err
}
