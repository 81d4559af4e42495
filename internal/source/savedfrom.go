package source

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// scanSize is how much of a saved page is searched for its address, 64 KiB:
// the head of a page ends before that.
const scanSize = 64 << 10

// savedFrom finds the address of a saved page in its head: the comment that
// browsers leave, else the canonical link or og:url. "" when the page does not
// tell. A relative address is none, and neither is a base: it is one for all
// pages of a site.
func savedFrom(body []byte) string {
	if bytes.HasPrefix(body, []byte("\xff\xfe")) || bytes.HasPrefix(body, []byte("\xfe\xff")) {
		body = fromUTF16(body[:min(len(body), 2*scanSize)])
	}
	z := html.NewTokenizer(bytes.NewReader(body[:min(len(body), scanSize)]))
	z.SetMaxBuf(scanSize)
	var canonical, social string
	for {
		switch z.Next() {
		case html.ErrorToken:
			return first(canonical, social)
		case html.CommentToken:
			if u := savedComment(string(z.Text())); u != "" {
				return u
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := string(name)
			if tag == "body" {
				return first(canonical, social)
			}
			if !more || tag != "link" && tag != "meta" {
				continue
			}
			attr := attributes(z)
			switch {
			case tag == "link" && hasWord(attr["rel"], "canonical"):
				canonical = first(canonical, absolute(attr["href"]))
			case tag == "meta" && strings.EqualFold(first(attr["property"], attr["name"]), "og:url"):
				social = first(social, absolute(attr["content"]))
			}
		}
	}
}

// savedComment reads "saved from url=(0045)https://…", the number being the
// length of the address.
func savedComment(text string) string {
	_, after, ok := strings.Cut(text, "saved from url=(")
	if !ok {
		return ""
	}
	_, address, ok := strings.Cut(after, ")")
	if !ok {
		return ""
	}
	return absolute(address)
}

func attributes(z *html.Tokenizer) map[string]string {
	attr := map[string]string{}
	for {
		key, value, more := z.TagAttr()
		if _, seen := attr[string(key)]; !seen {
			attr[string(key)] = string(value)
		}
		if !more {
			return attr
		}
	}
}

// absolute gives an address if it is a whole one of the web, else "".
func absolute(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func hasWord(list, word string) bool {
	for _, w := range strings.Fields(list) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}
