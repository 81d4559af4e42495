package archive

import (
	"container/list"
	"os"
	"path/filepath"
	"sync"
)

// handles keeps the files of a folder open for reading.
type handles struct {
	dir  string
	name func(int) string

	mu    sync.Mutex
	files map[int]*os.File
}

func newHandles(dir string, name func(int) string) *handles {
	return &handles{dir: dir, name: name, files: map[int]*os.File{}}
}

// open gives the open file of a number; it belongs to handles.
func (h *handles) open(n int) (*os.File, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if f := h.files[n]; f != nil {
		return f, nil
	}
	f, err := os.Open(filepath.Join(h.dir, h.name(n)))
	if err != nil {
		return nil, err
	}
	h.files[n] = f
	return f, nil
}

// size gives the length of a file in bytes.
func (h *handles) size(n int) (int64, error) {
	info, err := os.Stat(filepath.Join(h.dir, h.name(n)))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (h *handles) close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	var err error
	for n, f := range h.files {
		if e := f.Close(); err == nil {
			err = e
		}
		delete(h.files, n)
	}
	return err
}

// cachedBlocks bounds the block cache to some 10 MiB.
const cachedBlocks = 512

// blockCache keeps the blocks that were used last.
type blockCache struct {
	limit int

	mu    sync.Mutex
	at    map[int64]*list.Element
	order *list.List // newest first, of *cached
}

type cached struct {
	key int64
	b   *block
}

func newBlockCache(limit int) *blockCache {
	return &blockCache{limit: limit, at: map[int64]*list.Element{}, order: list.New()}
}

func (c *blockCache) get(key int64) *block {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.at[key]
	if e == nil {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached).b
}

func (c *blockCache) put(key int64, b *block) {
	// A giant would push out everything else.
	if len(b.text) > 8*blockSize {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at[key] != nil {
		return
	}
	c.at[key] = c.order.PushFront(&cached{key, b})
	if c.order.Len() > c.limit {
		last := c.order.Back()
		c.order.Remove(last)
		delete(c.at, last.Value.(*cached).key)
	}
}

func (c *blockCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = map[int64]*list.Element{}
	c.order.Init()
}
