package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mark is what an element's tag, class and id say about its content.
type mark uint64

const (
	commentMark mark = 1 << iota // readers' comments and their form
	relatedMark                  // links to other articles
	shareMark                    // share, print, rate
	adMark
	counterMark // visits, people on line
	navMark     // menus, page numbers
	footMark
	headMark // the head of the site
	asideMark
	formMark

	tagMark
	crumbMark
	sectionMark
	captionMark
	dateMark
	authorMark
	sourceMark
	leadMark
	titleMark
	bodyMark
	quoteMark // pull quotes and boxes inside an article

	hiddenMark
	boldMark
	nowMark  // the date of today, not of the article
	sideMark // centred or right
	leftMark // left or justified, against what surrounds it
)

// strongJunk is never part of the article it stands in; weakJunk is not,
// unless most of the page's text is inside.
const (
	strongJunk = commentMark | relatedMark | shareMark | adMark | counterMark
	weakJunk   = navMark | footMark | headMark | asideMark | formMark
	junkMarks  = strongJunk | weakJunk
)

// markWords are words of classes and ids, Vietnamese ones without marks.
// Words are looked up alone and joined with the one or two after them, so
// "tin-lien-quan", "tinLienQuan" and "tinlienquan" are the same.
var markWords = map[string]mark{
	"comment": commentMark, "comments": commentMark, "binhluan": commentMark, "cmt": commentMark,
	"ykien": commentMark, "phanhoi": commentMark, "feedback": commentMark, "disqus": commentMark,
	"fbcomments": commentMark, "reply": commentMark, "replies": commentMark, "guiykien": commentMark,
	"ykienbandoc": commentMark, "thaoluan": commentMark, "usercomment": commentMark, "respond": commentMark,

	"related": relatedMark, "relate": relatedMark, "relation": relatedMark, "relations": relatedMark,
	"lienquan": relatedMark, "tinlienquan": relatedMark, "bailienquan": relatedMark, "newslienquan": relatedMark,
	"tinkhac": relatedMark, "baikhac": relatedMark, "tincu": relatedMark, "tincuhon": relatedMark,
	"tinmoi": relatedMark, "tinmoinhat": relatedMark, "tinmoihon": relatedMark, "cungchuyenmuc": relatedMark,
	"tincungchuyenmuc": relatedMark, "docthem": relatedMark, "xemthem": relatedMark, "readmore": relatedMark,
	"seealso": relatedMark, "othernews": relatedMark, "newsother": relatedMark, "morenews": relatedMark,
	"mostread": relatedMark, "mostview": relatedMark, "mostviewed": relatedMark, "xemnhieu": relatedMark,
	"docnhieu": relatedMark, "tindocnhieu": relatedMark, "recommend": relatedMark, "recommended": relatedMark,
	"recommendation": relatedMark, "recommendations": relatedMark, "suggest": relatedMark, "suggestion": relatedMark,
	"popular": relatedMark, "trending": relatedMark, "newest": relatedMark, "latestnews": relatedMark, "latest": relatedMark,
	"tieudiem": relatedMark, "tinhot": relatedMark, "hotnews": relatedMark, "newshot": relatedMark, "tinnoibat": relatedMark,
	"sametopic": relatedMark, "samecate": relatedMark, "cungchude": relatedMark, "readalso": relatedMark,
	"outbrain": relatedMark, "taboola": relatedMark, "teaser": relatedMark, "teasers": relatedMark,
	"othersnews": relatedMark, "morestories": relatedMark, "relatednews": relatedMark, "cothebanquantam": relatedMark,
	"dsnews": relatedMark, "listnews": relatedMark, "explusrelated": relatedMark, "promo": relatedMark,
	"seemore": relatedMark, "bvlq": relatedMark, "drelated": relatedMark, "innerarticle": relatedMark, "relationlink": relatedMark,

	"share": shareMark, "sharing": shareMark, "social": shareMark, "socials": shareMark, "sharedaddy": shareMark,
	"chiase": shareMark, "addthis": shareMark, "fblike": shareMark, "facebook": shareMark, "likebox": shareMark,
	"poll": shareMark, "thamdo": shareMark, "binhchon": shareMark, "khaosat": shareMark, "rating": shareMark, "danhgia": shareMark, "toolbar": shareMark, "sharefb": shareMark,
	"newsletter": shareMark, "subscribe": shareMark, "subscription": shareMark, "signup": shareMark,
	"paywall": shareMark, "cookie": shareMark, "cookies": shareMark, "gdpr": shareMark, "zalo": shareMark,

	"adbox": adMark, "adslot": adMark, "adzone": adMark, "adunit": adMark, "adwrap": adMark, "adcontainer": adMark,
	"googlead": adMark, "admzone": adMark, "qc": adMark, "ads": adMark, "adv": adMark, "advert": adMark, "advertisement": adMark, "advertising": adMark,
	"quangcao": adMark, "banner": adMark, "sponsor": adMark, "sponsored": adMark, "adsbygoogle": adMark,
	"adsense": adMark, "admicro": adMark, "ticker": adMark, "marquee": adMark, "slogan": adMark, "popup": adMark, "modal": adMark,

	"counter": counterMark, "visitor": counterMark, "visitors": counterMark, "luottruycap": counterMark,
	"hitcounter": counterMark, "truycap": counterMark, "luotxem": counterMark, "viewcount": counterMark,

	"nav": navMark, "navbar": navMark, "navigation": navMark, "menu": navMark, "submenu": navMark,
	"mainmenu": navMark, "paging": navMark, "pagination": navMark, "pager": navMark, "pagenav": navMark,
	"toc": navMark, "eztoc": navMark, "tableofcontents": navMark, "mucluc": navMark, "skip": navMark, "sitemap": navMark, "hotline": navMark, "lienketweb": navMark, "weblink": navMark,
	"footer": footMark, "foot": footMark, "copyright": footMark, "bottomfooter": footMark, "disclaimer": footMark,
	"masthead": headMark, "siteheader": headMark, "topheader": headMark, "topbar": headMark, "headertop": headMark,
	"sidebar": asideMark, "aside": asideMark, "rightcol": asideMark, "colright": asideMark, "widget": asideMark,
	"widgets": asideMark, "sidecol": asideMark, "boxright": asideMark, "rightsidebar": asideMark,
	"login": formMark, "dangnhap": formMark, "search": formMark, "timkiem": formMark,

	"tag": tagMark, "tags": tagMark, "tukhoa": tagMark, "keyword": tagMark, "keywords": tagMark, "hashtag": tagMark,
	"hashtags": tagMark, "keylink": tagMark, "topics": tagMark, "taglist": tagMark, "tagcloud": tagMark,
	"breadcrumb": crumbMark, "breadcrumbs": crumbMark, "breadcum": crumbMark, "bread": crumbMark, "crumbs": crumbMark,
	"crumb": crumbMark, "navbit": crumbMark, "duongdan": crumbMark, "pathway": crumbMark,
	"cate": sectionMark, "category": sectionMark, "chuyenmuc": sectionMark, "catlinks": sectionMark, "catname": sectionMark,
	"parentcate": sectionMark, "detailcate": sectionMark, "zonename": sectionMark, "categoryname": sectionMark, "cat": sectionMark,

	"caption": captionMark, "figcaption": captionMark, "imgcaption": captionMark, "photocaption": captionMark,
	"chuthich": captionMark, "chuthichanh": captionMark, "imgchuthich": captionMark, "avatardes": captionMark,
	"photocmscaption": captionMark, "picturecaption": captionMark, "pcaption": captionMark, "imagecaption": captionMark,
	"imgdesc": captionMark, "photodesc": captionMark, "captionanh": captionMark, "wpcaptiontext": captionMark,
	"imagedesc": captionMark, "imageintro": captionMark, "imagenote": captionMark, "noteimages": captionMark,
	"imgnote": captionMark, "fdespic": captionMark, "imagecomment": captionMark, "photonote": captionMark, "motaanh": captionMark,
	"ecap": captionMark, "imgcap": captionMark, "photocap": captionMark, "piccap": captionMark, "imagecap": captionMark, "figcap": captionMark, "textcap": captionMark, "credit": captionMark, "imagecredit": captionMark, "photocredit": captionMark,

	"date": dateMark, "time": dateMark, "datetime": dateMark, "pubdate": dateMark, "publish": dateMark,
	"published": dateMark, "timestamp": dateMark, "ngay": dateMark, "ngaydang": dateMark, "thoigian": dateMark,
	"postdate": dateMark, "newsdate": dateMark, "timer": dateMark, "dateline": dateMark, "spantime": dateMark,
	"lbldate": dateMark, "publishdate": dateMark, "createddate": dateMark, "ngaythang": dateMark, "posttime": dateMark,
	"updatetime": dateMark, "datepublished": dateMark, "pdate": dateMark, "updtm": dateMark, "articledate": dateMark,
	"entrydate": dateMark, "postedon": dateMark, "meta": dateMark, "submitted": dateMark, "postsubinfo": dateMark, "imgdte": dateMark, "dtepub": dateMark, "updated": dateMark, "datepost": dateMark, "publishtime": dateMark, "capnhat": dateMark,

	"timenow": nowMark, "datenow": nowMark, "today": nowMark, "homnay": nowMark, "hientai": nowMark, "clock": nowMark,
	"currentdate": nowMark, "currenttime": nowMark, "nowtime": nowMark, "serverdate": nowMark, "ngayhientai": nowMark, "dongho": nowMark,
	"sitedate": nowMark, "headerdate": nowMark, "datetoday": nowMark, "timetoday": nowMark,

	"author": authorMark, "authors": authorMark, "byline": authorMark, "tacgia": authorMark, "authormail": authorMark,
	"authorname": authorMark, "pauthor": authorMark, "newsauthor": authorMark, "butdanh": authorMark, "writer": authorMark,
	"reporter": authorMark, "bylines": authorMark, "articleauthor": authorMark, "postauthor": authorMark,
	"nguoiviet": authorMark, "detailauthor": authorMark, "articlebyline": authorMark,
	"source": sourceMark, "nguon": sourceMark, "psource": sourceMark, "newssource": sourceMark, "nguontin": sourceMark,

	"sapo": leadMark, "sum": leadMark, "trich": leadMark, "lead": leadMark, "phead": leadMark, "chapeau": leadMark, "standfirst": leadMark,
	"summary": leadMark, "description": leadMark, "articlesummary": leadMark, "initcontent": leadMark,
	"articlelead": leadMark, "newslead": leadMark, "newssapo": leadMark, "detailsapo": leadMark, "detaillead": leadMark,
	"shortdesc": leadMark, "trichyeu": leadMark, "tomtat": leadMark, "mota": leadMark, "excerpt": leadMark,
	"singularsapo": leadMark, "knowledgesapo": leadMark, "newsbrief": leadMark, "hometext": leadMark,
	"maindesc": leadMark, "introtext": leadMark, "detailsummary": leadMark, "dek": leadMark, "gioithieu": leadMark,
	"abstract": leadMark, "newsabstract": leadMark, "alead": leadMark, "brief": leadMark, "briefdetail": leadMark,
	"desnews": leadMark, "newsdes": leadMark, "detaildesc": leadMark, "descdetail": leadMark, "desc": leadMark, "des": leadMark,
	"articledesc": leadMark, "postdesc": leadMark, "sapobaiviet": leadMark, "sabo": leadMark, "sumary": leadMark,
	"summarize": leadMark, "shorttext": leadMark, "textintro": leadMark, "intro": leadMark, "introdetail": leadMark,
	"shortintro": leadMark, "trichdan": leadMark, "quenews": leadMark, "txthead": leadMark,

	"title": titleMark, "headline": titleMark, "tieude": titleMark, "ptitle": titleMark, "maintitle": titleMark,
	"titledetail": titleMark, "detailtitle": titleMark, "articletitle": titleMark, "newstitle": titleMark,
	"posttitle": titleMark, "entrytitle": titleMark, "titlenews": titleMark, "lbltitle": titleMark, "contentheading": titleMark,

	"articlebody": bodyMark, "articlecontent": bodyMark, "contentdetail": bodyMark, "detailcontent": bodyMark,
	"newscontent": bodyMark, "contentnews": bodyMark, "maincontent": bodyMark, "fckdetail": bodyMark, "noidung": bodyMark,
	"entrycontent": bodyMark, "postcontent": bodyMark, "bodytext": bodyMark, "storybody": bodyMark, "chitiet": bodyMark,
	"thecontent": bodyMark, "cmsbody": bodyMark, "divcontent": bodyMark, "articledetail": bodyMark, "newsdetail": bodyMark,
	"newsbody": bodyMark, "bodycontent": bodyMark, "textcontent": bodyMark, "noidungtin": bodyMark, "bodydetail": bodyMark,

	"pullquote": quoteMark, "quote": quoteMark,
}

