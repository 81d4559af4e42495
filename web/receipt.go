package web

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"khobao/index"
	"khobao/internal/export"
	"khobao/internal/failure"
)

// receiptKind names the file's form; a later form has another number.
const receiptKind = "khobao-receipt/1"

// Receipt says what a search found, so that it can be made again and compared.
type Receipt struct {
	Kind       string            `json:"kind"`
	Address    string            `json:"address"` // of the search, permanent
	Query      string            `json:"query"`
	Understood []index.Expansion `json:"expansions"`
	Literal    []string          `json:"literal,omitempty"`
	Filters    []string          `json:"filters"` // as the API and the command line write them
	Sort       index.Sort        `json:"sort,omitempty"`
	Software   string            `json:"software"`
	Generation int               `json:"generation"`
	Epoch      uint64            `json:"epoch"`
	Time       time.Time         `json:"time"`
	Total      int               `json:"total"`
	Rows       int               `json:"rows"`       // articles where those of a reprint family count once
	Folded     bool              `json:"folded"`     // the screen had a row for each family, not for each article
	IDsDigest  string            `json:"ids_sha256"` // of the ids in order, each ended by a newline
	Articles   []ReceiptRow      `json:"articles"`
}

// ReceiptRow is one article found and the digest of its text. A folded screen
// shows the first of each family.
type ReceiptRow struct {
	ID     string `json:"id"`
	Digest string `json:"text_sha256"`
	Family string `json:"family,omitempty"` // id of its reprint family; "" where it stands alone
}

// receiptOf gathers what a receipt says but for its rows.
func (s *Server) receiptOf(ctx context.Context, st State) (*Receipt, *export.List, error) {
	list, res, err := s.list(ctx, st.Request)
	if err != nil {
		return nil, nil, err
	}
	r := &Receipt{
		Kind: receiptKind, Address: s.deps.SiteURL + st.Search(), Query: st.Request.Q, Understood: res.Expansions, Literal: st.Request.Literal,
		Filters: filterTexts(st.Request), Sort: st.Request.Sort, Software: "khobao " + s.deps.Version,
		Generation: res.Generation, Epoch: res.Epoch, Time: s.now().In(index.Zone).Truncate(time.Second), Total: res.Total, Rows: res.Rows, Folded: st.folds(), IDsDigest: idsDigest(&list.IDs),
		Articles: []ReceiptRow{},
	}
	return r, list, nil
}

