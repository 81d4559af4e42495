package crawl

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"khobao/internal/failure"
	"khobao/internal/page"
	"khobao/internal/warc"
)

// Limits bound one request. The zero value of a field stands for its default.
type Limits struct {
	Connect time.Duration // to dial and shake hands; 15 s
	Header  time.Duration // until the answer begins; 30 s
	Idle    time.Duration // between two pieces of the body; 20 s
	Whole   time.Duration // the request in all; 3 min
	Body    int64         // bytes of a body, as sent and as decoded; 32 MiB, what the archive keeps
}

func (l Limits) filled() Limits {
	or := func(d, otherwise time.Duration) time.Duration {
		if d > 0 {
			return d
		}
		return otherwise
	}
	l.Connect, l.Header = or(l.Connect, 15*time.Second), or(l.Header, 30*time.Second)
	l.Idle, l.Whole = or(l.Idle, 20*time.Second), or(l.Whole, 3*time.Minute)
	if l.Body <= 0 || l.Body > warc.MaxBody {
		l.Body = warc.MaxBody
	}
	return l
}

// fetcher asks for one address at a time and host.
type fetcher struct {
	guard     *guard
	gates     *gates
	clock     Clock
	limits    Limits
	agent     string
	from      string
	transport *http.Transport
}

func newFetcher(c *Crawler, clock Clock) *fetcher {
	f := &fetcher{
		guard: newGuard(c.Options.AllowPrivate), clock: clock, limits: c.Limits.filled(),
		gates: &gates{base: c.Options.delay, all: map[string]*gate{}},
		agent: c.Options.userAgent(), from: c.Options.from(),
	}
	dialer := &net.Dialer{Timeout: f.limits.Connect, Control: f.guard.control, Resolver: c.Resolver}
	f.transport = &http.Transport{
		Proxy:                  nil, // one from the environment would dial for us, unseen by the guard
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // undone by warc.ParseHTTP, which knows bombs
		MaxConnsPerHost:        1,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    f.limits.Connect,
		ResponseHeaderTimeout:  f.limits.Header,
		MaxResponseHeaderBytes: 256 << 10,
	}
	return f
}

// Reasons of a request that got no answer that can be used. Those that may pass
// are tried again.
const (
	codeConnect = "crawl-connect"
	codeTimeout = "crawl-timeout"
	codeCut     = "crawl-cut"
	codeSize    = "crawl-size"
	codeRatio   = "crawl-ratio"
	codeStatus  = "crawl-status"
)

// passing tells whether a failure may pass by itself.
func passing(err error) bool {
	var f *failure.Error
	return errors.As(err, &f) && slices.Contains([]string{codeConnect, codeTimeout, codeCut}, f.Code)
}

// get asks for an address and reads the answer when wanted says so by its
// status and type; otherwise the page comes without a body. An error is a
// *failure.Error about the address, or that of ctx. Redirects are not followed.
func (f *fetcher) get(ctx context.Context, u *url.URL, extra []page.Field, wanted func(status int, media string) bool) (p page.Page, err error) {
	if err := f.guard.check(u); err != nil {
		return p, err
	}
	done, err := f.gates.of(hostKey(u)).pass(ctx, f.clock)
	if err != nil {
		return p, err
	}
	defer done()
	whole, cancel := context.WithTimeout(ctx, f.limits.Whole)
	defer cancel()
	req, err := http.NewRequestWithContext(whole, http.MethodGet, u.String(), nil)
	if err != nil {
		return p, failure.New(failure.Usage, u.String(), err).WithCode("crawl-address")
	}
	for _, h := range f.header(extra) {
		req.Header.Set(h.Name, h.Value)
		p.Request = append(p.Request, h)
	}
	resp, err := f.transport.RoundTrip(req)
	if err != nil {
		return p, f.fault(ctx, u, err)
	}
	defer resp.Body.Close()
	p.URL, p.Status, p.ContentType, p.Captured = u.String(), resp.StatusCode, resp.Header.Get("Content-Type"), f.clock.Now().UTC()
	p.Header = fields(resp.Header)
	p.Origin = page.Origin{Path: p.URL, Kind: "response"}
	if p.Status >= 300 && p.Status < 400 {
		if to, err := u.Parse(strings.TrimSpace(resp.Header.Get("Location"))); err == nil && resp.Header.Get("Location") != "" {
			p.Location = to.String()
		}
	}
	if !wanted(p.Status, media(p.ContentType)) {
		return p, nil
	}
	raw, err := f.body(resp.Body, cancel)
	if err != nil {
		return p, f.fault(ctx, u, err)
	}
	return p, decode(&p, raw, f.limits.Body)
}

// header is what every request says, then what this one does.
func (f *fetcher) header(extra []page.Field) []page.Field {
	h := []page.Field{
		{Name: "User-Agent", Value: f.agent},
		{Name: "Accept", Value: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
		{Name: "Accept-Language", Value: "vi,en;q=0.5"},
		{Name: "Accept-Encoding", Value: "gzip, br"},
	}
	if f.from != "" {
		h = append(h, page.Field{Name: "From", Value: f.from})
	}
	return append(h, extra...)
}

// body reads to the end, the limit, or until nothing came for a while.
func (f *fetcher) body(r io.Reader, cancel func()) ([]byte, error) {
	idle := time.AfterFunc(f.limits.Idle, cancel)
	defer idle.Stop()
	var b bytes.Buffer
	buf := make([]byte, 32<<10)
	for {
		n, err := r.Read(buf)
		idle.Reset(f.limits.Idle)
		b.Write(buf[:n])
		switch {
		case int64(b.Len()) > f.limits.Body:
			return nil, failure.New(failure.TooLarge, "", nil).WithCode(codeSize)
		case err == io.EOF:
			return b.Bytes(), nil
		case err != nil:
			return nil, err
		}
	}
}

// fault gives an error of the network its reason.
func (f *fetcher) fault(ctx context.Context, u *url.URL, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var known *failure.Error
	if errors.As(err, &known) {
		return failure.From(err, u.String())
	}
	var late net.Error
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.As(err, &late) && late.Timeout():
		return failure.New(failure.Timeout, u.String(), err).WithCode(codeTimeout)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return failure.New(failure.Damaged, u.String(), err).WithCode(codeCut)
	}
	e := failure.New(failure.Unreadable, u.String(), err).WithCode(codeConnect)
	e.Detail = cause(err)
	return e
}

// cause is the innermost error in words short enough for a reader.
func cause(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			s := err.Error()
			return s[:min(len(s), 200)]
		}
		err = inner
	}
}
