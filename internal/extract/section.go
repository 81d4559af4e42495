package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"khobao/internal/page"
)

// findSection gives the path of sections, outermost first, without the home
// page and without the headline.
func (r *reading) findSection(box int) ([]string, source) {
	t := r.t
	limit := len(t.elems)
	if box >= 0 {
		limit = t.elems[box].end
	}
	for i := 0; i < limit; i++ {
		e := &t.elems[i]
		if e.mark&crumbMark == 0 || e.last-e.first > 14 || e.end-i > 80 {
			continue
		}
		if names := r.crumbNames(i); len(names) > 0 {
			return names, r.listSource(i)
		}
	}
	if names, i := r.sectionNear(); len(names) > 0 {
		return names, r.listSource(i)
	}
	for i := range limit {
		if names := r.signedCrumbs(i); len(names) > 0 {
			return names, r.listSource(i)
		}
	}
	if names, i := r.sectionAbove(); len(names) > 0 {
		return names, r.listSource(i)
	}
	if names, i := r.labelledSection(); len(names) > 0 {
		return names, r.listSource(i)
	}
	if names, i := r.sectionBesideDate(); len(names) > 0 {
		return names, r.listSource(i)
	}
	if names := r.cleanSection(r.ld.crumbs, nil); len(names) > 0 {
		return names, source{selector: r.ld.where + " BreadcrumbList", text: strings.Join(r.ld.crumbs, " > ")}
	}
	if names := r.cleanSection(r.ld.section, nil); len(names) > 0 {
		return names, source{selector: r.ld.where + " articleSection", text: strings.Join(r.ld.section, ", ")}
	}
	for _, name := range []string{"article:section", "articlesection", "section"} {
		m := t.head.get(name)
		if names := r.cleanSection([]string{plain(m.value)}, nil); len(names) > 0 && !strings.EqualFold(names[0], "news") {
			return names, metaSource(m)
		}
	}
	return nil, source{}
}

// sectionNear reads the section printed beside the headline or the date.
func (r *reading) sectionNear() ([]string, int) {
	t := r.t
	if r.title < 0 {
		return nil, -1
	}
	for i := range t.elems {
		e := &t.elems[i]
		rel := e.node.DataAtom == atom.A && strings.Contains(attr(e.node, "rel"), "category")
		if e.mark&sectionMark == 0 && !rel || e.mark&(relatedMark|tagMark) != 0 || e.first < r.titleFrom-6 || e.first > r.titleTo+6 || e.last-e.first > 4 || e.end-i > 20 {
			continue
		}
		text := tidy(nodeText(e.node))
		if runes(text) > 60 || text == "" {
			continue
		}
		if rel {
			return r.cleanSection([]string{text}, nil), i
		}
		if names := r.crumbNames(i); len(names) > 0 && len(names) <= 3 {
			return names, i
		}
	}
	return nil, -1
}

// listSource is the source of names listed in an element, which may be hidden.
func (r *reading) listSource(i int) source {
	text := r.t.textOf(i)
	if text == "" || inline[r.t.tag(i)] {
		text = tidy(nodeText(r.t.elems[i].node))
	}
	return r.elemSource(i, clip(text, 300))
}

// crumbNames reads the links of a breadcrumb, or its parts between signs.
func (r *reading) crumbNames(i int) []string {
	t := r.t
	var names []string
	deep := map[string]bool{}
	for k := i; k < t.elems[i].end; k++ {
		if t.tag(k) == atom.A {
			name := tidy(nodeText(t.elems[k].node))
			names = append(names, name)
			deep[name] = deep[name] || r.leadsBelow(attr(t.elems[k].node, "href"))
		}
	}
	if len(names) == 0 {
		text := strings.NewReplacer("»", "\x00", "|", "\x00", "•", "\x00", ">", "\x00", "›", "\x00", " / ", "\x00", "→", "\x00").Replace(t.textOf(i))
		names = strings.Split(text, "\x00")
	}
	return r.cleanSection(names, deep)
}

// leadsBelow reports the address of a page of this site that is not its front.
func (r *reading) leadsBelow(href string) bool {
	base, err := url.Parse("https://" + r.a.Site + "/")
	if err != nil || href == "" || href[0] == '#' {
		return false
	}
	u, err := base.Parse(strings.TrimSpace(href))
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && sameSite(page.Site(u.String()), r.a.Site) && !frontAddress(u.String())
}

