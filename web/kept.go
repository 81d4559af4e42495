package web

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/failure"
)

// keptRows is how many articles a receipt may hold to be kept here; a longer one
// is a file for its reader to keep.
const keptRows = 100_000

// keepReceipt gathers a search's receipt, keeps it for good and gives its id. The
// same search with the same articles and texts has one receipt a day.
func (s *Server) keepReceipt(ctx context.Context, st State) (id string, r *Receipt, err error) {
	st = st.with(func(r *index.Request) { r.Size = 0 })
	st.Lang = ""
	r, list, err := s.receiptOf(ctx, st)
	if err != nil {
		return "", nil, err
	}
	if list.IDs.Len() > keptRows {
		return "", nil, failure.Newf(failure.TooLarge, "receipt", "%d > %d", list.IDs.Len(), keptRows).WithCode("receipt")
	}
	var text, packed bytes.Buffer
	w := bufio.NewWriter(&text)
	if err := errors.Join(s.writeReceipt(ctx, w, r, list), w.Flush()); err != nil {
		return "", nil, err
	}
	z := gzip.NewWriter(&packed)
	_, err = z.Write(text.Bytes())
	if err := errors.Join(err, z.Close()); err != nil {
		return "", nil, err
	}
	// When it was made does not make it another: the day does, and what was found.
	_, rows, _ := bytes.Cut(text.Bytes(), []byte(`"articles": [`))
	sum := sha256.New()
	fmt.Fprintln(sum, st.Address(), r.Time.In(index.Zone).Format(time.DateOnly), r.Understood)
	sum.Write(rows)
	id = hex.EncodeToString(sum.Sum(nil)[:8])
	return id, r, s.deps.Archive.KeepReceipt(ctx, id, packed.Bytes())
}

// keptReceipt reads a receipt that is kept.
func (s *Server) keptReceipt(ctx context.Context, id string) (text []byte, r *Receipt, kept time.Time, err error) {
	missing := failure.New(failure.NotFound, "", nil).WithCode("receipt-gone")
	if !idForm.MatchString(id) {
		return nil, nil, kept, missing
	}
	packed, kept, err := s.deps.Archive.Receipt(ctx, id)
	if failure.Is(err, failure.NotFound) {
		return nil, nil, kept, missing
	}
	if err != nil {
		return nil, nil, kept, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, nil, kept, failure.New(failure.Damaged, id, err)
	}
	if text, err = io.ReadAll(z); err != nil {
		return nil, nil, kept, failure.New(failure.Damaged, id, err)
	}
	r = new(Receipt)
	if err := json.Unmarshal(text, r); err != nil {
		return nil, nil, kept, failure.New(failure.Damaged, id, err)
	}
	return text, r, kept, nil
}

// keep keeps the receipt of the search in a form and leads to it.
func (s *Server) keep(c *fiber.Ctx) error {
	done, err := s.takeSlot()
	if err != nil {
		return err
	}
	defer done()
	query, err := url.ParseQuery(string(c.Body()))
	if err != nil {
		return failure.Newf(failure.Usage, "form", "want name=value pairs")
	}
	st := ParseState(query)
	ctx, cancel := context.WithTimeout(s.life, longTime)
	defer cancel()
	id, _, err := s.keepReceipt(ctx, st)
	if err != nil {
		return err
	}
	href := "/bien-nhan/" + id
	if st.Lang != "" {
		href += "?" + langParam + "=" + st.Lang
	}
	return c.Redirect(href, fiber.StatusSeeOther)
}

// keptView is the data of the page of a receipt that is kept.
type keptView struct {
	*Receipt
	ID        string
	Permanent string
	Kept      time.Time
	File      string
	Again     string // what entered and what left since
	Back      string
	Chips     []chip
	First     []comparedRow
}

// keptShown is how many of its articles the page of a receipt names.
const keptShown = 50

func (s *Server) keptPage(c *fiber.Ctx, sh *shell) (any, error) {
	ctx := c.UserContext()
	id := c.Params("id")
	_, r, kept, err := s.keptReceipt(ctx, id)
	if err != nil {
		return nil, err
	}
	st := receiptState(r)
	st.Lang = knownLang(sh.query.Get(langParam))
	sh.State, sh.Title = st, sh.T("web.receipt.title")
	v := &keptView{
		Receipt: r, ID: id, Permanent: s.deps.SiteURL + "/bien-nhan/" + id, Kept: kept, File: "/bien-nhan/" + id + "/tep",
		Again: sh.Link("/bien-nhan/" + id + "/doi-chieu"), Back: st.Search(), Chips: chips(sh, st),
	}
	var ids []string
	for _, row := range r.Articles[:min(len(r.Articles), keptShown)] {
		ids = append(ids, row.ID)
	}
	v.First, err = s.comparedRows(ctx, sh, ids)
	return v, err
}

// keptFile gives a kept receipt as it was written.
func (s *Server) keptFile(c *fiber.Ctx) error {
	text, r, _, err := s.keptReceipt(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/json; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+fileName("bien nhan "+r.Query, r.Time)+`.json"`)
	return c.Send(text)
}

// keptCompare runs the search of a kept receipt again and says what changed since.
func (s *Server) keptCompare(c *fiber.Ctx, sh *shell) (any, error) {
	_, r, _, err := s.keptReceipt(c.UserContext(), c.Params("id"))
	if err != nil {
		return nil, err
	}
	done, err := s.takeSlot()
	if err != nil {
		return nil, err
	}
	defer done()
	sh.State, sh.Title = State{Lang: knownLang(sh.query.Get(langParam))}, sh.T("web.compare.title")
	v := &compareView{Asked: true, BodyLimit: sh.Bytes(siteBody)}
	ctx, cancel := context.WithTimeout(s.life, longTime)
	defer cancel()
	return v, s.compared(ctx, sh, v, r)
}

// keepFields are what the form that keeps a receipt sends: the search.
func keepFields(st State) []hidden {
	fields := hiddenOf(st)
	for i := range fields {
		fields[i].Value = strings.ToValidUTF8(fields[i].Value, "")
	}
	return fields
}
