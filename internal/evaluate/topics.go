package evaluate

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"khobao/internal/failure"
)

// Topic is one query and the articles that answer it.
type Topic struct {
	ID       string
	Text     string
	Relevant []string // keys of documents, as written
}

// Topics is a file of topics.
type Topics struct {
	Topics []Topic
	// Without names the field that the articles named are to be indexed without,
	// because the topics were made of it; "" is none.
	Without string
}

// withoutLine is the comment that carries Topics.Without.
const withoutLine = "# without "

// ReadTopics reads lines of id, text and the keys of relevant documents parted by
// commas, three columns parted by tabs. Empty lines and lines that begin with #
// are left out, but for "# without title" or "# without lead". An id that holds a
// comma is found when it is the only one.
func ReadTopics(name string) (Topics, error) {
	r, closer, err := openText(name)
	if err != nil {
		return Topics{}, err
	}
	defer closer()
	var t Topics
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSuffix(strings.TrimPrefix(lines.Text(), "\uFEFF"), "\r")
		if field, ok := strings.CutPrefix(line, withoutLine); ok {
			t.Without = strings.TrimSpace(field)
			if t.Without != FieldTitle && t.Without != FieldLead {
				return t, badTopic(name, n, "no field "+t.Without)
			}
			continue
		}
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 3 {
			return t, badTopic(name, n, fmt.Sprintf("%d columns, want 3 parted by tabs", len(columns)))
		}
		topic := Topic{ID: strings.TrimSpace(columns[0]), Text: strings.TrimSpace(columns[1])}
		for _, key := range strings.Split(columns[2], ",") {
			if key = strings.TrimSpace(key); key != "" {
				topic.Relevant = append(topic.Relevant, key)
			}
		}
		if topic.Text == "" || len(topic.Relevant) == 0 {
			return t, badTopic(name, n, "no text or no ids")
		}
		t.Topics = append(t.Topics, topic)
	}
	if err := lines.Err(); err != nil {
		return t, failure.New(failure.Unreadable, name, err)
	}
	if len(t.Topics) == 0 {
		return t, failure.Newf(failure.Usage, name, "no topics")
	}
	return t, nil
}

func badTopic(name string, line int, why string) error {
	return failure.Newf(failure.Usage, fmt.Sprintf("%s:%d", name, line), "%s", why)
}

// Write writes what ReadTopics reads.
func (t Topics) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	if t.Without != "" {
		fmt.Fprintf(out, "%s%s\n", withoutLine, t.Without)
	}
	for _, topic := range t.Topics {
		fmt.Fprintf(out, "%s\t%s\t%s\n", topic.ID, topic.Text, strings.Join(topic.Relevant, ","))
	}
	return out.Flush()
}

// resolve finds the articles of every topic among docs, and takes from those what
// the topics were made of. A key that no document has stands for an article that
// is never found, and is in missing.
func (t Topics) resolve(docs []Document) (relevant map[string][]string, missing []string, err error) {
	byKey := map[string]int{}
	for i := range docs {
		for _, key := range docs[i].Keys {
			byKey[key] = i
		}
		byKey[docs[i].Article.ID] = i
	}
	relevant = map[string][]string{}
	for n, topic := range t.Topics {
		keys := topic.Relevant
		if _, whole := byKey[strings.Join(keys, ",")]; whole {
			keys = []string{strings.Join(keys, ",")}
		}
		for _, key := range keys {
			i, ok := byKey[key]
			if !ok {
				missing = append(missing, key)
				relevant[number(n)] = append(relevant[number(n)], key)
				continue
			}
			if t.Without != "" {
				if err := docs[i].Without(t.Without); err != nil {
					return nil, nil, fmt.Errorf("take the %s from %s: %w", t.Without, key, err)
				}
			}
			relevant[number(n)] = append(relevant[number(n)], docs[i].Article.ID)
		}
	}
	return relevant, missing, nil
}

// number names a topic by its place: ids in the file need not be unique.
func number(n int) string { return fmt.Sprint(n) }
