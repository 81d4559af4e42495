package main

import (
	"bufio"
	"context"
	"encoding/json"

	"khobao/internal/crawl"
	"khobao/internal/failure"
	"khobao/internal/progress"
)

// What the verbs send when they hand over; paths are absolute, since the server
// stands in another folder.
type (
	importArgs struct {
		Paths []string `json:"paths"`
	}
	reindexArgs struct {
		Extract  bool   `json:"extract"`
		Site     string `json:"site"`
		Rollback bool   `json:"rollback,omitempty"`
	}
	undoArgs struct {
		Import string `json:"import"`
	}
	coverageArgs struct {
		Site string `json:"site"`
		By   string `json:"by"`
	}
	backupArgs struct {
		Dir string `json:"dir"`
	}
	originalArgs struct {
		URL string `json:"url"`
	}
)

// jobs runs what other processes hand over to the one that holds the archive.
type jobs struct {
	h *house
	a *app
}

// pieces sends a file as lines of a job.
type pieces func(event any) error

func (p pieces) Write(b []byte) (int, error) {
	if err := p(jobLine{Data: b}); err != nil {
		return 0, err
	}
	return len(b), nil
}

// Run does a verb, passes its events to emit and its result last. A failure of
// the job itself is a line too, since the answer has begun by then.
func (j jobs) Run(ctx context.Context, verb string, args json.RawMessage, emit func(event any) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	sink := func(e progress.Event) {
		if err := emit(jobLine{Event: e}); err != nil {
			cancel(err) // nobody listens any more
		}
	}
	result, err := j.do(ctx, verb, args, sink, emit)
	if err != nil {
		f := failure.From(engineFailure(err), verb)
		return emit(jobLine{Error: &progress.Failure{Object: f.Object, Kind: string(f.Kind), Code: f.Code, Detail: f.Detail}})
	}
	b, err := json.Marshal(result)
	if err != nil {
		return err
	}
	return emit(jobLine{Result: b})
}

// do is the table of what can be handed over.
func (j jobs) do(ctx context.Context, verb string, args json.RawMessage, sink progress.Sink, emit func(event any) error) (any, error) {
	switch verb {
	case "import":
		return with(args, func(in importArgs) (any, error) {
			report, err := j.h.importer.Import(ctx, in.Paths, sink)
			return j.h.taught(ctx, report, err)
		})
	case "crawl":
		return with(args, func(in crawl.Options) (any, error) {
			report, err := j.h.importer.Crawl(ctx, &crawl.Crawler{Options: in}, sink)
			return j.h.taught(ctx, report, err)
		})
	case "reindex":
		return with(args, func(in reindexArgs) (any, error) { return j.h.reindex(ctx, in, sink) })
	case "compare":
		return with(args, func(in compareArgs) (any, error) { return j.h.compare(ctx, in, sink) })
	case "undo":
		return with(args, func(in undoArgs) (any, error) { return j.h.undo(ctx, in, sink) })
	case "export":
		return with(args, func(in exportArgs) (any, error) {
			w := bufio.NewWriterSize(pieces(emit), 64<<10)
			done, err := j.h.export(ctx, in, j.a.exportOptions(in), w)
			if err == nil {
				err = w.Flush()
			}
			return done, err
		})
	case "coverage":
		return with(args, func(in coverageArgs) (any, error) { return coverageOf(ctx, j.h.archive, in) })
	case "ledger":
		return with(args, func(in ledgerArgs) (any, error) { return ledgerOf(ctx, j.h.archive, in) })
	case "backup":
		return with(args, func(in backupArgs) (any, error) { return in, j.h.archive.Backup(ctx, in.Dir) })
	case "original":
		return with(args, func(in originalArgs) (any, error) { return originalOf(ctx, j.h.archive, in.URL) })
	case "verify":
		return j.h.verify(ctx, sink, j.a.log)
	case "stats":
		return j.h.holdings(ctx)
	}
	return nil, failure.New(failure.NotFound, verb, nil)
}

// with reads the arguments of a verb and does it.
func with[T any](args json.RawMessage, do func(T) (any, error)) (any, error) {
	var in T
	if err := json.Unmarshal(args, &in); err != nil {
		return nil, failure.New(failure.Usage, string(args), err)
	}
	return do(in)
}
