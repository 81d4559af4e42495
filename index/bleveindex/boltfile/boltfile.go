// Package boltfile checks and reads bbolt files (format version 2) by itself: bbolt
// trusts every offset and page number it finds, so a damaged file makes it panic,
// fault, run in circles or overflow the stack. What passes here is a tree that can
// be walked, with every free page truly free. It opens nothing for writing.
package boltfile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"os"
)

type file struct {
	data     []byte
	pageSize uint64
	pages    uint64 // high-water mark
	used     map[uint64]bool
	visit    func(path [][]byte, key, value []byte) error
}

const (
	magic      = 0xED0CDAED
	version    = 2
	noFree     = 1<<64 - 1
	branchPage = 0x01
	leafPage   = 0x02
	freePage   = 0x10
	isBucket   = 0x01
	headerSize = 16 // of a page, and the size of an element of one
	maxDepth   = 32
)

// Walk checks the bbolt file at path and visits its keys and values in
// order; path names the buckets a key lies in.
func Walk(path string, visit func(path [][]byte, key, value []byte) error) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	b := &file{data: data, used: map[uint64]bool{0: true, 1: true}, visit: visit}
	root, free, err := b.meta()
	if err == nil {
		err = b.tree(root, nil, 0)
	}
	if err == nil && free != noFree {
		err = b.freelist(free)
	}
	if err != nil {
		return fmt.Errorf("check %s: %w", path, err)
	}
	return nil
}

// meta picks the newer of the two meta pages that are whole, as bbolt does.
func (b *file) meta() (root, free uint64, err error) {
	le := binary.LittleEndian
	var best, newest []byte
	for _, size := range []int{0, 1} {
		at := 0
		if size == 1 {
			if at = b.metaPageSize(); at == 0 {
				continue
			}
		}
		if len(b.data) < at+headerSize+64 {
			continue
		}
		m := b.data[at+headerSize : at+headerSize+64]
		if le.Uint32(m) != magic || le.Uint32(m[4:]) != version {
			continue
		}
		h := fnv.New64a()
		h.Write(m[:56])
		if h.Sum64() != le.Uint64(m[56:]) {
			continue
		}
		if newest = m; best == nil || le.Uint64(newest[48:]) > le.Uint64(best[48:]) {
			best = newest
		}
	}
	if best == nil {
		return 0, 0, fmt.Errorf("no whole meta page")
	}
	b.pageSize, b.pages = uint64(le.Uint32(best[8:])), le.Uint64(best[40:])
	if b.pageSize < 512 || b.pageSize > 1<<16 || b.pages > uint64(len(b.data))/b.pageSize {
		return 0, 0, fmt.Errorf("%d pages of %d bytes in a file of %d", b.pages, b.pageSize, len(b.data))
	}
	return le.Uint64(best[16:]), le.Uint64(best[32:]), nil
}

// metaPageSize finds where the second meta page begins.
func (b *file) metaPageSize() int {
	for size := 1024; size <= 1<<16; size <<= 1 {
		if len(b.data) >= size+headerSize+4 && binary.LittleEndian.Uint32(b.data[size+headerSize:]) == magic {
			return size
		}
	}
	return 0
}

// page gives a page with its overflow and marks it used.
func (b *file) page(id uint64) ([]byte, error) {
	if id < 2 || id >= b.pages {
		return nil, fmt.Errorf("page %d is outside 2..%d", id, b.pages)
	}
	p := b.data[id*b.pageSize:]
	if got := binary.LittleEndian.Uint64(p); got != id {
		return nil, fmt.Errorf("page %d calls itself %d", id, got)
	}
	overflow := uint64(binary.LittleEndian.Uint32(p[12:]))
	if overflow >= b.pages-id {
		return nil, fmt.Errorf("page %d runs over the end", id)
	}
	for n := id; n <= id+overflow; n++ {
		if b.used[n] {
			return nil, fmt.Errorf("page %d is used twice", n)
		}
		b.used[n] = true
	}
	size := (1 + overflow) * b.pageSize
	return p[:size:size], nil
}

