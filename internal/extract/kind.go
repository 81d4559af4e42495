package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html/atom"

	"khobao/index"
)

// signs are what tells an article from a list and from anything else.
type signs struct {
	body      int  // runes in paragraphs kept
	paras     int  // paragraphs of 60 runes or more
	captions  int  // runes in captions
	headlines int  // links that read like headlines
	inside    int  // headlines inside the container
	teasers   int  // paragraphs that stand beside a headline link of their own
	posts     int  // posts of a forum
	title     bool // the headline stands inside <title>
	declared  bool // JSON-LD or og:type says article
	dated     bool
	front     bool // the address is that of a site
	plainPath bool // the address may be that of a section
}

// judge says what kind of page it is.
func (r *reading) judge(box int) index.Kind {
	s := r.signs(box)
	if r.p.Status >= 300 || r.p.Status > 0 && r.p.Status < 200 {
		return index.KindOther
	}
	if s.posts >= 2 {
		return index.KindOther
	}
	text := s.body + s.captions
	if kind := r.serviceKind(s.headlines); kind != "" && (text < 800 && s.paras < 5 || !s.dated && !s.declared && !r.ld.article && r.isService()) {
		return kind
	}
	score := 0
	if s.title {
		score += 2
	}
	if s.declared {
		score += 2
	}
	if r.ld.article {
		score += 2
	}
	if s.dated {
		score++
	}
	switch {
	case s.front:
		score -= 4
	case s.plainPath:
		score -= 2
	}
	switch {
	case text >= 1500 && s.paras >= 3:
		score += 4
	case text >= 600:
		score += 3
	case text >= 250:
		score += 2
	case text >= 120:
		score++
	case text < 60:
		score -= 3
	}
	if s.paras > 0 && s.teasers*2 > s.paras && s.teasers >= 3 {
		score -= 5
	}
	if s.inside >= 8 && s.inside > s.paras {
		score -= 4
	}
	if r.teasers >= 6 && text < 600 && !r.datedAbove() && !r.ld.article {
		score -= 4 // the introduction of a column of articles
	}
	if !s.title && s.headlines >= 20 && text < 800 {
		score -= 2
	}
	if score >= 4 && text > 0 {
		return index.KindArticle
	}
	if s.headlines >= 12 || r.teasers >= 5 || s.inside >= 6 {
		return index.KindList
	}
	return index.KindOther
}

func (r *reading) signs(box int) signs {
	t := r.t
	var s signs
	s.title = r.title >= 0 && r.titleInPage
	og := lower(t.head.get("og:type").value)
	s.dated = !r.a.Published.IsZero()
	s.declared = strings.Contains(og, "article") || strings.HasPrefix(og, "video") && (r.ld.video || s.title && s.dated && runes(r.a.Title) >= 20) || t.head.get("article:published_time").value != ""
	s.front, s.plainPath = frontAddress(r.a.URL), sectionAddress(r.a.URL)
	for _, p := range r.content.paras {
		n := runes(p.text)
		s.body += n
		if n >= 60 {
			s.paras++
		}
	}
	if len(r.content.paras) == 0 && r.ld.body != "" {
		s.body = runes(r.a.Body)
		s.paras = strings.Count(r.a.Body, "\n\n") + 1
	}
	for _, c := range r.content.captions {
		s.captions += runes(c.Text)
	}
	for _, p := range r.content.lead {
		s.body += runes(p.text)
	}
	for i := range t.blocks {
		if b := &t.blocks[i]; t.isHeadline(i) || b.linkFirst && b.links <= 2 && b.link >= 25 {
			s.headlines++
			if box >= 0 && t.within(t.blocks[i].elem, box) && !t.blocks[i].junk {
				s.inside++
			}
		}
	}
	for _, p := range r.content.paras {
		if runes(p.text) >= 60 && r.isTeaser(p.block, box) {
			s.teasers++
		}
	}
	s.posts = t.posts()
	return s
}

