package bleveindex

import (
	"encoding/binary"
	"fmt"
	"math"
	"time"

	"khobao/index"
	"khobao/index/query"
)

// requestKey writes everything of a request that its answer depends on: two
// requests with one key have one answer. What was typed is not part of it, nor
// where in it a word stood.
func requestKey(r index.Request) string {
	k := key{make([]byte, 0, 256)}
	k.node(r.Query)
	k.number(len(r.Filters))
	for _, f := range r.Filters {
		k.text(f.Field)
		k.text(f.Value)
		k.yes(f.Exclude)
	}
	k.time(r.From)
	k.time(r.To)
	k.text(string(r.Sort))
	k.number(r.Size)
	k.number(r.Offset)
	k.number(len(r.Facets))
	for _, f := range r.Facets {
		k.text(f)
	}
	k.number(r.Top)
	k.yes(r.Families)
	k.number(len(r.Places))
	for _, w := range r.Places {
		k.node(w)
	}
	return string(k.b)
}

// key is written so that no two requests read the same: texts bear their length
// and nodes their kind.
type key struct{ b []byte }

func (k *key) number(n int) { k.b = binary.AppendVarint(k.b, int64(n)) }

func (k *key) text(s string) {
	k.number(len(s))
	k.b = append(k.b, s...)
}

func (k *key) yes(b bool) {
	if b {
		k.b = append(k.b, 1)
		return
	}
	k.b = append(k.b, 0)
}

func (k *key) time(t time.Time) {
	k.yes(t.IsZero())
	if !t.IsZero() {
		k.b = binary.AppendVarint(k.b, t.Unix())
		k.number(t.Nanosecond())
	}
}

func (k *key) nodes(kind byte, nodes []query.Node) {
	k.b = append(k.b, kind)
	k.number(len(nodes))
	for _, n := range nodes {
		k.node(n)
	}
}

func (k *key) node(n query.Node) {
	switch n := n.(type) {
	case nil, query.All:
		k.b = append(k.b, '*')
	case query.Word:
		k.b = append(k.b, 'w')
		k.text(n.Text)
		k.yes(n.Exact)
		k.yes(n.Prefix)
	case query.Phrase:
		k.b = append(k.b, 'p')
		k.text(n.Text)
		k.number(n.Slop)
		k.yes(n.Exact)
	case query.And:
		k.nodes('&', n.Nodes)
	case query.Or:
		k.nodes('|', n.Nodes)
	case query.Not:
		k.b = append(k.b, '!')
		k.node(n.Node)
	case query.Field:
		k.b = append(k.b, 'f')
		k.text(n.Name)
		k.node(n.Node)
	case query.Period:
		k.b = append(k.b, 'd')
		k.text(n.From)
		k.text(n.To)
	case query.Figure:
		k.b = append(k.b, 'n')
		k.text(n.Kind)
		k.text(n.Unit)
		k.b = binary.LittleEndian.AppendUint64(k.b, math.Float64bits(n.Low))
		k.b = binary.LittleEndian.AppendUint64(k.b, math.Float64bits(n.High))
		k.yes(n.Over)
		k.yes(n.Under)
	case query.Scope:
		k.b = append(k.b, 's')
		k.text(string(n.Kind))
		k.number(n.N)
		k.node(n.Node)
	case query.Readings:
		k.b = append(k.b, 'r')
		k.node(n.Typed)
		k.number(len(n.Readings))
		for _, r := range n.Readings {
			k.node(r.Node)
			k.b = binary.LittleEndian.AppendUint64(k.b, math.Float64bits(r.Weight))
		}
	default: // no way to execute it: the search says so
		k.b = append(k.b, '?')
		k.text(fmt.Sprintf("%T", n))
	}
}
