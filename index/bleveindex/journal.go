package bleveindex

import "khobao/index"

// journalLimit bounds the text a journal holds.
const journalLimit = 64 << 20

// journal remembers the batches that land in the live generation while another
// one is filled, oldest first. A nil journal takes nothing. The zero value is empty.
type journal struct {
	batches []index.Batch
	bytes   int
	after   uint64 // every batch with a greater Seq is here
}

func (j *journal) add(b index.Batch) {
	if j == nil || len(j.batches) > 0 && b.Seq <= j.batches[len(j.batches)-1].Seq || b.Seq <= j.after {
		return
	}
	j.batches = append(j.batches, b)
	j.bytes += batchBytes(b)
	for j.bytes > journalLimit {
		j.dropFirst()
	}
}

func (j *journal) dropFirst() {
	j.after = j.batches[0].Seq
	j.bytes -= batchBytes(j.batches[0])
	j.batches[0] = index.Batch{}
	j.batches = j.batches[1:]
}

// forget drops the batches up to seq: they are in the new generation.
func (j *journal) forget(seq uint64) {
	for len(j.batches) > 0 && j.batches[0].Seq <= seq {
		j.dropFirst()
	}
}

// since gives the batches after seq, none when some of them are not here.
func (j *journal) since(seq uint64) []index.Batch {
	if seq < j.after {
		return nil
	}
	for i, b := range j.batches {
		if b.Seq > seq {
			return j.batches[i:]
		}
	}
	return nil
}

func batchBytes(b index.Batch) int {
	n := 0
	for i := range b.Put {
		n += len(b.Put[i].Title) + len(b.Put[i].Lead) + len(b.Put[i].Body) + 512
	}
	return n + 32*len(b.Delete)
}
