package boltfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"
)

// sample writes a bbolt file with small and large buckets and freed pages.
func sample(t testing.TB, path string) (keys int) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, &bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	put := func(from, to int) {
		err := db.Update(func(tx *bolt.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte("s"))
			for i := from; i < to && err == nil; i++ {
				var inner *bolt.Bucket
				if inner, err = b.CreateBucketIfNotExists(fmt.Appendf(nil, "%04d", i)); err == nil {
					err = errors.Join(inner.Put([]byte("d"), make([]byte, 300*(i%40))), inner.Put([]byte("p"), fmt.Appendf(nil, "%04d.zap", i)))
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	put(0, 150)
	err = db.Update(func(tx *bolt.Tx) error {
		for i := range 100 {
			if err := tx.Bucket([]byte("s")).DeleteBucket(fmt.Appendf(nil, "%04d", i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	put(150, 160)
	return 2 * 60
}

func TestWalk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.bolt")
	keys := sample(t, path)
	var want, got []string
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	err = db.View(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("s")).ForEachBucket(func(k []byte) error {
			return tx.Bucket([]byte("s")).Bucket(k).ForEach(func(key, value []byte) error {
				want = append(want, fmt.Sprintf("s/%s/%s %d", k, key, len(value)))
				return nil
			})
		})
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	err = Walk(path, func(path [][]byte, key, value []byte) error {
		got = append(got, fmt.Sprintf("%s/%s/%s %d", path[0], path[1], key, len(value)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got) != keys {
		t.Errorf("%d keys (-bbolt +walked)\n%s", len(got), diff)
	}
}

// FuzzWalkBolt changes a page of a good file: walking it must end without a panic.
func FuzzWalk(f *testing.F) {
	path := filepath.Join(f.TempDir(), "seed.bolt")
	sample(f, path)
	good, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(0), []byte{})
	f.Add(uint32(4096+16), []byte{0, 0, 0, 0})
	f.Add(uint32(3*4096), []byte{3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 255, 255})
	f.Fuzz(func(t *testing.T, at uint32, change []byte) {
		data := append([]byte(nil), good...)
		copy(data[int(at)%len(data):], change)
		path := filepath.Join(t.TempDir(), "a.bolt")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		_ = Walk(path, func([][]byte, []byte, []byte) error { return nil })
	})
}
