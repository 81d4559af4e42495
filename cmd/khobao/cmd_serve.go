package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"khobao/index"
	"khobao/internal/config"
	"khobao/internal/failure"
	"khobao/internal/progress"
	"khobao/web"
)

// serveFlags are the addresses, shared with demo.
type serveFlags struct {
	indexFlags
	Addr           string `placeholder:"HOST:PORT"`
	ReplayAddr     string `placeholder:"HOST:PORT"`
	AdminAddr      string `placeholder:"HOST:PORT"`
	SiteURL        string `placeholder:"URL"`
	ReplayURL      string `placeholder:"URL"`
	TrustedProxies string `placeholder:"NETWORK,…"`
}

// serveCmd opens the search site on an archive.
type serveCmd struct{ serveFlags }

// Run serves until it is interrupted.
func (c *serveCmd) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, openServe)
	if err != nil {
		return err
	}
	defer h.close(a.log)
	return a.serve(ctx, h, false)
}

// serve listens, makes the index complete in the background and answers until
// ctx ends. With anyPort a taken port is replaced by a free one.
func (a *app) serve(ctx context.Context, h *house, anyPort bool) error {
	if err := h.recall(ctx); err != nil {
		return err
	}
	l, err := a.listen(anyPort)
	if err != nil {
		return err
	}
	proxies, _, err := config.Networks(a.values.Get("trusted-proxies"))
	if err != nil {
		return errors.Join(err, l.Site.Close(), l.Replay.Close(), l.Admin.Close())
	}
	token := rand.Text()
	site := or(a.values.Get("site-url"), web.URLOf(l.Site))
	server, err := web.New(web.Deps{
		Search: whole{h},
		Find:   whole{h}.find,
		Words: func(ctx context.Context, prefix string, limit int) ([]index.TermCount, error) {
			return h.engine.Vocabulary().Prefix(ctx, prefix, limit)
		},
		Joined: h.searcher.Words,
		DocFreq: func(ctx context.Context, term string) (int, error) {
			return h.engine.Vocabulary().DocFreq(ctx, term)
		},
		Place: h.place, PlacesNamed: h.places.Named,
		Family:    h.archive.Family,
		Archive:   shelf{h.archive},
		State:     h.state,
		Jobs:      jobs{h, a},
		Locale:    a.texts,
		Log:       a.log,
		Version:   version,
		SiteURL:   site,
		ReplayURL: or(a.values.Get("replay-url"), web.URLOf(l.Replay)),
		AdminURL:  web.URLOf(l.Admin),
		Token:     token,
		SiteName:  paperName,
		Proxies:   proxies,
	})
	if err != nil {
		return errors.Join(err, l.Site.Close(), l.Replay.Close(), l.Admin.Close())
	}
	if err := h.archive.SetAddress(l.Admin.Addr().String(), token); err != nil {
		return errors.Join(err, l.Site.Close(), l.Replay.Close(), l.Admin.Close())
	}

	ctx, cancel := context.WithCancel(ctx)
	healed := make(chan struct{})
	go func() {
		defer close(healed)
		a.keepWhole(ctx, h)
	}()
	fmt.Fprintln(a.stdout, a.t.Text("serve.ready", "URL", site))
	err = server.Serve(ctx, l)
	cancel()
	<-healed
	if err == nil {
		fmt.Fprintln(a.stdout, a.t.Text("serve.bye"))
	}
	return err
}

// keepWhole makes the index complete, then reads every byte of it once, in the
// background; damage found then or later is cured by a rebuild while searches go
// on as far as they can.
func (a *app) keepWhole(ctx context.Context, h *house) {
	sink := h.building.watch(a.sink())
	report := func(err error) {
		h.building.over()
		if err != nil && ctx.Err() == nil {
			a.log.Error("make the index complete", "error", err)
			fmt.Fprintln(a.stderr, a.explain(err))
		}
	}
	report(h.indexer.Ensure(ctx, sink))
	report(h.learned(ctx, true))
	if err := h.engine.Verify(ctx); err != nil && ctx.Err() == nil {
		h.noteDamage(err)
	}
	for {
		select {
		case <-ctx.Done():
			return
		case bad := <-h.damaged:
			sink(progress.Event{Note: &progress.Note{Key: "note.index-damaged", Args: []string{"Why", bad.Error()}}})
			report(h.indexer.Rebuild(ctx, sink))
			report(h.learned(ctx, true))
		}
	}
}

// state is the engine's, with a fault of its own read as damage.
func (h *house) state(ctx context.Context) index.State {
	s, err := h.engine.State(ctx)
	if err != nil {
		s = index.State{Status: index.DamagedIndex, Why: err.Error()}
	}
	s.Building, s.Learning = h.building.state(), h.studying.Load()
	return s
}

// listen opens the three sockets.
func (a *app) listen(anyPort bool) (web.Listeners, error) {
	var l web.Listeners
	var opened []net.Listener
	for _, want := range []struct {
		option string
		into   *net.Listener
	}{{"addr", &l.Site}, {"replay-addr", &l.Replay}, {"admin-addr", &l.Admin}} {
		addr := a.values.Get(want.option)
		ln, err := net.Listen("tcp", addr)
		if errors.Is(err, syscall.EADDRINUSE) && anyPort {
			fmt.Fprintln(a.stderr, a.t.Text("serve.port-taken", "Wanted", addr))
			host, _, _ := strings.Cut(addr, ":")
			ln, err = net.Listen("tcp", net.JoinHostPort(host, "0"))
		}
		if err != nil {
			for _, o := range opened {
				_ = o.Close()
			}
			code := "address"
			if errors.Is(err, syscall.EADDRINUSE) {
				code = "address-in-use"
			}
			return web.Listeners{}, &failure.Error{Kind: failure.Usage, Object: addr, Code: code, Detail: "--" + want.option, Err: err}
		}
		*want.into = ln
		opened = append(opened, ln)
	}
	return l, nil
}

func or(s, otherwise string) string {
	if s != "" {
		return s
	}
	return otherwise
}