// signedCrumbs reads a breadcrumb without a telling class, as old table pages
// have it: a line of links that begins with the home page, with nothing but
// signs between them.
func (r *reading) signedCrumbs(i int) []string {
	t := r.t
	first := t.elems[i].node.FirstChild
	for first != nil && first.Type == html.TextNode && strings.TrimSpace(first.Data) == "" {
		first = first.NextSibling
	}
	if first == nil || first.DataAtom != atom.A || first.FirstChild == nil || len(first.FirstChild.Data) > 60 || !homeNames[strings.ReplaceAll(lower(tidy(nodeText(first))), " ", "")] {
		return nil
	}
	var names []string
	signs := 0
	for n := first.NextSibling; n != nil; n = n.NextSibling {
		switch {
		case n.DataAtom == atom.A:
			names = append(names, tidy(nodeText(n)))
		case n.Type == html.TextNode && strings.Trim(n.Data, " \t\r\n»>›→/\u00a0") != "":
			return nil // a sentence, or a menu parted by bars
		case n.Type == html.TextNode:
			signs += strings.Count(n.Data, ">") + strings.Count(n.Data, "»") + strings.Count(n.Data, "›") + strings.Count(n.Data, "→") + strings.Count(n.Data, "/")
		}
	}
	if signs < len(names) || len(names) > 4 {
		return nil
	}
	return r.cleanSection(names, nil)
}

var homeNames = wordSet("trangchủ home trangnhất trangnhà")

// cleanSection drops from a path the home page, the site, the headline and what
// is no name. deep are names whose link leads below the front page: they are
// sections, also where the site is called the same.
func (r *reading) cleanSection(names []string, deep map[string]bool) []string {
	var out []string
	for _, n := range names {
		n = strings.Trim(tidy(n), " »>›/|-–→•·:")
		low := strings.ReplaceAll(lower(n), " ", "")
		if n == "" || homeNames[low] || strings.ContainsAny(n, "0123456789") && (isDateLine(n) || isClock(n)) || runes(n) > 60 || len(out) >= 6 {
			continue
		}
		if n == r.a.Title || strings.HasPrefix(foldText(r.a.Title), foldText(n)) && runes(n) > 20 {
			continue
		}
		if !deep[n] && isSite(n, r.a.Site, r.siteName()) || len(names) > 1 && r.endsTitle(n) {
			continue
		}
		if len(out) > 0 && strings.EqualFold(out[len(out)-1], n) {
			continue
		}
		out = append(out, compose(n))
	}
	return out
}

func isSite(n, site, siteName string) bool {
	if siteName != "" && strings.EqualFold(n, siteName) {
		return true
	}
	folded := foldLetters(n)
	base, _, _ := strings.Cut(site, ".")
	return folded != "" && (folded == base || folded == foldLetters(site))
}

// findTags gives the key words a page lists under an article, else what it
// declares.
func (r *reading) findTags() ([]string, source) {
	t := r.t
	from := 0
	if r.title >= 0 {
		from = r.title
	}
	for i := from; i < len(t.elems); i++ {
		e := &t.elems[i]
		if e.mark&tagMark == 0 || e.last-e.first > 40 || e.hidden {
			continue
		}
		if names := t.linkNames(i); len(names) > 0 {
			return names, r.listSource(i)
		}
	}
	if names, i := r.relTags(from); len(names) > 0 {
		return names, r.listSource(i)
	}
	if names := uniqueNames(splitTags(r.ld.tags)); len(names) > 0 {
		return names, source{selector: r.ld.where + " keywords", text: strings.Join(r.ld.tags, ", ")}
	}
	if all := t.head.all("article:tag"); len(all) > 0 {
		if names := uniqueNames(splitTags(all)); len(names) > 0 && !strings.EqualFold(names[0], "news") {
			return names, source{selector: "meta[article:tag]", text: strings.Join(all, ", ")}
		}
	}
	m := t.head.get("news_keywords", "keywords")
	names := uniqueNames(splitTags([]string{m.value}))
	if strings.Contains(lower(m.value), "joomla") {
		names = nil // the default of the system
	}
	if len(names) > 0 && len(names) <= 15 {
		return names, metaSource(m)
	}
	return nil, source{}
}

// relTags reads the links that say they lead to a tag, and the first of them.
func (r *reading) relTags(from int) ([]string, int) {
	var names []string
	first := -1
	for i := from; i < len(r.t.elems); i++ {
		if rel := attr(r.t.elems[i].node, "rel"); r.t.tag(i) != atom.A || rel != "tag" || r.t.marksUpTo(i, -1, 8)&(asideMark|relatedMark|navMark) != 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		names = append(names, tidy(nodeText(r.t.elems[i].node)))
	}
	return uniqueNames(names), first
}

// linkNames gives the texts of the links below an element.
func (t *tree) linkNames(i int) []string {
	var names []string
	for k := i; k < t.elems[i].end; k++ {
		if t.tag(k) != atom.A {
			continue
		}
		if n := strings.Trim(tidy(nodeText(t.elems[k].node)), " #,;:"); n != "" && runes(n) <= 60 {
			names = append(names, n)
		}
	}
	return uniqueNames(names)
}

func splitTags(values []string) []string {
	var names []string
	for _, v := range values {
		for n := range strings.FieldsFuncSeq(plain(v), func(c rune) bool { return c == ',' || c == ';' }) {
			names = append(names, n)
		}
	}
	return names
}

func uniqueNames(names []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, n := range names {
		n = compose(tidy(strings.Trim(n, " #,;")))
		key := lower(n)
		if n == "" || seen[key] || runes(n) > 80 || len(out) >= 40 {
			continue
		}
		seen[key] = true
		out = append(out, n)
	}
	return out
}
