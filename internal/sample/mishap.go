package sample

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"khobao/index"
)

// The pages that go wrong or are no article.
const (
	brokenInWARC  = "https://baocang.example/y-te"
	brokenInZIP   = "https://vendo.example/doi-song.html"
	missingInWARC = "https://baocang.example/y-te/lich-tiem-chung-000000.html"
	savedTwice    = "an-duong-tra-lai-tui-tien"
)

// mishaps adds what every archive meets: a forum thread, an address that
// answers 404, a page saved twice, a record and an entry that cannot be read.
func (p *press) mishaps() error {
	board, err := threads()
	if err != nil {
		return err
	}
	e, err := openEdition(&forum, nil)
	if err != nil {
		return err
	}
	for _, t := range board {
		body, err := e.thread(t)
		if err != nil {
			return err
		}
		p.out[inFolder] = append(p.out[inFolder], capture{
			url: forum.address(t), name: fmt.Sprintf("%s/showthread-%d.html", forum.host, number(t)),
			captured: forum.captured, status: http.StatusOK, contentType: "text/html; charset=utf-8", body: body, page: true,
			want: Page{Kind: index.KindOther, Charset: charsetUTF8},
		})
	}
	for _, c := range p.out[inFolder] {
		if strings.Contains(c.url, savedTwice) {
			c.name = strings.TrimSuffix(c.name, ".html") + "_2.html"
			c.captured = c.captured.Add(9 * time.Minute)
			p.out[inFolder] = append(p.out[inFolder], c)
			break
		}
	}
	p.out[inWARC] = append(p.out[inWARC], capture{
		url: missingInWARC, captured: at(2025, 12, 1, 8, 40), status: http.StatusNotFound, contentType: "text/html; charset=utf-8", page: true,
		body: []byte("<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>404</title></head><body><h1>Không có trang này</h1><p><a href=\"/\">Về trang nhất</a></p></body></html>\n"),
		want: Page{Kind: index.KindOther, Charset: charsetUTF8},
	})
	if err := p.breakOne(inWARC, 3, brokenInWARC, ""); err != nil {
		return err
	}
	return p.breakOne(inZIP, 2, brokenInZIP, "vendo.example/doi-song.html")
}

// breakOne puts an unreadable page among the readable ones, after the n-th
// page, so that an import must find its way on behind it.
func (p *press) breakOne(in container, n int, address, name string) error {
	all := p.out[in]
	for i := range all {
		if !all[i].page {
			continue
		}
		if n--; n > 0 {
			continue
		}
		broken := all[i]
		broken.url, broken.name, broken.broken = address, name, true
		broken.want = Page{Kind: index.KindArticle, Charset: charsetUTF8}
		p.out[in] = append(all[:i+1:i+1], append([]capture{broken}, all[i+1:]...)...)
		return nil
	}
	return fmt.Errorf("place a broken page in container %d: too few pages", in)
}
