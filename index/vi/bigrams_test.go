package vi

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func learned(texts ...string) *Bigrams {
	var c Learner
	for _, text := range texts {
		c.Add(Tokens(text))
	}
	return c.Bigrams()
}

func TestBigramsCount(t *testing.T) {
	b := learned("Công an quận. Công an, quận", "công sở")
	id := b.ID
	for _, c := range []struct {
		first, second string
		want          int
	}{{"công", "an", 2}, {"an", "quận", 1}, {"công", "sở", 1}, {"an", "công", 0}, {"cống", "an", 0}} {
		if got := b.Beside(id(c.first), id(c.second)); got != c.want {
			t.Errorf("%s %s stands there %d times, want %d", c.first, c.second, got, c.want)
		}
	}
	if id("cống") != -1 || b.Len() != 3 {
		t.Errorf("cống is %d, %d pairs", id("cống"), b.Len())
	}
	if b.Follow(id("công"), id("an"), 0) <= b.Follow(id("công"), id("quận"), 0) || b.Follow(id("công"), id("quận"), 0) <= 0 {
		t.Error("a pair that was seen is no likelier than one that was not, or this one cannot be")
	}
	if b.Follow(-1, id("quận"), 0) <= 0 || b.Follow(id("công"), -1, 0) <= 0 || b.Share(-1) <= 0 || b.Share(id("công")) <= b.Share(id("sở")) {
		t.Error("what is not known cannot be, or the rarer is likelier")
	}
	if b.Follow(id("an"), id("sở"), 5) <= b.Follow(id("an"), id("quận"), 0) {
		t.Error("times said besides do not count")
	}
}

func TestBigramsAreReadBack(t *testing.T) {
	for _, b := range []*Bigrams{learned(), learned("một"), learned("Công an quận Ngô Quyền bắt hai kẻ cướp. Công an họp.")} {
		var file bytes.Buffer
		if err := b.Write(&file); err != nil {
			t.Fatal(err)
		}
		back, err := ReadBigrams(file.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(b, back, cmp.AllowUnexported(Bigrams{})); diff != "" {
			t.Error(diff)
		}
		for i := range file.Len() {
			damaged := bytes.Clone(file.Bytes())
			damaged[i] ^= 0x10
			if _, err := ReadBigrams(damaged); !errors.Is(err, ErrBigrams) {
				t.Fatalf("byte %d damaged: %v", i, err)
			}
			if _, err := ReadBigrams(damaged[:i]); !errors.Is(err, ErrBigrams) {
				t.Fatalf("cut at %d: %v", i, err)
			}
		}
	}
}

// summed adds a checksum.
func summed(data []byte) []byte {
	return binary.LittleEndian.AppendUint32(data, crc32.ChecksumIEEE(data))
}

// FuzzReadBigrams reads foreign bytes with a right checksum.
func FuzzReadBigrams(f *testing.F) {
	var file bytes.Buffer
	if err := learned("Công an quận Ngô Quyền").Write(&file); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes()[len(bigramsMark) : file.Len()-4])
	f.Add([]byte{1, 1, 1, 'a', 1, 1, 0, 1})
	f.Fuzz(func(t *testing.T, body []byte) {
		b, err := ReadBigrams(summed(append([]byte(bigramsMark), body...)))
		if err != nil {
			return
		}
		for a := range len(b.counts) {
			for c := range len(b.counts) {
				if p := b.Follow(a, c, 0); !(p >= 0) {
					t.Fatalf("%d behind %d is %f likely", c, a, p)
				}
			}
		}
	})
}
