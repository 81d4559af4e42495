package diff

import "khobao/index"

// Op says what became of a sentence.
type Op string

// The operations. A moved sentence is listed where it was and where it is now.
const (
	Same      Op = "same"
	Added     Op = "added"      // only in the new text
	Removed   Op = "removed"    // only in the old text
	Changed   Op = "changed"    // reworded: Old and New are close
	MovedFrom Op = "moved-from" // stands elsewhere in the new text
	MovedTo   Op = "moved-to"   // stood elsewhere in the old text
)

// Span is a byte range of a sentence.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Sentence is one row of a comparison, in the order of the new text; what was
// taken out stands where it was.
type Sentence struct {
	Field     string `json:"field"` // title, lead, body or caption
	Op        Op     `json:"op"`
	Old       string `json:"old,omitempty"` // "" when Added or MovedTo
	New       string `json:"new,omitempty"` // "" when Removed or MovedFrom
	OldWords  []Span `json:"old_words,omitempty"`
	NewWords  []Span `json:"new_words,omitempty"` // of Changed: the words that differ
	Moved     bool   `json:"moved,omitempty"`     // of Changed: Old stood elsewhere, where a row of MovedFrom has it too
	Paragraph bool   `json:"paragraph,omitempty"` // begins a paragraph, or a caption
}

// Diff is a comparison of two texts.
type Diff struct {
	Sentences []Sentence `json:"sentences"`
	Added     int        `json:"added"` // sentences
	Removed   int        `json:"removed"`
	Changed   int        `json:"changed"`
	Moved     int        `json:"moved"`
}

// Equal says that no sentence differs.
func (d Diff) Equal() bool { return d.Added+d.Removed+d.Changed+d.Moved == 0 }

// Hunks gives the rows that differ with context sentences of the same text
// around them, as ranges of Sentences that do not touch.
func (d Diff) Hunks(context int) []Span {
	var hunks []Span
	for i, s := range d.Sentences {
		if s.Op == Same {
			continue
		}
		from, to := max(i-context, 0), min(i+context+1, len(d.Sentences))
		if n := len(hunks); n > 0 && from <= hunks[n-1].End {
			hunks[n-1].End = to
			continue
		}
		hunks = append(hunks, Span{from, to})
	}
	return hunks
}

// Articles compares title, lead, body and the captions' texts of two versions
// of an article. It takes time in proportion to the texts, but for short
// passages where nearly everything changed.
func Articles(old, new *index.Article) Diff {
	d := Diff{Sentences: []Sentence{}}
	d.add("title", Sentences(old.Title), Sentences(new.Title))
	d.add("lead", Sentences(old.Lead), Sentences(new.Lead))
	d.add("body", Sentences(old.Body), Sentences(new.Body))
	d.add("caption", captions(old), captions(new))
	for _, s := range d.Sentences {
		switch s.Op {
		case Added:
			d.Added++
		case Removed:
			d.Removed++
		case Changed:
			d.Changed++ // moved or not
		case MovedTo:
			d.Moved++
		}
	}
	return d
}

func captions(a *index.Article) []Piece {
	var list []Piece
	for _, c := range a.Captions {
		list = append(list, Sentences(c.Text)...)
	}
	return list
}

// add compares one field.
func (d *Diff) add(field string, old, new []Piece) {
	first := len(d.Sentences)
	align(old, new, func(op Op, o, n *Piece) {
		s := Sentence{Field: field, Op: op}
		if o != nil {
			s.Old, s.Paragraph = o.Text, o.Paragraph
		}
		if n != nil {
			s.New, s.Paragraph = n.Text, n.Paragraph
		}
		if op == Changed {
			s.OldWords, s.NewWords = words(o.Text, n.Text)
		}
		d.Sentences = append(d.Sentences, s)
	})
	markMoved(d.Sentences[first:])
}

// markMoved finds sentences that were taken out in one place and put in at
// another, as they were or reworded.
func markMoved(rows []Sentence) {
	removed := map[string][]int{}
	for i, s := range rows {
		if s.Op == Removed {
			removed[s.Old] = append(removed[s.Old], i)
		}
	}
	var added []int
	for i, s := range rows {
		switch at := removed[s.New]; {
		case s.Op != Added:
		case len(at) > 0:
			rows[i].Op, rows[at[0]].Op = MovedTo, MovedFrom
			removed[s.New] = at[1:]
		default:
			added = append(added, i)
		}
	}
	var gone []int
	for i, s := range rows {
		if s.Op == Removed {
			gone = append(gone, i)
		}
	}
	for _, p := range closest(rows, gone, added) {
		from, to := &rows[p[0]], &rows[p[1]]
		from.Op, to.Op, to.Moved, to.Old = MovedFrom, Changed, true, from.Old
		to.OldWords, to.NewWords = words(to.Old, to.New)
	}
}
