package web

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/locale"
)

// metrics counts what the listeners answer, in the Prometheus text format.
// Labels are routes, never addresses: what people search for is nobody's figure.
type metrics struct {
	printer *locale.Printer
	mu      sync.Mutex
	routes  map[routeKey]*histogram
}

type routeKey struct {
	app, route string
	status     int
}

// histogram counts answers by the time they took; counts[i] holds those not
// slower than bounds[i], the last one all.
type histogram struct {
	counts [len(bounds) + 1]uint64
	sum    float64 // seconds
}

// bounds are in seconds; the last is where a request is ended.
var bounds = [...]float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 8}

func newMetrics(deps Deps) *metrics {
	return &metrics{printer: deps.Locale.In("en"), routes: map[routeKey]*histogram{}}
}

// measured times every request under the name of its route.
func (s *Server) measured(c *fiber.Ctx) error {
	start := time.Now()
	err := c.Next()
	status := c.Response().StatusCode()
	if err != nil {
		status = problemOf(err, s.metrics.printer).Status
	}
	route := c.Route().Path
	if status == fiber.StatusNotFound || status == fiber.StatusMethodNotAllowed {
		route = "none"
	}
	s.metrics.observe(routeKey{c.App().Config().AppName, route, status}, time.Since(start))
	return err
}

func (m *metrics) observe(key routeKey, took time.Duration) {
	seconds := took.Seconds()
	m.mu.Lock()
	defer m.mu.Unlock()
	h := m.routes[key]
	if h == nil {
		h = &histogram{}
		m.routes[key] = h
	}
	for i, bound := range bounds {
		if seconds <= bound {
			h.counts[i]++
		}
	}
	h.counts[len(bounds)]++
	h.sum += seconds
}

// exposition answers /metrics.
func (s *Server) exposition(c *fiber.Ctx) error {
	var b bytes.Buffer
	state := s.deps.State(c.UserContext())
	ready := 0
	if state.Status == index.Ready {
		ready = 1
	}
	var building index.Building
	if state.Building != nil {
		building = *state.Building
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	for _, g := range []struct {
		name, help string
		value      any
	}{
		{"khobao_index_ready", "1 when searches are answered.", ready},
		{"khobao_index_articles", "Articles in the index.", state.Articles},
		{"khobao_index_generation", "Generation of the index.", state.Generation},
		{"khobao_index_seq", "Catalogue sequence number the index has reached.", state.Seq},
		{"khobao_index_building_done", "Articles a rebuild that goes on has indexed; 0 when there is none.", building.Done},
		{"khobao_index_building_total", "Articles that rebuild is to index; 0 when there is none.", building.Total},
		{"khobao_index_bytes", "Bytes of the index on disk.", state.Bytes},
		{"go_goroutines", "Goroutines that exist.", runtime.NumGoroutine()},
		{"go_memstats_heap_inuse_bytes", "Bytes of heap in use.", mem.HeapInuse},
		{"go_memstats_sys_bytes", "Bytes taken from the system.", mem.Sys},
	} {
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n%s %d\n", g.name, g.help, g.name, g.name, g.value)
	}
	s.metrics.write(&b)
	c.Set(fiber.HeaderContentType, "text/plain; version=0.0.4; charset=utf-8")
	return c.Send(b.Bytes())
}

// write prints the histograms in the order of their labels.
func (m *metrics) write(b *bytes.Buffer) {
	const name = "khobao_request_seconds"
	m.mu.Lock()
	defer m.mu.Unlock()
	keys := slices.SortedFunc(maps.Keys(m.routes), func(x, y routeKey) int {
		return cmp.Or(cmp.Compare(x.app, y.app), cmp.Compare(x.route, y.route), cmp.Compare(x.status, y.status))
	})
	fmt.Fprintf(b, "# HELP %s Time to answer a request.\n# TYPE %s histogram\n", name, name)
	for _, k := range keys {
		h := m.routes[k]
		labels := fmt.Sprintf(`app=%q,route=%q,status="%d"`, k.app, k.route, k.status)
		for i, bound := range bounds {
			fmt.Fprintf(b, "%s_bucket{%s,le=\"%s\"} %d\n", name, labels, strconv.FormatFloat(bound, 'g', -1, 64), h.counts[i])
		}
		fmt.Fprintf(b, "%s_bucket{%s,le=\"+Inf\"} %d\n", name, labels, h.counts[len(bounds)])
		fmt.Fprintf(b, "%s_sum{%s} %g\n%s_count{%s} %d\n", name, labels, h.sum, name, labels, h.counts[len(bounds)])
	}
}
