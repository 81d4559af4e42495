package sample

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"khobao/index"
	"khobao/internal/page"
)

// Write prints the sample below dir, which is made if need be: a WARC, a ZIP
// and a folder of saved pages, each time with the same bytes and file times.
// Files of these names are replaced, others are left alone.
func Write(dir string) (Manifest, error) {
	p, err := newPress()
	if err != nil {
		return Manifest{}, err
	}
	if err := p.run(); err != nil {
		return Manifest{}, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Manifest{}, fmt.Errorf("write sample: %w", err)
	}
	slices.SortStableFunc(p.out[inFolder], func(a, b capture) int { return strings.Compare(a.name, b.name) })
	if err := writeWARC(filepath.Join(dir, warcName), p.out[inWARC]); err != nil {
		return Manifest{}, err
	}
	if err := writeZIP(filepath.Join(dir, zipName), p.out[inZIP]); err != nil {
		return Manifest{}, err
	}
	if err := writeFolder(filepath.Join(dir, folderName), p.out[inFolder]); err != nil {
		return Manifest{}, err
	}
	return p.manifest(), nil
}

// Describe gives the manifest without writing anything.
func Describe() (Manifest, error) {
	p, err := newPress()
	if err != nil {
		return Manifest{}, err
	}
	if err := p.run(); err != nil {
		return Manifest{}, err
	}
	slices.SortStableFunc(p.out[inFolder], func(a, b capture) int { return strings.Compare(a.name, b.name) })
	return p.manifest(), nil
}

// manifest lists the captures in the order of the containers' names.
func (p *press) manifest() Manifest {
	m := Manifest{Containers: []string{warcName, zipName, folderName}}
	seen := map[string]map[string]bool{} // digests by key
	keys := map[string]string{}          // by host/slug
	for _, in := range []container{inWARC, inZIP, inFolder} {
		for _, c := range p.out[in] {
			if !c.page {
				m.Counts.Resources++
				continue
			}
			g := c.entry(in)
			if g.Outcome == "" {
				g.Outcome = outcome(seen, &g)
			}
			m.Pages = append(m.Pages, g)
			m.Counts.add(&g)
		}
	}
	for _, a := range p.all {
		if s := siteOf(a.Site); s != nil && a.Address != addressNone {
			keys[a.Site+"/"+a.Slug] = page.Canonical(s.address(a))
		}
	}
	for i := range m.Pages {
		if of := m.Pages[i].Reprint; of != "" {
			m.Pages[i].Reprint = keys[of]
		}
	}
	return m
}

// entry is the manifest's page of a capture; its outcome is set only when it
// is damaged.
func (c *capture) entry(in container) Page {
	g := c.want
	g.Captured = c.captured
	switch in {
	case inWARC:
		g.Path, g.Status = warcName, c.status
	case inZIP:
		g.Path, g.Entry = zipName, c.name
	case inFolder:
		g.Path = path.Join(folderName, c.name)
	}
	if c.broken {
		g.Outcome = OutcomeDamaged
		if in == inWARC {
			g.URL = c.url
		}
		return g
	}
	sum := sha256.Sum256(c.body)
	g.Digest = hex.EncodeToString(sum[:])
	g.URL = c.url
	if c.silent {
		g.URL = ""
	}
	if g.Kind == index.KindArticle {
		g.Want.Captured = c.captured
	}
	g.Key, g.Site = page.Canonical(g.URL), page.Site(g.URL)
	return g
}

func outcome(seen map[string]map[string]bool, g *Page) Outcome {
	key := g.Key
	if key == "" {
		key = g.Digest
	}
	digests := seen[key]
	if digests == nil {
		digests = map[string]bool{}
		seen[key] = digests
	}
	known, any := digests[g.Digest], len(digests) > 0
	digests[g.Digest] = true
	switch {
	case known:
		return OutcomeDuplicate
	case any:
		return OutcomeVersion
	}
	return OutcomeNew
}

func (n *Counts) add(g *Page) {
	switch {
	case g.Outcome == OutcomeDamaged:
		n.Damaged++
	case g.Outcome == OutcomeDuplicate:
		n.Duplicates++
	case g.Outcome == OutcomeVersion:
		n.Versions++
	case g.Kind == index.KindList:
		n.Lists++
	case g.Kind == index.KindOther:
		n.Others++
	default:
		n.Articles++
		if g.Reprint != "" {
			n.Reprints++
		}
	}
}

func siteOf(host string) *site {
	for i := range sites {
		if sites[i].host == host {
			return &sites[i]
		}
	}
	return nil
}
