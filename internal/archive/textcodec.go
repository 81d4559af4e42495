package archive

import (
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"slices"
	"time"

	"khobao/index"
)

// An article is stored as fields of tag, length and bytes, in the order of the
// tags; lists repeat their tag and empty fields are left out. A tag is never
// given to another field; a reader skips tags it does not know.
const (
	tagID = iota + 1
	tagURL
	tagName
	tagSite
	tagTitle
	tagLead
	tagBody
	tagCaption
	tagAuthor
	tagSection
	tagTag
	tagPublished
	tagUpdated
	tagCaptured
	tagLang
	tagOriginalSource
	tagKind
	tagRule
	tagEvidence
	tagDoubt
	tagPlace
	tagAgency
	tagPerson
	tagFigure
	tagFamily
	tagChanged
	tagQuiet
)

var errText = errors.New("article does not decode")

// encoder appends fields to buf. Nested values are built by a second encoder.
type encoder struct{ buf []byte }

func (e *encoder) str(tag byte, s string) {
	if s == "" {
		return
	}
	e.buf = append(e.buf, tag)
	e.buf = binary.AppendUvarint(e.buf, uint64(len(s)))
	e.buf = append(e.buf, s...)
}

func (e *encoder) int(tag byte, n int) {
	if n != 0 {
		var b [binary.MaxVarintLen64]byte
		e.str(tag, string(b[:binary.PutVarint(b[:], int64(n))]))
	}
}

func (e *encoder) float(tag byte, f float64) {
	if f != 0 {
		var b [8]byte
		binary.LittleEndian.PutUint64(b[:], math.Float64bits(f))
		e.str(tag, string(b[:]))
	}
}

// group writes a nested value even when it is empty: its place in a list counts.
func (e *encoder) group(tag byte, fill func(*encoder)) {
	var inner encoder
	fill(&inner)
	e.buf = append(e.buf, tag)
	e.buf = binary.AppendUvarint(e.buf, uint64(len(inner.buf)))
	e.buf = append(e.buf, inner.buf...)
}

// list writes strings, empty ones too.
func (e *encoder) list(tag byte, values []string) {
	for _, v := range values {
		e.group(tag, func(in *encoder) { in.buf = append(in.buf, v...) })
	}
}

func (e *encoder) mentions(tag byte, values []index.Mention) {
	for _, m := range values {
		e.group(tag, func(in *encoder) {
			in.str(1, m.Name)
			in.str(2, m.Key)
			in.str(3, m.Field)
			in.int(4, m.Start)
			in.int(5, m.End)
		})
	}
}

// appendArticle encodes all of an article but its version number, which is
// reckoned from the catalogue.
func appendArticle(buf []byte, a *index.Article) []byte {
	e := encoder{buf}
	e.str(tagID, a.ID)
	e.str(tagURL, a.URL)
	e.str(tagName, a.Name)
	e.str(tagSite, a.Site)
	e.str(tagTitle, a.Title)
	e.str(tagLead, a.Lead)
	e.str(tagBody, a.Body)
	for _, c := range a.Captions {
		e.group(tagCaption, func(in *encoder) {
			in.str(1, c.Text)
			in.str(2, c.Image)
		})
	}
	e.list(tagAuthor, a.Authors)
	e.list(tagSection, a.Section)
	e.list(tagTag, a.Tags)
	e.str(tagPublished, a.Published.String())
	e.str(tagUpdated, a.Updated.String())
	if !a.Captured.IsZero() {
		e.str(tagCaptured, a.Captured.UTC().Format(time.RFC3339Nano))
	}
	e.str(tagLang, a.Lang)
	e.str(tagOriginalSource, a.OriginalSource)
	e.str(tagKind, string(a.Kind))
	e.str(tagRule, a.Rule)
	for _, field := range slices.Sorted(maps.Keys(a.Evidence)) {
		v := a.Evidence[field]
		e.group(tagEvidence, func(in *encoder) {
			in.str(1, field)
			in.str(2, v.Rule)
			in.str(3, v.Version)
			in.str(4, v.Selector)
			in.str(5, v.Text)
			in.int(6, v.Start)
			in.int(7, v.End)
		})
	}
	for _, d := range a.Doubts {
		e.group(tagDoubt, func(in *encoder) {
			in.str(1, d.Code)
			in.str(2, d.Field)
			in.str(3, d.Text)
		})
	}
	e.mentions(tagPlace, a.Places)
	e.mentions(tagAgency, a.Agencies)
	e.mentions(tagPerson, a.People)
	for _, f := range a.Figures {
		e.group(tagFigure, func(in *encoder) {
			in.float(1, f.Value)
			in.float(2, f.Max)
			in.str(3, f.Unit)
			in.str(4, f.Thing)
			in.str(5, f.Text)
			in.str(6, f.Field)
			in.int(7, f.Start)
			in.int(8, f.End)
		})
	}
	e.str(tagFamily, a.Family)
	if !a.Changed.IsZero() {
		e.str(tagChanged, a.Changed.UTC().Format(time.RFC3339Nano))
	}
	if a.Quiet {
		e.int(tagQuiet, 1)
	}
	return e.buf
}
