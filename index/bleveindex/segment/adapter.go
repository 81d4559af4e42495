package segment

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	api "github.com/blevesearch/scorch_segment_api/v2"
)

// What follows is the segment as bleve's own searchers see it.

var (
	_ api.UnpersistedSegment = (*Segment)(nil)
	_ api.PersistedSegment   = Mapped{}
)

// Persist writes a segment that is in memory to a file and syncs it.
func (s *Segment) Persist(path string) error { return s.persist(path) }

// Count gives the number of documents, deleted ones among them.
func (s *Segment) Count() uint64 { return uint64(s.documents) }

// Fields names the fields, bleve's id field first.
func (s *Segment) Fields() []string { return append([]string{idField}, s.names...) }

// DocID gives the id of a document.
func (s *Segment) DocID(num uint64) ([]byte, error) {
	if num >= uint64(s.documents) {
		return nil, nil
	}
	id := s.ID(uint32(num))
	if id == nil {
		return nil, fmt.Errorf("%w: id of document %d", ErrDamaged, num)
	}
	return id, nil
}

// DocNumbers gives the documents of ids; unknown ids are left out.
func (s *Segment) DocNumbers(ids []string) (*roaring.Bitmap, error) {
	found, known := roaring.New(), s.knownIDs()
	for _, id := range ids {
		if b := []byte(id); known.mayHave(b) {
			if doc, ok := s.Find(b); ok {
				found.Add(doc)
			}
		}
	}
	return found, nil
}

// VisitStoredFields visits the id, which is all that is stored.
func (s *Segment) VisitStoredFields(num uint64, visit api.StoredFieldValueVisitor) error {
	id, err := s.DocID(num)
	if err != nil || id == nil {
		return err
	}
	visit(idField, 't', id, nil)
	return nil
}

// Dictionary gives a field's terms; an unknown field has none.
func (s *Segment) Dictionary(field string) (api.TermDictionary, error) {
	if field == idField {
		return idDictionary{s}, nil
	}
	return &dictionary{field: s.fields[field], name: field}, nil
}

// BytesRead is not counted: pages are mapped.
func (*Segment) BytesRead() uint64 { return 0 }

// ResetBytesRead does nothing, see BytesRead.
func (*Segment) ResetBytesRead(uint64) {}

// BytesWritten is not counted; Merge reports what it wrote.
func (*Segment) BytesWritten() uint64 { return 0 }
