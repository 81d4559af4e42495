package bleveindex

import (
	"khobao/index/bleveindex/columns"
)

// familyField is the field of index.Fields that holds an article's reprint family.
const familyField = "family"

// rows is how many articles there are where those of a family count once.
func rows(total int, families *columns.Tally) int {
	for _, n := range families.Counts {
		if n > 1 {
			total -= int(n) - 1
		}
	}
	return total
}

// tellFamilies gives each hit its family and how many others of it were found.
func (s *search) tellFamilies(families *columns.Tally) {
	values := s.view.generation.columns.Values[families.Keyword]
	for i, f := range s.found {
		if number, ok := f.Segment.First(f.Doc, families.Keyword); ok {
			s.hits[i].Family = values.Name(number)
			s.hits[i].Reprints = int(families.Counts[number]) - 1
		}
	}
}
