package extract

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// findLead gives the element that prints the lead apart from the body: one
// called sapo, lead, description … after the headline, or an h2 between
// headline and body; -1 when there is none.
func (r *reading) findLead(box int) int {
	t := r.t
	if r.title < 0 {
		return -1
	}
	described := foldText(r.described())
	if len(described) > 60 {
		described = clip(described, 60)
	}
	start := r.titleTo
	boxEnd := t.elems[box].last
	best, bestRank := -1, 0
	for i := range t.elems {
		e := &t.elems[i]
		if e.junk && (described == "" || e.mark&strongJunk != 0) || e.first < start || e.first > start+25 || e.first >= boxEnd || e.last <= e.first || e.last-e.first > 8 {
			continue
		}
		if e.hidden && !t.keep {
			continue
		}
		rank := 0
		switch {
		case e.mark&leadMark != 0 && e.mark&(bodyMark|relatedMark|captionMark) == 0:
			rank = 2
		case e.node.DataAtom == atom.H2 && e.last-e.first <= 2:
			rank = 1
		case described != "" && e.last-e.first == 1 && !inline[e.node.DataAtom] && !t.within(i, box):
			rank = 0
		default:
			continue
		}
		text := t.textOf(i)
		n := runes(text)
		if n < 30 || n > 1500 || r.linkShare(i) > 0.5 {
			continue
		}
		if t.running(e.last, boxEnd) < t.running(e.first, e.last) {
			continue // the text itself under such a name
		}
		if n < 250 && hasCredit(text) && t.elems[i].pics > 0 {
			continue // the line under the first picture
		}
		if described != "" && strings.HasPrefix(foldText(stripDateline(text)), described) || strings.HasPrefix(described, clip(foldText(text), 50)) && described != "" {
			rank += 2
		} else if rank == 0 || e.junk {
			continue
		} else if rank == 1 && (e.first > start+3 || n < 60) || t.running(start, e.first) > 0 {
			continue
		}
		if rank > bestRank {
			best, bestRank = i, rank
		}
	}
	return best
}

// linkShare gives the part of an element's text that is links.
func (r *reading) linkShare(i int) float64 {
	e := &r.t.elems[i]
	chars, link := 0, 0
	for k := e.first; k < e.last && k < len(r.t.blocks); k++ {
		chars += r.t.blocks[k].chars
		link += r.t.blocks[k].link
	}
	if chars == 0 {
		return 0
	}
	return float64(link) / float64(chars)
}

// described gives the page's own summary.
func (r *reading) described() string {
	if r.ld.lead != "" {
		return r.ld.lead
	}
	return plain(r.t.head.get("description", "og:description", "twitter:description").value)
}

// leadOf takes the lead out of the first paragraphs: one in bold, or one that
// the page repeats as its summary.
func (r *reading) leadOf(c *content, box int) []para {
	if len(c.paras) < 2 {
		return nil
	}
	t := r.t
	p := c.paras[0]
	b := &t.blocks[p.block]
	if b.chars < 40 || b.chars > 1200 || isHeading(t.tag(b.elem)) && b.chars < 80 {
		return nil
	}
	bold := b.bold*10 >= b.chars*8
	described := foldText(r.described())
	text := foldText(stripDateline(p.text))
	same := len(described) > 40 && (strings.HasPrefix(text, clip(described, 60)) || strings.HasPrefix(described, clip(text, 60)))
	next := &t.blocks[c.paras[1].block]
	// Bold text over bold text is no lead, unless the next line is a heading.
	if bold && (next.bold*10 < next.chars*8 || next.chars < 80) || same && b.chars < 700 {
		c.paras = c.paras[1:]
		return []para{p}
	}
	if b.slanted() && b.chars >= 60 && !next.slanted() || r.standsApart(c, box) {
		c.paras = c.paras[1:]
		return []para{p}
	}
	return nil
}

// withoutSign takes the paper's sign off a text, also one that is the site's
// name: "Kinhtedothi - …" at kinhtedothi.vn.
func (r *reading) withoutSign(s string) string {
	out := stripDateline(s)
	if out != strings.TrimSpace(s) {
		return out
	}
	for _, sep := range []string{" - ", " – ", " — "} {
		sign, rest, ok := strings.Cut(out, sep)
		if !ok || len(sign) > 25 || strings.TrimSpace(rest) == "" {
			continue
		}
		base, _, _ := strings.Cut(r.a.Site, ".")
		if folded := foldLetters(sign); len(base) > 3 && len(folded) > 3 && (strings.HasPrefix(folded, base) || strings.HasPrefix(base, folded)) {
			return strings.TrimSpace(rest)
		}
	}
	// "Dân trí Mưa lớn …" at dantri.com.vn: the sign is set apart by its look.
	words := strings.Fields(out)
	sign := ""
	for i := 0; i+1 < len(words) && i < 4; i++ {
		sign += foldLetters(words[i])
		if base, _, _ := strings.Cut(r.a.Site, "."); len(base) > 4 && sign == base && i > 0 && startsUpper(words[0]) && startsUpper(words[i+1]) {
			return strings.Join(words[i+1:], " ")
		}
	}
	return out
}

// stripDateline takes the paper's sign off the beginning of a lead:
// "(Dân trí) - …", "TTO - …", "(TNO) …".
func stripDateline(s string) string {
	t := strings.TrimSpace(s)
	if rest := strings.TrimLeft(t, "-– "); !strings.Contains(rest, " - ") {
		t = rest // a bar before one sentence; before several it makes a list
	}
	if strings.HasPrefix(t, "(") {
		if i := strings.IndexByte(t, ')'); i > 1 && i < 40 && startsUpper(t[1:]) {
			rest := strings.TrimLeft(t[i+1:], " -–—:.\u00a0")
			if rest != "" && runes(t[1:i]) <= 25 && len(strings.Fields(t[1:i])) <= 4 {
				return rest
			}
		}
		return t
	}
	for _, sep := range []string{" - ", " – ", " — "} {
		i := strings.Index(t, sep)
		if i <= 0 || i > 20 {
			continue
		}
		sign := strings.TrimSuffix(t[:i], " Online")
		if strings.Contains(sign, " ") || len(sign) < 2 {
			continue
		}
		if strings.ToUpper(sign) == sign && hasWord(sign) && !strings.ContainsAny(sign, "0123456789") || strings.HasSuffix(lower(sign), ".vn") || strings.HasSuffix(lower(sign), ".net") {
			return strings.TrimSpace(t[i+len(sep):])
		}
	}
	return t
}
