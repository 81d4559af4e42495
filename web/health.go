package web

import (
	"github.com/gofiber/fiber/v2"

	"khobao/index"
)

// healthz says that the process answers, nothing more.
func (s *Server) healthz(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.SendString("ok\n")
}

// readyz says whether searches are answered, and if not why.
func (s *Server) readyz(c *fiber.Ctx) error {
	state := s.deps.State(c.UserContext())
	c.Set(fiber.HeaderCacheControl, "no-store")
	ready := state.Status == index.Ready
	if state.Status == index.Empty { // ready when there is nothing to find
		stats, err := s.deps.Archive.Stats(c.UserContext())
		if err != nil {
			return err
		}
		ready = stats.Articles == 0
	}
	if !ready {
		c.Status(fiber.StatusServiceUnavailable)
	}
	return c.JSON(struct {
		Status   index.Status `json:"status"`
		Articles int          `json:"articles"`
		Seq      uint64       `json:"seq"`
	}{state.Status, state.Articles, state.Seq})
}
