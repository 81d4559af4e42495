package web

import (
	"net/url"
	"strings"
)

// withParam adds a parameter to an address of ours.
func withParam(href, name, value string) string {
	sep := "?"
	if strings.Contains(href, "?") {
		sep = "&"
	}
	return href + sep + name + "=" + url.QueryEscape(value)
}