// tagMarks are what a tag alone says.
var tagMarks = map[atom.Atom]mark{
	atom.Nav: navMark, atom.Footer: footMark, atom.Header: headMark, atom.Aside: asideMark,
	atom.Form: formMark, atom.Figcaption: captionMark, atom.Marquee: adMark,
	atom.Center: sideMark, atom.Time: dateMark, atom.Blockquote: quoteMark,
}

// markOf reads an element's tag, class, id, itemprop and style.
func (t *tree) markOf(n *html.Node) mark {
	m := tagMarks[n.DataAtom]
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "itemprop":
			if a.Val != "" && len(a.Val) < 300 {
				m |= t.markOfName(a.Val)
			}
		case "align":
			switch lower(a.Val) {
			case "right", "center":
				m |= sideMark
			case "left", "justify":
				m |= leftMark
			}
		case "style":
			if a.Val != "" {
				m |= t.markOfStyle(a.Val)
			}
		case "hidden":
			m |= hiddenMark
		case "type": // of the boxes VCCorp's editor sets into an article
			if strings.HasPrefix(a.Val, "Related") || a.Val == "link-content-footer" {
				m |= relatedMark
			}
		case "rel":
			if a.Val == "author" {
				m |= authorMark
			}
		case "href":
			if n.DataAtom == atom.A && isAuthorAddress(a.Val) {
				m |= authorMark
			}
		case "role":
			switch a.Val {
			case "navigation", "menu", "menubar", "banner":
				m |= navMark
			case "complementary", "dialog", "alertdialog":
				m |= asideMark
			case "contentinfo":
				m |= footMark
			}
		}
	}
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		m &^= junkMarks
	}
	return m
}

