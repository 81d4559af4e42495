package web

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
)

// healthz says that the process answers, nothing more.
func (s *Server) healthz(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.SendString("ok\n")
}

// readyz says whether searches are answered, and if not why. Words that are being
// learned keep nobody waiting: they better the order of what is found.
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
		Status   index.Status    `json:"status"`
		Articles int             `json:"articles"`
		Seq      uint64          `json:"seq"`
		Building *index.Building `json:"building,omitempty"`
		Learning bool            `json:"learning,omitempty"`
	}{state.Status, state.Articles, state.Seq, state.Building, state.Learning})
}

// Building says how far a rebuild is that goes on, "" when there is none.
func (sh *shell) Building(st index.State) string {
	b := st.Building
	if b == nil || b.Total <= 0 {
		return ""
	}
	percent := strconv.Itoa(min(100*b.Done/b.Total, 99))
	switch minutes := (b.Left + 59) / 60; {
	case b.Left <= 0:
		return sh.T("reading.building", "Percent", percent)
	case b.Left < 60:
		return sh.T("reading.building.soon", "Percent", percent)
	default:
		return sh.T("reading.building.left", "Percent", percent, "Count", minutes)
	}
}
