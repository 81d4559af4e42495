package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"khobao/index"
	"khobao/internal/diff"
)

// familyView is the reprints of an article: the same text in other papers.
type familyView struct {
	Rows  []familyRow // first printed first, the article itself among them
	Total int
}

// familyRow is one printing of a text.
type familyRow struct {
	ID, Title, Meta, Href string
	First, Here           bool
	Changes               string // how it differs from the one shown, "" when it does not
	Compare               string // where the two stand side by side
}

// familyMost is how many reprints are compared and listed.
const familyMost = 20

func (f *familyView) size() int {
	if f == nil {
		return 0
	}
	return len(f.Rows)
}

func (f *familyView) has(id string) bool {
	return f != nil && slices.ContainsFunc(f.Rows, func(r familyRow) bool { return r.ID == id })
}

// familyOf lists the reprints of an article, nil when it has none.
func (s *Server) familyOf(ctx context.Context, sh *shell, a *index.Article) (*familyView, error) {
	found, total, err := s.printings(ctx, a.ID)
	if err != nil || len(found) < 2 {
		return nil, err
	}
	v := &familyView{Total: total}
	for i := range found {
		o := &found[i]
		row := familyRow{ID: o.ID, Title: o.Title, Meta: metaLine(sh, o), Href: sh.Link("/bai/" + o.ID), First: i == 0 && !o.Published.IsZero(), Here: o.ID == a.ID}
		if !row.Here {
			if row.Changes = changesText(sh, diff.Articles(a, o)); row.Changes != "" {
				row.Compare = sh.Link("/so-bai/" + a.ID + "/" + o.ID)
			}
		}
		v.Rows = append(v.Rows, row)
	}
	return v, nil
}

// printings gives the articles that print the same text as one, the first printed
// first, and how many there are; none where it is alone.
func (s *Server) printings(ctx context.Context, id string) ([]index.Article, int, error) {
	if s.deps.Family == nil {
		return nil, 0, nil
	}
	ids, err := s.deps.Family(ctx, id)
	if err != nil || len(ids) < 2 {
		return nil, 0, err
	}
	found, err := s.deps.Archive.Articles(ctx, ids[:min(len(ids), familyMost)])
	if err != nil {
		return nil, 0, err
	}
	slices.SortStableFunc(found, func(a, b index.Article) int {
		if a.Published.IsZero() != b.Published.IsZero() {
			return cmp.Compare(btoi(a.Published.IsZero()), btoi(b.Published.IsZero()))
		}
		return a.Published.Time.Compare(b.Published.Time)
	})
	return found, len(ids), nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// changesText says in a few words how two texts differ, "" when they do not.
func changesText(sh *shell, d diff.Diff) string {
	var parts []string
	for _, p := range []struct {
		key string
		n   int
	}{{"reading.diff.changed", d.Changed}, {"reading.diff.added", d.Added}, {"reading.diff.removed", d.Removed}, {"reading.diff.moved", d.Moved}} {
		if p.n > 0 {
			parts = append(parts, sh.T(p.key, "Count", p.n))
		}
	}
	return strings.Join(parts, ", ")
}