// isAuthorAddress reports the address of a page about one author.
func isAuthorAddress(href string) bool {
	for {
		i := strings.IndexByte(href, '/')
		if i < 0 {
			return false
		}
		href = href[i+1:]
		for _, p := range []string{"tac-gia/", "tacgia/", "author/", "tac-gia-", "phong-vien/"} {
			if strings.HasPrefix(href, p) {
				return true
			}
		}
	}
}

func (t *tree) markOfName(name string) mark {
	if m, ok := t.marks[name]; ok {
		return m
	}
	m := nameMark(name)
	t.marks[strings.Clone(name)] = m
	return m
}

func (t *tree) markOfStyle(style string) mark {
	if m, ok := t.styles[style]; ok {
		return m
	}
	m := styleMark(style)
	if len(style) < 300 {
		t.styles[strings.Clone(style)] = m
	}
	return m
}

// nameMark splits a class or id into words, at signs, digits and capitals, and
// looks up every word and every join of neighbours.
func nameMark(name string) mark {
	words := make([]string, 0, 8)
	start := -1
	for i := 0; i <= len(name); i++ {
		var c byte
		if i < len(name) {
			c = name[i]
		}
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		upper := c >= 'A' && c <= 'Z'
		if start >= 0 && (!letter || upper && name[i-1] >= 'a' && name[i-1] <= 'z') {
			words = append(words, lower(name[start:i]))
			start = -1
		}
		if letter && start < 0 {
			start = i
		}
		if c == ' ' {
			words = append(words, "")
		}
	}
	var m mark
	embed := false
	for i, w := range words {
		embed = embed || w == "embed"
		if w == "" {
			continue
		}
		m |= markWords[w] | markWords[bareWord(w)] | partMark(w)
		joined := w
		for j := i + 1; j < len(words) && j < i+4 && words[j] != ""; j++ {
			joined += words[j]
			m |= markWords[joined]
		}
	}
	if embed {
		m &^= shareMark
	}
	if strings.HasSuffix(name, "with-summary") { // Drupal's name of a body
		m &^= leadMark
	}
	// "article-author-date-comment" is the line under a headline, "comment-date"
	// is part of a comment.
	if m&commentMark != 0 && m&(dateMark|authorMark) != 0 && markWords[words[0]]&commentMark == 0 {
		m &^= commentMark
	}
	return m
}

