package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"khobao/index"
	"khobao/internal/archive"
	"khobao/internal/failure"
	"khobao/internal/progress"
)

// client asks the process that holds the archive, through its admin door.
type client struct {
	base  string
	token string
	lang  string
}

// client gives the door of the archive's holder: NotFound when none is open.
func (a *app) client() (*client, error) {
	owner, err := archive.ReadOwner(a.values.Get("archive"))
	if err != nil {
		return nil, err
	}
	if owner.Address == "" {
		return nil, failure.New(failure.NotFound, "OWNER", nil)
	}
	return &client{base: "http://" + owner.Address, token: owner.Token, lang: a.t.Lang}, nil
}

// handOver has the holder of the archive do a verb, where that is what cause, the
// failure of opening it, says; any other cause comes back.
func (a *app) handOver(ctx context.Context, cause error, verb string, args, result any) error {
	if !failure.Is(cause, failure.InUse) {
		return cause
	}
	c, err := a.client()
	if err != nil {
		return cause
	}
	return c.run(ctx, verb, args, a.sink(), result)
}

// here does a verb on the archive, or has its holder do it where another process
// is that.
func here[Out any](ctx context.Context, a *app, verb string, args any, do func(*house) (Out, error)) (out Out, err error) {
	h, err := a.open(ctx, openServe) // whatever state the index is in
	if err != nil {
		return out, a.handOver(ctx, err, verb, args, &out)
	}
	defer h.close(a.log)
	return do(h)
}

func (c *client) do(ctx context.Context, method, path string, body any) (*http.Response, error) {
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, r)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Accept-Language", c.lang)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, failure.New(failure.NotReady, c.base, err).WithCode("handover")
	}
	if resp.StatusCode != http.StatusOK {
		defer resp.Body.Close()
		return nil, problem(resp)
	}
	return resp, nil
}

// problem reads an application/problem+json answer back into the failure it was
// made from.
func problem(resp *http.Response) error {
	var p struct {
		Kind   failure.Kind `json:"kind"`
		Code   string       `json:"code"`
		Object string       `json:"object"`
		Detail string       `json:"detail"`
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(&p); err != nil || p.Kind == "" {
		return failure.Newf(failure.NotReady, resp.Request.URL.Host, "HTTP %d", resp.StatusCode).WithCode("handover")
	}
	return &failure.Error{Kind: p.Kind, Code: p.Code, Object: p.Object, Detail: p.Detail}
}

func (c *client) get(ctx context.Context, path string, into any) error {
	resp, err := c.do(ctx, http.MethodGet, path, nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into)
}

func (c *client) search(ctx context.Context, s *searchCmd) (index.Result, error) {
	v := url.Values{"q": {s.Query}, "size": {strconv.Itoa(s.Size)}, "offset": {strconv.Itoa(s.Offset)}, "filter": s.Filter}
	if s.Sort != "" {
		v.Set("sort", s.Sort)
	}
	var res index.Result
	err := c.get(ctx, "/search?"+v.Encode(), &res)
	return res, err
}

// run hands a verb over and passes its events on; the last line is its result.
func (c *client) run(ctx context.Context, verb string, args any, sink progress.Sink, result any) error {
	return c.stream(ctx, verb, args, sink, io.Discard, result)
}

// stream is run for a verb that sends a file too, which goes to out.
func (c *client) stream(ctx context.Context, verb string, args any, sink progress.Sink, out io.Writer, result any) error {
	resp, err := c.do(ctx, http.MethodPost, "/jobs/"+verb, args)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	lines := bufio.NewReader(resp.Body)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e jobLine
			if err := json.Unmarshal(line, &e); err != nil {
				return fmt.Errorf("read event of %s: %w", verb, err)
			}
			switch {
			case e.Error != nil:
				return &failure.Error{Kind: failure.Kind(e.Error.Kind), Object: e.Error.Object, Code: e.Error.Code, Detail: e.Error.Detail}
			case e.Result != nil:
				return json.Unmarshal(e.Result, result)
			case e.Data != nil:
				if _, err := out.Write(e.Data); err != nil {
					return err
				}
			default:
				sink(e.Event)
			}
		}
		if err != nil {
			return failure.New(failure.NotReady, c.base, err).WithCode("handover")
		}
	}
}

// jobLine is one line of a job's answer: an event or a piece of a file, then a
// result or an error.
type jobLine struct {
	progress.Event
	Data   []byte            `json:"data,omitempty"`
	Result json.RawMessage   `json:"result,omitempty"`
	Error  *progress.Failure `json:"error,omitempty"`
}