func idsDigest(ids *export.IDs) string {
	h := sha256.New()
	for i := range ids.Len() {
		fmt.Fprintln(h, ids.At(i))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// filterTexts writes the filters as the API and the command line do.
func filterTexts(r index.Request) []string {
	out := []string{}
	for _, f := range r.Filters {
		sign := "="
		if f.Exclude {
			sign = "!="
		}
		out = append(out, f.Field+sign+f.Value)
	}
	if !r.From.IsZero() {
		out = append(out, "from="+periodStart(r.From))
	}
	if !r.To.IsZero() {
		out = append(out, "to="+periodEnd(r.To))
	}
	return out
}

// receiptView is the data of the receipt's page.
type receiptView struct {
	*Receipt
	File  string
	Back  string
	Keep  []hidden // what the form that keeps it sends
	Chips []chip
}

func (s *Server) receipt(c *fiber.Ctx, sh *shell) (any, error) {
	st := ParseState(sh.query).with(func(r *index.Request) { r.Size = 0 })
	sh.State, sh.Title = st, sh.T("web.receipt.title")
	r, _, err := s.receiptOf(c.UserContext(), st)
	if err != nil {
		return nil, err
	}
	return &receiptView{r, "/bien-nhan/tep" + strings.TrimPrefix(st.Search(), "/search"), st.Search(), keepFields(st), chips(sh, st)}, nil
}

// receiptFile streams the receipt with a row for each article.
func (s *Server) receiptFile(c *fiber.Ctx) error {
	sh := s.shell(c)
	st := ParseState(sh.query).with(func(r *index.Request) { r.Size = 0 })
	done, err := s.takeSlot()
	if err != nil {
		return err
	}
	r, list, err := s.receiptOf(c.UserContext(), st)
	if err != nil {
		done()
		return err
	}
	c.Set(fiber.HeaderContentType, "application/json; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+fileName("bien nhan "+st.Request.Q, r.Time)+`.json"`)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return s.stream(c, done, func(ctx context.Context, w *flusher) error { return s.writeReceipt(ctx, w, r, list) })
}

// writeReceipt writes the head of a receipt and then its rows, a line each.
func (s *Server) writeReceipt(ctx context.Context, w *bufio.Writer, r *Receipt, list *export.List) error {
	head, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	const end = "]\n}"
	w.Write(head[:len(head)-len(end)])
	const batch = 100
	for at := 0; at < list.IDs.Len(); at += batch {
		ids := list.IDs.Slice(at, min(at+batch, list.IDs.Len()))
		rows, err := s.receiptRows(ctx, ids)
		if err != nil {
			return err
		}
		for i := range rows {
			sep := ",\n    "
			if at+i == 0 {
				sep = "\n    "
			}
			text, err := json.Marshal(rows[i])
			if err != nil {
				return err
			}
			w.WriteString(sep)
			w.Write(text)
		}
	}
	_, err = io.WriteString(w, "\n  ]\n}\n")
	return err
}

// receiptRows gives the rows of articles, without a digest for one that is gone.
func (s *Server) receiptRows(ctx context.Context, ids []string) ([]ReceiptRow, error) {
	articles, err := s.deps.Archive.Articles(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]ReceiptRow, len(ids))
	for i, id := range ids {
		out[i].ID = id
		if len(articles) > 0 && articles[0].ID == id {
			out[i].Digest, out[i].Family, articles = export.TextDigest(&articles[0]), articles[0].Family, articles[1:]
		}
	}
	return out, nil
}

// compareView is the data of the page that says what changed since a receipt.
type compareView struct {
	Asked             bool
	Old, New          *Receipt
	Same              bool // the same ids in the same order, with the same texts
	Order             bool // the same ids in another order
	Entered, Left     []comparedRow
	Changed           []comparedRow
	EnteredN, LeftN   int
	ChangedN          int
	Back              string
	Shown             int
	Unread            string // why the receipt could not be read
	BodyLimit         string
	Readings, Earlier []string
}

type comparedRow struct {
	ID, Title, Href, Meta string
}

// comparedMax is how many articles of each kind the page names.
const comparedMax = 200

// compareForm shows the form that takes a receipt.
func (s *Server) compareForm(_ *fiber.Ctx, sh *shell) (any, error) {
	sh.State, sh.Title = State{Lang: knownLang(sh.query.Get(langParam))}, sh.T("web.compare.title")
	return &compareView{BodyLimit: sh.Bytes(siteBody)}, nil
}

// compare runs the search of a receipt again and says what entered and what left.
// Nothing is kept: the receipt comes with the request.
func (s *Server) compare(c *fiber.Ctx) error {
	sh := s.shell(c)
	v := &compareView{Asked: true, BodyLimit: sh.Bytes(siteBody)}
	sh.State, sh.Title = State{Lang: knownLang(sh.query.Get(langParam))}, sh.T("web.compare.title")
	old, err := s.sentReceipt(c)
	if err != nil {
		c.Status(fiber.StatusBadRequest)
		v.Asked, v.Unread = false, sh.T("web.compare.unread")
		return s.pages.render(c, "compare", sh, v)
	}
	ctx, cancel := context.WithTimeout(s.life, longTime)
	defer cancel()
	if err := s.compared(ctx, sh, v, old); err != nil {
		return err
	}
	return s.pages.render(c, "compare", sh, v)
}

// keptAddress is the address of a kept receipt, or its id alone.
var keptAddress = regexp.MustCompile(`^(?:https?://[^/?#\s]+/bien-nhan/)?([0-9a-f]{16})(?:[/?#]\S*)?$`)

// sentReceipt reads the receipt of a form: a file, text pasted into it, or the
// address of one that is kept here.
func (s *Server) sentReceipt(c *fiber.Ctx) (*Receipt, error) {
	text := []byte(c.FormValue("bien-nhan"))
	if m := keptAddress.FindSubmatch(bytes.TrimSpace(text)); m != nil {
		_, kept, _, err := s.keptReceipt(c.UserContext(), string(m[1]))
		return kept, err
	}
	if f, err := c.FormFile("tep"); err == nil && f.Size > 0 {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		defer r.Close()
		if text, err = io.ReadAll(io.LimitReader(r, siteBody)); err != nil {
			return nil, err
		}
	}
	var old Receipt
	if err := json.Unmarshal(text, &old); err != nil {
		return nil, err
	}
	if old.Kind != receiptKind {
		return nil, failure.Newf(failure.Usage, "receipt", "kind %q", clip(old.Kind))
	}
	for _, row := range old.Articles {
		if !idForm.MatchString(row.ID) {
			return nil, failure.Newf(failure.Usage, "receipt", "id %q", clip(row.ID))
		}
	}
	return &old, nil
}

// receiptState reads the search of a receipt from its address, whatever origin
// the archive had then.
func receiptState(r *Receipt) State {
	u, err := url.Parse(r.Address)
	if err != nil {
		return State{}
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return State{}
	}
	return ParseState(q)
}

// changedSince is what a search gives now against what a receipt says it gave.
type changedSince struct {
	Now                    *Receipt
	Entered, Left, Changed []string // ids
	Order                  bool     // the ids stand in another order, or are others
}

// since runs the search of a receipt again.
func (s *Server) since(ctx context.Context, old *Receipt) (*changedSince, error) {
	now, list, err := s.receiptOf(ctx, receiptState(old))
	if err != nil {
		return nil, err
	}
	out := &changedSince{Now: now, Order: now.IDsDigest != old.IDsDigest}
	before := make(map[string]string, len(old.Articles))
	for _, row := range old.Articles {
		before[row.ID] = row.Digest
	}
	seen := make(map[string]bool, list.IDs.Len())
	const batch = 100
	for at := 0; at < list.IDs.Len(); at += batch {
		ids := list.IDs.Slice(at, min(at+batch, list.IDs.Len()))
		rows, err := s.receiptRows(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			seen[row.ID] = true
			switch digest, ok := before[row.ID]; {
			case !ok:
				out.Entered = append(out.Entered, row.ID)
			case digest != row.Digest:
				out.Changed = append(out.Changed, row.ID)
			}
		}
	}
	for _, row := range old.Articles {
		if !seen[row.ID] {
			out.Left = append(out.Left, row.ID)
		}
	}
	return out, nil
}

func (s *Server) compared(ctx context.Context, sh *shell, v *compareView, old *Receipt) error {
	c, err := s.since(ctx, old)
	if err != nil {
		return err
	}
	now, entered, left, changed := c.Now, c.Entered, c.Left, c.Changed
	v.Old, v.New, v.Back, v.Shown, v.Order = old, now, receiptState(old).Search(), comparedMax, c.Order
	v.EnteredN, v.LeftN, v.ChangedN = len(entered), len(left), len(changed)
	v.Same = v.EnteredN+v.LeftN+v.ChangedN == 0 && !v.Order
	for _, part := range []struct {
		ids []string
		to  *[]comparedRow
	}{{entered, &v.Entered}, {left, &v.Left}, {changed, &v.Changed}} {
		if *part.to, err = s.comparedRows(ctx, sh, part.ids[:min(len(part.ids), comparedMax)]); err != nil {
			return err
		}
	}
	v.Readings, v.Earlier = newReadings(now.Understood, old.Understood), newReadings(old.Understood, now.Understood)
	return nil
}

// newReadings lists the readings of a that b does not have.
func newReadings(a, b []index.Expansion) []string {
	var out []string
	for _, e := range a {
		if !slices.ContainsFunc(b, func(o index.Expansion) bool { return o.Typed == e.Typed && o.As == e.As }) {
			out = append(out, e.As)
		}
	}
	return out
}

func (s *Server) comparedRows(ctx context.Context, sh *shell, ids []string) ([]comparedRow, error) {
	articles, err := s.deps.Archive.Articles(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]comparedRow, 0, len(ids))
	for _, id := range ids {
		row := comparedRow{ID: id}
		if i := slices.IndexFunc(articles, func(a index.Article) bool { return a.ID == id }); i >= 0 {
			a := &articles[i]
			row.Title, row.Href, row.Meta = a.Title, sh.Link("/bai/"+id), strings.Trim(sh.Site(a.Site)+" · "+sh.Date(a.Published), " ·")
		}
		out = append(out, row)
	}
	return out, nil
}