// partMark knows words that are joined with others in many ways.
func partMark(w string) mark {
	switch {
	case len(w) < 5:
		return 0
	case strings.Contains(w, "lienquan") || strings.HasPrefix(w, "related") || strings.HasSuffix(w, "related"):
		return relatedMark
	case strings.Contains(w, "binhluan") || strings.HasPrefix(w, "comment"):
		return commentMark
	case strings.Contains(w, "quangcao"):
		return adMark
	case strings.HasPrefix(w, "sharem") || strings.HasPrefix(w, "shareb") || strings.HasPrefix(w, "sharel"):
		return shareMark
	case strings.HasPrefix(w, "date") || strings.HasSuffix(w, "date") || strings.HasPrefix(w, "time") && w != "timeline" || strings.HasSuffix(w, "time"):
		return dateMark
	case strings.HasPrefix(w, "tags") || w == "tagdetail" || w == "tagbox" || w == "tagnews":
		return tagMark
	case strings.HasSuffix(w, "sapo") || strings.HasPrefix(w, "sapo"):
		return leadMark
	case strings.HasSuffix(w, "caption") || strings.Contains(w, "chuthich"):
		return captionMark
	}
	return 0
}

// bareWord takes off what pages put around a word: box, list, detail.
func bareWord(w string) string {
	for _, p := range []string{"box", "list", "block", "div", "wrap", "ul"} {
		if len(w) > len(p)+3 && strings.HasPrefix(w, p) {
			return w[len(p):]
		}
		if len(w) > len(p)+3 && strings.HasSuffix(w, p) {
			return w[:len(w)-len(p)]
		}
	}
	return w
}

func styleMark(style string) mark {
	var m mark
	s := strings.ReplaceAll(lower(style), " ", "")
	if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
		m |= hiddenMark
	}
	if strings.Contains(s, "text-align:right") || strings.Contains(s, "text-align:center") {
		m |= sideMark
	}
	if strings.Contains(s, "text-align:left") || strings.Contains(s, "text-align:justify") {
		m |= leftMark
	}
	if strings.Contains(s, "font-weight:bold") || strings.Contains(s, "font-weight:700") {
		m |= boldMark
	}
	return m
}
