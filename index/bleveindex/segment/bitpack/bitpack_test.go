package bitpack

import (
	"math/rand/v2"
	"testing"
)

func TestRoundTripAtEveryWidth(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for width := range 33 {
		for n := 1; n <= Block; n++ {
			v := make([]uint32, n)
			for i := range v {
				if width > 0 {
					v[i] = uint32(r.Uint64() & (1<<width - 1))
				}
			}
			if width > 0 {
				v[r.IntN(n)] |= 1 << (width - 1)
			}
			if got := Width(v); got != width {
				t.Fatalf("width of %v is %d, want %d", v, got, width)
			}
			b := Append(nil, v, width)
			if len(b) != TailSize(n, width) {
				t.Fatalf("%d values at width %d took %d bytes, want %d", n, width, len(b), TailSize(n, width))
			}
			out := make([]uint32, Block)
			UnpackTail(out, b, n, width)
			for i := range v {
				if out[i] != v[i] || At(b, i, width) != v[i] {
					t.Fatalf("width %d, n %d: value %d reads %d and %d, want %d", width, n, i, out[i], At(b, i, width), v[i])
				}
			}
			if n == Block {
				block(t, b, v, width)
			}
		}
	}
}

func block(t *testing.T, b []byte, v []uint32, width int) {
	t.Helper()
	if len(b) != Size(width) {
		t.Fatalf("a block at width %d takes %d bytes, want %d", width, len(b), Size(width))
	}
	var got, sums [Block]uint32
	Unpack(&got, b, width)
	UnpackSums(&sums, b, width, 7)
	sum := uint32(7)
	for i := range v {
		sum += v[i] + 1
		if got[i] != v[i] || sums[i] != sum {
			t.Fatalf("width %d: value %d reads %d (sum %d), want %d (%d)", width, i, got[i], sums[i], v[i], sum)
		}
	}
}

func TestPatchedRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		v := make([]uint32, Block)
		small, large := r.IntN(12), 1+r.IntN(32)
		for i := range v {
			v[i] = uint32(r.Uint64() & (1<<small - 1))
			if r.IntN(40) == 0 {
				v[i] = uint32(r.Uint64() & (1<<large - 1))
			}
		}
		width, patches := PatchedWidth(v)
		b := AppendPatched(nil, v, width)
		if len(b) != PatchedSize(width, patches) || len(b) > Size(Width(v)) {
			t.Fatalf("%d bytes at width %d with %d patches; unpatched %d", len(b), width, patches, Size(Width(v)))
		}
		var out [Block]uint32
		UnpackPatched(&out, b, width, patches)
		for i := range v {
			if out[i] != v[i] {
				t.Fatalf("width %d, %d patches: value %d reads %d, want %d", width, patches, i, out[i], v[i])
			}
		}
	}
}

func BenchmarkUnpackSums(b *testing.B) {
	v := make([]uint32, Block)
	for i := range v {
		v[i] = uint32(i & 7)
	}
	packed := Append(nil, v, 3)
	var out [Block]uint32
	b.SetBytes(Block * 4)
	for b.Loop() {
		UnpackSums(&out, packed, 3, 0)
	}
}
