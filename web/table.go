package web

import (
	"encoding/csv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/export"
)

// sendTable sends a table as a CSV file that a spreadsheet opens as it is and runs
// nothing of. The first row is the names of the columns.
func sendTable(c *fiber.Ctx, name string, rows [][]string) error {
	var b strings.Builder
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		for i := range row {
			row[i] = export.Cell(row[i])
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+fileName(name, time.Now().In(index.Zone))+`.csv"`)
	return c.SendString(b.String())
}