func (b *file) tree(id uint64, path [][]byte, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("tree is deeper than %d", maxDepth)
	}
	p, err := b.page(id)
	if err != nil {
		return err
	}
	if flags := binary.LittleEndian.Uint16(p[8:]); flags != branchPage {
		return b.leaf(p, fmt.Sprintf("page %d", id), path, depth)
	}
	return b.elements(p, fmt.Sprintf("page %d", id), func(e, key []byte) error {
		return b.tree(binary.LittleEndian.Uint64(e[8:]), path, depth+1)
	})
}

// leaf walks a leaf page, or a small bucket kept as a value.
func (b *file) leaf(p []byte, name string, path [][]byte, depth int) error {
	le := binary.LittleEndian
	if len(p) < headerSize || le.Uint16(p[8:]) != leafPage {
		return fmt.Errorf("%s is no leaf", name)
	}
	return b.elements(p, name, func(e, key []byte) error {
		size := uint64(le.Uint32(e[12:]))
		rest := key[len(key):cap(key)]
		if size > uint64(len(rest)) {
			return fmt.Errorf("%s: a value runs over its end", name)
		}
		value := rest[:size:size]
		if le.Uint32(e)&isBucket == 0 {
			return b.visit(path, key, value)
		}
		if len(value) < 16 {
			return fmt.Errorf("%s: a bucket of %d bytes", name, len(value))
		}
		inner := append(path[:len(path):len(path)], key)
		if root := le.Uint64(value); root != 0 {
			return b.tree(root, inner, depth+1)
		}
		return b.leaf(value[16:], name+", inner bucket", inner, depth+1)
	})
}

// elements visits the elements of a page in order with their keys, which must
// ascend; a key's capacity reaches to the end of the page.
func (b *file) elements(p []byte, name string, visit func(e, key []byte) error) error {
	le := binary.LittleEndian
	count := int(le.Uint16(p[10:]))
	if headerSize*(1+count) > len(p) {
		return fmt.Errorf("%s: %d elements do not fit", name, count)
	}
	var last []byte
	for i := range count {
		at := headerSize * (1 + i)
		e := p[at : at+headerSize]
		// branch: pos, ksize, page; leaf: flags, pos, ksize, vsize
		pos, size := uint64(le.Uint32(e)), uint64(le.Uint32(e[4:]))
		if le.Uint16(p[8:]) == leafPage {
			pos, size = uint64(le.Uint32(e[4:])), uint64(le.Uint32(e[8:]))
		}
		begin := uint64(at) + pos
		if begin+size > uint64(len(p)) || begin < uint64(headerSize*(1+count)) {
			return fmt.Errorf("%s: key %d lies outside", name, i)
		}
		key := p[begin : begin+size]
		if i > 0 && bytes.Compare(last, key) >= 0 {
			return fmt.Errorf("%s: keys are out of order", name)
		}
		last = key
		if err := visit(e, key); err != nil {
			return err
		}
	}
	return nil
}

// freelist checks that no page in use is listed as free.
func (b *file) freelist(id uint64) error {
	p, err := b.page(id)
	if err != nil {
		return fmt.Errorf("list of free pages: %w", err)
	}
	le := binary.LittleEndian
	if le.Uint16(p[8:]) != freePage {
		return fmt.Errorf("page %d is no list of free pages", id)
	}
	count, ids := uint64(le.Uint16(p[10:])), p[headerSize:]
	if count == 1<<16-1 {
		count, ids = le.Uint64(ids), ids[8:]
	}
	if count > uint64(len(ids))/8 {
		return fmt.Errorf("list of %d free pages does not fit", count)
	}
	for i := range count {
		n := le.Uint64(ids[8*i:])
		if n < 2 || n >= b.pages {
			return fmt.Errorf("free page %d is outside 2..%d", n, b.pages)
		}
		if b.used[n] {
			return fmt.Errorf("page %d is in use and free", n)
		}
		b.used[n] = true
	}
	return nil
}
