package sample

import (
	"fmt"
	"strings"

	"khobao/index"
)

// Article is one piece as its text file says it.
type Article struct {
	Site    string // host of the paper
	Slug    string // file name without ".txt" and without the version
	Version int    // 1, or the number before ".txt"

	Title     string
	Published index.Date
	Updated   index.Date
	Section   []string // outermost first
	Authors   []string
	Tags      []string
	Source    string // where the paper took the piece from, "" when its own
	Address   string // addressCanonical, addressSaved, addressNone
	Charset   string // charsetUTF8, charset1258, charsetTCVN3
	NFD       bool   // the page spells its marks decomposed
	Trap      bool   // the page carries a script that must not run
	Reprint   string // host/slug of the piece whose text this one repeats

	Lead   string
	Blocks []Block
}

// How a page tells its own address.
const (
	addressCanonical = "canonical" // <link rel="canonical">
	addressSaved     = "saved"     // a browser's "saved from url" comment
	addressNone      = "none"
)

// The encodings a page may be written in.
const (
	charsetUTF8  = "utf-8"
	charset1258  = "windows-1258"
	charsetTCVN3 = "tcvn3"
)

// Block is a paragraph, a picture with its caption, or a forum post.
type Block struct {
	Text  string
	Scene string     // of the picture above the caption; "" for a paragraph
	User  string     // who wrote the post; "" outside forums
	Time  index.Date // when the post was written
}

// Paragraphs gives the body's paragraphs in order.
func (a *Article) Paragraphs() []string {
	var texts []string
	for _, b := range a.Blocks {
		if b.Scene == "" {
			texts = append(texts, b.Text)
		}
	}
	return texts
}

// Captions gives the texts under the pictures in order.
func (a *Article) Captions() []string {
	var texts []string
	for _, b := range a.Blocks {
		if b.Scene != "" {
			texts = append(texts, b.Text)
		}
	}
	return texts
}

// parseArticle reads the text format of the package comment. name is used in
// errors only.
func parseArticle(name, text string) (*Article, error) {
	head, rest, ok := strings.Cut(text, "\n\n")
	if !ok {
		return nil, fmt.Errorf("read article %s: no empty line after the header", name)
	}
	a := &Article{Version: 1, Address: addressCanonical, Charset: charsetUTF8}
	for _, line := range strings.Split(strings.TrimSpace(head), "\n") {
		if err := a.header(line); err != nil {
			return nil, fmt.Errorf("read article %s: %w", name, err)
		}
	}
	for _, block := range strings.Split(rest, "\n\n") {
		block = strings.Join(strings.Fields(block), " ")
		if block == "" {
			continue
		}
		if err := a.block(block); err != nil {
			return nil, fmt.Errorf("read article %s: %w", name, err)
		}
	}
	if a.Title == "" || a.Published.IsZero() || len(a.Section) == 0 || len(a.Blocks) == 0 {
		return nil, fmt.Errorf("read article %s: title, date, section and text are all needed", name)
	}
	return a, nil
}

func (a *Article) header(line string) error {
	name, value, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("header line %q: no colon", line)
	}
	value = strings.TrimSpace(value)
	var err error
	switch name {
	case "Title":
		a.Title = value
	case "Date":
		a.Published, err = parseDate(value)
	case "Updated":
		a.Updated, err = parseDate(value)
	case "Section":
		a.Section = list(value, ">")
	case "Author":
		a.Authors = list(value, ";")
	case "Tags":
		a.Tags = list(value, ";")
	case "Source":
		a.Source = value
	case "Address":
		a.Address, err = oneOf(value, addressCanonical, addressSaved, addressNone)
	case "Charset":
		a.Charset, err = oneOf(value, charsetUTF8, charset1258, charsetTCVN3)
	case "Form":
		_, err = oneOf(value, "nfd")
		a.NFD = true
	case "Trap":
		_, err = oneOf(value, "script")
		a.Trap = true
	case "Reprint":
		a.Reprint = value
	default:
		return fmt.Errorf("header %q is not known", name)
	}
	return err
}

func (a *Article) block(s string) error {
	switch {
	case strings.HasPrefix(s, "> "):
		a.Lead = s[2:]
	case strings.HasPrefix(s, "["):
		scene, caption, ok := strings.Cut(s[1:], "] ")
		if !ok {
			return fmt.Errorf("block %q: no caption after the scene", s)
		}
		a.Blocks = append(a.Blocks, Block{Scene: scene, Text: caption})
	case strings.HasPrefix(s, "@"):
		user, rest, _ := strings.Cut(s[1:], " | ")
		if len(rest) < len("2006-01-02 15:04 ") {
			return fmt.Errorf("post %q: no time or no text", s)
		}
		at, err := parseDate(rest[:len("2006-01-02 15:04")])
		if err != nil {
			return err
		}
		a.Blocks = append(a.Blocks, Block{User: user, Time: at, Text: rest[len("2006-01-02 15:04 "):]})
	default:
		a.Blocks = append(a.Blocks, Block{Text: s})
	}
	return nil
}

func parseDate(s string) (index.Date, error) {
	if day, clock, ok := strings.Cut(s, " "); ok {
		return index.ParseDate(day + "T" + clock + ":00+07:00")
	}
	return index.ParseDate(s)
}

func list(s, sep string) []string {
	var items []string
	for _, item := range strings.Split(s, sep) {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

func oneOf(value string, allowed ...string) (string, error) {
	for _, a := range allowed {
		if value == a {
			return value, nil
		}
	}
	return "", fmt.Errorf("value %q: want %s", value, strings.Join(allowed, ", "))
}
