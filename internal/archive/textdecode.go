package archive

import (
	"encoding/binary"
	"math"
	"time"

	"khobao/index"
)

// fields walks the fields of an encoded value. Strings handed out are parts of s.
func fields(s string, each func(tag byte, value string)) bool {
	for len(s) > 0 {
		tag := s[0]
		n, size := uvarint(s[1:])
		if size <= 0 || n > uint64(len(s)-1-size) {
			return false
		}
		s = s[1+size:]
		each(tag, s[:n])
		s = s[n:]
	}
	return true
}

// uvarint is binary.Uvarint for a string.
func uvarint(s string) (n uint64, size int) {
	for i := 0; i < len(s) && i < binary.MaxVarintLen64; i++ {
		b := s[i]
		if b < 0x80 {
			return n | uint64(b)<<(7*i), i + 1
		}
		n |= uint64(b&0x7f) << (7 * i)
	}
	return 0, 0
}

func decodeInt(s string) int {
	u, size := uvarint(s)
	if size <= 0 {
		return 0
	}
	n := int64(u >> 1)
	if u&1 != 0 {
		n = ^n
	}
	return int(n)
}

func decodeFloat(s string) float64 {
	if len(s) != 8 {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64([]byte(s)))
}

// decodeArticle reads what appendArticle writes. The article keeps s alive.
func decodeArticle(s string) (index.Article, error) {
	var a index.Article
	ok := true
	group := func(value string, each func(tag byte, v string)) { ok = fields(value, each) && ok }
	date := func(value string) index.Date {
		d, err := index.ParseDate(value)
		ok = ok && err == nil
		return d
	}
	whole := fields(s, func(tag byte, v string) {
		switch tag {
		case tagID:
			a.ID = v
		case tagURL:
			a.URL = v
		case tagName:
			a.Name = v
		case tagSite:
			a.Site = v
		case tagTitle:
			a.Title = v
		case tagLead:
			a.Lead = v
		case tagBody:
			a.Body = v
		case tagCaption:
			var c index.Caption
			group(v, func(tag byte, v string) {
				switch tag {
				case 1:
					c.Text = v
				case 2:
					c.Image = v
				}
			})
			a.Captions = append(a.Captions, c)
		case tagAuthor:
			a.Authors = append(a.Authors, v)
		case tagSection:
			a.Section = append(a.Section, v)
		case tagTag:
			a.Tags = append(a.Tags, v)
		case tagPublished:
			a.Published = date(v)
		case tagUpdated:
			a.Updated = date(v)
		case tagCaptured:
			t, err := time.Parse(time.RFC3339Nano, v)
			ok = ok && err == nil
			a.Captured = t
		case tagLang:
			a.Lang = v
		case tagOriginalSource:
			a.OriginalSource = v
		case tagKind:
			a.Kind = index.Kind(v)
		case tagRule:
			a.Rule = v
		case tagEvidence:
			var name string
			var ev index.Evidence
			group(v, func(tag byte, v string) {
				switch tag {
				case 1:
					name = v
				case 2:
					ev.Rule = v
				case 3:
					ev.Version = v
				case 4:
					ev.Selector = v
				case 5:
					ev.Text = v
				case 6:
					ev.Start = decodeInt(v)
				case 7:
					ev.End = decodeInt(v)
				}
			})
			if a.Evidence == nil {
				a.Evidence = make(map[string]index.Evidence, 8)
			}
			a.Evidence[name] = ev
		case tagDoubt:
			var d index.Doubt
			group(v, func(tag byte, v string) {
				switch tag {
				case 1:
					d.Code = v
				case 2:
					d.Field = v
				case 3:
					d.Text = v
				}
			})
			a.Doubts = append(a.Doubts, d)
		case tagPlace:
			a.Places = append(a.Places, decodeMention(v, group))
		case tagAgency:
			a.Agencies = append(a.Agencies, decodeMention(v, group))
		case tagPerson:
			a.People = append(a.People, decodeMention(v, group))
		case tagFigure:
			a.Figures = append(a.Figures, decodeFigure(v, group))
		case tagFamily:
			a.Family = v
		case tagChanged:
			t, err := time.Parse(time.RFC3339Nano, v)
			ok = ok && err == nil
			a.Changed = t
		case tagQuiet:
			a.Quiet = decodeInt(v) != 0
		}
	})
	if !whole || !ok {
		return index.Article{}, errText
	}
	return a, nil
}

func decodeMention(s string, group func(string, func(byte, string))) (m index.Mention) {
	group(s, func(tag byte, v string) {
		switch tag {
		case 1:
			m.Name = v
		case 2:
			m.Key = v
		case 3:
			m.Field = v
		case 4:
			m.Start = decodeInt(v)
		case 5:
			m.End = decodeInt(v)
		}
	})
	return m
}

func decodeFigure(s string, group func(string, func(byte, string))) (f index.Figure) {
	group(s, func(tag byte, v string) {
		switch tag {
		case 1:
			f.Value = decodeFloat(v)
		case 2:
			f.Max = decodeFloat(v)
		case 3:
			f.Unit = v
		case 4:
			f.Thing = v
		case 5:
			f.Text = v
		case 6:
			f.Field = v
		case 7:
			f.Start = decodeInt(v)
		case 8:
			f.End = decodeInt(v)
		}
	})
	return f
}
