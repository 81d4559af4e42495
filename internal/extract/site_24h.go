package extract

import (
	"slices"

	"github.com/PuerkitoBio/goquery"

	"khobao/index"
)

var bao24h = []Rule{
	{
		Name: "24h", Version: "1", Hosts: []string{"24h.com.vn"}, From: 2021,
		Is:      "#article_title",
		Title:   "#article_title",
		Lead:    "#article_sapo, .cate-24h-foot-arti-deta-sum",
		Body:    ".cate-24h-foot-arti-deta-info, .cate-24h-foot-arti-deta-content-main, #article_body",
		Date:    ".cate-24h-foot-arti-deta-cre-post",
		Author:  ".cate-24h-foot-arti-deta-author, .nguontin",
		Section: ".cate-24h-foot-breadcrumb, .breadcrumb",
		Tags:    ".cate-24h-foot-arti-deta-tags, .tags",
		Drop:    ".bv-lq, .img_tin_lien_quan_trong_bai, .txtBnrHor, .see-now, .view-more, .linkOrigin, .block-quiz, .pgS2",
		Fix:     without24h,
	},
	{
		Name: "24h", Version: "1", Hosts: []string{"24h.com.vn"}, From: 2017, To: 2021,
		Is:     ".nwsHt h1.clrTit",
		Title:  ".nwsHt h1.clrTit",
		Lead:   ".nwsHt .ctTp",
		Body:   ".nwsHt",
		Date:   ".nwsHt .updTm",
		Author: ".nwsHt .nguontin",
		Drop:   ".nwsHt .sbNws, .nwsHt .flRt, .nwsHt .atclTit, .nwsHt .updTm, .bmTpSeoBlk, .baiviet-bailienquan, .bv-lq, .pgS2",
		Fix:    without24h,
	},
	{
		Name: "24h", Version: "1", Hosts: []string{"24h.com.vn"}, From: 2012, To: 2017,
		Is:     "h1.baiviet-title",
		Title:  "h1.baiviet-title",
		Lead:   ".baiviet-sapo",
		Body:   ".text-conent",
		Date:   ".baiviet-ngay",
		Author: ".nguontin",
		Drop:   ".baiviet-bailienquan, .bv-lq",
		Fix:    without24h,
	},
}

// without24h takes the link home out of the path, which is called "Tin tức 24h".
func without24h(_ *goquery.Document, a *index.Article) {
	a.Section = slices.DeleteFunc(a.Section, func(n string) bool { return n == "Tin tức 24h" })
}
