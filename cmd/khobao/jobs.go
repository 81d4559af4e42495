package main

import (
	"bufio"
	"context"
	"encoding/json"

	"khobao/internal/crawl"
	"khobao/internal/failure"
	"khobao/internal/progress"
)

// importArgs and reindexArgs are what the verbs send when they hand over.
type importArgs struct {
	Paths []string `json:"paths"` // absolute: the server stands in another folder
}

type reindexArgs struct {
	Extract bool `json:"extract"`
}

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
	var result any
	var err error
	switch verb {
	case "import":
		var in importArgs
		if err := json.Unmarshal(args, &in); err != nil {
			return failure.New(failure.Usage, verb, err)
		}
		result, err = j.h.importer.Import(ctx, in.Paths, sink)
	case "crawl":
		var in crawl.Options
		if err := json.Unmarshal(args, &in); err != nil {
			return failure.New(failure.Usage, verb, err)
		}
		result, err = j.h.importer.Crawl(ctx, &crawl.Crawler{Options: in}, sink)
	case "reindex":
		var in reindexArgs
		if err := json.Unmarshal(args, &in); err != nil {
			return failure.New(failure.Usage, verb, err)
		}
		result, err = j.h.reindex(ctx, in.Extract, sink)
	case "export":
		var in exportArgs
		if err := json.Unmarshal(args, &in); err != nil {
			return failure.New(failure.Usage, verb, err)
		}
		w := bufio.NewWriterSize(pieces(emit), 64<<10)
		if result, err = j.h.export(ctx, in, j.a.exportOptions(in), w); err == nil {
			err = w.Flush()
		}
	case "stats":
		result, err = j.h.holdings(ctx)
	default:
		return failure.New(failure.NotFound, verb, nil)
	}
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
