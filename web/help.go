package web

import "github.com/gofiber/fiber/v2"

// example is a query that the help page runs at a press.
type example struct{ Q, Key string }

// examples are written in words that any newspaper archive holds.
var examples = []example{
	{"giao thông đường bộ", "web.help.and"},
	{"giao thong duong bo", "web.help.unmarked"},
	{"=đường", "web.help.exact"},
	{`"an toàn giao thông"`, "web.help.phrase"},
	{`"công an giao thông"~5`, "web.help.near"},
	{"giao thông -tai nạn", "web.help.not"},
	{"(xe máy OR ô tô) tai nạn", "web.help.or"},
	{"UBND quận", "web.help.abbreviation"},
	{"tieude:giao thông", "web.help.field"},
	{"tuyên truy*", "web.help.prefix"},
	{"tu:2020 den:2021 giao thông", "web.help.period"},
	{"câu(tai nạn giao thông)", "web.help.sentence"},
}

type helpView struct{ Examples []exampleView }

type exampleView struct {
	example
	Href string
}

func (s *Server) help(_ *fiber.Ctx, sh *shell) (any, error) {
	sh.State = State{Lang: knownLang(sh.query.Get(langParam))}
	sh.Title = sh.T("web.help.title")
	v := &helpView{}
	for _, e := range examples {
		st := sh.State
		st.Request.Q = e.Q
		v.Examples = append(v.Examples, exampleView{e, st.Search()})
	}
	return v, nil
}
