package bleveindex

import (
	index "github.com/blevesearch/bleve_index_api"

	"khobao/index/bleveindex/segment"
)

// document is an article as scorch takes it: analysed before it gets there.
type document struct {
	id     string
	fields []*field
	flat   *segment.Tokens // in place of fields, for our own format
	size   int             // bytes of text
}

var _ index.Document = (*document)(nil)

func (d *document) ID() string                                 { return d.id }
func (d *document) Size() int                                  { return d.size }
func (d *document) HasComposite() bool                         { return false }
func (d *document) VisitComposite(index.CompositeFieldVisitor) {}
func (d *document) NumPlainTextBytes() uint64                  { return uint64(d.size) }
func (d *document) AddIDField()                                {} // there from the start
func (d *document) StoredFieldsBytes() uint64                  { return uint64(len(d.id)) }
func (d *document) Indexed() bool                              { return true }

// FlatTokens gives the document to segments of our own format.
func (d *document) FlatTokens() *segment.Tokens { return d.flat }

// VisitFields gives it to bleve's.
func (d *document) VisitFields(visit index.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// field is one analysed field.
type field struct {
	name    string
	options index.FieldIndexingOptions
	value   []byte // of _id, the only one stored
	length  int    // in syllables
	terms   index.TokenFrequencies
	tokens  *segment.FieldTokens // in place of terms, of a text field for our own format
}

var _ index.Field = (*field)(nil)

const (
	idOptions      = index.IndexField | index.StoreField
	textOptions    = index.IndexField | index.IncludeTermVectors
	keywordOptions = index.IndexField | index.SkipFreqNorm
)

func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return f.value }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) EncodedFieldType() byte                           { return 't' }
func (f *field) Analyze()                                         {} // done already
func (f *field) Options() index.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                              { return f.length }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
func (f *field) NumPlainTextBytes() uint64                        { return 0 }

// keywordField makes a field whose terms are matched whole.
func keywordField(name string, values []string) *field {
	f := &field{name: name, options: keywordOptions, length: len(values), terms: make(index.TokenFrequencies, len(values))}
	for _, v := range values {
		f.terms[v] = &index.TokenFreq{}
	}
	return f
}

// uniqueField makes a field of one term that hardly another document has; with
// its frequency given, zap keeps the document number in the dictionary itself.
func uniqueField(name string, options index.FieldIndexingOptions, value string) *field {
	tf := &index.TokenFreq{}
	tf.SetFrequency(1)
	return &field{name: name, options: options, length: 1, terms: index.TokenFrequencies{value: tf}}
}

// idName is the field scorch knows a document by.
const idName = "_id"

// idField makes the field scorch knows a document by.
func idField(id string) *field {
	f := uniqueField(idName, idOptions, id)
	f.value = []byte(id)
	return f
}