// isHeadline reports a block that is one link of headline length.
func (t *tree) isHeadline(i int) bool {
	b := &t.blocks[i]
	return b.links >= 1 && b.chars >= 25 && b.chars <= 180 && b.link*10 >= b.chars*8
}

// isTeaser reports a paragraph with a headline link beside it in a small
// element of its own: at most six blocks, two or three levels up.
func (r *reading) isTeaser(block, box int) bool {
	t := r.t
	if b := &t.blocks[block]; b.linkFirst && b.links <= 2 && b.link >= 25 {
		return true // the headline opens the line itself
	}
	at := t.blocks[block].elem
	for k := 0; k < 4 && at > box && at >= 0; k++ {
		e := &t.elems[at]
		if e.last-e.first > 7 {
			return false
		}
		headline := false
		for i := e.first; i < e.last && i < len(t.blocks); i++ {
			b := &t.blocks[i]
			if i != block && b.chars >= 60 && b.link*3 < b.chars && !b.junk {
				return false // running text beside it: no teaser
			}
			headline = headline || i != block && t.isHeadline(i)
		}
		if headline {
			return true
		}
		at = e.parent
	}
	return false
}

// posts counts the posts of a forum: elements of one class, each with the name
// of its writer, that hold text.
func (t *tree) posts() int {
	counts := map[string]int{}
	for i := range t.elems {
		e := &t.elems[i]
		if e.last-e.first < 2 || e.end-i < 5 {
			continue
		}
		switch e.node.DataAtom {
		case atom.Li, atom.Div, atom.Article, atom.Table, atom.Section:
		default:
			continue
		}
		key := postClass(attr(e.node, "class"))
		if key == "" && isPostID(attr(e.node, "id")) {
			key = "#post"
		}
		if key == "" {
			continue
		}
		if !t.hasWriter(i) {
			continue
		}
		counts[key]++
	}
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	return most
}

// postClass gives the class of a forum post: message, postbit, post container.
func postClass(class string) string {
	if !strings.Contains(class, "ost") && !strings.Contains(class, "essage") {
		return ""
	}
	for c := range strings.FieldsSeq(lower(class)) {
		switch c {
		case "message", "postbit", "postbitlegacy", "postcontainer", "post-container", "forum-post", "message--post", "topic-post", "post_block", "post":
			return c
		}
	}
	return ""
}

// isPostID reports the id of a forum post: post123, post_123, p123, msg123.
func isPostID(id string) bool {
	for _, p := range []string{"post", "post_", "post-", "p", "msg", "msg_", "edit"} {
		if digits, ok := strings.CutPrefix(id, p); ok && digits != "" && strings.Trim(digits, "0123456789") == "" {
			return true
		}
	}
	return false
}

// hasWriter reports a name of a member beside a post.
func (t *tree) hasWriter(i int) bool {
	for k := i; k < t.elems[i].end; k++ {
		for _, a := range t.elems[k].node.Attr {
			if a.Key != "class" && a.Key != "itemprop" {
				continue
			}
			for c := range strings.FieldsSeq(lower(a.Val)) {
				switch c {
				case "username", "userinfo", "messageuserinfo", "messageuserblock", "message-name", "message-user", "postprofile", "author_name", "popupctrl", "bigusername":
					return true
				}
			}
		}
	}
	return false
}

// frontAddress reports the address of a front page.
func frontAddress(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil || raw == "" {
		return false
	}
	switch lower(strings.Trim(u.Path, "/")) {
	case "":
		return u.RawQuery == ""
	case "index.html", "index.php", "index.htm", "default.aspx", "home", "trang-chu", "trang-chu.html", "trangchu.htm", "home.chn":
		return true
	}
	return false
}

// sectionAddress reports an address without a number and without a long slug,
// as sections have.
func sectionAddress(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil || raw == "" {
		return false
	}
	path := strings.Trim(u.Path, "/")
	if strings.ContainsAny(path+u.RawQuery, "0123456789") {
		return false
	}
	last := path[strings.LastIndexByte(path, '/')+1:]
	return strings.Count(last, "-") <= 2 && strings.Count(path, "/") <= 1
}
