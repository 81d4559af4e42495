package web

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gofiber/fiber/v2/middleware/etag"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"
)

// routes names every address there is.
func (s *Server) routes() {
	a := s.site
	s.common(a, s.siteHeaders, s.deps.SiteURL)
	a.Get("/", s.page("front", s.front))
	a.Get("/search", s.search)
	a.Get("/bai/:id", s.page("article", s.article))
	a.Get("/bai/:id/phien-ban", s.page("texts", s.versions))
	a.Get("/so-bai/:id/:other", s.page("texts", s.twoArticles))
	a.Get("/ban-luu/:capture", s.page("capture", s.capture))
	a.Get("/ban-luu/:capture/ma-nguon", s.page("source", s.source))
	a.Get("/duyet", s.page("browse", s.browse))
	a.Get("/duyet/ngay/:period", s.page("days", s.days))
	a.Get("/duyet/ngay-nay", s.page("thisday", s.thisDayPage))
	a.Get("/nguon/:site", s.page("site", s.sitePage))
	a.Get("/dia-danh", s.page("places", s.places))
	a.Get("/tro-giup", s.page("help", s.help))
	a.Get("/tai-ve", s.page("take", s.takeAway))
	a.Get("/tai-ve/tep", s.takeFile)
	a.Get("/trich-dan/:id", s.citeFile)
	a.Get("/tin.atom", s.atom)
	a.Get("/tin.rss", s.rss)
	a.Get("/tin.json", s.feedJSON)
	a.Get("/goi-y", s.suggest)
	a.Get("/xem-truoc/:id", s.preview)
	a.Get("/gia-tri/:field", s.page("values", s.values))
	a.Get("/dong-thoi-gian", s.page("timeline", s.timelinePage))
	a.Get("/dong-thoi-gian.csv", s.timelineCSV)
	a.Get("/dong-thoi-gian.svg", s.timelineSVG)
	a.Get("/dong-thoi-gian/so-sanh.csv", s.overlapCSV)
	a.Get("/ngu-canh", s.page("kwic", s.kwicPage))
	a.Get("/ngu-canh.csv", s.kwicCSV)
	a.Get("/bien-nhan", s.page("receipt", s.receipt))
	a.Get("/bien-nhan/tep", s.receiptFile)
	a.Post("/bien-nhan", s.keep)
	a.Get("/bien-nhan/:id", s.page("kept", s.keptPage))
	a.Get("/bien-nhan/:id/tep", s.keptFile)
	a.Get("/bien-nhan/:id/doi-chieu", s.page("compare", s.keptCompare))
	a.Get("/doi-chieu", s.page("compare", s.compareForm))
	a.Post("/doi-chieu", s.compare)
	a.Get("/do-danh-sach", s.page("lines", s.linesForm))
	a.Post("/do-danh-sach", s.lines)
	a.Get("/timegate/*", s.gate)
	a.Get("/timemap/link/*", s.timeMap)
	a.Get("/timemap/json/*", s.timeMapAsJSON)
	a.Get("/cdx", s.cdx)
	a.Get("/opensearch.xml", s.openSearch)
	a.Get("/sitemap.xml", s.sitemap)
	a.Get("/sitemap/:period.xml", s.sitemapOf)
	a.Use("/api/v1", s.limited)
	a.Get("/api/v1/search", s.apiSearch)
	a.Get("/api/v1/articles/:id", s.apiArticle)
	a.Get("/api/v1/articles/:id/versions", s.apiVersionsOf)
	a.Get("/api/v1/articles/:id/diff", s.apiDiff)
	a.Get("/api/v1/articles/:id/captures", s.apiCapturesOf)
	a.Get("/api/v1/articles/:id/similar", s.apiSimilar)
	a.Get("/api/v1/articles/:id/reprints", s.apiReprintsOf)
	a.Get("/api/v1/values/:field", s.apiValuesOf)
	a.Get("/api/v1/calendar", s.apiCalendarOf)
	a.Get("/api/v1/this-day", s.apiThisDayOf)
	a.Get("/api/v1/sites/:site", s.apiSiteOf)
	a.Get("/api/v1/places", s.apiPlacesNamed)
	a.Get("/api/v1/place", s.apiPlaceOf)
	a.Post("/api/v1/lines", s.apiLinesOf)
	a.Post("/api/v1/receipts", s.apiKeep)
	a.Get("/api/v1/receipts/:id", s.apiReceipt)
	a.Get("/api/v1/receipts/:id/since", s.apiReceiptSince)
	a.Get("/api/v1/stats", s.apiStats)
	a.Get("/api/v1/timeline", s.apiTimeline)
	a.Get("/api/v1/concordance", s.apiConcord)
	a.Get("/api/v1/export", s.apiExport)
	a.Get("/api/v1/openapi.json", s.openAPI)
	a.Get("/api", s.page("api", s.apiPage))
	a.Get("/healthz", s.healthz)
	a.Get("/readyz", s.readyz)
	a.Get("/favicon.ico", s.favicon)
	a.Get("/robots.txt", s.robots)
	a.Get("/static/:file", s.static)
	a.Use(notFound)

	r := s.replay
	s.common(r, s.replayHeaders, s.deps.ReplayURL)
	r.Get("/healthz", s.healthz)
	r.Get("/:capture/", s.original)
	r.Use(notFound)

	m := s.admin
	s.common(m, s.adminHeaders, s.deps.AdminURL)
	m.Get("/healthz", s.healthz)
	m.Get("/readyz", s.readyz)
	m.Get("/metrics", s.exposition)
	m.Use(s.owner)
	m.Get("/stats", s.apiStats)
	m.Get("/search", s.apiSearch)
	m.Get("/articles/:id", s.apiArticle)
	m.Post("/jobs/:verb", s.runJob)
	m.Use(notFound)
}

// common puts before every route what all three listeners need, outermost first.
func (s *Server) common(app *fiber.App, headers fiber.Handler, base string) {
	app.Use(recover.New(recover.Config{EnableStackTrace: true, StackTraceHandler: s.panicked}))
	app.Use(wellNamed, requestid.New())
	app.Use(headers)
	app.Use(s.measured)
	app.Use(s.knownHost(base))
	app.Use(compress.New(compress.Config{Level: compress.LevelBestSpeed, Next: streamed}))
	app.Use(etag.New(etag.Config{Weak: true, Next: streamed}))
	app.Use(s.deadline)
	if app != s.admin {
		app.Use(readOnly)
	}
}

// streamed leaves out answers that are written as they come.
func streamed(c *fiber.Ctx) bool {
	switch c.Path() {
	case "/tai-ve/tep", "/ngu-canh.csv", "/bien-nhan/tep", "/api/v1/export":
		return true
	}
	return c.Method() == fiber.MethodPost
}

func notFound(*fiber.Ctx) error { return fiber.ErrNotFound }
