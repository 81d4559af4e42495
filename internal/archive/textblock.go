package archive

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// blockSum is the CRC-32C of a block without the four bytes that hold it.
func blockSum(block []byte) uint32 {
	return crc32.Update(crc32.Checksum(block[:12], castagnoli), castagnoli, block[blockHeader:])
}

func putSum(block []byte) { binary.LittleEndian.PutUint32(block[12:], blockSum(block)) }

// blockHead reads the head of a block.
func blockHead(head []byte) (articles, raw, packed int, err error) {
	articles = int(binary.LittleEndian.Uint16(head[2:]))
	raw = int(binary.LittleEndian.Uint32(head[4:]))
	packed = int(binary.LittleEndian.Uint32(head[8:]))
	if string(head[:2]) != blockMagic || articles == 0 || raw > blockLimit || packed > blockLimit || raw < 4*articles {
		return 0, 0, 0, errors.New("block header does not read")
	}
	return articles, raw, packed, nil
}

// block is a text block, unpacked. It is never changed.
type block struct {
	text string
	ends []uint32 // in text
}

func (b *block) slot(n int) (string, error) {
	if n < 0 || n >= len(b.ends) {
		return "", fmt.Errorf("slot %d of %d", n, len(b.ends))
	}
	var start uint32
	if n > 0 {
		start = b.ends[n-1]
	}
	return b.text[start:b.ends[n]], nil
}

// unpackBlock checks and unpacks a whole block.
func unpackBlock(dec *zstd.Decoder, data []byte) (*block, error) {
	articles, raw, packed, err := blockHead(data)
	if err != nil {
		return nil, err
	}
	if len(data) != blockHeader+packed {
		return nil, errors.New("block is cut")
	}
	if blockSum(data) != binary.LittleEndian.Uint32(data[12:]) {
		return nil, errors.New("block checksum does not match")
	}
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	out, err := dec.DecodeAll(data[blockHeader:], (*buf)[:0])
	if err != nil {
		return nil, err
	}
	*buf = out
	if len(out) != raw {
		return nil, fmt.Errorf("block has %d bytes, not %d", len(out), raw)
	}
	b := &block{ends: make([]uint32, articles)}
	var end uint64
	for i := range articles {
		end += uint64(binary.LittleEndian.Uint32(out[4*i:]))
		if end > uint64(raw-4*articles) {
			return nil, errors.New("article lengths do not add up")
		}
		b.ends[i] = uint32(end)
	}
	b.text = string(out[4*articles:])
	return b, nil
}

// scratch lends buffers for packed and unpacked bytes.
var scratch = sync.Pool{New: func() any { return new([]byte) }}
