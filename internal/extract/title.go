package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// findTitle gives the element that prints the headline, and the headline. The
// headline is the longest h1-h3 or .title whose text stands inside <title> (or
// og:title); an h1 inside <title> wins.
func (t *tree) findTitle() (int, string) {
	page := t.head.title
	og := tidy(t.head.get("og:title", "twitter:title", "title").value)
	keys := []string{foldText(page), foldText(og)}

	best, bestRank, bestText := -1, 0, ""
	var h1 int = -1
	h1s := 0
	for i := range t.elems {
		e := &t.elems[i]
		rank := 0
		switch e.node.DataAtom {
		case atom.H1:
			rank = 3
		case atom.H2, atom.H3:
			rank = 2
		case atom.Title, atom.Head, atom.Body, atom.Html, atom.A, atom.Img, atom.Input:
			continue
		default:
			if e.mark&titleMark == 0 {
				continue
			}
			rank = 1
		}
		if e.hidden && !t.keep || e.last-e.first > 3 || e.end-i > 40 {
			continue
		}
		text := tidy(nodeText(e.node))
		n := utf8.RuneCountInString(text)
		if n < 6 || n > 400 {
			continue
		}
		if rank == 3 {
			h1s++
			if h1 < 0 || e.mark&titleMark != 0 && t.elems[h1].mark&titleMark == 0 {
				h1 = i
			}
		}
		folded := foldText(text)
		inside := false
		for _, key := range keys {
			if key != "" && (strings.Contains(key, folded) || len(key) >= 20 && strings.HasPrefix(folded, key) || rank == 3 && sharedWords(folded, key)) {
				inside = true
			}
		}
		if !inside || isSiteName(text, page) || t.underLogo(i) {
			continue
		}
		longer := utf8.RuneCountInString(text) > utf8.RuneCountInString(bestText)
		if rank == 3 && bestRank < 3 || (rank == 3) == (bestRank == 3) && longer {
			best, bestRank, bestText = i, rank, text
		}
	}
	if best >= 0 {
		return best, bestText
	}
	if h1 >= 0 && h1s == 1 && t.elems[h1].mark&(navMark|headMark) == 0 && !t.underLogo(h1) {
		if text := tidy(nodeText(t.elems[h1].node)); !unmarkedPart(text, page) {
			return h1, text
		}
	}
	return -1, ""
}

// unmarkedPart reports a text that is one part of several of a page title
// written without marks: the site's name, "Thoi Bao Ben Song - Tin hom nay".
func unmarkedPart(text, page string) bool {
	parts, bare := splitTitle(page), foldLetters(text)
	return len(parts) > 1 && slices.ContainsFunc(parts, func(p string) bool { return foldLetters(p) == bare && runes(p)*2 < runes(page) })
}

// sharedWords reports that nearly all words of a heading stand in the page
// title, in any order: papers reword the one a little for search engines.
func sharedWords(text, page string) bool {
	words := strings.Fields(text)
	if len(words) < 4 {
		return false
	}
	there := map[string]bool{}
	for w := range strings.FieldsSeq(page) {
		there[w] = true
	}
	n := 0
	for _, w := range words {
		if there[w] {
			n++
		}
	}
	return n*10 >= len(words)*7
}

// underLogo reports whether a heading is only the site's name: a link home.
func (t *tree) underLogo(i int) bool {
	e := &t.elems[i]
	for k := i + 1; k < e.end; k++ {
		if t.tag(k) == atom.A {
			href := attr(t.elems[k].node, "href")
			if href == "/" || strings.Count(strings.TrimSuffix(href, "/"), "/") == 2 && strings.Contains(href, "://") {
				return true
			}
		}
	}
	return false
}

// isSiteName tells the tail or head of <title> (the paper's name, a section)
// from the headline: it is the shorter part beside a separator.
func isSiteName(text, page string) bool {
	parts := splitTitle(page)
	if len(parts) < 2 {
		return false
	}
	longest := 0
	for _, p := range parts {
		longest = max(longest, utf8.RuneCountInString(p))
		if p == text && soundsLikeSite(text, "", "") {
			return true
		}
	}
	n := utf8.RuneCountInString(text)
	return n*2 < longest && n < 30
}

var titleSeparators = []string{" | ", " - ", " – ", " — ", " » ", " :: ", " • ", " · ", "|"}

func splitTitle(s string) []string {
	for _, sep := range titleSeparators {
		s = strings.ReplaceAll(s, sep, "\x00")
	}
	var parts []string
	for p := range strings.SplitSeq(s, "\x00") {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// stripSite takes the paper's name and sections off a page title: parts at
// the end (or one at the start) that are short, or are the site's own name.
func stripSite(title, site, siteName string) string {
	title = tidy(title)
	for {
		cut := -1
		for _, sep := range titleSeparators {
			if i := strings.LastIndex(title, sep); i > cut {
				cut = i
			}
		}
		if cut <= 0 {
			break
		}
		tail := strings.Trim(title[cut:], " |-–—»:•·")
		head := strings.TrimSpace(title[:cut])
		if utf8.RuneCountInString(head) < 12 && !soundsLikeSite(tail, site, siteName) {
			break
		}
		if !soundsLikeSite(tail, site, siteName) && utf8.RuneCountInString(tail) > 25 {
			break
		}
		if !soundsLikeSite(tail, site, siteName) && !strings.Contains(title[cut:], "|") && utf8.RuneCountInString(tail)*2 > utf8.RuneCountInString(head) {
			break
		}
		title = head
	}
	return strings.TrimSpace(title)
}

// siteStarts begin the names of papers and portals, siteParts stand in them,
// siteEnds end them.
var (
	siteStarts = []string{"báo ", "tạp chí ", "cổng thông tin", "trang tin", "trang thông tin", "tin tức", "tin nhanh", "đài ", "ubnd ", "công an thành phố", "công an tỉnh", "chuyên trang", "kênh "}
	siteParts  = []string{".vn", ".com", ".net", ".org", "online", "điện tử"}
	siteEnds   = []string{"news", "newspaper", "express", "times"}
)

func soundsLikeSite(s, site, siteName string) bool {
	low := lower(s)
	if siteName != "" && strings.EqualFold(s, siteName) {
		return true
	}
	squashed := foldLetters(low)
	base := site
	if i := strings.IndexByte(base, '.'); i > 0 {
		base = base[:i]
	}
	if len(base) > 3 && strings.Contains(squashed, base) && len(squashed) < 3*len(base) || squashed != "" && len(squashed) > 4 && strings.Contains(base, squashed) {
		return true
	}
	for _, w := range siteStarts {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	for _, w := range siteParts {
		if strings.Contains(low, w) {
			return true
		}
	}
	for _, w := range siteEnds {
		if strings.HasSuffix(low, w) {
			return true
		}
	}
	return false
}
