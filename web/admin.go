package web

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"

	"github.com/gofiber/fiber/v2"

	"khobao/internal/failure"
)

// jobEnd is the last line of a job's stream: Done, or the Error that ended it.
type jobEnd struct {
	Done  bool     `json:"done"`
	Error *Problem `json:"error,omitempty"`
}

// runJob runs a verb that another process hands over and streams its events,
// one JSON value a line, as they come. A caller that goes away ends the job.
func (s *Server) runJob(c *fiber.Ctx) error {
	if s.deps.Jobs == nil {
		return failure.Newf(failure.Unsupported, "jobs", "not served here")
	}
	verb := c.Params("verb")
	args := json.RawMessage(append([]byte(nil), c.Body()...))
	if len(args) == 0 {
		args = json.RawMessage("{}")
	}
	if !json.Valid(args) {
		return failure.Newf(failure.Usage, "jobs/"+verb, "body is no JSON")
	}
	lang := programLang(c)
	printer := s.deps.Locale.In(lang)
	c.Set(fiber.HeaderContentType, "application/x-ndjson")
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		ctx, cancel := context.WithCancel(s.life)
		defer cancel()
		lines := json.NewEncoder(w)
		emit := func(event any) error {
			if err := errors.Join(lines.Encode(event), w.Flush()); err != nil {
				cancel()
				return err
			}
			return ctx.Err()
		}
		end := jobEnd{Done: true}
		if err := s.deps.Jobs.Run(ctx, verb, args, emit); err != nil {
			s.deps.Log.Error("job failed", "verb", verb, "err", err)
			problem := problemOf(err, printer)
			end = jobEnd{Error: &problem}
		}
		if err := emit(end); err != nil {
			s.deps.Log.Warn("job's caller is gone", "verb", verb, "err", err)
		}
	})
	return nil
}
